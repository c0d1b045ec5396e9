/**
 * What is left of several encounters once they are one stay (clinical reference 3.3 items 3 to 5): when it began and ended,
 * whether it goes on, who told of it, and what each of them knew. Days are days before the day we look from.
 */
import { describe, expect, test } from 'vitest';
import { acuteCare, type Episode } from '../../../src/domain/chart/acute-care-episodes.ts';
import type { When } from '../../../src/domain/logic/when.ts';
import { lasted, lay } from '../../support/builders/acute-care.ts';
import {
  ago,
  at,
  chartOf,
  edVisit,
  LOCAL_CLASS,
  patient,
  procedure,
  stay,
  visitDiagnosis,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';

const { asOf } = chartOf([]);

/** "20 10:00" is ten o'clock twenty days before; "20" that day without a time; "42 to 12" some day of these. */
function day({ lo, hi, minutes }: When): string {
  const days = lo === hi ? String(asOf - lo) : `${asOf - lo} to ${asOf - hi}`;
  if (minutes === null) return days;
  const ofDay = (minutes - 5 * 60 + 1440) % 1440;
  return `${days} ${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}

/** As "inpatient from 20 10:00 until 15 10:00, presumed-no, 1 ED, ehr+adt". */
function say(one: Episode): string {
  const end = one.end === null ? 'nobody knows' : one.inProgress ? 'now' : day(one.end);
  return [
    `${one.kind} from ${day(one.start)} until ${end}`,
    ...(one.kind === 'inpatient' ? [one.planned] : []),
    ...(one.edArrivals > 0 && one.kind !== 'ed' ? [`${one.edArrivals} ED`] : []),
    ...(one.certainty === 'probable' ? ['probable'] : []),
    ...(one.fatal ? ['died'] : []),
    ...(one.wardUnknown ? ['a ward unknown'] : []),
    one.origins.toSorted().toReversed().join('+'),
  ].join(', ');
}

function told(resources: readonly Resource[], scene: Scene = {}): readonly string[] {
  const { episodes, unclear } = acuteCare(chartOf(resources, scene));
  return [
    ...episodes
      .toSorted(
        (a, b) =>
          a.start.lo - b.start.lo || (a.start.minutes ?? 0) - (b.start.minutes ?? 0) || say(a).localeCompare(say(b)),
      )
      .map(say),
    ...unclear.map(() => 'unclear'),
  ];
}

const numbered = (...numbers: readonly string[]): { readonly identifier: readonly object[] } => ({
  identifier: numbers.map((one) => {
    const [system, value] = one.split('|');
    return { system, value };
  }),
});
const partOf = (id: string): { readonly partOf: object } => ({ partOf: { reference: `Encounter/${id}` } });
const ed = edVisit;
const ward = (start: string, end: string | null, more: Parameters<typeof stay>[0] = {}): Resource =>
  stay({ start, end, ...more });
const over = (start: string, more: Parameters<typeof stay>[0] = {}): Resource =>
  stay({ start, status: 'finished', ...more });

type Row = readonly [
  situation: string,
  here: readonly Resource[],
  expected: readonly string[],
  /** What a second server tells. */
  there?: readonly Resource[],
];

const tables: Readonly<Record<string, readonly Row[]>> = {
  'two servers tell of one stay: the earlier start, the later end': [
    [
      'one day apart at either end',
      [ward(at(20, '10:00'), at(15, '10:00'))],
      ['inpatient from 20 10:00 until 14 09:00, presumed-no, ehr+adt'],
      [ward(at(19, '08:00'), at(14, '09:00'))],
    ],
    [
      'one inside the other',
      [ward(at(20, '10:00'), at(10, '10:00'))],
      ['inpatient from 20 10:00 until 10 10:00, presumed-no, ehr+adt'],
      [ward(at(18, '10:00'), at(15, '10:00'))],
    ],
    [
      'a time is worth more than the day alone',
      [ward(ago(20), at(15, '10:00'))],
      ['inpatient from 20 12:00 until 15 10:00, presumed-no, ehr+adt'],
      [ward(at(20, '12:00'), at(15, '10:00'))],
    ],
    [
      'a time of the day after is not',
      [ward(ago(20), at(15, '10:00'))],
      ['inpatient from 20 until 15 10:00, presumed-no, ehr+adt'],
      [ward(at(19, '12:00'), at(15, '10:00'))],
    ],
    [
      'of two that know the day alone the earlier',
      [ward(ago(20), ago(15))],
      ['inpatient from 20 until 14, presumed-no, ehr+adt'],
      [ward(ago(19), ago(14))],
    ],
    [
      'only one knows the end',
      [over(at(20, '10:00'))],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, ehr+adt'],
      [ward(at(20, '11:00'), at(15, '10:00'))],
    ],
    [
      'only the first knows the end',
      [ward(at(20, '10:00'), at(15, '10:00'))],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, ehr+adt'],
      [over(at(20, '11:00'))],
    ],
    [
      'neither knows the end',
      [over(at(20, '10:00'))],
      ['inpatient from 20 10:00 until nobody knows, presumed-no, ehr+adt'],
      [over(at(20, '11:00'))],
    ],
    [
      'both say that it goes on',
      [ward(at(9, '10:00'), null)],
      ['inpatient from 9 10:00 until now, presumed-no, ehr+adt'],
      [ward(at(9, '11:00'), null)],
    ],
    [
      'the second has not heard of the discharge',
      [ward(at(9, '10:00'), at(5, '10:00'))],
      ['inpatient from 9 10:00 until 5 10:00, presumed-no, ehr+adt'],
      [ward(at(9, '11:00'), null)],
    ],
    [
      'one says that it goes on, the other that it is over, without a day',
      [ward(at(9, '10:00'), null)],
      ['inpatient from 9 10:00 until now, presumed-no, ehr+adt'],
      [over(at(9, '11:00'))],
    ],
    [
      'discharged home, told by both',
      [ward(at(20, '10:00'), at(15, '10:00'), { to: 'home' })],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, ehr+adt'],
      [ward(at(20, '12:00'), at(15, '10:00'), { to: 'home' })],
    ],
    [
      'home, and a minute later into the other hospital: two',
      [ward(at(20, '10:00'), at(15, '10:00'), { to: 'home' })],
      [
        'inpatient from 20 10:00 until 15 10:00, presumed-no, ehr',
        'inpatient from 15 10:01 until 12 10:00, presumed-no, adt',
      ],
      [ward(at(15, '10:01'), at(12, '10:00'))],
    ],
    [
      'both tell of two stays: two, each told twice',
      [ward(at(40, '10:00'), at(35, '10:00')), ward(at(20, '10:00'), at(15, '10:00'))],
      [
        'inpatient from 40 10:00 until 35 10:00, presumed-no, ehr+adt',
        'inpatient from 20 10:00 until 15 10:00, presumed-no, ehr+adt',
      ],
      [ward(at(40, '11:00'), at(35, '10:00')), ward(at(20, '11:00'), at(15, '10:00'))],
    ],
    [
      'two emergency visits of a day here, the second of them told there: two',
      [ed(at(20, '08:00'), at(20, '11:00')), ed(at(20, '18:00'), at(20, '22:00'))],
      ['ed from 20 08:00 until 20 11:00, ehr', 'ed from 20 17:50 until 20 22:00, ehr+adt'],
      [ed(at(20, '17:50'), at(20, '22:00'))],
    ],
    [
      'two emergency visits of a day here, and one there between them: it goes to the later',
      [ed(at(20, '08:00'), at(20, '11:00')), ed(at(20, '12:00'), at(20, '14:00'))],
      ['ed from 20 08:00 until 20 11:00, ehr', 'ed from 20 12:00 until 20 15:30, ehr+adt'],
      [ed(at(20, '15:00'), at(20, '15:30'))],
    ],
    [
      'the same visit, told there by a day that is one off',
      [ed(at(20, '22:00'), at(20, '23:30'))],
      ['ed from 20 22:00 until 19, ehr+adt'],
      [ed(ago(19), ago(19))],
    ],
  ],
  'a stay that goes on, told by another server too': [
    [
      'it began as the other ended: a transfer, in hospital now',
      [ward(at(9, '10:00'), at(5, '14:00'), { to: 'other-hcf' })],
      ['inpatient from 9 10:00 until now, presumed-no, ehr+adt'],
      [ward(at(5, '14:00'), null)],
    ],
    [
      'an hour before the other ended: a transfer all the same',
      [ward(at(9, '10:00'), at(5, '14:00'), { to: 'other-hcf' })],
      ['inpatient from 9 10:00 until now, presumed-no, ehr+adt'],
      [ward(at(5, '13:00'), null)],
    ],
    [
      'on the day on which the other ended, no times',
      [ward(ago(9), ago(5))],
      ['inpatient from 9 until now, presumed-no, ehr+adt'],
      [ward(ago(5), null)],
    ],
    [
      'the day after the other began: it has not heard of the discharge',
      [ward(ago(9), ago(5))],
      ['inpatient from 9 until 5, presumed-no, ehr+adt'],
      [ward(ago(8), null)],
    ],
    [
      'half way: in doubt it goes on',
      [ward(ago(9), ago(5))],
      ['inpatient from 9 until now, presumed-no, ehr+adt'],
      [ward(ago(7), null)],
    ],
  ],
  'home, and back on the same day': [
    [
      'the second stay told by its day alone there',
      [ward(at(9, '10:00'), at(5, '10:00'), { to: 'home' }), ward(at(5, '20:00'), at(2, '10:00'))],
      [
        'inpatient from 9 10:00 until 5 10:00, presumed-no, ehr',
        'inpatient from 5 20:00 until 2 10:00, presumed-no, ehr+adt',
      ],
      [ward(ago(5), ago(2))],
    ],
    [
      'an evening is not the day after',
      [ward(at(20, '20:00'), at(20, '23:00'), { to: 'home' })],
      ['inpatient from 20 20:00 until 20 23:00, presumed-no, ehr', 'inpatient from 19 until 15, presumed-no, adt'],
      [ward(ago(19), ago(15))],
    ],
  ],
  'a plan does not go along to another hospital': [
    [
      'planned there, then sent here, where nothing is said',
      [ward(at(5, '15:00'), at(2, '10:00'))],
      ['inpatient from 9 10:00 until 2 10:00, presumed-no, ehr+adt'],
      [ward(at(9, '10:00'), at(5, '14:00'), { priority: 'EL', to: 'other-hcf' })],
    ],
  ],
  'a number of the patient, written on every stay': [
    [
      'the last of them told by a second server too',
      [
        ward(at(300, '10:00'), at(298, '10:00'), { more: numbered('urn:mrn|7') }),
        ward(at(20, '10:00'), at(18, '10:00'), { more: numbered('urn:mrn|7') }),
      ],
      [
        'inpatient from 300 10:00 until 298 10:00, presumed-no, ehr',
        'inpatient from 20 10:00 until 18 10:00, presumed-no, ehr+adt',
      ],
      [ward(at(20, '10:00'), at(18, '10:00'))],
    ],
    [
      'and written by the second server too',
      [
        ward(at(300, '10:00'), at(298, '10:00'), { more: numbered('urn:mrn|7') }),
        ward(at(20, '10:00'), at(18, '10:00'), { more: numbered('urn:mrn|7') }),
      ],
      [
        'inpatient from 300 10:00 until 298 10:00, presumed-no, ehr',
        'inpatient from 100 10:00 until 98 10:00, presumed-no, adt',
        'inpatient from 20 10:00 until 18 10:00, presumed-no, ehr',
      ],
      [ward(at(100, '10:00'), at(98, '10:00'), { more: numbered('urn:mrn|7') })],
    ],
    [
      'an emergency visit and the stay after it have one number',
      [
        ed(at(20, '06:00'), at(20, '09:30'), { more: numbered('urn:visit|7') }),
        ward(at(20, '10:00'), at(15, '10:00'), { more: numbered('urn:visit|7') }),
      ],
      ['inpatient from 20 06:00 until 15 10:00, no, 1 ED, ehr+adt'],
      [ward(at(20, '12:00'), at(15, '10:00'), { more: numbered('urn:visit|7') })],
    ],
  ],
  'what any of them knows counts': [
    [
      'one of them knows that it went home: what comes ten hours later is another',
      [ward(at(20, '10:00'), at(15, '10:00')), ward(at(15, '20:00'), at(12, '10:00'))],
      [
        'inpatient from 20 10:00 until 15 10:00, presumed-no, ehr+adt',
        'inpatient from 15 20:00 until 12 10:00, presumed-no, ehr',
      ],
      [ward(at(20, '12:00'), at(15, '10:00'), { to: 'home' })],
    ],
    [
      'one of them knows that it came through an emergency department',
      [ward(at(20, '10:00'), at(15, '10:00'), { from: 'emergency' })],
      ['inpatient from 20 10:00 until 15 10:00, no, 1 ED, ehr+adt'],
      [ward(at(20, '12:00'), at(15, '10:00'))],
    ],
    [
      'one of them knows that the patient died',
      [ward(at(20, '10:00'), at(15, '10:00'))],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, died, ehr+adt'],
      [ward(at(20, '12:00'), at(15, '10:00'), { to: 'exp' })],
    ],
    [
      'one of them names a ward that nobody knows',
      [ward(at(20, '10:00'), at(15, '10:00'))],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, a ward unknown, ehr+adt'],
      [
        ward(at(20, '12:00'), at(15, '10:00'), {
          more: { location: [{ location: { reference: 'Location/4west' } }] },
        }),
      ],
    ],
    [
      'one of them tells the kind by words only: the other is sure',
      [ward(at(20, '10:00'), at(15, '10:00'), { class: `${LOCAL_CLASS}|12|Hospital inpatient` })],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, ehr+adt'],
      [ward(at(20, '12:00'), at(15, '10:00'))],
    ],
    [
      'one of them names a principal diagnosis that was not received: it might say chemotherapy',
      [ward(at(20, '10:00'), at(15, '10:00'), { principal: 'Condition/lost' })],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, probable, ehr+adt'],
      [ward(at(20, '12:00'), at(15, '10:00'))],
    ],
    [
      'the other way round',
      [ward(at(20, '12:00'), at(15, '10:00'))],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, probable, ehr+adt'],
      [ward(at(20, '10:00'), at(15, '10:00'), { principal: 'Condition/lost' })],
    ],
    [
      'sure by words of the ward, though the emergency visit before it was sure',
      [
        ed(at(20, '06:00'), at(20, '09:30')),
        ward(at(20, '10:00'), at(15, '10:00'), { class: `${LOCAL_CLASS}|12|Hospital inpatient` }),
      ],
      ['inpatient from 20 06:00 until 15 10:00, no, 1 ED, probable, ehr'],
    ],
    [
      'a plan that only the emergency visit names is not the plan of the stay',
      [
        visitDiagnosis('Z51.11', ago(20), { id: 'z51' }),
        ed(at(20, '06:00'), at(20, '09:30'), { principal: 'Condition/z51' }),
        ward(at(20, '10:00'), at(15, '10:00')),
      ],
      ['inpatient from 20 06:00 until 15 10:00, no, 1 ED, ehr'],
    ],
  ],
  'one server tells a stay twice over': [
    [
      'by days that overlap, the first of them discharged home',
      [ward(ago(20), ago(15), { to: 'home' }), ward(ago(19), ago(14))],
      ['inpatient from 20 until 14, presumed-no, ehr'],
    ],
    [
      'by days that touch, the first of them discharged home: two',
      [ward(ago(20), ago(15), { to: 'home' }), ward(ago(15), ago(14))],
      ['inpatient from 20 until 15, presumed-no, ehr', 'inpatient from 15 until 14, presumed-no, ehr'],
    ],
    [
      'by one day, neither with an end',
      [over(ago(20)), over(ago(20))],
      ['inpatient from 20 until nobody knows, presumed-no, ehr'],
    ],
    [
      'by two days, neither with an end: two',
      [over(ago(20)), over(ago(18))],
      [
        'inpatient from 20 until nobody knows, presumed-no, ehr',
        'inpatient from 18 until nobody knows, presumed-no, ehr',
      ],
    ],
    [
      'by one day, one of them with an end',
      [over(ago(20)), ward(ago(20), ago(18), { to: 'home' })],
      ['inpatient from 20 until 18, presumed-no, ehr'],
    ],
    [
      'by one day, each over on that day: two would be one too many, but nobody can tell',
      [ward(ago(20), ago(20), { to: 'home' }), over(ago(20))],
      ['inpatient from 20 until 20, presumed-no, ehr', 'inpatient from 20 until nobody knows, presumed-no, ehr'],
    ],
    [
      'an emergency visit by one minute, neither with an end',
      [
        ed(at(20, '08:00'), '', { more: { period: { start: at(20, '08:00') } } }),
        over(at(20, '08:00'), { class: 'EMER' }),
      ],
      ['ed from 20 08:00 until nobody knows, ehr'],
    ],
    [
      'emergency visits by the day alone, neither with an end: two',
      [over(ago(20), { class: 'EMER' }), over(ago(20), { class: 'EMER' })],
      ['ed from 20 until nobody knows, ehr', 'ed from 20 until nobody knows, ehr'],
    ],
    [
      'an emergency visit by its days, and one with times inside: two, for nobody can tell',
      [ed(ago(20), ago(18)), ed(at(19, '10:00'), at(19, '12:00'))],
      ['ed from 20 until 18, ehr', 'ed from 19 10:00 until 19 12:00, ehr'],
    ],
    [
      'observations that overlap',
      [
        ward(at(20, '08:00'), at(20, '20:00'), { class: 'OBSENC' }),
        ward(at(20, '19:00'), at(19, '08:00'), { class: 'OBSENC' }),
      ],
      ['observation from 20 08:00 until 19 08:00, ehr'],
    ],
    [
      'a number of the visit, and 24 hours between: one',
      [
        ed(at(20, '08:00'), at(20, '11:00'), { more: numbered('urn:visit|7') }),
        ed(at(19, '11:00'), at(19, '12:00'), { more: numbered('urn:visit|7') }),
      ],
      ['ed from 20 08:00 until 19 12:00, ehr'],
    ],
    [
      'a number of the visit, and a minute more: two',
      [
        ed(at(20, '08:00'), at(20, '11:00'), { more: numbered('urn:visit|7') }),
        ed(at(19, '11:01'), at(19, '12:00'), { more: numbered('urn:visit|7') }),
      ],
      ['ed from 20 08:00 until 20 11:00, ehr', 'ed from 19 11:01 until 19 12:00, ehr'],
    ],
  ],
  'two senders behind one server': [
    [
      'a claim of the month is not the visit on its first day',
      [
        ed('2026-10-01T10:00:00-04:00', '2026-10-01T12:00:00-04:00', { more: numbered('urn:ehr|1') }),
        ed('2026-10', '2026-10', { more: numbered('urn:payer|1') }),
      ],
      ['ed from 42 to 12 until 42 to 12, ehr', 'ed from 42 09:00 until 42 11:00, ehr'],
    ],
    [
      'nor on its last day',
      [
        ed(at(12, '10:00'), at(12, '12:00'), { more: numbered('urn:ehr|1') }),
        ed('2026-10', '2026-10', { more: numbered('urn:payer|1') }),
      ],
      ['ed from 42 to 12 until 42 to 12, ehr', 'ed from 12 10:00 until 12 12:00, ehr'],
    ],
    [
      'both by the day alone: two',
      [ed(ago(20), ago(20), { more: numbered('urn:ehr|1') }), ed(ago(20), ago(20), { more: numbered('urn:payer|1') })],
      ['ed from 20 until 20, ehr', 'ed from 20 until 20, ehr'],
    ],
    [
      'two claims of one payer, one visit: two',
      [
        ed(at(20, '10:00'), at(20, '12:00'), { more: numbered('urn:ehr|1') }),
        ed(ago(20), ago(20), { more: numbered('urn:payer|1') }),
        ed(ago(20), ago(20), { more: numbered('urn:payer|2') }),
      ],
      ['ed from 20 until 20, ehr', 'ed from 20 10:00 until 20 12:00, ehr'],
    ],
    [
      'and a second server that tells of the visit without a word of who',
      [
        ed(at(20, '10:00'), at(20, '12:00'), { more: numbered('urn:ehr|1') }),
        ed(ago(20), ago(20), { more: numbered('urn:payer|1') }),
      ],
      ['ed from 20 10:00 until 20 12:00, ehr+adt'],
      [ed(at(20, '10:00'), at(20, '12:00'))],
    ],
    [
      'only one of them names its sender: two',
      [ed(at(20, '10:00'), at(20, '12:00'), { more: { meta: { source: 'urn:ehr' } } }), ed(ago(20), ago(20))],
      ['ed from 20 until 20, ehr', 'ed from 20 10:00 until 20 12:00, ehr'],
    ],
    [
      'only the other of them does: two',
      [ed(at(20, '10:00'), at(20, '12:00')), ed(ago(20), ago(20), { more: { meta: { source: 'urn:payer' } } })],
      ['ed from 20 until 20, ehr', 'ed from 20 10:00 until 20 12:00, ehr'],
    ],
    [
      'one sender, numbers of two systems: two',
      [
        ed(at(20, '10:00'), at(20, '12:00'), { more: { meta: { source: 'urn:ehr' }, ...numbered('urn:a|1') } }),
        ed(ago(20), ago(20), { more: { meta: { source: 'urn:ehr' }, ...numbered('urn:b|1') } }),
      ],
      ['ed from 20 until 20, ehr', 'ed from 20 10:00 until 20 12:00, ehr'],
    ],
    [
      'only one of them has a number: two',
      [ed(at(20, '10:00'), at(20, '12:00'), { more: numbered('urn:a|1') }), ed(ago(20), ago(20))],
      ['ed from 20 until 20, ehr', 'ed from 20 10:00 until 20 12:00, ehr'],
    ],
    [
      'only the other of them has: two',
      [ed(at(20, '10:00'), at(20, '12:00')), ed(ago(20), ago(20), { more: numbered('urn:a|1') })],
      ['ed from 20 until 20, ehr', 'ed from 20 10:00 until 20 12:00, ehr'],
    ],
    [
      'two numbers each, one system of them the same: two',
      [
        ed(at(20, '10:00'), at(20, '12:00'), { more: numbered('urn:a|1', 'urn:account|8') }),
        ed(ago(20), ago(20), { more: numbered('urn:b|1', 'urn:account|9') }),
      ],
      ['ed from 20 until 20, ehr', 'ed from 20 10:00 until 20 12:00, ehr'],
    ],
  ],
  'emergency and observation before a stay': [
    [
      'emergency, observation and ward within a day: one arrival',
      [
        ed(at(20, '06:00'), at(20, '09:30')),
        ward(at(20, '10:00'), at(20, '16:00'), { class: 'OBSENC' }),
        ward(at(20, '17:00'), at(15, '10:00')),
      ],
      ['inpatient from 20 06:00 until 15 10:00, no, 1 ED, ehr'],
    ],
    [
      'the visit of one server, the ward of the other',
      [ward(at(20, '10:00'), at(15, '10:00'))],
      ['inpatient from 20 06:00 until 15 10:00, no, 1 ED, ehr+adt'],
      [ed(at(20, '06:00'), at(20, '09:30'))],
    ],
    [
      'the clerk opened the ward before the visit: it began with the ward',
      [ward(at(20, '10:00'), at(15, '10:00')), ed(at(20, '12:00'), at(20, '14:00'))],
      ['inpatient from 20 10:00 until 15 10:00, no, 1 ED, ehr'],
    ],
    [
      'the visit ended 24 hours before',
      [ed(at(21, '08:00'), at(21, '10:00')), ward(at(20, '10:00'), at(15, '10:00'))],
      ['inpatient from 21 08:00 until 15 10:00, no, 1 ED, ehr'],
    ],
    [
      'and a minute more: two',
      [ed(at(21, '08:00'), at(21, '09:59')), ward(at(20, '10:00'), at(15, '10:00'))],
      ['ed from 21 08:00 until 21 09:59, ehr', 'inpatient from 20 10:00 until 15 10:00, presumed-no, ehr'],
    ],
    [
      'the visit began 24 hours after the ward was opened',
      [ward(at(20, '10:00'), at(15, '10:00')), ed(at(19, '10:00'), at(19, '12:00'))],
      ['inpatient from 20 10:00 until 15 10:00, no, 1 ED, ehr'],
    ],
    [
      'and a minute more: another visit',
      [ward(at(20, '10:00'), at(15, '10:00')), ed(at(19, '10:01'), at(19, '12:00'))],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, ehr', 'ed from 19 10:01 until 19 12:00, ehr'],
    ],
    [
      'home in the afternoon, in the emergency department that night',
      [ward(at(20, '10:00'), at(20, '14:00')), ed(at(20, '20:00'), at(20, '23:00'))],
      ['inpatient from 20 10:00 until 20 14:00, presumed-no, ehr', 'ed from 20 20:00 until 20 23:00, ehr'],
    ],
    [
      'several stays: the visit belongs to the one that it led to',
      [
        ward(at(40, '10:00'), at(35, '10:00')),
        ed(at(20, '06:00'), at(20, '09:30')),
        ward(at(20, '10:00'), at(15, '10:00')),
        ward(at(10, '10:00'), at(8, '10:00')),
      ],
      [
        'inpatient from 40 10:00 until 35 10:00, presumed-no, ehr',
        'inpatient from 20 06:00 until 15 10:00, no, 1 ED, ehr',
        'inpatient from 10 10:00 until 8 10:00, presumed-no, ehr',
      ],
    ],
    [
      'part of a stay that is told twice: by its second name too',
      [
        ward(at(20, '10:00'), at(10, '10:00'), { id: 'first' }),
        ward(at(20, '11:00'), at(10, '10:00'), { id: 'second' }),
        ed(at(16, '08:00'), at(16, '09:00'), { more: partOf('second') }),
      ],
      ['inpatient from 20 10:00 until 10 10:00, no, 1 ED, ehr'],
    ],
    [
      'part of an encounter that was not received',
      [ed(at(16, '08:00'), at(16, '09:00'), { more: partOf('lost') })],
      ['ed from 16 08:00 until 16 09:00, ehr'],
    ],
    [
      'part of another emergency visit days before: two arrivals',
      [
        ed(at(20, '08:00'), at(20, '11:00'), { id: 'first' }),
        ed(at(16, '08:00'), at(16, '09:00'), { more: partOf('first') }),
      ],
      ['ed from 20 08:00 until 20 11:00, ehr', 'ed from 16 08:00 until 16 09:00, ehr'],
    ],
    [
      'part of an observation, which is days before a ward of which it is the start',
      [
        ward(at(24, '10:00'), at(23, '10:00'), { class: 'OBSENC', id: 'watch' }),
        ed(at(20, '08:00'), at(20, '09:00'), { more: partOf('watch') }),
        ward(at(20, '10:00'), at(15, '10:00')),
      ],
      [
        'observation from 24 10:00 until 23 10:00, 1 ED, ehr',
        'inpatient from 20 10:00 until 15 10:00, presumed-no, ehr',
      ],
    ],
  ],
  transfers: [
    [
      'from one server to the other, at the end of a chain still in hospital',
      [ward(at(12, '10:00'), at(9, '10:00'))],
      ['inpatient from 12 10:00 until now, presumed-no, ehr+adt'],
      [ward(at(9, '11:00'), null)],
    ],
    [
      'three, of which the last goes on',
      [ward(at(12, '10:00'), at(9, '10:00')), ward(at(9, '11:00'), at(7, '11:00')), ward(at(7, '12:00'), null)],
      ['inpatient from 12 10:00 until now, presumed-no, ehr'],
    ],
    [
      'the end of the second is not told',
      [ward(at(12, '10:00'), at(9, '10:00')), over(at(9, '11:00'))],
      ['inpatient from 12 10:00 until nobody knows, presumed-no, ehr'],
    ],
    [
      'the end of the first is not told: two',
      [over(at(12, '10:00')), ward(at(9, '11:00'), at(7, '10:00'))],
      [
        'inpatient from 12 10:00 until nobody knows, presumed-no, ehr',
        'inpatient from 9 11:00 until 7 10:00, presumed-no, ehr',
      ],
    ],
    [
      'the second ends, as written, before the first',
      [ward(at(12, '10:00'), at(9, '10:00')), ward(at(9, '11:00'), at(10, '11:00'))],
      ['inpatient from 12 10:00 until 9 10:00, presumed-no, ehr'],
    ],
    [
      'home from the second, and back: another stay',
      [
        ward(at(12, '10:00'), at(9, '10:00')),
        ward(at(9, '11:00'), at(7, '11:00'), { to: 'home' }),
        ward(at(7, '20:00'), at(5, '20:00')),
      ],
      [
        'inpatient from 12 10:00 until 7 11:00, presumed-no, ehr',
        'inpatient from 7 20:00 until 5 20:00, presumed-no, ehr',
      ],
    ],
    [
      'through the emergency department of the second hospital',
      [
        ward(at(25, '08:00'), at(20, '10:00'), { to: 'other-hcf' }),
        ed(at(20, '12:00'), at(20, '14:00')),
        ward(at(20, '15:00'), at(15, '10:00')),
      ],
      ['inpatient from 25 08:00 until 15 10:00, no, 1 ED, ehr'],
    ],
    [
      'a visit to the emergency department in the middle of the first stay does not part them',
      [
        ward(at(25, '08:00'), at(20, '10:00')),
        ed(at(22, '12:00'), at(22, '14:00')),
        ward(at(20, '11:00'), at(15, '10:00')),
      ],
      ['inpatient from 25 08:00 until 15 10:00, presumed-no, ehr', 'ed from 22 12:00 until 22 14:00, ehr'],
    ],
    [
      'open since ten days, and a procedure of an hour today: it goes on',
      [ward(ago(10), null), ward(at(0, '10:00'), at(0, '11:00'))],
      ['inpatient from 10 until now, presumed-no, ehr'],
    ],
    [
      'one part names a principal diagnosis that was not received',
      [ward(at(25, '08:00'), at(20, '10:00'), { principal: 'Condition/lost' }), ward(at(20, '11:00'), at(15, '10:00'))],
      ['inpatient from 25 08:00 until 15 10:00, presumed-no, probable, ehr'],
    ],
    [
      'the patient died in the second',
      [ward(at(25, '08:00'), at(20, '10:00')), ward(at(20, '11:00'), at(15, '10:00'), { to: 'exp' })],
      ['inpatient from 25 08:00 until 15 10:00, presumed-no, died, ehr'],
    ],
  ],
  'at the edges of one encounter': [
    [
      'it began on the day of the death',
      [patient({ deceasedDateTime: ago(20) }), ward(at(20, '10:00'), at(20, '20:00'))],
      ['inpatient from 20 10:00 until 20 20:00, presumed-no, ehr'],
    ],
    ['no date, and the patient died', [patient({ deceasedDateTime: ago(20) }), stay({ start: null })], ['unclear']],
    [
      'an end is written though it is said to go on',
      [ward(at(20, '10:00'), at(15, '10:00'), { status: 'in-progress' })],
      ['inpatient from 20 10:00 until 15 10:00, presumed-no, ehr'],
    ],
    [
      'a length is written though it is said to go on: so far',
      [ward(at(9, '10:00'), null, { more: lasted(3, 'd') })],
      ['inpatient from 9 10:00 until now, presumed-no, ehr'],
    ],
    [
      'the length alone tells the end',
      [over(ago(20), { more: lasted(3, 'd') })],
      ['inpatient from 20 until 17, presumed-no, ehr'],
    ],
    [
      'a length that ends after the day we look from',
      [over(ago(2), { more: lasted(3, 'd') })],
      ['inpatient from 2 until 0, presumed-no, ehr'],
    ],
    [
      '60 days without type or place are a stay',
      [ward(at(75, '10:00'), at(15, '10:00'))],
      ['inpatient from 75 10:00 until 15 10:00, presumed-no, ehr'],
    ],
    ['61 days are none', [ward(at(76, '10:00'), at(15, '10:00'))], ['unclear']],
    [
      'over, without an end, and begun long ago',
      [over(at(200, '10:00'))],
      ['inpatient from 200 10:00 until nobody knows, presumed-no, ehr'],
    ],
    [
      'an observation of 70 days is still one',
      [ward(at(75, '10:00'), at(5, '10:00'), { class: 'OBSENC' })],
      ['observation from 75 10:00 until 5 10:00, ehr'],
    ],
    [
      'a short stay of an emergency, with an operation',
      [ward(at(20, '07:00'), at(20, '18:00'), { class: 'SS', priority: 'EM' }), procedure('33149006', at(20, '09:00'))],
      ['observation from 20 07:00 until 20 18:00, ehr'],
    ],
    [
      'a short stay whose type is an admission, with an operation',
      [
        ward(at(20, '07:00'), at(20, '18:00'), { class: 'SS', type: '32485007' }),
        procedure('33149006', at(20, '09:00')),
      ],
      ['inpatient from 20 07:00 until 20 18:00, yes, probable, ehr'],
    ],
    [
      'chemotherapy without a date in a stay of exactly a day',
      [
        ward(at(20, '10:00'), at(19, '10:00'), { id: 'in' }),
        procedure('367336001', null, { encounter: { reference: 'Encounter/in' } }),
      ],
      ['inpatient from 20 10:00 until 19 10:00, presumed-no, ehr'],
    ],
    [
      'chemotherapy without a date in a stay whose end is not told',
      [over(at(20, '10:00'), { id: 'in' }), procedure('367336001', null, { encounter: { reference: 'Encounter/in' } })],
      ['inpatient from 20 10:00 until nobody knows, presumed-no, ehr'],
    ],
  ],
};

for (const [table, rows] of Object.entries(tables))
  describe(table, () => {
    for (const [situation, here, expected, there = []] of rows) {
      const others = there.length === 0 ? {} : { others: { adt: there } };
      test(situation, () => {
        expect(told(here, others)).toEqual(expected);
      });
      test(`${situation}, received in the other order`, () => {
        expect(told(here.toReversed(), others)).toEqual(expected);
      });
      if (there.length > 0)
        test(`${situation}, the servers the other way round`, () => {
          const swapped = expected.map((one) =>
            one.replace(/(ehr|adt)$/, (name) => (name === 'ehr' ? 'adt' : 'ehr')).replace(/ehr\+ehr$/, 'ehr+adt'),
          );
          const asked = [...there, ...here.filter(({ resourceType }) => resourceType !== 'Encounter')];
          const asTold = here.filter(({ resourceType }) => resourceType === 'Encounter');
          expect(told(asked, { others: { adt: asTold } })).toEqual(swapped);
        });
    }
  });

describe('days of a stay', () => {
  const daysOf = (resource: Resource): Episode['days'] | undefined => acuteCare(chartOf([resource])).episodes[0]?.days;

  test.each([
    ['a day to a time', ward(ago(20), at(15, '10:00')), { least: 5, most: 5 }],
    ['a time to a day', ward(at(20, '10:00'), ago(15)), { least: 5, most: 5 }],
    ['a few hours', ward(at(20, '10:00'), at(20, '16:00')), { least: 0.25, most: 0.25 }],
    ['an end before the start', ward(at(20, '10:00'), at(21, '10:00')), { least: 0, most: 0 }],
    ['a month to a day in it', ward('2026-10', '2026-10-20'), { least: 0, most: 19 }],
  ])('%s', (_, resource, days) => {
    expect(daysOf(resource)).toEqual(days);
  });
});

describe('intensive care', () => {
  const careOf = (
    resources: readonly Resource[],
    there: readonly Resource[] = [],
  ): Episode['intensiveCare'] | undefined =>
    acuteCare(chartOf(resources, { others: { adt: there } })).episodes[0]?.intensiveCare;
  const icu = { display: 'ICU' };
  const inWard = (...location: readonly object[]): Resource =>
    ward(at(20, '10:00'), at(10, '10:00'), { more: { location } });

  test('one stretch of which the end is not told: the hours are not known', () => {
    expect(careOf([inWard(lay(icu, at(20, '10:00'), at(19, '10:00')), lay(icu, at(15, '10:00')))])).toEqual({
      told: 'name',
      hours: null,
    });
  });

  test('in intensive care now: the hours so far', () => {
    const now = ward(at(3, '10:00'), null, { more: { location: [lay(icu, ago(2))] } });
    expect(careOf([now])).toEqual({ told: 'name', hours: 48 });
  });

  test('told by two servers: the longer of the two', () => {
    const hours = careOf(
      [inWard(lay(icu, at(20, '10:00'), at(19, '10:00')))],
      [inWard(lay(icu, at(20, '10:00'), at(18, '10:00')))],
    );
    expect(hours).toEqual({ told: 'name', hours: 48 });
  });

  test('by name here and by code there: by code, whichever comes first', () => {
    const byName = [inWard(lay(icu, at(20, '10:00'), at(19, '10:00')))];
    const byCode = [ward(at(20, '10:00'), at(10, '10:00'), { type: '305351004' })];
    expect(careOf(byName, byCode)).toEqual({ told: 'code', hours: 240 });
    expect(careOf(byCode, byName)).toEqual({ told: 'code', hours: 240 });
  });
});

test('what is told of a plan is seen only where procedures were received, or something told it', () => {
  const seen = (resource: Resource, scene: Scene): boolean | undefined =>
    acuteCare(chartOf([resource], scene)).episodes[0]?.planSeen;
  const without: Scene = { states: { Procedure: 'forbidden' } };
  const plain = ward(at(20, '10:00'), at(15, '10:00'));
  expect(seen(plain, {})).toBe(true);
  expect(seen(plain, without)).toBe(false);
  expect(seen(ward(at(20, '10:00'), at(15, '10:00'), { priority: 'EM' }), without)).toBe(true);
  expect(seen(ward(at(20, '10:00'), at(15, '10:00'), { priority: 'EL' }), without)).toBe(true);
});
