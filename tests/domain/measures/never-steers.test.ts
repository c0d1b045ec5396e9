/**
 * The practice's measures never steer care: whatever coverage a chart holds, or none, the whole answer is the same. That nothing which decides
 * may import the lens is held by the import check.
 */
import * as fc from 'fast-check';
import type { Coverage, FhirResource, Observation } from 'fhir/r4';
import { describe, expect, it, vi } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { SOURCE_IDS, isSource, type SourceId, type SourceState } from '../../../src/domain/chart/source.ts';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { lensOf } from '../../../src/domain/measures/lens.ts';
import type { PracticeRecords } from '../../../src/domain/measures/practice-records.ts';
import shipped from '../../../public/billing-options.json' with { type: 'json' };
import { parseBilling } from '../../../src/site/billing-options.ts';
import { readChart } from '../../../src/fhir/read/chart.ts';
import type { Json } from '../../../src/fhir/read/json.ts';
import { object } from '../../../src/fhir/read/json.ts';
import { readPracticeRecords } from '../../../src/fhir/read/practice-records.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { resourcesOf, SCENARIOS } from '../../support/fixture-chart.ts';
import { stateOf } from '../../support/chart-of.ts';
import { mutate, mutations, runs, tellSeed } from '../../support/seeded.ts';

tellSeed('never-steers');
vi.setConfig({ testTimeout: 600_000 });

const parsed = parseBilling(shipped);
if (!parsed.ok) throw new Error('public/billing-options.json');
const { list: billing } = parsed;

const AS_OF = dayOf(2026, 11, 12);
const offsetAt = offsetOf('America/New_York');

interface Read {
  readonly chart: Chart;
  readonly records: PracticeRecords;
}

function readAll(resources: readonly FhirResource[], coverage?: SourceState): Read {
  const by: Partial<Record<SourceId, FhirResource[]>> = {};
  for (const one of resources) if (isSource(one.resourceType)) (by[one.resourceType] ??= []).push(one);
  const states = Object.fromEntries(
    SOURCE_IDS.map((id) => [id, { state: 'loaded', count: by[id]?.length ?? 0, newest: null, caveats: [] }]),
  ) as unknown as Record<SourceId, SourceState>;
  if (coverage !== undefined) states.Coverage = coverage;
  const patientId = by.Patient?.[0]?.id ?? '';
  const chart = readChart(patientId, [{ origin: 'ehr', resources: by, states }], { asOf: AS_OF, offsetAt });
  if (!chart.ok) throw new Error(chart.problem.detail);
  return {
    chart: chart.value,
    records: readPracticeRecords(by, { origin: 'ehr', patientId, asOf: AS_OF, offsetAt }),
  };
}

/** All that is said of care; how the sources ended is told beside it. */
function answer({ chart }: Read): object {
  const { sources: _sources, unreadable: _unreadable, ...rest } = assess(chart);
  return JSON.parse(JSON.stringify(rest)) as object;
}

const coverages = (patientId: string): fc.Arbitrary<readonly Coverage[]> =>
  fc.array(
    fc
      .record({
        id: fc.uuid(),
        // The hospice benefit (13) is an enrolment, and as such a matter of care: clinical reference 3.5.
        code: fc.constantFrom('1', '111', '112', '12', '121', '122', '14', '2', '5', '6', '81', '9999', 'x', null),
        start: fc.constantFrom('2015-01-01', '2026-01-01', '2026', undefined),
        end: fc.constantFrom('2025-12-31', '2027-01-01', '2026', undefined),
        status: fc.constantFrom('active', 'cancelled'),
        order: fc.constantFrom(1, 2, undefined),
        payor: fc.constantFrom(
          'Example payer',
          'Medicare',
          'Self-pay',
          'Charity care',
          'Workers’ compensation',
          'Prison',
        ),
      })
      .map(({ id, code, start, end, status, order, payor }): Coverage => ({
        resourceType: 'Coverage',
        id,
        status: status === 'active' ? 'active' : 'cancelled',
        ...(code === null ? {} : { type: { coding: [{ system: 'https://nahdo.org/sopt', code }] } }),
        beneficiary: { reference: `Patient/${patientId}` },
        period: { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) },
        payor: [{ display: payor }],
        ...(order === undefined ? {} : { order }),
      })),
    { maxLength: 3 },
  );

/** What else only the lens reads: a PHQ-2, the result of a screening without its score. */
const screenings = (patientId: string): fc.Arbitrary<readonly Observation[]> =>
  fc.array(
    fc
      .record({
        id: fc.uuid(),
        code: fc.constantFrom('55758-7', '73832-8', '73831-0'),
        score: fc.integer({ min: 0, max: 6 }),
        day: fc.constantFrom('2026-11-10', '2026-10-01', '2026-05-20'),
      })
      .map(({ id, code, score, day }): Observation => ({
        resourceType: 'Observation',
        id,
        status: 'final',
        category: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
        ],
        code: { coding: [{ system: 'http://loinc.org', code }] },
        subject: { reference: `Patient/${patientId}` },
        effectiveDateTime: day,
        ...(code === '55758-7'
          ? { valueInteger: score }
          : { valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '428181000124104' }] } }),
      })),
    { maxLength: 2 },
  );

/** What decides: everything else is how it is said. */
function decided({ chart }: Read): object {
  const { recommendation, triggers } = assess(chart);
  const { level, urgency, reviewOn, suppressedBy } = recommendation;
  return { level, urgency, reviewOn, suppressedBy, triggers: triggers.map(({ id, outcome }) => [id, outcome]) };
}

const withoutCoverage = (resources: readonly FhirResource[]): readonly FhirResource[] =>
  resources.filter(({ resourceType }) => resourceType !== 'Coverage');

describe('whatever the coverage', () => {
  it.each(SCENARIOS)('%s: every trigger, level, urgency and date is the same', (scenario) => {
    const resources = withoutCoverage(resourcesOf(scenario));
    const plain = answer(readAll(resources));
    const id = resources.find(({ resourceType }) => resourceType === 'Patient')?.id ?? '';
    fc.assert(
      fc.property(coverages(id), (covered) => {
        const read = readAll([...resources, ...covered]);
        const assessment = assess(read.chart);
        const before = JSON.stringify(assessment);
        lensOf({ chart: read.chart, assessment, records: read.records, billing, carePlanParts: true });
        expect(answer(read)).toEqual(plain);
        // Nor does the lens change what it looks at.
        expect(JSON.stringify(assessment)).toBe(before);
        expect(JSON.stringify(assess(read.chart))).toBe(before);
      }),
      runs(12),
    );
  });
});

describe('whatever else only the lens reads', () => {
  it.each(SCENARIOS)('%s: every trigger, level, urgency and date is the same', (scenario) => {
    const resources = resourcesOf(scenario);
    const plain = decided(readAll(resources));
    const id = resources.find(({ resourceType }) => resourceType === 'Patient')?.id ?? '';
    fc.assert(
      fc.property(screenings(id), (screened) => {
        expect(decided(readAll([...resources, ...screened]))).toEqual(plain);
      }),
      runs(6),
    );
  });
});

describe('however the request for coverage ended', () => {
  it.each(['partial', 'failed', 'forbidden', 'unsupported', 'not-asked'] as const)(
    '%s: every trigger, level and urgency is the same',
    (state) => {
      for (const scenario of SCENARIOS) {
        const resources = withoutCoverage(resourcesOf(scenario));
        expect([scenario, decided(readAll(resources, stateOf(state)))]).toEqual([
          scenario,
          decided(readAll(resources)),
        ]);
      }
    },
  );
});

it('reads and judges whatever comes without an exception', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SCENARIOS), fc.nat(), mutations(), (scenario, place, how) => {
      const own = resourcesOf(scenario);
      const id = own.find(({ resourceType }) => resourceType === 'Patient')?.id ?? '';
      const resources = [...own, ...fc.sample(coverages(id), { numRuns: 1, seed: place }).flat()];
      const at = place % resources.length;
      const broken = resources.map((one, index) =>
        index === at && one.resourceType !== 'Patient' ? (mutate(one as unknown as Json, how) as FhirResource) : one,
      );
      const { chart, records } = readAll(broken.filter((one) => object(one) !== null));
      lensOf({ chart, assessment: assess(chart), records, carePlanParts: true });
    }),
    runs(300),
  );
});
