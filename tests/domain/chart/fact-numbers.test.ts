/**
 * Every number by which facts are made of records decides: a chart that lies exactly on it is told one way, one step beyond it the
 * other, and both turn when a site moves the number by a step; so does what the rulebook says.
 */
import { describe, expect, test } from 'vitest';
import { rulebook } from '../../../src/cli/rulebook-page.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { FACT_NUMBERS, type FactNumbers } from '../../../src/domain/chart/fact-numbers.ts';
import { ruleProblems } from '../../../src/site/rules.ts';
import { intent } from '../../support/builders/disease.ts';
import { flowsheet } from '../../support/builders/observations.ts';
import { cycles, given, OLD_RECORD, order } from '../../support/builders/treatment.ts';
import {
  ago,
  assessOf,
  at,
  condition,
  daysInHospital,
  ecog,
  procedure,
  STAGE_II,
  STAGE_IV,
  stageGroup,
  stay,
  visitDiagnosis,
  type Resource,
} from '../../support/chart-of.ts';

type Told = string | number | boolean | null;

/** `is`: what is told up to the number (or from it on); beyond it, `isNot` is. */
interface Edge {
  readonly inside: 'up to' | 'from';
  readonly chart: (value: number) => readonly Resource[];
  readonly asks: (answer: Assessment) => Told;
  readonly is: Told;
  readonly isNot: Told;
}

const edge =
  (inside: Edge['inside']) =>
  (asks: Edge['asks'], chart: Edge['chart'], is: Told, isNot: Told): Edge => ({ inside, asks, chart, is, isNot });
const upTo = edge('up to');
const from = edge('from');

const active = ({ facts }: Assessment): Told => facts.activeMalignancy;
const lines = ({ facts }: Assessment): Told => facts.therapyLines;
const unplanned = ({ facts }: Assessment): Told => facts.acuteCare.unplannedAdmissions;
const level = ({ recommendation }: Assessment): Told => recommendation.level;
const sparse = ({ recommendation }: Assessment): Told =>
  recommendation.remarks.some(({ code }) => code === 'remark-limited-record');
const outcome =
  (id: string) =>
  ({ triggers }: Assessment): Told =>
    triggers.find((one) => one.id === id)?.outcome ?? null;

const lung = STAGE_IV;
const breastIv = [condition('C50.911', { onset: ago(1500) }), condition('C79.51', { onset: ago(1400) })];
const myeloma = [condition('C90.00', { onset: ago(900) })];
const lymphoma = [condition('C83.31', { onset: ago(900) })];
const leukemia = [condition('C92.00', { onset: ago(700) }), ...cycles('cytarabine', 600, 590, 1)];
const relapse = (days: number): Resource => condition('C92.02', { onset: ago(days), recorded: ago(days) });
const CHEMOTHERAPY = '367336001';
const PALLIATIVE = intent('363676003');
const visit = (days: number): Resource => stay({ class: 'AMB', start: ago(days), end: ago(days) });
const hour = (hours: number): string =>
  `${ago(20 - Math.floor(hours / 24))}T${String(hours % 24).padStart(2, '0')}:00:00Z`;
const minute = (minutes: number): string =>
  at(5, `${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
const EDGES: Readonly<Record<keyof FactNumbers, Edge>> = {
  visitDiagnosisDays: upTo(active, (n) => [visitDiagnosis('C34.11', ago(n)), given('docetaxel', ago(10))], true, null),
  treatedDays: upTo(active, (n) => [visitDiagnosis('C34.11', ago(20)), given('docetaxel', ago(n))], true, null),
  maintenanceDays: upTo(active, (n) => [condition('C90.01'), given('lenalidomide', ago(n))], true, false),
  earlierStagingDays: upTo(
    ({ facts }) => facts.stage?.text ?? null,
    (n) => [condition('Z85.3'), condition('C34.11', { onset: ago(100) }), stageGroup('IIB', ago(100 + n))],
    'IIB',
    null,
  ),
  palliativeIntentDays: upTo(
    ({ facts }) => facts.advanced,
    (n) => [...STAGE_II, procedure(CHEMOTHERAPY, ago(n), PALLIATIVE)],
    true,
    false,
  ),
  regimenDays: upTo(
    lines,
    (n) => [OLD_RECORD, ...lung, ...cycles('carboplatin', 300, 240), given('gemcitabine', ago(300 - n))],
    1,
    2,
  ),
  restartDays: upTo(
    lines,
    (n) => [OLD_RECORD, ...lung, given('docetaxel', ago(100 + n)), given('docetaxel', ago(100))],
    1,
    2,
  ),
  untoldSupplyDays: upTo(
    lines,
    (n) => [OLD_RECORD, ...lung, order('docetaxel', ago(280 + n)), given('docetaxel', ago(100))],
    1,
    2,
  ),
  onTreatmentDays: upTo(level, (n) => [...STAGE_II, given('docetaxel', ago(n))], 'oncology-team', 'watch'),
  recordBeforeDays: from(
    outcome('relapsed-refractory-heme'),
    (n) => [
      visit(100 + n),
      condition('C90.00', { onset: ago(2000), recorded: ago(100) }),
      given('bortezomib', ago(100)),
    ],
    'not-met',
    'not-assessable',
  ),
  unnamedDrugDays: upTo(
    lines,
    (n) => [OLD_RECORD, ...lung, ...cycles('docetaxel', 205, 100), procedure(CHEMOTHERAPY, ago(100 - n))],
    1,
    null,
  ),
  bridgingDays: upTo(
    lines,
    (n) => [
      OLD_RECORD,
      ...lymphoma,
      ...cycles('rituximab', 500, 440),
      given('bendamustine', ago(200 + n)),
      given('axicabtagene ciloleucel', ago(200)),
    ],
    2,
    3,
  ),
  conditioningDays: upTo(
    lines,
    (n) => [
      OLD_RECORD,
      ...myeloma,
      ...cycles('bortezomib', 500, 400, 7),
      given('cyclophosphamide', ago(300 + n)),
      procedure('1172516002', ago(300)),
    ],
    1,
    2,
  ),
  codedLateDays: upTo(lines, (n) => [OLD_RECORD, ...breastIv, order('letrozole', ago(1400 + n))], 1, 0),
  blockDays: upTo(
    lines,
    (n) => [OLD_RECORD, ...lymphoma, given('cyclophosphamide', ago(600)), given('cytarabine', ago(600 - n))],
    null,
    2,
  ),
  oneRelapseDays: upTo(
    lines,
    (n) => [
      OLD_RECORD,
      ...leukemia,
      relapse(300),
      given('gilteritinib', ago(290)),
      relapse(300 - n),
      given('azacitidine', ago(295 - n)),
    ],
    2,
    3,
  ),
  opioidOrderDays: upTo(
    ({ facts }) => facts.opioidActive,
    (n) => [...lung, order('morphine', ago(n))],
    true,
    false,
  ),
  sameStayHours: upTo(
    unplanned,
    (n) => [...lung, stay({ start: ago(25), end: hour(0) }), stay({ start: hour(n), end: ago(10) })],
    1,
    2,
  ),
  openStayDays: from(
    outcome('recent-unplanned-admission'),
    (n) => [...lung, stay({ type: '32485007', start: ago(n), end: null })],
    'not-assessable',
    'met',
  ),
  paperStayDays: upTo(unplanned, (n) => [...lung, stay({ start: ago(5 + n), end: ago(5) })], 1, null),
  plannedProcedureDays: upTo(
    unplanned,
    (n) => [...lung, stay({ start: ago(20), end: ago(10) }), procedure(CHEMOTHERAPY, ago(20 - n))],
    0,
    1,
  ),
  sparseVisitDays: upTo(sparse, (n) => [...lung, visit(n), ecog(1, ago(5))], false, true),
  sparseReadingDays: upTo(sparse, (n) => [...lung, visit(5), ecog(1, ago(n))], false, true),
  sparseRecordDays: from(
    sparse,
    (n) => [condition('C34.11', { onset: ago(n) }), visit(5), ecog(1, ago(5))],
    false,
    true,
  ),
  oneAskingMinutes: upTo(
    outcome('severe-physical-symptom'),
    (n) => [...lung, flowsheet('Worst pain (0-10)', 8, minute(0)), flowsheet('Pain now (0-10)', 2, minute(n))],
    'met',
    'not-met',
  ),
};

describe.each(Object.entries(EDGES) as readonly (readonly [keyof FactNumbers, Edge])[])('%s', (name, one) => {
  const { value } = FACT_NUMBERS[name];
  const toldAt = (there: number, moved?: number): Told =>
    one.asks(
      assessOf(one.chart(there), moved === undefined ? {} : { options: { thresholds: { facts: { [name]: moved } } } }),
    );
  const beyond = one.inside === 'up to' ? 1 : -1;

  test.each([value - 1, value, value + 1])('set to %i', (moved) => {
    expect([toldAt(moved, moved), toldAt(moved + beyond, moved)]).toEqual([one.is, one.isNot]);
  });

  test('as shipped where a site says nothing, and the rulebook says it', () => {
    expect([toldAt(value), toldAt(value + beyond)]).toEqual([one.is, one.isNot]);
    expect(rulebook()).toContain(`| \`${name}\` | ${value} |`);
    expect(rulebook({ thresholds: { facts: { [name]: value + 1 } } })).toContain(`| \`${name}\` | ${value + 1} |`);
  });
});

test('an answer says when a site has changed one', () => {
  const by = (facts: Readonly<Record<string, number>>): string =>
    assessOf([...STAGE_IV, daysInHospital(20)], { options: { thresholds: { facts } } }).engine.profile;
  expect(by({})).toBe('needs-v1');
  expect(by({ regimenDays: 30 })).toBe('needs-v1+site');
});

test('a site is told which values cannot be', () => {
  const problems = (facts: Readonly<Record<string, number>>): readonly string[] =>
    ruleProblems({ thresholds: { facts }, optionalTriggers: {}, profile: 'needs-v1', myeloidAsBloodCancer: false }).map(
      ({ field, message }) => `${field} ${message}`,
    );
  expect(problems({ regimenDays: 30 })).toEqual([]);
  expect(problems({ regimenDays: 0 })).toEqual(['thresholds.facts.regimenDays must be at least 1']);
  expect(problems({ sparseVisitDays: 400 })).toEqual(['thresholds.facts.sparseVisitDays must be at most 365']);
});
