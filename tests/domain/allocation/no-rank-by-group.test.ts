/**
 * Nobody is ranked or dosed by age, sex, race, ethnicity, payer, cost or EOM status: whatever of these stands in a chart, level, urgency and
 * rank of the services are the same (product 3, clinical reference 4.5). An age under 18 closes a gate, so adults stay adults.
 */
import * as fc from 'fast-check';
import type { FhirResource, Patient } from 'fhir/r4';
import { describe, expect, it, vi } from 'vitest';
import siteJson from '../../../public/site.json' with { type: 'json' };
import { needsOf } from '../../../src/domain/allocation/needs.ts';
import { rankServices } from '../../../src/domain/allocation/rank-services.ts';
import { assess } from '../../../src/domain/assess.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { SOURCE_IDS, isSource, type SourceId, type SourcesOfOrigin } from '../../../src/domain/chart/source.ts';
import { draftFrom } from '../../../src/domain/referral/draft.ts';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { readChart } from '../../../src/fhir/read/chart.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { allocationOf } from '../../../src/site/allocation.ts';
import { parseSite } from '../../../src/site/site.ts';
import { resourcesOf, SCENARIOS } from '../../support/fixture-chart.ts';
import { runs, tellSeed } from '../../support/seeded.ts';

tellSeed('no-rank-by-group');
vi.setConfig({ testTimeout: 600_000 });

const AS_OF = dayOf(2026, 11, 12);
const parsed = parseSite(siteJson);
if (!parsed.ok) throw new Error('public/site.json');
const { offers, numbers } = allocationOf(parsed.site);

function chartOf(resources: readonly FhirResource[]): Chart {
  const by: Partial<Record<SourceId, FhirResource[]>> = {};
  for (const one of resources) if (isSource(one.resourceType)) (by[one.resourceType] ??= []).push(one);
  const states = Object.fromEntries(
    SOURCE_IDS.map((id) => [id, { state: 'loaded', count: by[id]?.length ?? 0, newest: null, caveats: [] }]),
  ) as unknown as SourcesOfOrigin;
  const [patient] = by.Patient ?? [];
  const chart = readChart(patient?.id ?? '', [{ origin: 'ehr', resources: by, states }], {
    asOf: AS_OF,
    offsetAt: offsetOf('America/New_York'),
  });
  if (!chart.ok) throw new Error(chart.problem.detail);
  return chart.value;
}

/** What may never depend on who somebody is. */
function decided(resources: readonly FhirResource[]): unknown {
  const chart = chartOf(resources);
  const answer = assess(chart);
  const draft = draftFrom(answer, [], chart.patient);
  const needs = needsOf(chart, answer, draft);
  const ranking = rankServices(offers, { needs, numbers, openings: {}, earlierNos: {}, now: AS_OF * 1440 });
  const { level, urgency, reviewOn, suppressedBy, basis } = answer.recommendation;
  return {
    level,
    urgency,
    reviewOn,
    suppressedBy,
    basis,
    met: answer.triggers.filter(({ outcome }) => outcome === 'met').map(({ id, strength }) => [id, strength]),
    draft: draft.urgency,
    ranking: ranking.options.map(({ offer: { id }, inTime, favors, against, open }) => [
      id,
      inTime,
      favors,
      against,
      open,
    ]),
    excluded: ranking.excluded.map(({ offer: { id }, why }) => [id, why]),
  };
}

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition';

const group = (url: string, code: string, text: string) => ({
  url: `${US_CORE}/${url}`,
  extension: [
    { url: 'ombCategory', valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code, display: text } },
    { url: 'text', valueString: text },
  ],
});

const who = fc.record({
  birthYear: fc.integer({ min: 1920, max: 2007 }),
  gender: fc.constantFrom('female', 'male', 'other', 'unknown', undefined),
  race: fc.constantFrom(['2106-3', 'White'], ['2054-5', 'Black or African American'], ['2028-9', 'Asian'], null),
  ethnicity: fc.constantFrom(['2135-2', 'Hispanic or Latino'], ['2186-5', 'Not Hispanic or Latino'], null),
  payer: fc.constantFrom('Medicare', 'Medicaid', 'Blue Example', 'self-pay', null),
  cost: fc.constantFrom(0, 50_000, null),
  eom: fc.boolean(),
});

type Who = typeof who extends fc.Arbitrary<infer Value> ? Value : never;

/** The same chart of somebody else: another age, sex, race, ethnicity, payer, and costs. */
function asSomebodyElse(resources: readonly FhirResource[], other: Who): readonly FhirResource[] {
  const { birthYear, gender, race, ethnicity, payer, cost, eom } = other;
  const kept = resources.filter(
    ({ resourceType }) => resourceType !== 'Coverage' && resourceType !== 'ExplanationOfBenefit',
  );
  const changed = kept.map((one): FhirResource => {
    if (one.resourceType !== 'Patient') return one;
    const { gender: _sex, extension = [], ...rest } = one;
    const patient: Patient = {
      ...rest,
      birthDate: `${birthYear}-05-03`,
      extension: [
        ...extension.filter(({ url }) => !/us-core-(race|ethnicity)/.test(url)),
        ...(race === null ? [] : [group('us-core-race', race[0] ?? '', race[1] ?? '')]),
        ...(ethnicity === null ? [] : [group('us-core-ethnicity', ethnicity[0] ?? '', ethnicity[1] ?? '')]),
      ],
    };
    return gender === undefined ? patient : { ...patient, gender };
  });
  const [id] = kept.flatMap((one) => (one.resourceType === 'Patient' && one.id !== undefined ? [one.id] : []));
  const subject = { reference: `Patient/${id ?? ''}` };
  const coverage: FhirResource[] =
    payer === null
      ? []
      : [
          {
            resourceType: 'Coverage',
            id: 'cov-other',
            status: 'active',
            beneficiary: subject,
            payor: [{ display: payer }],
            ...(eom ? { class: [{ type: { text: 'plan' }, value: 'EOM', name: 'Enhancing Oncology Model' }] } : {}),
            ...(cost === null ? {} : { costToBeneficiary: [{ valueMoney: { value: cost, currency: 'USD' } }] }),
          },
        ];
  return [...changed, ...coverage];
}

const NOBODY_SAYS: Who = {
  birthYear: 1958,
  gender: undefined,
  race: null,
  ethnicity: null,
  payer: null,
  cost: null,
  eom: false,
};

/** Not where age itself is a gate, or where the birth date is the point. */
const ADULTS = SCENARIOS.filter((one) => !/teenager|age-17/.test(one));

describe('nobody is ranked by who they are', () => {
  it('the same chart of anybody else has the same level, urgency, findings and ranking', () => {
    const before = new Map(
      ADULTS.map((scenario) => [scenario, decided(asSomebodyElse(resourcesOf(scenario), NOBODY_SAYS))]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...ADULTS), who, (scenario, other) => {
        expect(decided(asSomebodyElse(resourcesOf(scenario), other))).toEqual(before.get(scenario));
      }),
      runs(300),
    );
  });
});
