/** What an Encounter says: kind, wards, length, reasons, palliative involvement (clinical reference 3.3 item 2, 3.5, 5.7). */
import { describe, expect, test } from 'vitest';
import type { EncounterRecord } from '../../../src/domain/chart/records.ts';
import {
  ago,
  at,
  chartOf,
  coded,
  LOCAL_CLASS,
  stay,
  type More,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { lasted, lay, ward } from '../../support/builders/acute-care.ts';

function encounterOf(resource: Resource, others: readonly Resource[] = [], scene: Scene = {}): EncounterRecord {
  const [found] = chartOf([resource, ...others], scene).encounters;
  if (found === undefined) throw new Error('The encounter was not read');
  return found;
}

const week = (more: More = {}): Resource => ({ ...stay({ start: at(20, '10:00'), end: at(15, '10:00') }), ...more });
const type = (...codes: readonly string[]): More => ({ type: codes.map((code) => coded(code)) });
const classOf = (system: string, code: string, display?: string): More => ({
  class: { system, code, ...(display === undefined ? {} : { display }) },
});
const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const sentHome = (more: More = {}): More => ({
  hospitalization: { dischargeDisposition: coded('1', 'Home or Self Care', 'urn:local'), ...more },
});

describe('kind by class, whatever the system writes', () => {
  const rows: readonly (readonly [string, More, string])[] = [
    ['v3-ActCode', classOf(ACT, 'IMP'), 'inpatient definite'],
    ['v3-ActCode by OID', classOf('urn:oid:2.16.840.1.113883.5.4', 'EMER'), 'ed definite'],
    [
      'v3-ActEncounterCode',
      classOf('http://terminology.hl7.org/CodeSystem/v3-ActEncounterCode', 'OBSENC'),
      'observation definite',
    ],
    ['old URL of ActCode', classOf('http://hl7.org/fhir/v3/ActCode', 'ACUTE'), 'inpatient definite'],
    ['v2 table 0004', classOf('http://terminology.hl7.org/CodeSystem/v2-0004', 'E'), 'ed definite'],
    ['v2 table 0004, obstetrics', classOf('http://terminology.hl7.org/CodeSystem/v2-0004', 'B'), 'non-acute definite'],
    ['DSTU2', classOf('http://hl7.org/fhir/encounter-class', 'inpatient'), 'inpatient definite'],
    ['DSTU2 as a bare word', { class: 'emergency' }, 'ed probable'],
    ['no system', { class: { code: 'IMP' } }, 'inpatient probable'],
    ['local system, display', classOf(LOCAL_CLASS, '12', 'Hospital inpatient'), 'inpatient probable'],
    ['local system, "ED Visit"', classOf(LOCAL_CLASS, '12', 'ED Visit'), 'ed probable'],
    ['local system, "ED_VISITS"', classOf(LOCAL_CLASS, '12', 'ED_VISITS'), 'ed probable'],
    ['local system, "Emergent"', classOf(LOCAL_CLASS, '12', 'Emergent'), 'ed probable'],
    ['local system, "INPATIENT_ENCOUNTER"', classOf(LOCAL_CLASS, '12', 'INPATIENT_ENCOUNTER'), 'inpatient probable'],
    ['local system, "Scheduled Visit"', classOf(LOCAL_CLASS, '12', 'Scheduled Visit'), 'unknown definite'],
    ['local system, "Extended Visit"', classOf(LOCAL_CLASS, '12', 'Extended Visit'), 'unknown definite'],
    [
      'local system, "Post-ED Visit Follow-Up"',
      classOf(LOCAL_CLASS, '12', 'Post-ED Visit Follow-Up'),
      'unknown definite',
    ],
    [
      'local system, "Emergency Contact Update"',
      classOf(LOCAL_CLASS, '12', 'Emergency Contact Update'),
      'unknown definite',
    ],
    [
      'local system, "Post-Inpatient Follow-up"',
      classOf(LOCAL_CLASS, '12', 'Post-Inpatient Follow-up'),
      'unknown definite',
    ],
    [
      'local system, "Clinic visit after ED visit"',
      classOf(LOCAL_CLASS, '12', 'Clinic visit after ED visit'),
      'ambulatory probable',
    ],
    [
      'local system, "Outpatient Emergency": cannot tell',
      classOf(LOCAL_CLASS, '12', 'Outpatient Emergency'),
      'unknown definite',
    ],
    [
      'local system, "Outpatient in observation"',
      classOf(LOCAL_CLASS, '12', 'Outpatient in observation'),
      'observation probable',
    ],
    [
      'local system, "Hospital Outpatient Visit", sent home',
      { ...classOf(LOCAL_CLASS, '5', 'Hospital Outpatient Visit'), ...sentHome() },
      'ambulatory probable',
    ],
    [
      'local system, type "Chemotherapy Infusion Appointment", sent home',
      { ...classOf(LOCAL_CLASS, '5'), type: [{ text: 'Chemotherapy Infusion Appointment' }], ...sentHome() },
      'ambulatory probable',
    ],
    [
      'local system, "Clinic", sent home, came through emergency: cannot tell',
      { ...classOf(LOCAL_CLASS, '5', 'Clinic'), ...sentHome({ admitSource: coded('emd') }) },
      'unknown definite',
    ],
    [
      'local system, "Hospital Encounter", sent home',
      { ...classOf(LOCAL_CLASS, '4', 'Hospital Encounter'), ...sentHome() },
      'inpatient probable',
    ],
    [
      'local system, "Non-emergency transport"',
      classOf(LOCAL_CLASS, '12', 'Non-emergency transport'),
      'unknown definite',
    ],
    [
      'local system, "Clinical decision unit"',
      classOf(LOCAL_CLASS, '12', 'Clinical decision unit'),
      'unknown definite',
    ],
    ['local system, "Oncology clinic"', classOf(LOCAL_CLASS, '12', 'Oncology clinic'), 'ambulatory probable'],
    ['local system, nothing else', classOf(LOCAL_CLASS, '12'), 'unknown definite'],
    ['IMP of a local system is not HL7’s', classOf(LOCAL_CLASS, 'IMP'), 'unknown definite'],
    ['a list of Codings', { class: [{ system: ACT, code: 'IMP' }] }, 'inpatient definite'],
    ['R5: a list of CodeableConcepts', { class: [{ coding: [{ system: ACT, code: 'EMER' }] }] }, 'ed definite'],
    [
      'R5: two classes, the longer stay',
      { class: [coded('AMB', undefined, ACT), coded('IMP', undefined, ACT)] },
      'inpatient definite',
    ],
    ['missing', { class: undefined }, 'unknown definite'],
    ['null flavor', classOf('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK'), 'unknown definite'],
    [
      'null flavor, the class among the types',
      {
        ...classOf('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK'),
        type: [coded('EMER', undefined, ACT)],
      },
      'ed definite',
    ],
    ['a number where the class should be', { class: 7 }, 'unknown definite'],
    [
      'statusHistory and classHistory are the past',
      { classHistory: [{ class: { system: ACT, code: 'EMER' } }], statusHistory: [{ status: 'cancelled' }] },
      'inpatient definite',
    ],
  ];
  test.each(rows)('%s', (_, more, expected) => {
    const { kind, kindCertainty } = encounterOf(week(more));
    expect(`${kind} ${kindCertainty}`).toBe(expected);
  });
});

describe('kind by type', () => {
  const rows: readonly (readonly [string, More, string])[] = [
    ['hospital admission wins over AMB', { ...classOf(ACT, 'AMB'), ...type('32485007') }, 'inpatient definite'],
    ['surgical admission', { ...classOf(ACT, 'AMB'), ...type('305408004') }, 'inpatient definite'],
    [
      'emergency visit that became a stay: EMER',
      { ...classOf(ACT, 'EMER'), ...type('32485007') },
      'inpatient definite',
    ],
    ['emergency visit that became a stay: IMP', { ...classOf(ACT, 'IMP'), ...type('4525004') }, 'inpatient definite'],
    ['both types', { ...classOf(ACT, 'AMB'), ...type('4525004', '32485007') }, 'inpatient definite'],
    [
      'observation and inpatient contradict',
      { ...classOf(ACT, 'IMP'), ...type('448951000124107') },
      'inpatient probable',
    ],
    ['hospice admission, class IMP', { ...classOf(ACT, 'IMP'), ...type('305336008') }, 'non-acute definite'],
    ['urgent hospice admission', { ...classOf(ACT, 'IMP'), ...type('183919006') }, 'non-acute definite'],
    ['rehabilitation in words, class IMP', { type: [{ text: 'Rehab stay' }] }, 'non-acute definite'],
    ['an unlisted code says nothing', type('185347001'), 'inpatient definite'],
    [
      'a SNOMED code under another system says nothing',
      { ...classOf(ACT, 'AMB'), type: [coded('32485007', undefined, LOCAL_CLASS)] },
      'ambulatory definite',
    ],
  ];
  test.each(rows)('%s', (_, more, expected) => {
    const { kind, kindCertainty } = encounterOf(week(more));
    expect(`${kind} ${kindCertainty}`).toBe(expected);
  });

  test('a site map decides on local classes only', () => {
    const scene: Scene = { encounterClasses: { [`${LOCAL_CLASS}|12`]: 'observation', [`${ACT}|IMP`]: 'ambulatory' } };
    expect(encounterOf(week(classOf(LOCAL_CLASS, '12', 'Emergency')), [], scene)).toMatchObject({
      kind: 'observation',
      kindCertainty: 'definite',
    });
    expect(encounterOf(week(), [], scene).kind).toBe('inpatient');
  });

  test('a site map decides on local types too, and never on standard ones', () => {
    const scene: Scene = {
      encounterClasses: { [`${LOCAL_CLASS}|ED-VISIT`]: 'ed', 'http://snomed.info/sct|32485007': 'ambulatory' },
    };
    const visit = { ...classOf(ACT, 'AMB'), type: [coded('ED-VISIT', undefined, LOCAL_CLASS)] };
    expect(encounterOf(week(visit), [], scene)).toMatchObject({ kind: 'ed', kindCertainty: 'definite' });
    expect(encounterOf(week(visit)).kind).toBe('ambulatory');
    expect(encounterOf(week(type('32485007')), [], scene).kind).toBe('inpatient');
  });

  test('a site map is asked for its own entries only', () => {
    expect(encounterOf(week(classOf('', 'constructor')), [], { encounterClasses: {} }).kind).toBe('unknown');
  });
});

describe('where it came from', () => {
  const rows: readonly (readonly [string, More, boolean])[] = [
    [
      'admitSource emd',
      {
        hospitalization: { admitSource: coded('emd', undefined, 'http://terminology.hl7.org/CodeSystem/admit-source') },
      },
      true,
    ],
    [
      'a local admission source "Emergency Department"',
      { hospitalization: { admitSource: { text: 'Emergency Department' } } },
      true,
    ],
    [
      'referred by a physician',
      {
        hospitalization: { admitSource: coded('gp', undefined, 'http://terminology.hl7.org/CodeSystem/admit-source') },
      },
      false,
    ],
    ['class EMER, type inpatient', { ...classOf(ACT, 'EMER'), ...type('32485007') }, true],
    ['nothing said', {}, false],
  ];
  test.each(rows)('%s', (_, more, expected) => {
    expect(encounterOf(week(more)).fromEmergency).toBe(expected);
  });
});

describe('intensive care', () => {
  const rows: readonly (readonly [string, More, readonly Resource[], readonly string[], boolean])[] = [
    ['type 305351004', type('305351004'), [], ['code'], false],
    [
      'HSLOC of the ward that was sent',
      { location: [lay({ reference: 'Location/w' })] },
      [ward('w', { hsloc: '1027-2', name: '4 West' })],
      ['code'],
      false,
    ],
    [
      'name of the ward that was sent',
      { location: [lay({ reference: 'Location/w' })] },
      [ward('w', { name: 'MICU' })],
      ['name'],
      false,
    ],
    ['display of the reference', { location: [lay({ display: 'Surgical Intensive Care' })] }, [], ['name'], false],
    [
      'an oncology ward',
      { location: [lay({ reference: 'Location/w' })] },
      [ward('w', { hsloc: '1232-8', name: '6 North' })],
      [],
      false,
    ],
    ['"Unit CU" is no ICU', { location: [lay({ display: 'Unit CU' })] }, [], [], false],
    ['a ward that was not sent', { location: [lay({ reference: 'Location/w' })] }, [], [], true],
    ['a bed that was only reserved', { location: [{ ...lay({ display: 'ICU' }), status: 'reserved' }] }, [], [], false],
    ['no ward at all', {}, [], [], false],
  ];
  test.each(rows)('%s', (_, more, others, told, unknown) => {
    const found = encounterOf(week(more), others);
    expect(found.intensiveCare.map((one) => one.told)).toEqual(told);
    expect(found.wardUnknown).toBe(unknown);
  });

  test('the days on the ward, not those of the whole stay', () => {
    const [stretch] = encounterOf(
      week({ location: [lay({ display: 'ICU' }, at(19, '08:00'), at(18, '08:00'))] }),
    ).intensiveCare;
    expect(stretch?.start).toMatchObject({ precision: 'instant' });
    expect((stretch?.end?.minutes ?? 0) - (stretch?.start?.minutes ?? 0)).toBe(1440);
  });

  test('a transfer that lies ahead is not seen', () => {
    expect(encounterOf(week({ location: [lay({ display: 'ICU' }, ago(-1))] })).intensiveCare).toEqual([]);
  });
});

describe('length', () => {
  test.each([
    ['days', lasted(9, 'd'), 9],
    ['hours', lasted(36, 'h'), 1.5],
    ['minutes', lasted(720, 'min'), 0.5],
    ['no unit', { length: { value: 9 } }, null],
    ['negative', { length: { value: -1, code: 'd' } }, null],
    ['text', { length: 'nine days' }, null],
  ] as const)('in %s', (_, more, days) => {
    expect(encounterOf(week(more)).lengthDays).toBe(days);
  });
});

describe('diagnoses and reasons', () => {
  test('principal by rank, at discharge before at admission; all others beside it', () => {
    const found = encounterOf(
      week({
        diagnosis: [
          { condition: { reference: 'Condition/a' }, rank: 1, use: coded('AD', undefined, 'urn:role') },
          { condition: { reference: 'Condition/b' }, rank: 1, use: coded('DD', undefined, 'urn:role') },
          { condition: { reference: 'Condition/c' }, rank: 2 },
        ],
        reasonReference: [{ reference: 'Condition/d' }],
      }),
    );
    expect(found.principalDiagnosis).toBe('Condition/b');
    expect(found.diagnoses).toEqual(['Condition/a', 'Condition/b', 'Condition/c', 'Condition/d']);
  });

  test('reasons in words, without markup', () => {
    const found = encounterOf(week({ reasonCode: [{ text: 'Malignant <b>ascites</b>' }, coded('R50.9')] }));
    expect(found.reasonLabels).toEqual(['Malignant ascites', 'R50.9']);
    expect([...found.reasonTags]).toContain('op-35');
    expect(found.reasonCoded).toBe(true);
    expect(encounterOf(week({ reasonCode: [{ text: 'fever' }] })).reasonCoded).toBe(false);
  });
});

describe('specialist palliative care', () => {
  const rows: readonly (readonly [string, More, string | null])[] = [
    ...['305686008', '305824005', '441874000', '395669003', '305284002', '305981001', '105402000'].map(
      (code) => [`type ${code}`, type(code), 'specialist'] as const,
    ),
    [
      'taxonomy of who took part',
      { participant: [{ type: [coded('207RH0002X', undefined, 'http://nucc.org/provider-taxonomy')] }] },
      'specialist',
    ],
    [
      'another taxonomy',
      { participant: [{ type: [coded('207RX0202X', undefined, 'http://nucc.org/provider-taxonomy')] }] },
      null,
    ],
    ['103735009', type('103735009'), 'possible'],
    ['G9054', type('G9054'), 'possible'],
    ['reason Z51.5', { reasonCode: [coded('Z51.5')] }, 'possible'],
    ['words alone', { type: [{ text: 'Palliative care visit' }] }, 'possible'],
    ['palliative chemotherapy', { type: [{ text: 'Palliative chemotherapy' }] }, null],
    ['both: the specialist counts', type('103735009', '305686008'), 'specialist'],
    ['nothing', {}, null],
  ];
  test.each(rows)('%s', (_, more, expected) => {
    expect(encounterOf(week(more)).palliative).toBe(expected);
  });
});

describe('discharge', () => {
  const disposition = (code: string, system: string, display?: string): More => ({
    hospitalization: { dischargeDisposition: coded(code, display, system) },
  });
  const rows: readonly (readonly [string, More, string | null])[] = [
    ['HL7 home', disposition('home', 'http://terminology.hl7.org/CodeSystem/discharge-disposition'), 'home'],
    ['NUBC 01', disposition('01', 'http://www.nubc.org/patient-discharge'), 'home'],
    ['local code, "Home or Self Care"', disposition('1', 'urn:oid:1.2.840.114350.1.13', 'Home or Self Care'), 'home'],
    [
      'words only, "Discharged to home"',
      { hospitalization: { dischargeDisposition: { text: 'Discharged to home' } } },
      'home',
    ],
    [
      '"Home with hospice" in words may be hospice',
      disposition('9', 'urn:local', 'Home with hospice'),
      'perhaps-hospice',
    ],
    ['"Hospice/Home", local 50', disposition('50', 'urn:oid:1.2.840.114350', 'Hospice/Home'), 'perhaps-hospice'],
    ['"Home, hospice declined"', disposition('9', 'urn:local', 'Home, hospice declined'), 'home'],
    ['"Patient declined hospice"', disposition('9', 'urn:local', 'Patient declined hospice'), 'other'],
    ['NUBC 50', disposition('50', 'http://www.nubc.org/patient-discharge'), 'hospice'],
    ['SNOMED 428361000124107', disposition('428361000124107', 'http://snomed.info/sct'), 'hospice'],
    ['NUBC 41', disposition('41', 'http://www.nubc.org/patient-discharge'), 'expired'],
    ['a local 41 may mean anything', disposition('41', 'urn:local'), 'other'],
    ['v2 table 0112, 20', disposition('20', 'http://terminology.hl7.org/CodeSystem/v2-0112', 'Expired'), 'expired'],
    ['v2 table 0112 by OID, 01', disposition('01', 'urn:oid:2.16.840.1.113883.12.112'), 'home'],
    ['words "Expired" may be a death', disposition('9', 'urn:local', 'Expired'), 'perhaps-expired'],
    ['local 20 "Expired"', disposition('20', 'urn:local', 'Expired'), 'perhaps-expired'],
    ['"Patient died in hospital"', disposition('9', 'urn:local', 'Patient died in hospital'), 'perhaps-expired'],
    [
      '"Deceased in hospice": the death goes first',
      disposition('9', 'urn:local', 'Deceased in hospice'),
      'perhaps-expired',
    ],
    ['"Not expired"', disposition('9', 'urn:local', 'Not expired'), 'other'],
    ['"Studied" is no death', disposition('9', 'urn:local', 'Studied'), 'other'],
    [
      'known code "home", words "Expired": cannot tell',
      disposition('01', 'http://www.nubc.org/x', 'Expired'),
      'perhaps-expired',
    ],
    ['none', {}, null],
  ];
  test.each(rows)('%s', (_, more, expected) => {
    expect(encounterOf(week(more)).disposition).toBe(expected);
  });

  test('a death at a discharge that has not come yet is not seen', () => {
    const found = encounterOf(stay({ start: ago(3), end: ago(-2), status: 'finished', to: 'exp' }));
    expect(found).toMatchObject({ disposition: null, end: null, status: 'in-progress' });
  });
});

test('identifiers without a system name nothing', () => {
  expect(encounterOf(week({ identifier: [{ value: '7' }, { system: 'urn:visit', value: '7' }] })).identifiers).toEqual([
    'urn:visit|7',
  ]);
});

test.each([
  ['type', 7],
  ['type', [null, 'x', { coding: 'x' }, { coding: [null, 3, { code: 5 }] }]],
  ['class', [[[]]]],
  ['location', [{ location: [], period: 'x' }]],
  ['location', 'ICU'],
  ['hospitalization', []],
  ['diagnosis', [{ condition: 'x', rank: {} }]],
  ['participant', [{ type: 'x' }, 4]],
  ['reasonCode', 'fever'],
  ['length', []],
  ['period', [1]],
  ['identifier', [[]]],
  ['priority', 'EM'],
  ['serviceType', [3]],
  ['partOf', 'Encounter/1'],
])('a retyped %s (%j) is not thrown at', (name, value) => {
  expect(() => chartOf([week({ [name]: value })])).not.toThrow();
});
