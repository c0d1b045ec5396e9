/**
 * Charts broken at random. 300 in the check; `MUTATIONS=10000 npx vitest run tests/domain/mutated-bundles.test.ts` for many.
 * What must hold of each: an answer or a refusal in one line, never an exception; nothing met without evidence that is in the
 * file; the same bytes in any order of entries, in any time zone of the machine, and with any amount of future added.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { toContract } from '../../src/cli/contract.ts';
import { assess } from '../../src/domain/assess.ts';
import { isoDay, parseWhen } from '../../src/domain/logic/when.ts';
import { takeInParsed } from '../../src/fhir/intake/intake.ts';
import { fileOf } from '../../src/fhir/intake/one-patient.ts';
import { readChart } from '../../src/fhir/read/chart.ts';
import { mutated, randomFrom, type Random } from '../support/mutate.ts';

const FOLDER = 'fhir-fixtures/patients';
const AS_OF = parseWhen('2026-11-12')?.lo ?? 0;
const RUNS = parseInt(process.env['MUTATIONS'] ?? '300', 10);
const SEED = parseInt(process.env['SEED'] ?? '20261112', 10);

interface Bundle {
  readonly resourceType: string;
  readonly entry: readonly { readonly resource: Readonly<Record<string, unknown>> }[];
}

const bundles = readdirSync(FOLDER)
  .toSorted()
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name, 'bundle.json'), 'utf8')) as Bundle);

interface Given {
  readonly triggers: readonly { readonly id: string; readonly outcome: string; readonly evidence: readonly string[] }[];
}

/** The answer as the command line would print it, or the one line that refuses. */
function answer(bundle: unknown): string {
  const taken = takeInParsed([bundle]);
  if (!taken.ok) return taken.detail;
  const [patientId] = taken.patientIds;
  if (patientId === undefined || taken.patientIds.length > 1) return `${taken.patientIds.length} patients`;
  const { received, base } = fileOf(taken, patientId, 'file');
  const options = { asOf: AS_OF, aliases: taken.aliases, ...(base === null ? {} : { base }) };
  const chart = readChart(patientId, [received], options);
  return chart.ok ? JSON.stringify(toContract(assess(chart.value))) : chart.problem.detail;
}

function references(bundle: unknown): ReadonlySet<string> {
  const taken = takeInParsed([bundle]);
  return new Set(taken.ok ? taken.resources.map((one) => `${one.resourceType}/${one.id}`) : []);
}

function shuffled(bundle: unknown, random: Random): unknown {
  if (typeof bundle !== 'object' || bundle === null || !('entry' in bundle) || !Array.isArray(bundle.entry))
    return bundle;
  const keys = bundle.entry.map((entry: unknown) => ({ entry, at: random() }));
  return { ...bundle, entry: keys.toSorted((a, b) => a.at - b.at).map(({ entry }) => entry) };
}

/** The chart with a copy of everything in it, dated a year ahead: none of it has happened. */
function withFuture(bundle: Bundle): Bundle {
  const later = bundle.entry.flatMap(({ resource }) => {
    const { resourceType, id } = resource;
    // The patient is one; a plan that begins later and a booked visit may be seen; what has no date cannot be moved.
    if (typeof id !== 'string' || !DATED.includes(String(resourceType))) return [];
    const moved = JSON.parse(
      JSON.stringify({ ...resource, id: `${id}-later` }).replaceAll(
        /"(19|20)\d{2}-\d{2}-\d{2}/g,
        `"${isoDay(AS_OF + 365)}`,
      ),
    ) as Readonly<Record<string, unknown>>;
    return JSON.stringify(moved).includes(isoDay(AS_OF + 365)) ? [{ resource: moved }] : [];
  });
  return { ...bundle, entry: [...bundle.entry, ...later] };
}
const DATED = [
  'Condition',
  'Encounter',
  'Observation',
  'Procedure',
  'MedicationAdministration',
  'QuestionnaireResponse',
];

const zone = process.env['TZ'];
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe(`${RUNS} broken charts from seed ${SEED}`, () => {
  const random = randomFrom(SEED);
  const cases = Array.from({ length: RUNS }, (_, index) => {
    const bundle = bundles[index % bundles.length];
    return mutated(bundle, random, 1 + Math.floor(random() * 12));
  });
  const answers = cases.map(answer);

  test('each is answered or refused in one line, and nothing is met without evidence that is in the file', () => {
    const wrong: string[] = [];
    for (const [index, bundle] of cases.entries()) {
      const given = answers[index] ?? '';
      if (given.includes('\n')) wrong.push(`case ${index}: more than one line`);
      if (!given.startsWith('{')) continue;
      const known = references(bundle);
      for (const { id, outcome, evidence } of (JSON.parse(given) as Given).triggers) {
        if (outcome === 'met' && (evidence.length === 0 || evidence.some((one) => !known.has(one))))
          wrong.push(`case ${index}: ${id} met on ${evidence.join(', ') || 'nothing'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the order of entries changes nothing', () => {
    const wrong = cases.flatMap((bundle, index) =>
      answer(shuffled(bundle, random)) === answers[index] ? [] : [index],
    );
    expect(wrong).toEqual([]);
  });

  test('the time zone of the machine changes nothing', () => {
    for (const name of ['Pacific/Honolulu', 'Pacific/Auckland']) {
      process.env['TZ'] = name;
      expect({
        name,
        wrong: cases.flatMap((bundle, index) => (answer(bundle) === answers[index] ? [] : [index])),
      }).toEqual({
        name,
        wrong: [],
      });
    }
  });
});

test('what is dated after the day changes nothing', () => {
  for (const bundle of bundles) expect(answer(withFuture(bundle))).toBe(answer(bundle));
});
