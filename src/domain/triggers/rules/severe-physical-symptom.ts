import { hiddenScore, isPhysical, scoreOf, symptomsOf, unclearOf } from '../../chart/symptoms.ts';
import { datedReadings, undatedReadings } from '../../chart/readings.ts';
import { within } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { HUI_2016, STEP_2022 } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { ASKED_IN, lookedAt } from '../looked-at.ts';
import { amount, days, defineRule, type Finding } from '../rule.ts';
import { unreadIn } from '../unread.ts';

/** Trigger 13: the latest score of a physical symptom is severe. */
export const severePhysicalSymptom = defineRule({
  id: 'severe-physical-symptom',
  version: '1.1.0',
  category: 'symptoms',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation', 'QuestionnaireResponse'],
  alsoReads: ['Encounter', 'Procedure'],
  citations: [HUI_2016, STEP_2022],
  thresholds: {
    windowDays: { ...days(30, 'days that a symptom score counts'), atMost: 180 },
    severe: amount(7, 'of 10', 'score from which a symptom is severe', 'Hui 2016'),
    operationDays: days(7, 'days after an operation in which scores are set aside'),
    freshDays: days(7, 'days that a severe score asks for an urgent visit'),
  },

  inWords: ({ windowDays, ...numbers }) => state('rule-severe-physical-symptom', { days: windowDays, ...numbers }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) =>
    ASKED_IN.map((source) => lookedAt(source, datedReadings(chart, 'symptom'), asOf - windowDays)),

  evaluate({ chart, asOf, thresholds: { windowDays, severe, operationDays, freshDays } }): Finding {
    const asked = symptomsOf(chart, asOf, windowDays, operationDays);
    const courses = [...asked.courses.values()]
      .filter(({ item }) => isPhysical(item))
      .toSorted((a, b) => b.latest.reading.severity - a.latest.reading.severity);
    const found = courses.filter(({ latest }) => latest.reading.severity >= severe);
    if (found.length > 0) {
      const sure = found.filter(({ latest }) => latest.inWindow === true);
      const shown = sure.length > 0 ? sure : found;
      const evidence = shown.map(({ latest }) => latest.reading);
      const fresh = evidence.some(({ when }) => within(when, asOf, freshDays) === true);
      return {
        found: 'yes',
        certainty: certaintyOf(evidence, sure.length > 0 ? true : null),
        because: state('symptoms-severe', {
          scores: evidence.map(scoreOf),
          acute: shown.every(({ acuteOnly }) => acuteOnly),
        }),
        evidence,
        facets: fresh ? ['within-7-days'] : [],
        caveats: sure.length > 0 ? [] : [state('date-imprecise', {})],
      };
    }
    const undated = undatedReadings(chart, 'symptom').find((one) => isPhysical(one.item) && one.severity >= severe);
    if (undated !== undefined)
      return cannotTell('date-unknown', state('symptom-undated', { name: undated.label }), [undated]);
    const unclear = asked.unclear.filter(({ item }) => isPhysical(item));
    const [which] = unclear;
    if (which !== undefined) return cannotTell('value-imprecise', state('symptom-which', unclearOf(which)), unclear);
    const hidden = hiddenScore(chart, courses, severe);
    const unread = hidden === null ? null : unreadIn(chart, hidden.unread);
    const [worst] = courses;
    if (worst !== undefined) {
      const { reading } = worst.latest;
      return {
        found: 'nothing',
        because: state('symptoms-not-severe', { worst: scoreOf(reading), count: courses.length }),
        missing: unread === null ? [] : [unread],
        evidence: courses.map(({ latest }) => latest.reading),
      };
    }
    const last = datedReadings(chart, 'symptom').find((one) => isPhysical(one.item));
    return last === undefined
      ? cannotTell('never-recorded', state('symptoms-never', { days: windowDays }))
      : cannotTell('stale', state('symptoms-stale', { when: last.when, days: windowDays }), [last]);
  },
});
