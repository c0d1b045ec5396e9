/**
 * Every number of every rule is the number by which the engine decides. For each there is a chart that lies exactly on it: moved
 * by one step to either side, the answer turns, and so does what the rulebook says. A number without such a chart fails.
 */
import { describe, expect, test } from 'vitest';
import { rulebook } from '../../../src/cli/rulebook-page.ts';
import { CATALOGUE } from '../../../src/domain/triggers/catalogue.ts';
import { valuesOf } from '../../../src/domain/triggers/rule.ts';
import type { TriggerId } from '../../../src/domain/triggers/trigger.ts';
import { sayRule } from '../../../src/words/say-rule.ts';
import { lay, ward } from '../../support/builders/acute-care.ts';
import {
  albumin,
  bodyMassIndex,
  calcium,
  dehydrogenase,
  entered,
  esas,
  flowsheet,
  gad7,
  ionizedCalcium,
  pain,
  phq9,
  thermometer,
  weight,
} from '../../support/builders/observations.ts';
import { cycles, given, OLD_RECORD, order } from '../../support/builders/treatment.ts';
import {
  ago,
  assessOf,
  at,
  claimOf,
  coded,
  condition,
  daysInHospital,
  diseaseStatus,
  ecog,
  edVisit,
  karnofsky,
  procedure,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type ConditionSaid,
  type More,
  type Resource,
} from '../../support/chart-of.ts';

/**
 * How the number divides: what lies up to it, from it on, above it or below it is what the first claim says; all else is what
 * the second says. `chart` puts the value that is compared with the number into a chart.
 */
interface Number {
  readonly inside: 'up to' | 'from' | 'above' | 'below';
  readonly step: number;
  readonly chart: (value: number) => readonly Resource[];
  readonly is: string;
  readonly isNot: string;
}
interface Choice {
  readonly inside: 'choice';
  readonly chart: () => readonly Resource[];
  readonly is: string;
  readonly isNot: string;
}
type Edge = Number | Choice;

const number =
  (inside: Number['inside'], step: number) =>
  (chart: Number['chart'], is: string, isNot: string): Number => ({ inside, step, chart, is, isNot });
const upTo = number('up to', 1);
const from = number('from', 1);
const above = number('above', 1);
const below = number('below', 1);
/** `is`: what the answer is with "yes". */
const choice = (resources: readonly Resource[], is: string, isNot: string): Choice => ({
  inside: 'choice',
  chart: () => resources,
  is,
  isNot,
});

const WORSE = '271299001';
const PANCREATECTOMY = '33149006';
const since = (days: number): ConditionSaid => ({ onset: ago(days) });
/** Metastatic for years and on record before, so that lines of treatment can be told. */
const COLON = [OLD_RECORD, condition('C18.7', since(1200)), condition('C78.7', since(1100))];
const COLON_LINES = [
  cycles('oxaliplatin', 1000, 900),
  cycles('irinotecan', 700, 600),
  cycles('regorafenib', 300, 200, 28),
];
const BREAST = [OLD_RECORD, condition('C50.911', since(1200)), condition('C79.51', since(1100))];
const MYELOMA_LINES = [
  cycles('bortezomib', 1000, 900),
  cycles('daratumumab', 700, 600),
  cycles('carfilzomib', 300, 200),
];
const METASTASES = ['C78.00', 'C79.51', 'C79.71'].map((code) => condition(code, since(380)));

/** In hospital for these days; readings may name the stay, and those of its days belong to it anyway. */
const inStay = (first: number, last: number): Resource =>
  stay({ id: 'ward', start: at(first, '06:00'), end: at(last, '22:00') });
const OF_STAY: More = { encounter: { reference: 'Encounter/ward' } };
/** A visit or stay because of a diagnosis of its own. */
const dueTo = (code: string, day: number, make: (principal: string) => Resource): readonly Resource[] => [
  visitDiagnosis(code, ago(day), { id: `why-${day}` }),
  make(`Condition/why-${day}`),
];
const stayDueTo = (code: string, day: number): readonly Resource[] =>
  dueTo(code, day, (principal) => daysInHospital(day, { principal }));
const visitDueTo = (code: string, day: number): readonly Resource[] =>
  dueTo(code, day, (principal) => edVisit(at(day, '08:00'), at(day, '12:00'), { principal }));
const visit = (day: number): Resource => edVisit(at(day, '08:00'), at(day, '12:00'));
/** Unplanned days in hospital, with the hour of the discharge. */
const lying = (days: number, ended = 20): Resource =>
  stay({ start: at(ended + days, '10:00'), end: at(ended, '10:00'), to: 'home' });
const INJURY = 'S72.001A';
const PSYCHIATRIC = 'F32.2';

const lost = (percent: number): readonly Resource[] => [weight(100, ago(180)), weight(100 - percent, ago(5))];
const named = (words: string, when: string): Resource => procedure('1', when, { code: { text: words } });
const stopped = (end: number): readonly Resource[] => [
  given('docetaxel', ago(end + 60)),
  given('docetaxel', ago(end + 30)),
  order('docetaxel', ago(end + 60), {
    status: 'stopped',
    statusReason: coded('266721009'),
    dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start: ago(end + 60), end: ago(end) } } } }],
  }),
];
const many = (count: number, make: (index: number) => Resource): readonly Resource[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The body was asked about too: mood alone does not say how it is. */
const NO_PAIN = pain(0, ago(5));

const stage4 = (...more: readonly Resource[]): readonly Resource[] => [...STAGE_IV, ...more];

const EDGES: Readonly<Partial<Record<TriggerId, Readonly<Record<string, Edge>>>>> = {
  'new-advanced-poor-prognosis': {
    windowDays: upTo((n) => [condition('C34.11', since(n)), condition('C78.7', since(n))], 'met', 'not-met'),
    recurrenceDays: from((n) => [condition('C02.9', since(20 + n)), condition('C78.01', since(20))], 'met', 'not-met'),
    resectionDaysBefore: upTo(
      (n) => [condition('C25.0', since(50)), procedure(PANCREATECTOMY, ago(50 + n))],
      'not-met',
      'met',
    ),
  },
  'low-survival-cancer': {
    resectionDaysBefore: upTo(
      (n) => [condition('C25.0', since(400)), procedure(PANCREATECTOMY, ago(400 + n))],
      'met supporting',
      'met major',
    ),
  },
  'progression-after-second-line': {
    lines: from((n) => [...COLON, ...COLON_LINES.slice(0, n).flat()], 'met definite', 'not-met'),
    worsenedFrom: from(
      (n) => [...COLON, ...COLON_LINES.slice(0, n).flat(), diseaseStatus(WORSE, ago([850, 500][n - 1] ?? 0))],
      'met definite',
      'not-met',
    ),
    countEndocrineLines: choice(
      [
        ...BREAST,
        ...cycles('letrozole', 1000, 900, 30),
        ...cycles('fulvestrant', 700, 600, 30),
        ...cycles('tamoxifen', 300, 200, 30),
      ],
      'met',
      'not-met',
    ),
  },
  'recent-disease-progression': {
    windowDays: upTo((n) => stage4(diseaseStatus(WORSE, ago(n))), 'met', 'not-met'),
    knownDays: from((n) => [condition('C50.911', since(20 + n)), condition('C78.7', since(20))], 'met', 'not-met'),
  },
  'cns-metastases': {
    recentDays: upTo((n) => stage4(condition('C79.31', since(n))), 'met major', 'met supporting'),
    treatedDays: upTo(
      (n) => stage4(condition('C79.31', { ...since(900), status: 'resolved', abatement: ago(n) })),
      'met supporting',
      'not-met',
    ),
  },
  'spinal-cord-compression': {
    windowDays: upTo(
      (n) => stage4(condition('C79.51', since(300)), condition('G95.20', since(n))),
      'met major',
      'not-met',
    ),
  },
  'malignant-obstruction-or-effusion': {
    windowDays: upTo((n) => stage4(condition('J91.0', since(n))), 'met major', 'not-met'),
    operationDays: upTo(
      (n) => stage4(condition('K56.609', since(20)), procedure(PANCREATECTOMY, ago(20 + n))),
      'not-met',
      'met major',
    ),
  },
  'malignant-hypercalcemia': {
    windowDays: upTo((n) => stage4(calcium(13, ago(n))), 'met', 'not-assessable stale'),
    severe: number('above', 0.1)((n) => stage4(calcium(n, ago(5))), 'met major', 'met supporting'),
    high: number('above', 0.1)((n) => stage4(calcium(n, ago(5))), 'met supporting', 'not-met'),
    apartDays: from((n) => stage4(calcium(12, ago(5)), calcium(12, ago(5 + n))), 'met major', 'met supporting'),
    ionizedSevere: number('above', 0.1)((n) => stage4(ionizedCalcium(n, ago(5))), 'met major', 'met supporting'),
    ionizedHigh: number('above', 0.1)((n) => stage4(ionizedCalcium(n, ago(5))), 'met', 'not-met'),
    normal: number('up to', 0.1)((n) => stage4(calcium(13, ago(60)), calcium(n, ago(40))), 'not-met', 'met'),
    endsDays: above((n) => stage4(calcium(13, ago(60)), calcium(9, ago(n))), 'not-met', 'met'),
    albuminDays: upTo((n) => stage4(calcium(12, ago(5)), albumin(2, ago(5 + n))), 'met major', 'met supporting'),
  },
  'relapsed-refractory-heme': {
    lines: from(
      (n) => [OLD_RECORD, condition('C90.00', since(1200)), ...MYELOMA_LINES.slice(0, n).flat()],
      'met',
      'not-met',
    ),
    inductionDays: above(
      (n) => [OLD_RECORD, condition('C92.00', since(200)), ...cycles('cytarabine', n, n - 6, 1)],
      'met supporting',
      'not-met',
    ),
    indolentHemeAsSupporting: choice([condition('C91.12')], 'met supporting', 'met major'),
  },
  'poor-performance-status': {
    windowDays: upTo((n) => stage4(ecog(3, ago(n))), 'met', 'not-assessable stale'),
    inpatientWindowDays: upTo((n) => stage4(inStay(40, 1), ecog(3, ago(n), OF_STAY)), 'met', 'not-assessable stale'),
    ecog: from((n) => stage4(ecog(n, ago(5))), 'met', 'not-met'),
    karnofsky: number('up to', 10)((n) => stage4(karnofsky(n, ago(5))), 'met', 'not-met'),
    bedboundEcog: from((n) => stage4(ecog(n, ago(5))), 'met bedbound', 'met !bedbound'),
    bedboundKarnofsky: number('up to', 10)((n) => stage4(karnofsky(n, ago(5))), 'met bedbound', 'met !bedbound'),
    bedboundApartDays: from(
      (n) => stage4(inStay(40, 1), ecog(4, ago(2)), ecog(4, ago(2 + n))),
      'met bedbound-lasting',
      'met bedbound !bedbound-lasting',
    ),
    jumpGrades: from(
      (n) => stage4(ecog(0, ago(15)), ecog(n, ago(5))),
      'not-assessable value-imprecise',
      '!value-imprecise',
    ),
    jumpDays: below((n) => stage4(ecog(0, ago(5 + n)), ecog(3, ago(5))), 'not-assessable value-imprecise', 'met'),
  },
  'declining-performance-status': {
    windowDays: upTo((n) => stage4(ecog(1, ago(n + 20)), ecog(2, ago(n))), 'met', 'not-assessable stale'),
    inpatientWindowDays: upTo(
      (n) => stage4(inStay(30, 1), ecog(1, ago(n + 30)), ecog(2, ago(n), OF_STAY)),
      'met',
      '!met',
    ),
    ecog: from((n) => stage4(ecog(n - 1, ago(25)), ecog(n, ago(5))), 'met', 'not-met'),
    grades: from((n) => stage4(ecog(3 - n, ago(40)), ecog(3, ago(5))), 'met', 'not-met'),
    percent: number('from', 10)((n) => stage4(karnofsky(80, ago(25)), karnofsky(80 - n, ago(5))), 'met', 'not-met'),
    fromDays: from((n) => stage4(ecog(1, ago(5 + n)), ecog(2, ago(5))), 'met', 'not-assessable never-recorded'),
    toDays: upTo((n) => stage4(ecog(1, ago(5 + n)), ecog(2, ago(5))), 'met', 'not-assessable never-recorded'),
    jumpGrades: from(
      (n) => stage4(ecog(0, ago(25)), ecog(n, ago(5))),
      'not-assessable value-imprecise',
      '!value-imprecise',
    ),
    jumpDays: below((n) => stage4(ecog(0, ago(5 + n)), ecog(3, ago(5))), 'not-assessable value-imprecise', 'met'),
  },
  'severe-physical-symptom': {
    windowDays: upTo((n) => stage4(pain(8, ago(n))), 'met', 'not-assessable stale'),
    severe: from((n) => stage4(pain(n, ago(5))), 'met', 'not-met'),
    operationDays: upTo(
      (n) => stage4(pain(8, ago(5)), pain(2, ago(20)), procedure(PANCREATECTOMY, ago(5 + n))),
      'not-met',
      'met',
    ),
    freshDays: upTo((n) => stage4(pain(8, ago(n))), 'met within-7-days', 'met !within-7-days'),
  },
  'persistent-moderate-symptoms': {
    windowDays: upTo((n) => stage4(pain(5, ago(5)), pain(5, ago(n))), 'met', 'not-assessable possible'),
    moderate: from((n) => stage4(pain(n, ago(5)), pain(n, ago(20))), 'met', 'not-met'),
    apartDays: from((n) => stage4(pain(5, ago(5)), pain(5, ago(5 + n))), 'met', 'not-assessable possible'),
    rise: from(
      (n) => stage4(pain(4, ago(5)), esas('nausea', 5, ago(5)), pain(4 - n, ago(20))),
      'met',
      'not-assessable possible',
    ),
    thermometer: from((n) => stage4(NO_PAIN, thermometer(n, ago(5))), 'met', 'not-met'),
    thermometerBelow: below((n) => stage4(NO_PAIN, thermometer(n, ago(5))), 'met', 'not-met'),
    thermometerDays: upTo((n) => stage4(thermometer(5, ago(n))), 'met', '!met'),
    phq9: from((n) => stage4(NO_PAIN, phq9(n, ago(5))), 'met', 'not-met'),
    phq9Below: below((n) => stage4(NO_PAIN, phq9(n, ago(5))), 'met', 'not-met'),
    gad7: from((n) => stage4(NO_PAIN, gad7(n, ago(5))), 'met', 'not-met'),
    gad7Below: below((n) => stage4(NO_PAIN, gad7(n, ago(5))), 'met', 'not-met'),
    screeningDays: upTo((n) => stage4(phq9(10, ago(n))), 'met', '!met'),
    factL: from(
      (n) => stage4(flowsheet('FACT-L total score', 90, ago(90)), flowsheet('FACT-L total score', 90 - n, ago(5))),
      'met',
      'not-met',
    ),
    factG: from(
      (n) => stage4(flowsheet('FACT-G total score', 70, ago(90)), flowsheet('FACT-G total score', 70 - n, ago(5))),
      'met',
      'not-met',
    ),
    operationDays: upTo(
      (n) => stage4(pain(5, ago(5)), pain(5, ago(20)), procedure(PANCREATECTOMY, ago(5 + n))),
      'not-assessable possible',
      'met',
    ),
  },
  'severe-emotional-distress': {
    screeningDays: upTo((n) => stage4(phq9(16, ago(n))), 'met', 'not-assessable stale'),
    itemDays: upTo((n) => stage4(thermometer(9, ago(n))), 'met', 'not-assessable stale'),
    phq9: from((n) => stage4(phq9(n, ago(5))), 'met', 'not-met'),
    gad7: from((n) => stage4(gad7(n, ago(5))), 'met', 'not-met'),
    item: from((n) => stage4(esas('anxiety', n, ago(5))), 'met', 'not-met'),
    thermometer: from((n) => stage4(thermometer(n, ago(5))), 'met', 'not-met'),
    operationDays: upTo(
      (n) =>
        stage4(esas('depression', 8, ago(5)), esas('depression', 1, ago(20)), procedure(PANCREATECTOMY, ago(5 + n))),
      'not-met',
      'met',
    ),
  },
  delirium: {
    windowDays: upTo((n) => stage4(condition('F05', since(n))), 'met', 'not-met'),
    freshDays: upTo((n) => stage4(condition('F05', since(n))), 'met within-7-days', 'met !within-7-days'),
    operationDays: upTo(
      (n) =>
        stage4(
          inStay(12, 1),
          condition('F05', { ...since(10), encounter: 'Encounter/ward' }),
          procedure(PANCREATECTOMY, ago(10 + n)),
        ),
      'met supporting',
      'met major',
    ),
  },
  'cachexia-weight-loss': {
    lossPercent: above((n) => stage4(...lost(n)), 'met', 'not-met'),
    lowIndex: below((n) => stage4(...lost(3), bodyMassIndex(n, ago(5))), 'met', 'not-met'),
    lowIndexLossPercent: above((n) => stage4(...lost(n), bodyMassIndex(18, ago(5))), 'met', 'not-met'),
    latestDays: upTo((n) => stage4(weight(100, ago(n + 170)), weight(90, ago(n))), 'met', 'not-assessable stale'),
    baselineFromDays: upTo(
      (n) => stage4(weight(100, ago(5 + n)), weight(90, ago(5))),
      'met',
      'not-assessable never-recorded',
    ),
    // A weight of half a year ago is preferred to an older one of before: the heavy one counts only from here on.
    baselineToDays: from(
      (n) => stage4(weight(90, ago(205)), weight(100, ago(5 + n)), weight(90, ago(5))),
      'met',
      'not-met',
    ),
    shortestDays: from(
      (n) => stage4(weight(100, ago(5 + n)), weight(90, ago(5))),
      'met',
      'not-assessable never-recorded',
    ),
    cachexiaDays: upTo((n) => stage4(condition('R64', since(n))), 'met', '!met'),
    weightLossDays: upTo((n) => stage4(condition('R63.4', since(n))), 'met', '!met'),
    majorEcog: from((n) => stage4(condition('R64', since(5)), ecog(n, ago(5))), 'met major', 'met supporting'),
    ecogDays: upTo((n) => stage4(condition('R64', since(5)), ecog(2, ago(n))), 'met major', 'met supporting'),
    surgeryDays: upTo((n) => stage4(...lost(10), named('Gastric bypass', ago(n))), 'not-assessable possible', 'met'),
    highIndex: from((n) => stage4(...lost(10), bodyMassIndex(n, ago(5))), 'not-assessable possible', 'met'),
    nutritionDays: upTo(
      (n) => stage4(...lost(10), bodyMassIndex(40, ago(5)), albumin(3, ago(n))),
      'met',
      'not-assessable possible',
    ),
    poorAppetite: from(
      (n) => stage4(...lost(10), bodyMassIndex(40, ago(5)), esas('lack of appetite', n, ago(5))),
      'met',
      'not-assessable possible',
    ),
    lowAlbumin: number('below', 0.1)(
      (n) => stage4(...lost(10), bodyMassIndex(40, ago(5)), albumin(n, ago(5))),
      'met',
      'not-assessable possible',
    ),
    errorPercent: above((n) => stage4(...lost(n), weight(100, ago(12))), 'not-assessable value-imprecise', 'met'),
    implausiblePercent: above((n) => stage4(...lost(n)), 'not-assessable value-imprecise', 'met'),
    errorDays: upTo((n) => stage4(...lost(20), weight(100, ago(5 + n))), 'not-assessable value-imprecise', 'met'),
  },
  'adverse-prognostic-labs': {
    windowDays: upTo((n) => stage4(albumin(2, ago(n))), 'met', 'not-assessable stale'),
    lowAlbumin: number('below', 0.1)(
      (n) => stage4(albumin(n, ago(5)), dehydrogenase(300, 250, ago(5))),
      'met',
      'not-met',
    ),
    veryLowAlbumin: number('below', 0.1)(
      (n) => stage4(albumin(n, ago(5)), dehydrogenase(200, 250, ago(5))),
      'met',
      'not-met',
    ),
    sites: from(
      (n) => stage4(...METASTASES.slice(0, n - 1), albumin(3, ago(5)), dehydrogenase(200, 250, ago(5))),
      'met',
      'not-met',
    ),
    score: from((n) => stage4(albumin(3, ago(5)), dehydrogenase(n >= 2 ? 300 : 200, 250, ago(5))), 'met', 'not-met'),
  },
  'recent-unplanned-admission': {
    windowDays: upTo((n) => stage4(daysInHospital(n + 3)), 'met', 'not-met'),
    countPresumedUnplanned: choice(stage4(daysInHospital(20)), 'met', 'not-met'),
    countInjury: choice(stage4(...stayDueTo(INJURY, 20)), 'met', 'not-met'),
    countPsychiatric: choice(stage4(...stayDueTo(PSYCHIATRIC, 20)), 'met', 'not-met'),
  },
  'repeat-unplanned-admissions': {
    windowDays: upTo((n) => stage4(daysInHospital(n), daysInHospital(20)), 'met', 'not-met'),
    count: from((n) => stage4(...many(n, (index) => daysInHospital(20 + 15 * index))), 'met', 'not-met'),
    countPresumedUnplanned: choice(stage4(daysInHospital(60), daysInHospital(20)), 'met', 'not-met'),
    countInjury: choice(stage4(...stayDueTo(INJURY, 60), daysInHospital(20)), 'met', 'not-met'),
    countPsychiatric: choice(stage4(...stayDueTo(PSYCHIATRIC, 60), daysInHospital(20)), 'met', 'not-met'),
  },
  'frequent-ed-use': {
    windowDays: upTo((n) => stage4(visit(n), visit(10)), 'met', 'not-met'),
    count: from((n) => stage4(...many(n, (index) => visit(10 + 15 * index))), 'met', 'not-met'),
    treatmentDays: upTo((n) => stage4(...visitDueTo('R50.9', 10), given('docetaxel', ago(10 + n))), 'met', 'not-met'),
    countInjury: choice(stage4(...visitDueTo(INJURY, 60), visit(20)), 'met', 'not-met'),
    countPsychiatric: choice(stage4(...visitDueTo(PSYCHIATRIC, 60), visit(20)), 'met', 'not-met'),
  },
  'prolonged-or-icu-stay': {
    windowDays: upTo((n) => stage4(lying(10, n)), 'met', 'not-met'),
    stayDays: above((n) => stage4(lying(n)), 'met', 'not-met'),
    intensiveCareHours: above(
      (n) =>
        stage4(
          stay({
            start: at(26, '10:00'),
            end: at(20, '10:00'),
            to: 'home',
            priority: 'EL',
            more: {
              location: [
                lay(
                  { reference: 'Location/w' },
                  at(26, '12:00'),
                  at(26 - Math.floor(n / 24), `${String(12 + (n % 24)).padStart(2, '0')}:00`),
                ),
              ],
            },
          }),
          procedure(PANCREATECTOMY, at(26, '11:00')),
          ward('w', { hsloc: '1030-6' }),
        ),
      'met',
      'not-met',
    ),
    countPresumedUnplanned: choice(stage4(lying(10)), 'met', 'not-met'),
    countInjury: choice(
      stage4(
        ...dueTo(INJURY, 30, (principal) =>
          stay({ start: at(30, '10:00'), end: at(20, '10:00'), to: 'home', principal }),
        ),
      ),
      'met',
      'not-met',
    ),
    countPsychiatric: choice(
      stage4(
        ...dueTo(PSYCHIATRIC, 30, (principal) =>
          stay({ start: at(30, '10:00'), end: at(20, '10:00'), to: 'home', principal }),
        ),
      ),
      'met',
      'not-met',
    ),
  },
  'systemic-therapy-change': {
    windowDays: upTo((n) => [...COLON, ...(COLON_LINES[0] ?? []), given('irinotecan', ago(n))], 'met', 'not-met'),
  },
  'treatment-with-poor-function': {
    windowDays: upTo((n) => stage4(given('docetaxel', ago(n)), ecog(3, ago(5))), 'met', 'not-met'),
  },
  'anticancer-treatment-stopped': {
    fromDays: from((n) => stage4(...stopped(n)), 'met major', 'not-met'),
    toDays: upTo((n) => stage4(...stopped(n)), 'met major', 'not-assessable never-recorded'),
  },
  'acp-gap': {
    conversationDays: upTo((n) => stage4(named('Advance care planning', ago(n))), 'not-met', 'met'),
  },
  'patient-or-family-request': {
    windowDays: upTo(
      (n) => stage4(entered('request', { valueBoolean: true }, ago(n))),
      'met major',
      'not-assessable stale',
    ),
  },
  'clinician-attested-need': {
    windowDays: upTo(
      (n) => stage4(entered('attested-need', { valueCodeableConcept: coded('complex-decisions') }, ago(n))),
      'met major attested',
      'not-assessable stale',
    ),
  },
  'caregiver-strain': {
    windowDays: upTo((n) => stage4(entered('caregiver-strain', { valueBoolean: true }, ago(n))), 'met', '!met'),
  },
  'early-phase-trial': {
    windowDays: upTo(
      (n) => stage4(stay({ class: 'AMB', start: ago(n), end: ago(n), more: { reasonCode: [coded('Z00.6')] } })),
      'met',
      'not-met',
    ),
  },
  'pathological-fracture': {
    windowDays: upTo((n) => stage4(condition('M84.58XA', since(n))), 'met', 'not-met'),
  },
};

/** All rules, also those that a site has to turn on. */
const ALL = Object.fromEntries(CATALOGUE.map(({ id }) => [id, true]));

const PAGE = rulebook({ optionalRules: ALL });

/** One of our decimals, as JSON has it: 12.5 + 0.1 is 12.6. */
const plus = (value: number, step: number): number => Math.round((value + step) * 1000) / 1000;

describe.each(CATALOGUE.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const edges = EDGES[id] ?? {};

  test('every number has its chart, and no chart is left over', () => {
    expect(Object.keys(edges).toSorted()).toEqual(Object.keys(rule.thresholds).toSorted());
  });

  for (const [name, edge] of Object.entries(edges)) {
    const value = rule.thresholds[name]?.value;
    const siteWith = (moved: number | boolean) => ({ thresholds: { [id]: { [name]: moved } }, optionalRules: ALL });
    const expectThat = (resources: readonly Resource[], inForce: number | boolean, claim: string): void => {
      const wanted = { triggers: { [id]: claim } };
      expect(claimOf(assessOf(resources, { options: siteWith(inForce) }), wanted)).toEqual(wanted);
    };
    const expectTextToMove = (moved: number | boolean): void => {
      expect(sayRule(rule.inWords(valuesOf(rule, { [id]: { [name]: moved } })))).not.toBe(
        sayRule(rule.inWords(valuesOf(rule, {}))),
      );
      expect(rulebook(siteWith(moved))).not.toBe(PAGE);
    };

    if (edge.inside === 'choice') {
      test(`${name}: yes or no`, () => {
        expect(typeof value).toBe('boolean');
        expectThat(edge.chart(), true, edge.is);
        expectThat(edge.chart(), false, edge.isNot);
        expectTextToMove(value !== true);
      });
      continue;
    }

    test(`${name}: ${edge.inside} ${String(value)}`, () => {
      if (typeof value !== 'number') throw new Error('A number is needed here.');
      const [less, more] = [plus(value, -edge.step), plus(value, edge.step)];
      const on = edge.chart(value);
      // What lies on the number itself belongs to "up to" and "from".
      const included = edge.inside === 'up to' || edge.inside === 'from';
      // The number moves so that what lay on it falls to the other side; then so that what lay beside it does.
      const upwards = edge.inside === 'up to' || edge.inside === 'above';
      const [turnsOn, turnsBeside] = upwards ? [less, more] : [more, less];
      const beside = edge.chart(turnsBeside);
      const [here, there] = included ? [edge.is, edge.isNot] : [edge.isNot, edge.is];
      expectThat(on, value, here);
      expectThat(on, turnsOn, there);
      expectThat(beside, value, there);
      expectThat(beside, turnsBeside, here);
      expectTextToMove(more);
      expectTextToMove(less);
    });
  }
});
