/** One chart of `fhir-fixtures` through the engine, with the source states and site map that its `expected.json` names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toContract } from '../../src/cli/contract.ts';
import { assess } from '../../src/domain/assess.ts';
import type { EncounterKind } from '../../src/domain/chart/records.ts';
import { SOURCE_IDS, type SourceId, type SourceState } from '../../src/domain/chart/source.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { takeIn } from '../../src/fhir/intake/intake.ts';
import { fileOf } from '../../src/fhir/intake/one-patient.ts';
import { readChart } from '../../src/fhir/read/chart.ts';
import { offsetOf } from '../../src/fhir/time-zone.ts';
import { stateOf, type StateName } from './chart-of.ts';

export interface FixtureSettings {
  readonly asOf: string;
  /** How a source ended, where it is not as the file holds it; "truncated" is partial. */
  readonly states?: Readonly<Partial<Record<SourceId, StateName | 'truncated'>>>;
  readonly encounterClasses?: Readonly<Record<string, EncounterKind>>;
  readonly timeZones?: readonly string[];
}

export function settingsOf(folder: string): FixtureSettings {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as FixtureSettings;
}

/** The answer in the contract's shape. `timeZone`: the site's; without one dates are taken as written. */
export function assessFixture(folder: string, timeZone: string | null = null): object {
  const settings = settingsOf(folder);
  const taken = takeIn(readFileSync(join(folder, 'bundle.json'), 'utf8'));
  const [patientId] = taken.ok ? taken.patientIds : [];
  if (!taken.ok || patientId === undefined) throw new Error(`${folder} cannot be read`);
  const { received, base } = fileOf(taken, patientId, 'file');
  const states: Record<SourceId, SourceState> = { ...received.states };
  const resources = { ...received.resources };
  for (const id of SOURCE_IDS) {
    const wanted = settings.states?.[id];
    if (wanted === undefined) continue;
    states[id] = stateOf(wanted === 'truncated' ? 'partial' : wanted, resources[id]?.length ?? 0);
    if (states[id].state !== 'loaded' && states[id].state !== 'partial') delete resources[id];
  }
  const asOf = parseWhen(settings.asOf)?.lo;
  if (asOf === undefined) throw new Error(`${folder} has no date`);
  const chart = readChart(patientId, [{ ...received, resources, states }], {
    asOf,
    aliases: taken.aliases,
    ...(base === null ? {} : { base }),
    ...(timeZone === null ? {} : { offsetAt: offsetOf(timeZone) }),
    ...(settings.encounterClasses === undefined ? {} : { encounterClasses: settings.encounterClasses }),
  });
  if (!chart.ok) throw new Error(`${folder}: ${chart.problem.detail}`);
  return toContract(assess(chart.value));
}
