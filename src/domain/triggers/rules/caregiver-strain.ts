import { firstRecorded } from '../../chart/condition-activity.ts';
import { datedReadings } from '../../chart/readings.ts';
import { within } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { ASCO_2024 } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { ASKED_IN, lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

/** Beside the 28, on unless the site says otherwise: strain of a caregiver, as staff or clinician recorded it. */
export const caregiverStrain = defineRule({
  id: 'caregiver-strain',
  version: '1.0.0',
  category: 'planning',
  optional: 'on',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation', 'QuestionnaireResponse'],
  alsoReads: ['Condition'],
  needsIfThere: ['Condition'],
  citations: [ASCO_2024],
  thresholds: { windowDays: { ...days(180, 'days that a record of strain counts'), atMost: 180 } },

  inWords: ({ windowDays }) => state('rule-caregiver-strain', { days: windowDays }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) =>
    ASKED_IN.map((source) => lookedAt(source, datedReadings(chart, 'caregiver-strain'), asOf - windowDays)),

  evaluate({ chart, asOf, thresholds: { windowDays } }): Finding {
    const answers = datedReadings(chart, 'caregiver-strain').filter(
      ({ when }) => within(when, asOf, windowDays) !== false,
    );
    const [latest] = answers;
    if (latest?.present === true) {
      const inWindow = within(latest.when, asOf, windowDays);
      return {
        found: 'yes',
        certainty: certaintyOf([latest], inWindow),
        because: state('caregiver-strain-recorded', { name: latest.label, when: latest.when }),
        evidence: [latest],
        caveats: inWindow === true ? [] : [state('date-imprecise', {})],
      };
    }
    for (const one of chart.conditions) {
      if (!one.tags.has('caregiver-strain') || one.verification !== 'confirmed') continue;
      const when = firstRecorded(one);
      const inWindow = when === null ? false : within(when, asOf, windowDays);
      // An answer of "no" that is newer than the code is the better word.
      if (when === null || inWindow === false || (latest !== undefined && latest.when.hi > when.hi)) continue;
      return {
        found: 'yes',
        certainty: certaintyOf([one], inWindow),
        because: state('caregiver-strain-recorded', { name: one.label, when }),
        evidence: [one],
        caveats: inWindow === true ? [] : [state('date-imprecise', {})],
      };
    }
    if (latest !== undefined)
      return { found: 'nothing', because: state('caregiver-strain-none', { when: latest.when }), evidence: [latest] };
    return cannotTell('never-recorded', state('caregiver-strain-not-asked', { days: windowDays }));
  },
});
