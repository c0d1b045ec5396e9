/** Acute-care episodes as clinical reference 3.3 makes them from encounters, and trigger 20 that counts them. */
import { describe, expect, test } from 'vitest';
import { acuteCare, dischargeOf, type Episode } from '../../../src/domain/chart/acute-care-episodes.ts';
import {
  ago,
  assessOf,
  at,
  chartOf,
  claimOf,
  coded,
  condition,
  daysInHospital,
  edVisit,
  LOCAL_CLASS,
  patient,
  procedure,
  STAGE_II,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type Claim,
  type More,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { lasted, lay } from '../../support/builders/acute-care.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

/** Episodes in the order of their start, as "inpatient no, 1 ED" or "ed"; unclear encounters as "unclear". */
function episodesOf(resources: readonly Resource[], scene: Scene = {}): readonly string[] {
  const { episodes, unclear } = acuteCare(chartOf(resources, scene));
  return [
    ...episodes
      .toSorted((a, b) => a.start.lo - b.start.lo || (a.start.minutes ?? 0) - (b.start.minutes ?? 0))
      .map((one) =>
        [
          one.kind,
          one.kind === 'inpatient' ? one.planned : '',
          one.edArrivals > 0 && one.kind !== 'ed' ? `${one.edArrivals} ED` : '',
          one.certainty === 'probable' ? 'probable' : '',
        ]
          .filter((word) => word !== '')
          .join(' '),
      ),
    ...unclear.map(() => 'unclear'),
  ];
}

const LOCAL = (display: string): string => `${LOCAL_CLASS}|12|${display}`;
const D70 = visitDiagnosis('D70.1', ago(20), { id: 'd70' });
const PNEUMONIA = visitDiagnosis('J18.9', ago(20), { id: 'j18' });
const HIP = visitDiagnosis('S72.001A', ago(20), { id: 's72' });
const week = (more: Parameters<typeof stay>[0] = {}): Resource =>
  stay({ start: at(20, '10:00'), end: at(15, '10:00'), ...more });

let visits = 0;
const sentBy = (sender: string): More => ({
  identifier: [{ system: `${sender}:visits`, value: String((visits += 1)) }],
});
const fromSender = (sender: string, start: string, end: string): Resource =>
  edVisit(start, end, { more: sentBy(sender) });

type EpisodeRow = readonly [
  situation: string,
  resources: readonly Resource[],
  episodes: readonly string[],
  scene?: Scene,
];

const tables: Readonly<Record<string, readonly EpisodeRow[]>> = {
  'which encounters count (item 1 and 2)': [
    ['finished', [week()], ['inpatient presumed-no']],
    ['planned encounter', [week({ status: 'planned' })], []],
    ['cancelled', [week({ status: 'cancelled' })], []],
    ['entered in error', [week({ status: 'entered-in-error' })], []],
    ['on leave', [week({ status: 'onleave' })], ['inpatient presumed-no']],
    ['ACUTE', [week({ class: 'ACUTE' })], ['inpatient presumed-no']],
    ['NONAC', [week({ class: 'NONAC' })], []],
    ['PRENC', [week({ class: 'PRENC' })], []],
    ['virtual', [week({ class: 'VR' })], []],
    ['home health', [week({ class: 'HH' })], []],
    ['field', [week({ class: 'FLD' })], []],
    ['AMB', [week({ class: 'AMB' })], []],
    ['EMER', [edVisit(at(20, '10:00'), at(20, '14:00'))], ['ed']],
    ['OBSENC', [stay({ class: 'OBSENC', start: at(20, '10:00'), end: at(19, '16:00') })], ['observation']],
    [
      'short stay SS is observation',
      [stay({ class: 'SS', start: at(20, '10:00'), end: at(20, '18:00') })],
      ['observation'],
    ],
    ['class by the OID of ActCode', [week({ class: 'urn:oid:2.16.840.1.113883.5.4|IMP' })], ['inpatient presumed-no']],
    [
      'class of v3-ActEncounterCode',
      [week({ class: 'http://terminology.hl7.org/CodeSystem/v3-ActEncounterCode|EMER' })],
      ['ed'],
    ],
    [
      'AMB with type hospital admission 32485007',
      [week({ class: 'AMB', type: '32485007' })],
      ['inpatient presumed-no'],
    ],
    ['AMB with type emergency 4525004', [week({ class: 'AMB', type: '4525004' })], ['ed']],
    ['AMB with type 50849002', [week({ class: 'AMB', type: '50849002' })], ['ed']],
    ['AMB with type observation 448951000124107', [week({ class: 'AMB', type: '448951000124107' })], ['observation']],
    ['AMB with HCPCS G0378', [week({ class: 'AMB', type: 'G0378' })], ['observation']],
    ['AMB with type "problem" 185347001', [week({ class: 'AMB', type: '185347001' })], []],
    ['IMP with type "problem" 185347001', [week({ type: '185347001' })], ['inpatient presumed-no']],
    ['obstetric emergency 183460006 of class EMER', [week({ class: 'EMER', type: '183460006' })], []],
    ['detoxification 56876005', [week({ type: '56876005' })], []],
    ['hospice stay', [week({ type: '305336008' })], []],
    ['skilled nursing, class IMP', [week({ typeText: 'Admission to skilled nursing facility' })], []],
    ['rehabilitation', [week({ typeText: 'Inpatient rehabilitation' })], []],
    ['respite', [week({ typeText: 'Respite care' })], []],
    ['swing bed', [week({ typeText: 'Swing bed' })], []],
    ['local class, nothing else', [week({ class: LOCAL('') })], ['unclear']],
    [
      'local class "Hospital inpatient"',
      [week({ class: LOCAL('Hospital inpatient') })],
      ['inpatient presumed-no probable'],
    ],
    ['local class "Emergency"', [week({ class: LOCAL('Emergency') })], ['ed probable']],
    ['local class "Observation"', [week({ class: LOCAL('Observation') })], ['observation probable']],
    [
      'local class, admitted from ED',
      [week({ class: LOCAL('Hospital Encounter'), from: 'emergency' })],
      ['inpatient no 1 ED probable'],
    ],
    [
      'local class, discharge disposition',
      [week({ class: LOCAL('Hospital Encounter'), to: 'home' })],
      ['inpatient presumed-no probable'],
    ],
    ['local class, telehealth type', [week({ class: LOCAL(''), type: '448337001' })], []],
    ['local class, telephone type', [week({ class: LOCAL(''), type: '185317003' })], []],
    [
      'local class in the site map',
      [week({ class: LOCAL('') })],
      ['inpatient presumed-no'],
      { encounterClasses: { [`${LOCAL_CLASS}|12`]: 'inpatient' } },
    ],
    [
      'local class mapped to ambulatory',
      [week({ class: LOCAL('') })],
      [],
      { encounterClasses: { [`${LOCAL_CLASS}|12`]: 'ambulatory' } },
    ],
    ['no class, no type', [week({ class: null })], ['unclear']],
    ['no class, type hospital admission', [week({ class: null, type: '32485007' })], ['inpatient presumed-no']],
    ['class UNK', [week({ class: 'UNK' })], ['unclear']],
    ['no period', [stay({ start: null })], ['unclear']],
  ],
  'the same stay told twice (item 3)': [
    [
      'one identifier',
      [
        week({ more: { identifier: [{ system: 'urn:visit', value: '7' }] } }),
        stay({
          start: at(18, '10:00'),
          end: at(14, '10:00'),
          more: { identifier: [{ system: 'urn:visit', value: '7' }] },
        }),
      ],
      ['inpatient presumed-no'],
    ],
    ['identical start and end, two resources', [week(), week()], ['inpatient presumed-no']],
    [
      'the very same resource twice',
      [week({ id: 'twice', to: 'home' }), week({ id: 'twice', to: 'home' })],
      ['inpatient presumed-no'],
    ],
    [
      'the very same resource twice, dates only, discharged home',
      [
        stay({ id: 'twice', start: ago(20), end: ago(20), to: 'home' }),
        stay({ id: 'twice', start: ago(20), end: ago(20), to: 'home' }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'the very same resource twice, one date, no end',
      [
        stay({ id: 'twice', start: ago(20), status: 'finished' }),
        stay({ id: 'twice', start: ago(20), status: 'finished' }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'identical start with a date only, no end, two resources',
      [stay({ start: ago(5), end: null }), stay({ start: ago(5), end: null })],
      ['inpatient presumed-no'],
    ],
    [
      'overlapping duplicate',
      [week(), stay({ start: at(19, '10:00'), end: at(14, '10:00') })],
      ['inpatient presumed-no'],
    ],
    [
      'overlapping, dates only',
      [stay({ start: ago(20), end: ago(15) }), stay({ start: ago(19), end: ago(14) })],
      ['inpatient presumed-no'],
    ],
    [
      'two ED visits on one day',
      [edVisit(at(20, '08:00'), at(20, '11:00')), edVisit(at(20, '18:00'), at(20, '22:00'))],
      ['ed', 'ed'],
    ],
    [
      'one ED visit told by two senders, by date alone and with times',
      [fromSender('urn:ehr', at(20, '10:00'), at(20, '15:00')), fromSender('urn:payer', ago(20), ago(20))],
      ['ed'],
    ],
    [
      'the same, told apart by meta.source alone',
      [
        edVisit(at(20, '10:00'), at(20, '15:00'), { more: { meta: { source: 'urn:ehr' } } }),
        edVisit(ago(20), ago(20), { more: { meta: { source: 'urn:payer' } } }),
      ],
      ['ed'],
    ],
    [
      'meta.source that only numbers the request names no sender',
      [
        edVisit(at(20, '10:00'), at(20, '15:00'), { more: { meta: { source: '#a1' } } }),
        edVisit(ago(20), ago(20), { more: { meta: { source: '#b2' } } }),
      ],
      ['ed', 'ed'],
    ],
    [
      'one sender: two',
      [fromSender('urn:ehr', at(20, '10:00'), at(20, '15:00')), fromSender('urn:ehr', ago(20), ago(20))],
      ['ed', 'ed'],
    ],
    [
      'two senders, both with times: two',
      [
        fromSender('urn:ehr', at(20, '10:00'), at(20, '12:00')),
        fromSender('urn:payer', at(20, '18:00'), at(20, '20:00')),
      ],
      ['ed', 'ed'],
    ],
    [
      'two senders, the day after: two',
      [fromSender('urn:ehr', at(20, '10:00'), at(20, '15:00')), fromSender('urn:payer', ago(19), ago(19))],
      ['ed', 'ed'],
    ],
    [
      'two timed visits of one sender and a claim of the day: two',
      [
        fromSender('urn:ehr', at(20, '08:00'), at(20, '11:00')),
        fromSender('urn:ehr', at(20, '18:00'), at(20, '22:00')),
        fromSender('urn:payer', ago(20), ago(20)),
      ],
      ['ed', 'ed'],
    ],
    [
      'a stay told by two senders that lasted less than a day',
      [
        stay({ start: at(20, '10:00'), end: at(20, '22:00'), more: sentBy('urn:ehr') }),
        stay({ start: ago(20), end: ago(20), more: sentBy('urn:payer') }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'two ED visits on one day, identical start',
      [edVisit(at(20, '08:00'), at(20, '11:00')), edVisit(at(20, '08:00'), at(20, '11:30'))],
      ['ed'],
    ],
    [
      'two origins, 6 hours apart',
      [week()],
      ['inpatient presumed-no'],
      { others: { adt: [stay({ start: at(20, '16:00'), end: at(15, '10:00') })] } },
    ],
    [
      'two origins, dates only, same start day',
      [week()],
      ['inpatient presumed-no'],
      { others: { adt: [stay({ start: ago(20), end: ago(15) })] } },
    ],
    [
      'two origins, ten days apart',
      [week()],
      ['inpatient presumed-no', 'inpatient presumed-no'],
      { others: { adt: [stay({ start: at(5, '10:00'), end: at(3, '10:00') })] } },
    ],
    [
      'two origins: the plan that one of them knows belongs to the merged stay',
      [week({ priority: 'EL' })],
      ['inpatient yes'],
      { others: { adt: [stay({ start: at(20, '12:00'), end: at(15, '10:00') })] } },
    ],
    [
      'two origins: chemotherapy is the principal diagnosis in one',
      [visitDiagnosis('Z51.11', ago(20), { id: 'z51' }), week({ principal: 'Condition/z51' })],
      ['inpatient yes'],
      { others: { adt: [stay({ start: at(20, '12:00'), end: at(15, '10:00') })] } },
    ],
    [
      'two origins: the ED visit of one belongs to the stay of the other',
      [week()],
      ['inpatient no 1 ED'],
      { others: { adt: [edVisit(at(20, '06:00'), at(20, '09:30'))] } },
    ],
    [
      'two ED visits of two origins, the same',
      [edVisit(at(20, '08:00'), at(20, '11:00'))],
      ['ed'],
      { others: { adt: [edVisit(at(20, '08:20'), at(20, '11:00'))] } },
    ],
  ],
  'emergency to ward (item 4)': [
    [
      'ED 23:40, ward 01:10',
      [edVisit(at(21, '23:40'), at(20, '01:05')), stay({ start: at(20, '01:10'), end: at(15, '10:00') })],
      ['inpatient no 1 ED'],
    ],
    ['ED ends 23 hours before', [edVisit(at(21, '08:00'), at(21, '11:00')), week()], ['inpatient no 1 ED']],
    [
      'ED ends 26 hours before',
      [edVisit(at(22, '04:00'), at(22, '08:00')), stay({ start: at(21, '10:00'), end: at(15, '10:00') })],
      ['ed', 'inpatient presumed-no'],
    ],
    ['ED overlaps the ward', [edVisit(at(20, '08:00'), at(20, '14:00')), week()], ['inpatient no 1 ED']],
    [
      'ED part of the ward stay',
      [
        week({ id: 'in' }),
        edVisit(at(21, '01:00'), at(21, '02:00'), { more: { partOf: { reference: 'Encounter/in' } } }),
      ],
      ['inpatient no 1 ED'],
    ],
    [
      'ED after the discharge is another visit',
      [week(), edVisit(at(15, '18:00'), at(15, '21:00'))],
      ['inpatient presumed-no', 'ed'],
    ],
    ['admitted from emergency, no ED encounter', [week({ from: 'emergency' })], ['inpatient no 1 ED']],
    [
      'admitted from emergency, ED encounter there too: one arrival',
      [edVisit(at(20, '06:00'), at(20, '09:30')), week({ from: 'emergency' })],
      ['inpatient no 1 ED'],
    ],
    [
      'ED to observation',
      [
        edVisit(at(20, '06:00'), at(20, '09:30')),
        stay({ class: 'OBSENC', start: at(20, '10:00'), end: at(19, '12:00') }),
      ],
      ['observation 1 ED'],
    ],
    [
      'ED to observation to ward',
      [
        edVisit(at(21, '06:00'), at(21, '09:30')),
        stay({ class: 'OBSENC', start: at(21, '10:00'), end: at(20, '09:00') }),
        week(),
      ],
      ['inpatient no 1 ED'],
    ],
    [
      'ED on the same day as a ward stay with a date only, still open',
      [edVisit(at(5, '06:00'), at(5, '09:30')), stay({ start: ago(5), end: null })],
      ['inpatient no 1 ED'],
    ],
    [
      'ED on the same day as a ward stay with dates only',
      [edVisit(at(20, '06:00'), at(20, '09:30')), stay({ start: ago(20), end: ago(15) })],
      ['inpatient no 1 ED'],
    ],
  ],
  'chains (item 5)': [
    [
      'transfer an hour later',
      [
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), to: 'other-hcf' }),
        stay({ start: at(20, '11:00'), end: at(15, '10:00') }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'transfer 23 hours later, disposition not recorded',
      [stay({ start: at(25, '08:00'), end: at(21, '12:00') }), stay({ start: at(20, '11:00'), end: at(15, '10:00') })],
      ['inpatient presumed-no'],
    ],
    [
      '26 hours later is another stay',
      [stay({ start: at(25, '08:00'), end: at(21, '09:00') }), stay({ start: at(20, '11:00'), end: at(15, '10:00') })],
      ['inpatient presumed-no', 'inpatient presumed-no'],
    ],
    [
      'home, back 10 hours later',
      [
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), to: 'home' }),
        stay({ start: at(20, '20:00'), end: at(15, '10:00') }),
      ],
      ['inpatient presumed-no', 'inpatient presumed-no'],
    ],
    [
      'NUBC 01 is home',
      [
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), to: '01' }),
        stay({ start: at(20, '20:00'), end: at(15, '10:00') }),
      ],
      ['inpatient presumed-no', 'inpatient presumed-no'],
    ],
    [
      'three wards one after another',
      [
        stay({ start: at(25, '08:00'), end: at(22, '10:00') }),
        stay({ start: at(22, '10:30'), end: at(20, '10:00') }),
        stay({ start: at(20, '10:10'), end: at(15, '10:00') }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'planned, then transferred as an emergency: no wins',
      [
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), priority: 'EL' }),
        stay({ start: at(20, '11:00'), end: at(15, '10:00'), priority: 'EM' }),
      ],
      ['inpatient no'],
    ],
    [
      'planned, then transferred with nothing said: presumed-no wins',
      [
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), priority: 'EL' }),
        stay({ start: at(20, '11:00'), end: at(15, '10:00') }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'dates only, the next day',
      [stay({ start: ago(25), end: ago(20) }), stay({ start: ago(19), end: ago(15) })],
      ['inpatient presumed-no'],
    ],
    [
      'dates only, home, the same day',
      [stay({ start: ago(25), end: ago(20), to: 'home' }), stay({ start: ago(20), end: ago(15) })],
      ['inpatient presumed-no', 'inpatient presumed-no'],
    ],
  ],
  'planned or not (item 6)': [
    [
      '(i) Z51.11',
      [visitDiagnosis('Z51.11', ago(20), { id: 'z' }), week({ principal: 'Condition/z' })],
      ['inpatient yes'],
    ],
    [
      '(i) Z51.12',
      [visitDiagnosis('Z51.12', ago(20), { id: 'z' }), week({ principal: 'Condition/z' })],
      ['inpatient yes'],
    ],
    [
      '(i) Z51.0',
      [visitDiagnosis('Z51.0', ago(20), { id: 'z' }), week({ principal: 'Condition/z' })],
      ['inpatient yes'],
    ],
    [
      '(i) before (ii): Z51.11 through the ED',
      [visitDiagnosis('Z51.11', ago(20), { id: 'z' }), week({ principal: 'Condition/z', from: 'emergency' })],
      ['inpatient yes 1 ED'],
    ],
    [
      'Z51.5 is palliative care, no treatment',
      [visitDiagnosis('Z51.5', ago(20), { id: 'z' }), week({ principal: 'Condition/z' })],
      ['inpatient presumed-no'],
    ],
    [
      'no rank: the first listed is the principal one',
      [
        visitDiagnosis('Z51.11', ago(20), { id: 'z' }),
        D70,
        week({
          more: {
            diagnosis: [{ condition: { reference: 'Condition/z' } }, { condition: { reference: 'Condition/d70' } }],
          },
        }),
      ],
      ['inpatient yes'],
    ],
    [
      'rank 1 wherever it stands',
      [
        visitDiagnosis('Z51.11', ago(20), { id: 'z' }),
        D70,
        week({
          more: {
            diagnosis: [
              { condition: { reference: 'Condition/d70' }, rank: 2 },
              { condition: { reference: 'Condition/z' }, rank: 1 },
            ],
          },
        }),
      ],
      ['inpatient yes'],
    ],
    ['(ii) admitted from emergency', [week({ from: 'emergency' })], ['inpatient no 1 ED']],
    ['(ii) priority EM', [week({ priority: 'EM' })], ['inpatient no']],
    ['(ii) priority UR', [week({ priority: 'UR' })], ['inpatient no']],
    ...['183452005', '73607007', '19951005', '442281000124108', '432661000124104'].map((type): EpisodeRow => [
      `(ii) type ${type}`,
      [week({ type })],
      ['inpatient no'],
    ]),
    ['(ii) principal D70.1 (OP-35)', [D70, week({ principal: 'Condition/d70' })], ['inpatient no']],
    ['(ii) principal pneumonia (OP-35)', [PNEUMONIA, week({ principal: 'Condition/j18' })], ['inpatient no']],
    [
      '(ii) before (iii): OP-35 principal, priority EL',
      [D70, week({ principal: 'Condition/d70', priority: 'EL' })],
      ['inpatient no'],
    ],
    ['(iii) priority EL', [week({ priority: 'EL' })], ['inpatient yes']],
    ...['8715000', '112689000', '15584006', '81672003'].map((type): EpisodeRow => [
      `(iii) type ${type}`,
      [week({ type })],
      ['inpatient yes'],
    ]),
    ...['Z40.01', 'Z42.1', 'Z45.2', 'Z48.3'].map((code): EpisodeRow => [
      `(iii) principal ${code}`,
      [visitDiagnosis(code, ago(20), { id: 'z' }), week({ principal: 'Condition/z' })],
      ['inpatient yes'],
    ]),
    ['(iii) chemotherapy on day 0', [week(), procedure('367336001', at(20, '14:00'))], ['inpatient yes']],
    ['(iii) chemotherapy on day 2', [week(), procedure('367336001', at(18, '09:00'))], ['inpatient yes']],
    [
      '(iii) chemotherapy on day 3 says nothing',
      [week(), procedure('367336001', at(17, '09:00'))],
      ['inpatient presumed-no'],
    ],
    [
      '(iii) chemotherapy on day 4 of this very stay says nothing either',
      [week({ id: 'in' }), procedure('367336001', at(16, '09:00'), { encounter: { reference: 'Encounter/in' } })],
      ['inpatient presumed-no'],
    ],
    ['(iii) chemotherapy the day before', [week(), procedure('367336001', at(21, '09:00'))], ['inpatient presumed-no']],
    ['(iii) stem-cell transplant on day 1', [week(), procedure('1172516002', at(19, '09:00'))], ['inpatient yes']],
    ['(iii) HCPCS J9045 on day 1', [week(), procedure('J9045', at(19, '09:00'))], ['inpatient yes']],
    [
      '(iii) less than a day, with chemotherapy',
      [
        stay({ id: 'in', start: at(20, '08:00'), end: at(20, '18:00') }),
        procedure('367336001', null, { encounter: { reference: 'Encounter/in' } }),
      ],
      ['inpatient yes'],
    ],
    [
      '(iii) chemotherapy not done',
      [week(), procedure('367336001', at(20, '14:00'), { status: 'not-done' })],
      ['inpatient presumed-no'],
    ],
    ['(iv) a hip fracture', [HIP, week({ principal: 'Condition/s72' })], ['inpatient presumed-no']],
    ['(iv) nothing said', [week()], ['inpatient presumed-no']],
  ],
  'open and endless (item 7)': [
    ['in hospital since 10 days', [stay({ start: at(10, '10:00'), end: null })], ['inpatient presumed-no']],
    [
      'in hospital "since 50 days", type given',
      [stay({ type: '32485007', start: at(50, '10:00'), end: null })],
      ['inpatient presumed-no'],
    ],
    ['70 days on paper, no type, no place', [stay({ start: at(75, '10:00'), end: at(5, '10:00') })], ['unclear']],
    ['70 days open on paper', [stay({ start: at(75, '10:00'), end: null })], ['unclear']],
    [
      '70 days with a type',
      [stay({ type: '32485007', start: at(75, '10:00'), end: at(5, '10:00') })],
      ['inpatient presumed-no'],
    ],
    [
      '70 days with a place',
      [
        stay({
          start: at(75, '10:00'),
          end: at(5, '10:00'),
          more: { location: [{ location: { reference: 'Location/4west' } }] },
        }),
      ],
      ['inpatient presumed-no'],
    ],
  ],
  'death (item 9)': [
    ['stay after the death', [patient({ deceasedDateTime: ago(30) }), week()], []],
    ['stay before the death', [patient({ deceasedDateTime: ago(10) }), week()], ['inpatient presumed-no']],
  ],
};

/** A resection of the pancreas: nobody does it in an emergency. */
const PANCREATECTOMY = '33149006';

const more: Readonly<Record<string, readonly EpisodeRow[]>> = {
  'same-day surgery (item 2 c)': [
    [
      'SS with an operation on the day',
      [stay({ class: 'SS', start: at(20, '07:00'), end: at(20, '18:00') }), procedure(PANCREATECTOMY, at(20, '09:00'))],
      [],
    ],
    [
      'SS with chemotherapy on the day',
      [stay({ class: 'SS', start: at(20, '07:00'), end: at(20, '18:00') }), procedure('367336001', ago(20))],
      [],
    ],
    [
      'SS with an operation the day before',
      [stay({ class: 'SS', start: at(20, '07:00'), end: at(20, '18:00') }), procedure(PANCREATECTOMY, at(21, '09:00'))],
      ['observation'],
    ],
    [
      'SS from the emergency department with an operation on the day',
      [
        stay({ class: 'SS', start: at(20, '07:00'), end: at(20, '18:00'), from: 'emergency' }),
        procedure(PANCREATECTOMY, at(20, '09:00')),
      ],
      ['observation 1 ED'],
    ],
    [
      'SS while procedures were not received',
      [stay({ class: 'SS', start: at(20, '07:00'), end: at(20, '18:00') })],
      ['observation probable'],
      { states: { Procedure: 'forbidden' } },
    ],
    [
      'OBSENC with an operation stays observation',
      [
        stay({ class: 'OBSENC', start: at(20, '07:00'), end: at(20, '18:00') }),
        procedure(PANCREATECTOMY, at(20, '09:00')),
      ],
      ['observation'],
    ],
  ],
  'emergency and observation beside a stay': [
    [
      'the admission was opened three hours before the emergency visit',
      [stay({ start: at(20, '08:00'), end: at(15, '10:00') }), edVisit(at(20, '11:00'), at(20, '12:00'))],
      ['inpatient no 1 ED'],
    ],
    [
      'an emergency visit two days into a stay that was never closed is a visit of its own',
      [stay({ start: at(20, '08:00'), end: null, type: '32485007' }), edVisit(at(18, '11:00'), at(18, '15:00'))],
      ['inpatient presumed-no', 'ed'],
    ],
    [
      'observation to ward without an emergency visit: unplanned, no arrival',
      [stay({ class: 'OBSENC', start: at(21, '08:00'), end: at(20, '09:30') }), week()],
      ['inpatient no'],
    ],
    [
      'two emergency visits on the day before: two arrivals',
      [edVisit(at(21, '12:00'), at(21, '14:00')), edVisit(at(21, '20:00'), at(21, '23:00')), week()],
      ['inpatient no 2 ED'],
    ],
    [
      'class EMER with type hospital admission: the visit is in it',
      [week({ class: 'EMER', type: '32485007' })],
      ['inpatient no 1 ED'],
    ],
    [
      'an emergency visit of which the ward stay is a part',
      [
        edVisit(at(23, '01:00'), at(23, '02:00'), { id: 'ed' }),
        week({ more: { partOf: { reference: 'Encounter/ed' } } }),
      ],
      ['inpatient no 1 ED'],
    ],
    [
      'a nested encounter of unknown kind, and one without a date, are part of the stay',
      [
        week({ id: 'in' }),
        stay({
          class: null,
          start: at(19, '08:00'),
          end: at(18, '08:00'),
          more: { partOf: { reference: 'Encounter/in' } },
        }),
        stay({ start: null, more: { partOf: { reference: 'Encounter/in' } } }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'part of an encounter that was not received: unclear',
      [
        stay({
          class: null,
          start: at(19, '08:00'),
          end: at(18, '08:00'),
          more: { partOf: { reference: 'Encounter/x' } },
        }),
      ],
      ['unclear'],
    ],
  ],
  'names and origins': [
    [
      'one server writes one number on stays months apart: an account, not a stay',
      [
        daysInHospital(80, { more: { identifier: [{ system: 'urn:account', value: '7' }] } }),
        daysInHospital(20, { more: { identifier: [{ system: 'urn:account', value: '7' }] } }),
      ],
      ['inpatient presumed-no', 'inpatient presumed-no'],
    ],
    [
      'two origins, one identifier, a week apart: the identifier wins',
      [week({ more: { identifier: [{ system: 'urn:visit', value: '7' }] } })],
      ['inpatient presumed-no'],
      {
        others: {
          adt: [
            stay({
              start: at(8, '10:00'),
              end: at(5, '10:00'),
              more: { identifier: [{ system: 'urn:visit', value: '7' }] },
            }),
          ],
        },
      },
    ],
    [
      'two origins: home, and into the other hospital ten hours later',
      [week({ to: 'home' })],
      ['inpatient presumed-no', 'inpatient presumed-no'],
      { others: { adt: [stay({ start: at(15, '20:00'), end: at(12, '10:00') })] } },
    ],
    [
      'two ED visits of two origins, 24 hours between them: one visit, told at two times',
      [edVisit(at(20, '08:00'), at(20, '11:00'))],
      ['ed'],
      { others: { adt: [edVisit(at(19, '11:00'), at(19, '12:00'))] } },
    ],
    [
      'two ED visits of two origins, a minute more: two',
      [edVisit(at(20, '08:00'), at(20, '11:00'))],
      ['ed', 'ed'],
      { others: { adt: [edVisit(at(19, '11:01'), at(19, '12:00'))] } },
    ],
    [
      'an ED visit that ended at home, and one of another origin ten hours later: only stays are kept apart by that',
      [edVisit(at(20, '08:00'), at(20, '11:00'), { to: 'home' })],
      ['ed'],
      { others: { adt: [edVisit(at(20, '21:00'), at(20, '22:00'))] } },
    ],
    [
      'two ED visits of two origins, one told by its day alone',
      [edVisit(at(20, '08:00'), at(20, '11:00'))],
      ['ed'],
      { others: { adt: [edVisit(ago(20), ago(20))] } },
    ],
    [
      'two ED visits of one origin, the second begins as the first ends',
      [edVisit(at(20, '08:00'), at(20, '11:00')), edVisit(at(20, '11:00'), at(20, '12:00'))],
      ['ed', 'ed'],
    ],
    [
      'two ED visits of one origin that overlap by a minute',
      [edVisit(at(20, '08:00'), at(20, '11:00')), edVisit(at(20, '10:59'), at(20, '12:00'))],
      ['ed'],
    ],
    [
      'two ED visits of one origin on one day, by the day alone',
      [edVisit(ago(20), ago(20)), edVisit(ago(20), ago(20))],
      ['ed', 'ed'],
    ],
    [
      'two origins: one has not heard of the discharge',
      [stay({ start: at(20, '10:00'), end: null })],
      ['inpatient presumed-no'],
      { others: { adt: [stay({ start: at(20, '11:00'), end: at(15, '10:00') })] } },
    ],
  ],
  'chains and their ends (item 5)': [
    [
      'the visit that led to it was discharged home; the transfer is still one stay',
      [
        edVisit(at(25, '01:00'), at(25, '06:00'), { to: 'home' }),
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), to: 'other-hcf' }),
        stay({ start: at(20, '11:00'), end: at(15, '10:00') }),
      ],
      ['inpatient no 1 ED'],
    ],
    [
      'home in the words of a local code',
      [
        stay({
          start: at(25, '08:00'),
          end: at(20, '10:00'),
          more: { hospitalization: { dischargeDisposition: { text: 'Home or Self Care' } } },
        }),
        stay({ start: at(20, '20:00'), end: at(15, '10:00') }),
      ],
      ['inpatient presumed-no', 'inpatient presumed-no'],
    ],
    [
      'to hospice, and back within hours',
      [
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), to: 'hosp' }),
        stay({ start: at(20, '20:00'), end: at(15, '10:00') }),
      ],
      ['inpatient presumed-no', 'inpatient presumed-no'],
    ],
    [
      'the end is known by the length alone: a transfer',
      [stay({ start: ago(25), status: 'finished', more: lasted(5, 'd') }), stay({ start: ago(20), end: ago(15) })],
      ['inpatient presumed-no'],
    ],
  ],
  'planned by what was done (item 6 iii)': [
    ['a resection on day 1', [week(), procedure(PANCREATECTOMY, at(19, '09:00'))], ['inpatient yes']],
    [
      'a transplant on day 8 of 20',
      [stay({ start: at(30, '10:00'), end: at(10, '10:00') }), procedure('1172516002', at(22, '09:00'))],
      ['inpatient yes'],
    ],
    [
      'chemotherapy at an outpatient visit on the morning of the admission',
      [
        week(),
        stay({ id: 'infusion', class: 'AMB', start: at(20, '08:00'), end: at(20, '09:00') }),
        procedure('367336001', at(20, '08:30'), { encounter: { reference: 'Encounter/infusion' } }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'chemotherapy without a date in a long stay says nothing of its days',
      [week({ id: 'in' }), procedure('367336001', null, { encounter: { reference: 'Encounter/in' } })],
      ['inpatient presumed-no'],
    ],
    [
      'the only diagnosis coded in the stay is chemotherapy',
      [week({ id: 'in' }), visitDiagnosis('Z51.11', ago(20), { encounter: 'Encounter/in' })],
      ['inpatient yes'],
    ],
    [
      'chemotherapy is one of two diagnoses coded in the stay: which is principal is not told',
      [
        week({ id: 'in' }),
        visitDiagnosis('Z51.11', ago(20), { encounter: 'Encounter/in' }),
        visitDiagnosis('R50.9', ago(20), { encounter: 'Encounter/in' }),
      ],
      ['inpatient presumed-no'],
    ],
    [
      'the principal diagnosis was not received',
      [week({ principal: 'Condition/lost' })],
      ['inpatient presumed-no probable'],
    ],
  ],
};

for (const [table, rows] of [...Object.entries(tables), ...Object.entries(more)]) {
  describe(table, () => {
    for (const [situation, resources, expected, scene] of rows) {
      test(situation, () => {
        expect(episodesOf(resources, scene)).toEqual(expected);
      });
      test(`${situation}, received in the other order`, () => {
        expect(episodesOf(resources.toReversed(), scene)).toEqual(expected);
      });
    }
  });
}

describe('trigger 20 counts unplanned stays that began in 90 days', () => {
  const planned = (start: number): Resource => daysInHospital(start, { priority: 'EL' });
  const rows: readonly Row[] = [
    [
      'two',
      [daysInHospital(80), daysInHospital(20)],
      { stays: 'met major definite', level: 'specialist', urgency: 'soon', unplanned: 2 },
    ],
    ['one', [daysInHospital(20)], { stays: 'not-met', unplanned: 1 }],
    ['none', [], { stays: 'not-met', unplanned: 0, edVisits: 0, planned: 0 }],
    ['two planned', [planned(80), planned(20)], { stays: 'not-met', planned: 2, unplanned: 0 }],
    ['exactly 90 days before', [daysInHospital(90), daysInHospital(20)], { stays: 'met major' }],
    ['91 days before', [daysInHospital(91), daysInHospital(20)], { stays: 'not-met', unplanned: 2 }],
    [
      'one in "2026-08", perhaps within: probable',
      [stay({ start: '2026-08', end: '2026-08' }), daysInHospital(20)],
      { stays: 'met probable supporting' },
    ],
    [
      'two ED visits are no stays',
      [edVisit(at(40, '08:00'), at(40, '12:00')), edVisit(at(20, '08:00'), at(20, '12:00'))],
      { stays: 'not-met', edVisits: 2, unplanned: 0 },
    ],
    [
      'one stay and one of unknown kind',
      [daysInHospital(40), stay({ class: null, start: at(20, '10:00'), end: at(18, '10:00') })],
      { stays: 'not-assessable class-unknown', unplanned: null },
    ],
    [
      'one of unknown kind, 200 days ago',
      [daysInHospital(40), stay({ class: null, start: at(200, '10:00'), end: at(198, '10:00') })],
      { stays: 'not-met', unplanned: 1 },
    ],
    [
      'two stays and one of unknown kind',
      [daysInHospital(60), daysInHospital(40), stay({ class: null, start: at(20, '10:00'), end: at(18, '10:00') })],
      { stays: 'met major definite' },
    ],
    [
      'one encounter without a date',
      [daysInHospital(40), stay({ start: null })],
      { stays: 'not-assessable class-unknown', unplanned: null },
    ],
    [
      'presumed unplanned are not counted at this site',
      [daysInHospital(80), daysInHospital(20)],
      { stays: 'not-met' },
      { options: { thresholds: { 'repeat-unplanned-admissions': { countPresumedUnplanned: false } } } },
    ],
    [
      'three in 365 days at this site',
      [daysInHospital(300), daysInHospital(200), daysInHospital(20)],
      { stays: 'met major' },
      { options: { thresholds: { 'repeat-unplanned-admissions': { windowDays: 365, count: 3 } } } },
    ],
    [
      'in hospital now: urgent',
      [daysInHospital(60), stay({ start: at(4, '10:00'), end: null })],
      { stays: 'met major', level: 'specialist', urgency: 'urgent' },
    ],
    [
      'missing data never lowers a level: procedures not received, two stays not recorded as planned',
      [daysInHospital(80), daysInHospital(20)],
      { level: 'specialist' },
      { states: { Procedure: 'forbidden' } },
    ],
    [
      'one encounter could not be read',
      [daysInHospital(40), { resourceType: 'Encounter', id: 'odd', subject: { reference: 'Patient/p1' } }],
      { stays: 'not-assessable', unplanned: null },
    ],
    [
      'stays of somebody else',
      [daysInHospital(40), daysInHospital(20, { more: { subject: { reference: 'Patient/p2' } } })],
      { stays: 'not-assessable' },
    ],
    [
      'after the day we look from',
      [daysInHospital(40), stay({ start: ago(-2), end: null })],
      { stays: 'not-met', unplanned: 1 },
    ],
  ];
  decide(rows, STAGE_IV);

  test('not advanced: supporting, nurse call; urgent after a discharge within 14 days', () => {
    const calm: Claim = { A: false, stays: 'met supporting definite', level: 'navigator', urgency: 'soon' };
    expect(claimOf(assessOf([...STAGE_II, daysInHospital(80), daysInHospital(30)]), calm)).toEqual(calm);
    const fresh: Claim = { ...calm, urgency: 'urgent' };
    expect(claimOf(assessOf([...STAGE_II, daysInHospital(80), daysInHospital(10)]), fresh)).toEqual(fresh);
  });

  test('"acute care elsewhere" is always said beside the answer', () => {
    for (const resources of [[], [daysInHospital(80), daysInHospital(20)]]) {
      const result = assessOf([...STAGE_IV, ...resources]).triggers.find(
        (one) => one.id === 'repeat-unplanned-admissions',
      );
      expect(result?.caveats.map(({ code }) => code)).toContain('acute-care-elsewhere');
    }
  });

  test('reason codes of the encounter speak where no diagnosis is named', () => {
    const claim: Claim = { planned: 2, unplanned: 0, stays: 'not-met' };
    const chemo = (start: number): Resource => daysInHospital(start, { more: { reasonCode: [coded('Z51.11')] } });
    expect(claimOf(assessOf([...STAGE_IV, chemo(60), chemo(20)]), claim)).toEqual(claim);
  });

  test('a readmission of a patient without cancer is nobody’s trigger', () => {
    const claim: Claim = { stays: 'not-applicable', gate: 'no-active-malignancy', unplanned: 2 };
    expect(claimOf(assessOf([condition('I50.9'), daysInHospital(80), daysInHospital(20)]), claim)).toEqual(claim);
  });
});

describe('what is told of one episode', () => {
  const only = (resources: readonly Resource[], scene: Scene = {}): Episode => {
    const [episode] = acuteCare(chartOf(resources, scene)).episodes;
    if (episode === undefined) throw new Error('no episode');
    return episode;
  };
  const asOf = chartOf([]).asOf;

  test('origins that tell of it', () => {
    const others = { adt: [stay({ start: at(20, '16:00'), end: at(15, '10:00') })] };
    expect(only([week()], { others }).origins.toSorted()).toEqual(['adt', 'ehr']);
  });

  test.each([
    ['with times', week(), { least: 5, most: 5 }],
    ['dates only', stay({ start: ago(20), end: ago(15) }), { least: 5, most: 5 }],
    ['a month', stay({ start: '2026-08', end: '2026-08' }), { least: 0, most: 30 }],
    ['so far', stay({ start: ago(9), end: null }), { least: 9, most: 9 }],
    ['by length', stay({ start: ago(20), status: 'finished', more: lasted(36, 'h') }), { least: 1, most: 2 }],
    ['no end', stay({ start: ago(20), status: 'finished' }), null],
  ])('days: %s', (_, resource, days) => {
    expect(only([resource]).days).toEqual(days);
  });

  test('open since 44 days it goes on; since 45 its end is unknown (item 7)', () => {
    expect(only([stay({ start: ago(44), end: null })])).toMatchObject({ inProgress: true, end: { lo: asOf } });
    expect(only([stay({ start: ago(45), end: null })])).toMatchObject({ inProgress: false, end: null });
  });

  test('an open emergency visit does not go on', () => {
    expect(
      only([edVisit(at(2, '10:00'), at(2, '12:00'), { end: null, status: 'in-progress' } as never)]).inProgress,
    ).toBe(false);
  });

  test('one server says it goes on, another that it ended: it ended', () => {
    const others = { adt: [stay({ start: at(20, '11:00'), end: at(15, '10:00') })] };
    expect(only([stay({ start: at(20, '10:00'), end: null })], { others })).toMatchObject({
      inProgress: false,
      end: { lo: asOf - 15 },
    });
  });

  test('a stay without an end was over at most 60 days after it began', () => {
    expect(dischargeOf(only([stay({ start: ago(100), status: 'finished' })]), chartOf([]))).toMatchObject({
      lo: asOf - 100,
      hi: asOf - 40,
    });
    expect(dischargeOf(only([stay({ start: ago(3), end: null })]), chartOf([]))).toBeNull();
  });

  test.each([
    [
      'a ward by name',
      week({ more: { location: [lay({ display: 'MICU' }, at(20, '10:00'), at(18, '10:00'))] } }),
      { told: 'name', hours: 48 },
    ],
    [
      'two stretches',
      week({
        more: { location: [lay({ display: 'ICU' }, ago(20), ago(19)), lay({ display: 'ICU' }, ago(17), ago(16))] },
      }),
      { told: 'name', hours: 48 },
    ],
    ['by type: the whole encounter', week({ type: '305351004' }), { told: 'code', hours: 120 }],
    ['no time on the ward', week({ more: { location: [lay({ display: 'ICU' })] } }), { told: 'name', hours: null }],
    ['none', week(), null],
  ])('intensive care: %s', (_, resource, expected) => {
    expect(only([resource]).intensiveCare).toEqual(expected);
  });

  test('intensive care told by two origins is counted once', () => {
    const icu = { location: [lay({ display: 'ICU' }, at(20, '10:00'), at(18, '10:00'))] };
    const others = { adt: [week({ more: icu })] };
    expect(only([week({ more: icu })], { others }).intensiveCare?.hours).toBe(48);
  });

  test.each([
    ['a fall', [HIP, week({ principal: 'Condition/s72' })], 'injury'],
    [
      'a fall with neutropenia beside it',
      [
        HIP,
        D70,
        week({
          principal: 'Condition/s72',
          more: {
            diagnosis: [
              { condition: { reference: 'Condition/s72' }, rank: 1 },
              { condition: { reference: 'Condition/d70' }, rank: 2 },
            ],
          },
        }),
      ],
      'told',
    ],
    [
      'depression',
      [visitDiagnosis('F32.2', ago(20), { id: 'f32' }), week({ principal: 'Condition/f32' })],
      'psychiatric',
    ],
    [
      'delirium is no psychiatric stay',
      [visitDiagnosis('F05', ago(20), { id: 'f05' }), week({ principal: 'Condition/f05' })],
      'told',
    ],
    [
      'alcohol withdrawal',
      [visitDiagnosis('F10.231', ago(20), { id: 'f10' }), week({ principal: 'Condition/f10' })],
      'detoxification',
    ],
    ['by reason code', [week({ more: { reasonCode: [coded('S72.001A')] } })], 'injury'],
    ['pneumonia', [PNEUMONIA, week({ principal: 'Condition/j18' })], 'told'],
    ['nothing said', [week()], 'unknown'],
  ] as const)('cause: %s', (_, resources, cause) => {
    expect(only(resources).cause).toBe(cause);
  });

  test('the stay in which the patient died', () => {
    expect(only([week({ to: 'exp' })]).fatal).toBe(true);
  });
});

test('eight thousand stays of one patient make eight thousand episodes, in any order', () => {
  const many = Array.from({ length: 8_000 }, (_, index) =>
    stay({ start: ago(3 * index + 1), end: ago(3 * index), to: 'home' }),
  );
  expect(acuteCare(chartOf(many)).episodes).toHaveLength(8_000);
});
