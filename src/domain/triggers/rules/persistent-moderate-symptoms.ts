import type { Chart } from '../../chart/chart.ts';
import {
  DISTRESS_INSTRUMENTS,
  latestDistress,
  unclearDistress,
  unclearScreening,
  type DistressInstrument,
  type DistressReading,
} from '../../chart/distress.ts';
import type { Evidence } from '../../chart/evidence.ts';
import { activeOpioids } from '../../chart/opioids.ts';
import { datedReadings, undatedReadings, validReadings, type ReadingOf, type Valid } from '../../chart/readings.ts';
import type { SymptomItem } from '../../chart/records.ts';
import {
  hiddenScore,
  isPhysical,
  scoreOf,
  symptomsOf,
  unclearOf,
  type SymptomCourse,
  type SymptomReading,
  type Symptoms,
} from '../../chart/symptoms.ts';
import type { Day } from '../../logic/when.ts';
import { state, type Statement } from '../../statement.ts';
import { ANDERSEN_2023, NCCN_DISTRESS, STEP_2022, TEMEL_2024 } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { ASKED_IN, lookedAt } from '../looked-at.ts';
import { amount, days, defineRule, type Finding, type Values } from '../rule.ts';
import { unreadIn } from '../unread.ts';

const THRESHOLDS = {
  windowDays: { ...days(60, 'days in which symptom scores are compared'), atMost: 180 },
  moderate: amount(4, 'of 10', 'score from which a symptom is moderate', 'STEP 2022'),
  apartDays: days(7, 'days between two scores that show that a symptom lasts'),
  rise: amount(2, 'points', 'rise of one symptom, beside a second moderate one'),
  thermometer: amount(4, 'of 10', 'distress thermometer from which distress is moderate', 'NCCN Distress'),
  thermometerBelow: amount(8, 'of 10', 'distress thermometer from which distress is severe'),
  thermometerDays: { ...days(30, 'days that a distress thermometer counts'), atMost: 180 },
  phq9: amount(8, 'points', 'PHQ-9 from which distress is moderate', 'Andersen 2023'),
  phq9Below: amount(15, 'points', 'PHQ-9 from which distress is severe'),
  gad7: amount(10, 'points', 'GAD-7 from which distress is moderate', 'Andersen 2023'),
  gad7Below: amount(15, 'points', 'GAD-7 from which distress is severe'),
  screeningDays: { ...days(60, 'days that PHQ-9, GAD-7 and FACT count'), atMost: 180 },
  factL: amount(10, 'points', 'fall of FACT-L', 'Temel 2024'),
  factG: amount(5, 'points', 'fall of FACT-G'),
  operationDays: days(7, 'days after an operation in which scores are set aside'),
} as const;

type Numbers = Values<typeof THRESHOLDS>;

/** One way in which the rule is met. */
interface Found {
  readonly because: Statement;
  readonly evidence: readonly Evidence[];
  readonly sure: boolean;
  readonly physical: boolean;
  readonly acuteOnly?: boolean;
}

/** Trigger 14: a moderate symptom that lasts or grows, or moderate distress. */
export const persistentModerateSymptoms = defineRule({
  id: 'persistent-moderate-symptoms',
  version: '1.1.0',
  category: 'symptoms',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation', 'QuestionnaireResponse'],
  alsoReads: [
    'Encounter',
    'Procedure',
    'MedicationRequest',
    'MedicationAdministration',
    'MedicationStatement',
    'MedicationDispense',
  ],
  citations: [STEP_2022, TEMEL_2024, NCCN_DISTRESS, ANDERSEN_2023],
  thresholds: THRESHOLDS,

  inWords: ({ windowDays, ...numbers }) => state('rule-persistent-moderate-symptoms', { days: windowDays, ...numbers }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) =>
    ASKED_IN.map((source) => lookedAt(source, datedReadings(chart, 'symptom'), asOf - windowDays)),

  evaluate({ chart, asOf, thresholds }): Finding {
    const symptoms = symptomsOf(chart, asOf, thresholds.windowDays, thresholds.operationDays);
    const { courses } = symptoms;
    const found: Found[] = [];
    for (const course of courses.values()) {
      const again = lastingIn(course, thresholds);
      if (again !== null) found.push(again);
    }
    found.push(...rising(courses, thresholds), ...onOpioid(courses.get('pain'), chart, thresholds));
    found.push(...moderateDistress(chart, asOf, thresholds), ...fallenQuality(chart, asOf, thresholds));
    const [best] = found.toSorted((a, b) => rank(b) - rank(a));
    if (best !== undefined) return metBy(best, found);
    return withoutFinding(chart, asOf, symptoms, thresholds);
  },
});

/** What is sure comes before what is not, a symptom of the body before distress. */
function rank({ sure, physical }: Found): number {
  return (sure ? 2 : 0) + (physical ? 1 : 0);
}

function metBy(best: Found, all: readonly Found[]): Finding {
  const alike = all.filter((one) => one.sure === best.sure);
  const evidence = [...new Set(alike.flatMap((one) => one.evidence))];
  return {
    found: 'yes',
    certainty: certaintyOf(evidence, best.sure ? true : null),
    because: best.because,
    evidence,
    facets: [alike.some((one) => one.physical) ? 'physical' : 'distress-only'],
    caveats: [
      ...(best.acuteOnly === true ? [state('symptom-in-acute-care', {})] : []),
      ...(best.sure ? [] : [state('date-imprecise', {})]),
    ],
  };
}

/** The latest score is moderate, and so was another long enough before it. */
function lastingIn(
  { item, latest, readings, acuteOnly }: SymptomCourse,
  { moderate, apartDays }: Numbers,
): Found | null {
  const now = latest.reading;
  if (now.severity < moderate) return null;
  let unsure: Valid<SymptomReading> | null = null;
  for (const one of readings) {
    if (one.reading === now || one.reading.severity < moderate) continue;
    if (now.when.lo - one.reading.when.hi >= apartDays && one.inWindow === true && latest.inWindow === true)
      return again(now, one.reading, { sure: true, item, acuteOnly });
    if (now.when.hi - one.reading.when.lo >= apartDays) unsure ??= one;
  }
  return unsure === null ? null : again(now, unsure.reading, { sure: false, item, acuteOnly });
}

function again(
  now: SymptomCourse['latest']['reading'],
  before: SymptomCourse['latest']['reading'],
  { sure, item, acuteOnly }: { readonly sure: boolean; readonly item: SymptomItem; readonly acuteOnly: boolean },
): Found {
  return {
    because: state('symptom-moderate-again', { latest: scoreOf(now), earlier: scoreOf(before) }),
    evidence: [now, before],
    sure,
    physical: isPhysical(item),
    acuteOnly,
  };
}

/** Two moderate symptoms on the latest day of asking, one of which has risen since a week or more. */
function rising(
  courses: ReadonlyMap<SymptomItem, SymptomCourse>,
  { moderate, apartDays, rise }: Numbers,
): readonly Found[] {
  let lastDay: Day | null = null;
  for (const { latest } of courses.values())
    lastDay = Math.max(lastDay ?? latest.reading.when.hi, latest.reading.when.hi);
  const now = [...courses.values()].filter(
    ({ latest }) => latest.reading.when.hi === lastDay && latest.reading.severity >= moderate,
  );
  if (now.length < 2) return [];
  for (const course of now) {
    const { reading } = course.latest;
    const before = course.readings.find(
      (one) => one.reading !== reading && reading.when.lo - one.reading.when.hi >= apartDays,
    );
    const other = now.find((one) => one !== course);
    if (before === undefined || other === undefined || reading.severity - before.reading.severity < rise) continue;
    return [
      {
        because: state('symptoms-moderate-rising', {
          risen: scoreOf(reading),
          before: before.reading.score,
          other: scoreOf(other.latest.reading),
        }),
        evidence: [reading, before.reading, other.latest.reading],
        sure: course.latest.inWindow === true && before.inWindow === true && other.latest.inWindow === true,
        physical: isPhysical(course.item) || isPhysical(other.item),
        acuteOnly: course.acuteOnly,
      },
    ];
  }
  return [];
}

/** Pain that stays moderate on two days while an opioid is taken. */
function onOpioid(pain: SymptomCourse | undefined, chart: Chart, { moderate }: Numbers): readonly Found[] {
  if (pain === undefined || pain.latest.reading.severity < moderate) return [];
  const now = pain.latest.reading;
  const taking = activeOpioids(chart);
  for (const { reading, inWindow } of pain.readings) {
    if (reading.severity < moderate || reading.when.hi >= now.when.lo) continue;
    const opioid = taking.find(({ start }) => start !== null && start.hi <= reading.when.lo);
    const drug = opioid?.drugs.find(({ kind }) => kind === 'opioid')?.name;
    if (opioid === undefined || drug === undefined) continue;
    return [
      {
        because: state('pain-moderate-on-opioid', {
          latest: scoreOf(now),
          earlier: scoreOf(reading),
          drug,
        }),
        evidence: [now, reading, opioid],
        sure: pain.latest.inWindow === true && inWindow === true,
        physical: true,
        acuteOnly: pain.acuteOnly,
      },
    ];
  }
  return [];
}

function moderateDistress(chart: Chart, asOf: Day, numbers: Numbers): readonly Found[] {
  const limits: readonly (readonly [DistressInstrument, days: number, from: number, below: number])[] = [
    ['phq-9', numbers.screeningDays, numbers.phq9, numbers.phq9Below],
    ['gad-7', numbers.screeningDays, numbers.gad7, numbers.gad7Below],
    ['distress-thermometer', numbers.thermometerDays, numbers.thermometer, numbers.thermometerBelow],
  ];
  return limits.flatMap(([scale, within, from, below]): readonly Found[] => {
    const latest = latestDistress(chart, scale, asOf, within);
    if (latest === null || latest.reading.score < from || latest.reading.score >= below) return [];
    const { reading, inWindow } = latest;
    return [
      {
        because: state('distress-moderate', { scale, score: reading.score, when: reading.when }),
        evidence: [reading],
        sure: inWindow === true,
        physical: false,
      },
    ];
  });
}

/** Quality of life has fallen since it was first measured. It covers the body too, so the team's nurse is asked, not only others. */
function fallenQuality(chart: Chart, asOf: Day, { screeningDays, factL, factG }: Numbers): readonly Found[] {
  return (['FACT-L', 'FACT-G'] as const).flatMap((instrument): readonly Found[] => {
    const own = (one: ReadingOf<'quality-of-life'>): boolean => one.instrument === instrument;
    const latest = validReadings(chart, 'quality-of-life', asOf, screeningDays).find(({ reading }) => own(reading));
    const first = datedReadings(chart, 'quality-of-life').findLast(own);
    if (latest === undefined || first === undefined || first === latest.reading) return [];
    if (first.score - latest.reading.score < (instrument === 'FACT-L' ? factL : factG)) return [];
    return [
      {
        because: state('quality-of-life-fell', {
          instrument,
          from: first.score,
          to: latest.reading.score,
          fromWhen: first.when,
          when: latest.reading.when,
        }),
        evidence: [latest.reading, first],
        sure: latest.inWindow === true,
        physical: true,
      },
    ];
  });
}

function withoutFinding(chart: Chart, asOf: Day, { courses, unclear }: Symptoms, numbers: Numbers): Finding {
  const { windowDays, moderate } = numbers;
  const once = [...courses.values()]
    .map(({ latest }) => latest.reading)
    .toSorted((a, b) => b.severity - a.severity)
    .find((one) => one.severity >= moderate);
  // One moderate score: whether it lasts is not known before it is asked again.
  if (once !== undefined)
    return cannotTell('possible', state('symptom-moderate-once', { latest: scoreOf(once) }), [once]);
  const undated = undatedReadings(chart, 'symptom').find((one) => one.severity >= moderate);
  if (undated !== undefined)
    return cannotTell('date-unknown', state('symptom-undated', { name: undated.label }), [undated]);
  const [which] = unclear;
  if (which !== undefined) return cannotTell('value-imprecise', state('symptom-which', unclearOf(which)), unclear);
  const daysOf = (one: DistressInstrument): number =>
    one === 'distress-thermometer' ? numbers.thermometerDays : numbers.screeningDays;
  const unread = DISTRESS_INSTRUMENTS.flatMap((one) => unclearDistress(chart, one, asOf, daysOf(one)) ?? []);
  const [screening] = unread;
  if (screening !== undefined)
    return cannotTell('value-imprecise', state('distress-which', unclearScreening(screening)), unread);
  const distress = DISTRESS_INSTRUMENTS.flatMap((one) => latestDistress(chart, one, asOf, daysOf(one))?.reading ?? []);
  const quality = validReadings(chart, 'quality-of-life', asOf, numbers.screeningDays).map(({ reading }) => reading);
  const asked = [...[...courses.values()].map(({ latest }) => latest.reading), ...distress, ...quality].toSorted(
    (a, b) => b.when.hi - a.when.hi,
  );
  const [newest] = asked;
  // A screening of mood alone does not say how the body is; a questionnaire on quality of life does.
  if (newest !== undefined && ([...courses.keys()].some(isPhysical) || quality.length > 0)) {
    const hidden = hiddenScore(chart, courses.values(), moderate);
    const missing = hidden === null ? null : unreadIn(chart, hidden.unread);
    const calm = distress.length > 0 && distress.every((one) => isBelowModerate(one, numbers));
    return {
      found: 'nothing',
      because: state('symptoms-not-moderate', { when: newest.when, distress: calm }),
      missing: missing === null ? [] : [missing],
      evidence: asked,
    };
  }
  const last = datedReadings(chart, 'symptom').find(({ item }) => isPhysical(item));
  return last === undefined
    ? cannotTell('never-recorded', state('symptoms-never', { days: windowDays }))
    : cannotTell('stale', state('symptoms-stale', { when: last.when, days: windowDays }), [last]);
}

/** Neither moderate nor severe: beside a severe one nothing is said of distress here. */
function isBelowModerate({ kind, score }: DistressReading, { phq9, gad7, thermometer }: Numbers): boolean {
  return score < { 'phq-9': phq9, 'gad-7': gad7, 'distress-thermometer': thermometer }[kind];
}
