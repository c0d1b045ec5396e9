import {
  DISTRESS_INSTRUMENTS,
  latestDistress,
  unclearDistress,
  unclearScreening,
  type DistressInstrument,
} from '../../chart/distress.ts';
import type { Evidence } from '../../chart/evidence.ts';
import { datedReadings, undatedReadings } from '../../chart/readings.ts';
import { hiddenScore, scoreOf, symptomsOf, unclearOf } from '../../chart/symptoms.ts';
import { type When } from '../../logic/when.ts';
import { state, type Statement } from '../../statement.ts';
import { ANDERSEN_2023, HUI_2016, NCCN_DISTRESS } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { ASKED_IN, lookedAt } from '../looked-at.ts';
import { amount, days, defineRule, type Finding } from '../rule.ts';
import { unreadIn } from '../unread.ts';

/** Trigger 15: severe distress by a screening score. A self-harm item is a safety line of its own and never this trigger. */
export const severeEmotionalDistress = defineRule({
  id: 'severe-emotional-distress',
  version: '1.1.0',
  category: 'symptoms',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation', 'QuestionnaireResponse'],
  alsoReads: ['Encounter', 'Procedure'],
  citations: [HUI_2016, NCCN_DISTRESS, ANDERSEN_2023],
  thresholds: {
    screeningDays: { ...days(60, 'days that PHQ-9 and GAD-7 count'), atMost: 180 },
    itemDays: { ...days(30, 'days that a score of 0 to 10 counts'), atMost: 180 },
    phq9: amount(15, 'points', 'PHQ-9 from which distress is severe'),
    gad7: amount(15, 'points', 'GAD-7 from which distress is severe', 'Andersen 2023'),
    item: amount(7, 'of 10', 'score of low mood or worry from which it is severe', 'Hui 2016'),
    thermometer: amount(8, 'of 10', 'distress thermometer from which distress is severe'),
    operationDays: days(7, 'days after an operation in which scores are set aside'),
  },

  inWords: (numbers) => state('rule-severe-emotional-distress', numbers),

  lookedAt({ chart, asOf, thresholds: { screeningDays } }) {
    const readings = DISTRESS_INSTRUMENTS.flatMap((one) => datedReadings(chart, one));
    return ASKED_IN.map((source) => lookedAt(source, readings, asOf - screeningDays));
  },

  evaluate({ chart, asOf, thresholds }): Finding {
    const { screeningDays, itemDays, operationDays } = thresholds;
    const asked: (Evidence & { readonly when: When })[] = [];
    const severe: { readonly because: Statement; readonly evidence: Evidence; readonly sure: boolean }[] = [];
    const limits: readonly (readonly [DistressInstrument, days: number, from: number])[] = [
      ['phq-9', screeningDays, thresholds.phq9],
      ['gad-7', screeningDays, thresholds.gad7],
      ['distress-thermometer', itemDays, thresholds.thermometer],
    ];
    for (const [scale, within, from] of limits) {
      const latest = latestDistress(chart, scale, asOf, within);
      if (latest === null) continue;
      const { reading, inWindow } = latest;
      asked.push(reading);
      if (reading.score >= from)
        severe.push({
          because: state('distress-severe', { scale, score: reading.score, when: reading.when }),
          evidence: reading,
          sure: inWindow === true,
        });
    }
    const { courses, unclear } = symptomsOf(chart, asOf, itemDays, operationDays);
    for (const item of ['depression', 'anxiety'] as const) {
      const latest = courses.get(item)?.latest;
      if (latest === undefined) continue;
      asked.push(latest.reading);
      if (latest.reading.severity >= thresholds.item)
        severe.push({
          because: state('distress-item-severe', { score: scoreOf(latest.reading) }),
          evidence: latest.reading,
          sure: latest.inWindow === true,
        });
    }
    const first = severe.find(({ sure }) => sure) ?? severe[0];
    if (first !== undefined) {
      const evidence = severe.filter(({ sure }) => sure === first.sure).map((one) => one.evidence);
      return {
        found: 'yes',
        certainty: certaintyOf(evidence, first.sure ? true : null),
        because: first.because,
        evidence,
        caveats: first.sure ? [] : [state('date-imprecise', {})],
      };
    }
    const undated = [
      ...undatedReadings(chart, 'phq-9').filter(({ score }) => score >= thresholds.phq9),
      ...undatedReadings(chart, 'gad-7').filter(({ score }) => score >= thresholds.gad7),
      ...undatedReadings(chart, 'distress-thermometer').filter(({ score }) => score >= thresholds.thermometer),
    ];
    if (undated.length > 0) return cannotTell('date-unknown', state('distress-undated', {}), undated);
    const unread = limits.flatMap(([scale, within]) => unclearDistress(chart, scale, asOf, within) ?? []);
    const [screening] = unread;
    if (screening !== undefined)
      return cannotTell('value-imprecise', state('distress-which', unclearScreening(screening)), unread);
    const mood = unclear.filter(({ item }) => item === 'depression' || item === 'anxiety');
    const [which] = mood;
    if (which !== undefined) return cannotTell('value-imprecise', state('symptom-which', unclearOf(which)), mood);
    const [newest] = asked.toSorted((a, b) => b.when.hi - a.when.hi);
    if (newest !== undefined) {
      const own = [courses.get('depression'), courses.get('anxiety')].filter((one) => one !== undefined);
      const hidden = hiddenScore(chart, own, thresholds.item);
      const missing = hidden === null ? null : unreadIn(chart, hidden.unread);
      return {
        found: 'nothing',
        because: state('distress-not-severe', { when: newest.when }),
        missing: missing === null ? [] : [missing],
        evidence: asked,
      };
    }
    const [last] = DISTRESS_INSTRUMENTS.flatMap((one) => datedReadings(chart, one).slice(0, 1)).toSorted(
      (a, b) => b.when.hi - a.when.hi,
    );
    return last === undefined
      ? cannotTell('never-recorded', state('distress-never', { days: screeningDays }))
      : cannotTell('stale', state('distress-stale', { when: last.when, days: screeningDays }), [last]);
  },
});
