/** Random charts for properties: made of the same small builders as the scenario tables, so that every kind of code meets every other. */
import * as fc from 'fast-check';
import { SOURCE_IDS, type SourceId } from '../../src/domain/chart/source.ts';
import {
  ago,
  carePlan,
  coded,
  condition,
  diseaseStatus,
  ecog,
  karnofsky,
  LOCAL_CLASS,
  mCategory,
  observation,
  patient,
  procedure,
  referral,
  stageGroup,
  STATE_NAMES,
  stay,
  type Resource,
  type StateName,
} from './chart-of.ts';
import {
  albumin,
  bodyMassIndex,
  calcium,
  dehydrogenase,
  entered,
  esas,
  gad7,
  pain,
  phq9,
  thermometer,
  weight,
} from './builders/observations.ts';
import {
  appointment,
  BY_PATIENT,
  careTeam,
  consent,
  coverage,
  decision,
  document,
  episodeOfCare,
  goal,
  nurseContact,
  palliativeAppointment,
  palliativeTeam,
} from './builders/planning.ts';
import { dispense, given, order, statement, supply } from './builders/treatment.ts';
import { trial } from './builders/disease.ts';

/** Days, months, years and instants around the windows of the rules; few enough to collide. */
const dates = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(0, 1, 5, 13, 15, 20, 28, 59, 60, 61, 89, 90, 91, 180, 364, 366, 400, 900)
      .map((days) => ago(days)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(1, 5, 20, 60, 90), fc.constantFrom('00:10', '09:00', '23:50'))
      .map(([days, time]) => `${ago(days)}T${time}:00-05:00`),
  },
  { weight: 1, arbitrary: fc.constantFrom('2026', '2025', '2026-10', '2026-08', '2026-11') },
  { weight: 1, arbitrary: fc.constantFrom(ago(-1), ago(-40)) },
);
const maybeDate = fc.option(dates, { nil: null, freq: 8 });

const CODES = [
  'C34.11',
  'C34.90',
  'C50.911',
  'C61',
  'C25.0',
  'C32.0',
  'C18.7',
  'C80.1',
  'C83.31',
  'C81.9A',
  'C90.00',
  'C90.01',
  'C71.1',
  'C78.7',
  'C79.31',
  'C79.51',
  'C77.1',
  'C7B.01',
  'D05.11',
  'D37.4',
  'C44.311',
  'Z85.3',
  'Z51.11',
  'D70.1',
  'J18.9',
  'J91.0',
  'I10',
  '254637007',
  '423121009',
  '94225005',
  '162573006',
  '170935008',
  '94400001',
  'G95.20',
  'K56.609',
  'J90',
  'E83.52',
  'R64',
  'R63.4',
  'F05',
  'R41.0',
  'C91.02',
  'C92.00',
  'Z63.6',
  'Z00.6',
  'I50.9',
  'M84.58XA',
  'Z66',
] as const;

const conditions = fc
  .record({
    code: fc.constantFrom(...CODES),
    onset: maybeDate,
    recorded: maybeDate,
    status: fc.constantFrom('active', 'active', 'active', 'recurrence', 'resolved', 'remission', 'inactive', null),
    verification: fc.constantFrom('confirmed', 'confirmed', 'confirmed', 'provisional', 'refuted', 'entered-in-error'),
    category: fc.constantFrom(
      'problem-list-item' as const,
      'problem-list-item' as const,
      'encounter-diagnosis' as const,
      null,
    ),
    stage: fc.option(fc.constantFrom('Stage IV', 'Stage II', 'IIIB', 'IVA', 'unknown'), { freq: 4 }),
    abatement: fc.option(dates, { freq: 8 }),
    encounter: fc.option(fc.constantFrom('Encounter/e0', 'Encounter/e1'), { freq: 4 }),
  })
  .map(({ code, onset, recorded, status, verification, category, stage, abatement, encounter }) =>
    condition(code, {
      status,
      verification,
      category,
      ...(onset === null ? { more: { onsetDateTime: undefined } } : { onset }),
      ...(recorded === null ? {} : { recorded }),
      ...(stage === null ? {} : { stage }),
      ...(abatement === null ? {} : { abatement }),
      ...(encounter === null ? {} : { encounter }),
    }),
  );

const FOCUS = ['Condition/c0', 'Condition/c1', undefined, undefined] as const;
const observations = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(0, 1, 2, 3, 4, 3, 4),
      maybeDate,
      fc.constantFrom({}, { encounter: { reference: 'Encounter/e0' } }),
    )
    .map(([grade, when, more]) => ecog(grade, when, more)),
  fc.tuple(fc.constantFrom('2-3', 'n/a', '3', '1-2', 'ECOG 4'), maybeDate).map(([words, when]) => ecog(words, when)),
  fc.tuple(fc.constantFrom(30, 50, 60, 90), maybeDate).map(([percent, when]) => karnofsky(percent, when)),
  fc
    .tuple(fc.constantFrom('Stage IV', 'Stage I', 'IIIB', 'IVA', 'Stage II'), maybeDate, fc.constantFrom(...FOCUS))
    .map(([stage, when, focus]) => stageGroup(stage, when, focus)),
  fc
    .tuple(fc.constantFrom('M0', 'M1', 'MX'), maybeDate, fc.constantFrom(...FOCUS))
    .map(([m, when, focus]) => mCategory(m, when, focus)),
  fc
    .tuple(fc.constantFrom('271299001', '359746009', '551001000124108'), dates)
    .map(([status, when]) => diseaseStatus(status, when)),
  fc
    .tuple(fc.constantFrom('373066001', '373067005'), maybeDate)
    .map(([answer, when]) => observation('45755-6', when, { valueCodeableConcept: coded(answer) })),
  fc.tuple(fc.boolean(), maybeDate).map(([answer, when]) => observation('1287652008', when, { valueBoolean: answer })),
);

const encounters = fc
  .record({
    class: fc.constantFrom(
      'IMP',
      'IMP',
      'IMP',
      'EMER',
      'EMER',
      'OBSENC',
      'AMB',
      'HH',
      null,
      `${LOCAL_CLASS}|12|`,
      `${LOCAL_CLASS}|13|Hospital inpatient`,
    ),
    start: fc.constantFrom(2, 10, 20, 21, 22, 40, 60, 88, 92, 100),
    length: fc.constantFrom(0, 1, 2, 3, 7, 30, null),
    hours: fc.constantFrom('', 'T08:00:00-05:00', 'T23:30:00-05:00'),
    to: fc.option(fc.constantFrom('home', 'hosp', '50', 'other-hcf', 'exp'), { freq: 2 }),
    from: fc.boolean(),
    priority: fc.option(fc.constantFrom('EL', 'EM'), { freq: 3 }),
    type: fc.option(fc.constantFrom('32485007', '185347001', '305336008', '183452005', '8715000'), { freq: 3 }),
    principal: fc.option(fc.constantFrom('Condition/c0', 'Condition/c1'), { freq: 4 }),
  })
  .map(({ class: kind, start, length, hours, to, from, priority, type, principal }) =>
    stay({
      class: kind,
      start: `${ago(start)}${hours}`,
      end: length === null || length > start ? null : `${ago(start - length)}${hours === '' ? '' : 'T23:40:00-05:00'}`,
      ...(to === null ? {} : { to }),
      ...(from && kind === 'IMP' ? { from: 'emergency' as const } : {}),
      ...(priority === null ? {} : { priority }),
      ...(type === null ? {} : { type }),
      ...(principal === null ? {} : { principal }),
    }),
  );

const others = fc.oneof(
  fc
    .tuple(fc.constantFrom('367336001', '703423002', '385763009', 'J9045'), maybeDate)
    .map(([code, when]) => procedure(code, when)),
  fc
    .tuple(
      fc.constantFrom('306237005', '306205009', '103696004'),
      maybeDate,
      fc.constantFrom('active', 'draft', 'revoked', 'completed'),
    )
    .map(([code, when, status]) => referral(code, when, { status })),
  fc.tuple(fc.constantFrom('385763009', '395082007'), dates).map(([code, when]) => carePlan(code, when)),
);

const maybe = <Value>(value: Value): fc.Arbitrary<Value | null> => fc.option(fc.constant(value), { freq: 8 });

const DRUGS = [
  'Carboplatin',
  'Paclitaxel',
  'Pembrolizumab',
  'Letrozole',
  'Morphine',
  'Semaglutide',
  'Lithium',
  'Xyzmab',
];
const REASONS = ['266721009', '407563006', '105480006', '182992009'];

/** Orders, doses, statements and dispenses of drugs that rules know, of one that looks like a cancer drug, and of others. */
const medications = fc
  .record({
    drug: fc.constantFrom(...DRUGS, 'Carboplatin', 'Docetaxel'),
    told: fc.constantFrom('order', 'given', 'given', 'statement', 'dispense'),
    when: fc.constantFrom(1, 10, 29, 35, 60, 100, 179, 250, 400, 700),
    undated: maybe(true),
    status: fc.constantFrom('active', 'completed', 'stopped', 'on-hold', 'draft'),
    reason: fc.option(fc.constantFrom(...REASONS), { freq: 2 }),
    days: fc.option(fc.constantFrom(14, 30, 90), { freq: 2 }),
  })
  .map(({ drug, told, when, undated, status, reason, days }) => {
    const day = undated === null ? null : ago(when);
    if (told === 'given')
      return given(drug, day, reason === null ? {} : { status: 'stopped', statusReason: [coded(reason)] });
    if (told === 'dispense') return dispense(drug, ago(when), days ?? 30);
    const why = reason === null ? {} : { statusReason: told === 'statement' ? [coded(reason)] : coded(reason) };
    if (told === 'statement')
      return statement(drug, ago(when), { status: reason === null ? 'active' : 'stopped', ...why });
    return order(drug, day, { status, ...(reason === null ? {} : why), ...(days === null ? {} : supply(days)) });
  });

/** Scores, weights and blood values, beside and on the thresholds. */
const readings = fc.oneof(
  fc.tuple(fc.constantFrom(0, 3, 4, 6, 7, 9), maybeDate).map(([score, when]) => pain(score, when)),
  fc
    .tuple(
      fc.constantFrom('Tiredness', 'Depression', 'Nausea', 'Lack of appetite'),
      fc.constantFrom(2, 4, 7),
      maybeDate,
    )
    .map(([name, score, when]) => esas(name, score, when)),
  fc.tuple(fc.constantFrom(3, 9, 16), maybeDate).map(([score, when]) => phq9(score, when)),
  fc.tuple(fc.constantFrom(4, 11, 15), maybeDate).map(([score, when]) => gad7(score, when)),
  fc.tuple(fc.constantFrom(2, 5, 9), maybeDate).map(([score, when]) => thermometer(score, when)),
  fc
    .tuple(fc.constantFrom(58, 60, 64, 70), maybeDate, fc.constantFrom('kg', 'kg', null))
    .map(([value, when, unit]) => weight(value, when, unit)),
  fc.tuple(fc.constantFrom(19, 24, 36), dates).map(([value, when]) => bodyMassIndex(value, when)),
  fc
    .tuple(fc.constantFrom(9.4, 11.6, 12.9), maybeDate, fc.constantFrom('mg/dL', 'mg/dL', null))
    .map(([value, when, unit]) => calcium(value, when, unit)),
  fc.tuple(fc.constantFrom(2.3, 3.2, 4.1), maybeDate).map(([value, when]) => albumin(value, when)),
  fc
    .tuple(fc.constantFrom(180, 400), fc.constantFrom(220, null), maybeDate)
    .map(([value, limit, when]) => dehydrogenase(value, limit, when)),
);

/** What is entered in the product, documents, goals, teams, enrolments and decisions. */
const planning = fc.oneof(
  fc.tuple(fc.boolean(), maybeDate).map(([answer, when]) => entered('request', { valueBoolean: answer }, when)),
  fc
    .tuple(fc.boolean(), maybeDate)
    .map(([answer, when]) => entered('caregiver-strain', { valueBoolean: answer }, when)),
  maybeDate.map((when) => entered('no-further-therapy', { valueBoolean: true }, when)),
  fc
    .tuple(fc.constantFrom('hastened-death-request', 'complex-decisions'), maybeDate)
    .map(([code, when]) => entered('attested-need', { valueCoding: { code } }, when)),
  fc.tuple(fc.constantFrom('42348-3', '81334-5', '11506-3'), dates).map(([type, when]) => document(type, when)),
  dates.map((when) => consent('acd', when)),
  fc
    .tuple(fc.constantFrom('Palliative care, please', 'Walk the dog'), dates, fc.constantFrom({}, BY_PATIENT))
    .map(([words, when, more]) => goal(words, when, more)),
  fc.constantFrom('palliative', 'other').map((kind) => (kind === 'other' ? careTeam() : palliativeTeam())),
  fc
    .tuple(fc.constantFrom(ago(-10), ago(20)), fc.boolean())
    .map(([when, own]) => (own ? palliativeAppointment(when) : appointment(when))),
  fc.tuple(fc.constantFrom('13', '1'), dates).map(([payer, start]) => coverage(payer, { start })),
  fc.tuple(fc.constantFrom('385763009', '305336008'), dates).map(([code, start]) => episodeOfCare(code, { start })),
  fc
    .tuple(
      fc.constantFrom('refer', 'defer', 'decline', 'oncology-team', 'already-receiving', 'comfort-plan-not-current'),
      dates,
    )
    .map(([what, when]) => decision(what, when)),
  dates.map((when) => nurseContact(when)),
  fc.constantFrom('on-study', 'off-study').map((status) => trial(status)),
);

function numbered(resources: readonly Resource[], letter: string): readonly Resource[] {
  return resources.map((one, index) => ({ ...one, id: `${letter}${index}` }));
}

export const randomChart: fc.Arbitrary<readonly Resource[]> = fc
  .tuple(
    fc.array(conditions, { maxLength: 5 }),
    fc.array(observations, { maxLength: 5 }),
    fc.array(encounters, { maxLength: 5 }),
    fc.array(others, { maxLength: 2 }),
    fc.array(medications, { maxLength: 5 }),
    fc.array(readings, { maxLength: 5 }),
    fc.array(planning, { maxLength: 3 }),
    fc.constantFrom({}, {}, {}, {}, { deceasedDateTime: ago(3) }, { birthDate: '2012-01-01' }),
  )
  .map(([c, o, e, x, m, r, p, who]) => [
    patient(who),
    ...numbered(c, 'c'),
    ...numbered(o, 'o'),
    ...numbered(e, 'e'),
    ...numbered(x, 'x'),
    ...numbered(m, 'm'),
    ...numbered(r, 'r'),
    ...numbered(p, 'p'),
  ]);

/** A state for every source but the patient's own, without which there is no chart. */
export const randomStates: fc.Arbitrary<Readonly<Record<Exclude<SourceId, 'Patient'>, StateName>>> = fc
  .tuple(
    ...SOURCE_IDS.filter((id) => id !== 'Patient').map((id) =>
      fc.tuple(
        fc.constant(id),
        fc.oneof(
          { weight: 3, arbitrary: fc.constant<StateName>('loaded') },
          { weight: 2, arbitrary: fc.constantFrom(...STATE_NAMES) },
        ),
      ),
    ),
  )
  .map((pairs) => Object.fromEntries(pairs) as Readonly<Record<Exclude<SourceId, 'Patient'>, StateName>>);
