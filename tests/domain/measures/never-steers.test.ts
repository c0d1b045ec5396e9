/**
 * The practice's measures never steer care: whatever coverage a chart holds, or none, the whole answer is the same. That nothing which decides
 * may import the lens is held by the import check.
 */
import * as fc from 'fast-check';
import type { Coverage, FhirResource } from 'fhir/r4';
import { describe, expect, it, vi } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { SOURCE_IDS, isSource, type SourceId, type SourcesOfOrigin } from '../../../src/domain/chart/source.ts';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { lensOf } from '../../../src/domain/measures/lens.ts';
import type { PracticeRecords } from '../../../src/domain/measures/practice-records.ts';
import { readChart } from '../../../src/fhir/read/chart.ts';
import type { Json } from '../../../src/fhir/read/json.ts';
import { object } from '../../../src/fhir/read/json.ts';
import { readPracticeRecords } from '../../../src/fhir/read/practice-records.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { resourcesOf, SCENARIOS } from '../../support/fixture-chart.ts';
import { mutate, mutations, runs, tellSeed } from '../../support/seeded.ts';

tellSeed('never-steers');
vi.setConfig({ testTimeout: 600_000 });

const AS_OF = dayOf(2026, 11, 12);
const offsetAt = offsetOf('America/New_York');

interface Read {
  readonly chart: Chart;
  readonly records: PracticeRecords;
}

function readAll(resources: readonly FhirResource[]): Read {
  const by: Partial<Record<SourceId, FhirResource[]>> = {};
  for (const one of resources) if (isSource(one.resourceType)) (by[one.resourceType] ??= []).push(one);
  const states = Object.fromEntries(
    SOURCE_IDS.map((id) => [id, { state: 'loaded', count: by[id]?.length ?? 0, newest: null, caveats: [] }]),
  ) as unknown as SourcesOfOrigin;
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
      })
      .map(({ id, code, start, end, status }): Coverage => ({
        resourceType: 'Coverage',
        id,
        status: status === 'active' ? 'active' : 'cancelled',
        ...(code === null ? {} : { type: { coding: [{ system: 'https://nahdo.org/sopt', code }] } }),
        beneficiary: { reference: `Patient/${patientId}` },
        period: { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) },
        payor: [{ display: 'Example payer' }],
      })),
    { maxLength: 3 },
  );

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
        const before = JSON.stringify(assess(read.chart));
        lensOf({ chart: read.chart, assessment: assess(read.chart), records: read.records });
        expect(answer(read)).toEqual(plain);
        // Nor does the lens change what it looks at.
        expect(JSON.stringify(assess(read.chart))).toBe(before);
      }),
      runs(12),
    );
  });
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
