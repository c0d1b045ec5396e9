/** Readers: what is taken, what is withdrawn, what is counted as unreadable, and that a wrong patient is refused. */
import { describe, expect, test } from 'vitest';
import { SOURCE_IDS, type SourceId } from '../../../src/domain/chart/source.ts';
import { readChart } from '../../../src/fhir/read/chart.ts';
import {
  ago,
  carePlan,
  chartOf,
  coded,
  condition,
  ecog,
  patient,
  procedure,
  referral,
  stateOf,
  stay,
  visitDiagnosis,
  type Resource,
} from '../../support/chart-of.ts';

const samples: readonly (readonly [SourceId, keyof ReturnType<typeof chartOf>, () => Resource])[] = [
  ['Condition', 'conditions', () => condition('C34.11')],
  ['Encounter', 'encounters', () => stay({ start: ago(20), end: ago(15) })],
  ['Observation', 'observations', () => ecog(1, ago(5))],
  ['Procedure', 'procedures', () => procedure('367336001', ago(5))],
  ['CarePlan', 'carePlans', () => carePlan('395082007', ago(5))],
  ['ServiceRequest', 'referrals', () => referral('306237005', ago(5))],
];
const DATE: Readonly<Record<string, (when: string) => object>> = {
  Condition: (when) => ({ onsetDateTime: when }),
  Encounter: (when) => ({ period: { start: when } }),
  Observation: (when) => ({ effectiveDateTime: when }),
  Procedure: (when) => ({ performedDateTime: when }),
  CarePlan: (when) => ({ period: { start: when } }),
  ServiceRequest: (when) => ({ authoredOn: when }),
};
const stateIn = (resources: readonly Resource[], id: SourceId): string =>
  chartOf(resources).sources['ehr']?.[id].state ?? 'none';
const count = (resources: readonly Resource[], list: keyof ReturnType<typeof chartOf>): number =>
  (chartOf(resources)[list] as readonly unknown[]).length;

describe.each(samples)('%s', (id, list, make) => {
  test('a good one is read, and its source stays loaded with count and newest date', () => {
    const chart = chartOf([make()]);
    expect((chart[list] as readonly unknown[]).length).toBe(1);
    expect(chart.sources['ehr']?.[id]).toMatchObject({ state: 'loaded', count: 1 });
    expect(chart.unreadable).toEqual([]);
  });

  test('one of another patient is not taken, is listed, and the source is no longer complete', () => {
    const chart = chartOf([make(), { ...make(), id: 'other', subject: { reference: 'Patient/p2' } }]);
    expect((chart[list] as readonly unknown[]).length).toBe(1);
    expect(chart.unreadable).toEqual([{ origin: 'ehr', reference: `${id}/other`, reason: 'other-patient' }]);
    expect(chart.sources['ehr']?.[id].state).toBe('partial');
  });

  test.each([
    'Patient/p12',
    'Patient/p',
    'Patient/P1',
    'Group/p1',
    'https://ehr.example.org/Patient/xp1',
    'urn:uuid:p1',
    '',
  ])('"%s" is not this patient', (reference) => {
    expect(count([{ ...make(), subject: { reference } }], list)).toBe(0);
  });

  test.each(['Patient/p1', 'https://ehr.example.org/fhir/Patient/p1', 'Patient/p1/_history/3'])(
    '"%s" is',
    (reference) => {
      expect(count([{ ...make(), subject: { reference } }], list)).toBe(1);
    },
  );

  test.each([undefined, null, {}, { display: 'Ruth Martin' }, { identifier: { value: '7' } }, 'Patient/p1'])(
    'subject %j: not taken, and not silently',
    (subject) => {
      const odd = { ...make(), subject } as Resource;
      expect(count([odd], list)).toBe(0);
      expect(stateIn([odd], id)).toBe('partial');
    },
  );

  test('entered in error is withdrawn, not lost', () => {
    const status =
      id === 'Condition'
        ? { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }
        : { status: 'entered-in-error' };
    const wrong = { ...make(), ...status };
    expect(count([wrong], list)).toBe(0);
    expect(stateIn([wrong], id)).toBe('loaded');
  });

  test('dated after the day we look from: not seen, said so, and the source stays complete', () => {
    const later: Resource = { ...make(), ...DATE[id]?.(ago(-1)) };
    const chart = chartOf([later]);
    expect((chart[list] as readonly unknown[]).length).toBe(0);
    expect(chart.unreadable).toMatchObject([{ reason: 'after-as-of' }]);
    expect(chart.sources['ehr']?.[id].state).toBe('loaded');
  });

  test('dated on the very day is seen, at any hour of it', () => {
    expect(count([{ ...make(), ...DATE[id]?.(ago(0)) }], list)).toBe(1);
    expect(count([{ ...make(), ...DATE[id]?.(`${ago(0)}T23:59:00-05:00`) }], list)).toBe(1);
  });

  test.each([null, 7, 'text', [], [[]]])('%j in place of a resource: no exception, source not complete', (junk) => {
    const chart = readChart(
      'p1',
      [
        {
          origin: 'ehr',
          resources: { Patient: [patient()] as never, [id]: [junk] as never },
          states: Object.fromEntries(SOURCE_IDS.map((one) => [one, stateOf('loaded')])) as never,
        },
      ],
      { asOf: 20000 },
    );
    expect(chart.ok && chart.value.sources['ehr']?.[id].state).toBe('partial');
  });
});

describe('the patient', () => {
  const received = (
    patients: readonly Resource[],
    state: 'loaded' | 'failed' = 'loaded',
  ): Parameters<typeof readChart>[1] => [
    {
      origin: 'ehr',
      resources: { Patient: patients as never },
      states: {
        ...(Object.fromEntries(SOURCE_IDS.map((one) => [one, stateOf('loaded')])) as never as Record<
          SourceId,
          ReturnType<typeof stateOf>
        >),
        Patient: stateOf(state),
      },
    },
  ];

  test('somebody else’s chart is refused', () => {
    expect(readChart('p1', received([patient({ id: 'p2' })]), { asOf: 20000 })).toMatchObject({
      ok: false,
      problem: { kind: 'wrong-patient' },
    });
  });

  test('without a patient there is no chart', () => {
    expect(readChart('p1', received([], 'failed'), { asOf: 20000 })).toMatchObject({ ok: false });
  });

  test('everything but the id may be missing', () => {
    const chart = readChart('p1', received([{ resourceType: 'Patient', id: 'p1' }]), { asOf: 20000 });
    expect(chart).toMatchObject({ ok: true, value: { patient: { id: 'p1', birth: null, deceased: null, mrn: null } } });
  });

  test('a death date that cannot be read still says that the patient has died', () => {
    expect(readChart('p1', received([patient({ deceasedDateTime: 'last spring' })]), { asOf: 20000 })).toMatchObject({
      ok: true,
      value: { patient: { deceased: { on: null } } },
    });
  });
});

describe('a diagnosis that is still to come', () => {
  const visit = stay({ id: 'next', start: ago(-20), end: ago(-18) });
  const undated = { onsetDateTime: undefined, encounter: { reference: 'Encounter/next' } };
  test.each<readonly [what: string, more: object, seen: number]>([
    ['of a visit that is still to come', undated, 0],
    ['of such a visit, with a day of its own', { ...undated, onsetDateTime: ago(30) }, 1],
    ['of such a visit, with a day of its recording', { ...undated, recordedDate: ago(30) }, 1],
    ['of a visit that was not sent', { ...undated, encounter: { reference: 'Encounter/other' } }, 1],
    ['at an age that is not reached', { onsetDateTime: undefined, onsetAge: { value: 99, code: 'a' } }, 0],
    ['at an age from then on', { onsetDateTime: undefined, onsetRange: { low: { value: 99, unit: 'years' } } }, 0],
    ['at an age that was reached', { onsetDateTime: undefined, onsetAge: { value: 60, code: 'a' } }, 1],
    ['at an age in another unit', { onsetDateTime: undefined, onsetAge: { value: 99, code: 'mo' } }, 1],
  ])('%s', (_, more, seen) => {
    const chart = chartOf([{ ...condition('C34.11', { id: 'c' }), ...more }, visit]);
    expect(chart.conditions).toHaveLength(seen);
    const later = { origin: 'ehr', reference: 'Condition/c', reason: 'after-as-of' };
    expect(chart.unreadable.filter(({ reference }) => reference === 'Condition/c')).toEqual(seen === 0 ? [later] : []);
    expect(chart.sources['ehr']?.Condition).toMatchObject({ state: 'loaded', count: seen });
  });
});

describe('a diagnosis of a visit that was refuted since', () => {
  const visit = visitDiagnosis('C79.51', ago(23));
  const refuted = (days: number, more: object = {}): Resource => ({
    ...condition('C79.51', { verification: 'refuted', recorded: ago(days), onset: ago(days) }),
    ...more,
  });
  test.each<readonly [what: string, others: readonly Resource[], seen: number]>([
    ['the newest evidence wins', [refuted(15)], 0],
    ['on the same day', [refuted(23)], 0],
    ['before it', [refuted(24)], 1],
    ['entered in error says nothing of the other', [refuted(15, { verificationStatus: coded('entered-in-error') })], 1],
    ['another diagnosis', [condition('C78.7', { verification: 'refuted', recorded: ago(15) })], 1],
    ["another patient's", [refuted(15, { subject: { reference: 'Patient/other' } })], 1],
    ['tomorrow', [refuted(-1)], 1],
    ['without a day', [refuted(15, { recordedDate: undefined, onsetDateTime: undefined })], 1],
  ])('%s', (_, others, seen) => {
    expect(chartOf([visit, ...others]).conditions).toHaveLength(seen);
  });
  test('what is on the problem list is not overruled by it', () => {
    expect(chartOf([condition('C79.51', { recorded: ago(23) }), refuted(15)]).conditions).toHaveLength(1);
  });
});

test('a day on which ten or more conditions were recorded is a migration: the date says nothing', () => {
  const ten = Array.from({ length: 10 }, (_, index) => condition(`I1${index}`, { recorded: ago(30) }));
  expect(chartOf(ten).conditions.every((one) => one.recorded === null && one.when === null)).toBe(true);
  expect(chartOf(ten.slice(1)).conditions.every((one) => one.recorded !== null)).toBe(true);
});
