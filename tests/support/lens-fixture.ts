/** Charts of `fhir-fixtures/measures` through reader and lens, with the source states that their `expected.json` names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assess } from '../../src/domain/assess.ts';
import { SOURCE_IDS, type SourceId, type SourceState } from '../../src/domain/chart/source.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import type { BillingList } from '../../src/domain/measures/billing.ts';
import { lensOf, type Lens } from '../../src/domain/measures/lens.ts';
import { takeIn } from '../../src/fhir/intake/intake.ts';
import { fileOf } from '../../src/fhir/intake/one-patient.ts';
import { readChart } from '../../src/fhir/read/chart.ts';
import { readPracticeRecords } from '../../src/fhir/read/practice-records.ts';
import { offsetOf } from '../../src/fhir/time-zone.ts';
import { stateOf, type StateName } from './chart-of.ts';

export interface ExpectedMeasure {
  readonly outcome: string;
  /** Code of the first thing said. */
  readonly says: string;
  readonly why: string;
}

export interface ExpectedLens {
  readonly title: string;
  readonly asOf: string;
  readonly states?: Readonly<Partial<Record<SourceId, StateName>>>;
  readonly candidate: {
    readonly may: boolean | null;
    readonly payer: string;
    readonly cancer: string;
    readonly therapy: string;
    readonly withMedicaid?: boolean;
  };
  readonly episode: {
    readonly says: string;
    readonly start: string;
    readonly end: string;
    readonly month: number;
  } | null;
  readonly measures: Readonly<Record<string, ExpectedMeasure>>;
}

export const expectedOf = (folder: string): ExpectedLens =>
  JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as ExpectedLens;

/** `change`: what else the bundle holds, as text, before it is read. */
export function lensFixture(
  folder: string,
  { asOf: day, change = (text) => text, billing = null, states: more = {} }: LensFixtureOptions = {},
): Lens {
  const { asOf, states: wanted = {} } = expectedOf(folder);
  const taken = takeIn(change(readFileSync(join(folder, 'bundle.json'), 'utf8')));
  const [patientId] = taken.ok ? taken.patientIds : [];
  if (!taken.ok || patientId === undefined) throw new Error(`${folder} cannot be read`);
  const { received } = fileOf(taken, patientId, 'file');
  const states: Record<SourceId, SourceState> = { ...received.states };
  const resources = { ...received.resources };
  for (const id of SOURCE_IDS) {
    const state = more[id] ?? wanted[id];
    if (state === undefined) continue;
    states[id] = stateOf(state, resources[id]?.length ?? 0);
    if (states[id].state !== 'loaded' && states[id].state !== 'partial') delete resources[id];
  }
  const on = parseWhen(day ?? asOf)?.lo;
  if (on === undefined) throw new Error(`${folder} has no date`);
  const offsetAt = offsetOf('America/New_York');
  const chart = readChart(patientId, [{ ...received, resources, states }], { asOf: on, offsetAt });
  if (!chart.ok) throw new Error(`${folder}: ${chart.problem.detail}`);
  const records = readPracticeRecords(resources, { origin: received.origin, patientId, asOf: on, offsetAt });
  return lensOf({ chart: chart.value, assessment: assess(chart.value), records, billing, carePlanParts: true });
}

export interface LensFixtureOptions {
  readonly asOf?: string;
  readonly change?: (text: string) => string;
  readonly billing?: BillingList | null;
  /** How sources ended, beside what the file says. */
  readonly states?: Readonly<Partial<Record<SourceId, StateName>>>;
}
