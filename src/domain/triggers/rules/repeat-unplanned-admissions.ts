import { within } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { GSF_PIG, HUI_2016, ROCQUE_2013 } from '../citations.ts';
import { newestDay } from '../looked-at.ts';
import { defineRule, type Finding } from '../rule.ts';
import type { Missing } from '../trigger.ts';

/** Trigger 20: two or more unplanned hospital stays. A stay is an episode, not an Encounter (clinical reference 3.3). */
export const repeatUnplannedAdmissions = defineRule({
  id: 'repeat-unplanned-admissions',
  version: '1.0.0',
  category: 'utilisation',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Encounter', 'Condition'],
  alsoReads: ['Procedure'],
  citations: [GSF_PIG, ROCQUE_2013, HUI_2016],
  thresholds: {
    windowDays: { value: 90, unit: 'days', since: '2026-11-21', source: 'DESIGN' },
    count: { value: 2, unit: 'stays', since: '2026-11-21', source: 'DESIGN' },
    countPresumedUnplanned: { value: true, unit: 'yes or no', since: '2026-11-21', source: 'DESIGN' },
  },

  inWords: ({ windowDays, count }) => state('rule-repeat-unplanned-admissions', { days: windowDays, count }),

  lookedAt({ chart, asOf, thresholds: { windowDays } }) {
    const inWindow = chart.encounters.filter(
      (one) => one.start !== null && within(one.start, asOf, windowDays) !== false,
    );
    return [
      { source: 'Encounter', count: inWindow.length, since: asOf - windowDays, newest: newestDay(chart.encounters) },
    ];
  },

  evaluate({ asOf, facts: { acuteCare }, thresholds: { windowDays, count, countPresumedUnplanned } }): Finding {
    const stays = acuteCare.episodes.filter((one) => one.kind === 'inpatient');
    const inWindow = stays.filter((one) => within(one.start, asOf, windowDays) === true);
    const unplanned = inWindow.filter(
      (one) => one.planned === 'no' || (one.planned === 'presumed-no' && countPresumedUnplanned),
    );
    const sure = unplanned.filter((one) => one.certainty === 'definite');
    const perhaps = stays.filter((one) => within(one.start, asOf, windowDays) === null && one.planned !== 'yes');
    // Encounters of any source outside this server are invisible here, always.
    const elsewhere = state('acute-care-elsewhere', {});
    if (unplanned.length + perhaps.length >= count) {
      const definite = sure.length >= count;
      const shown = unplanned.length >= count ? unplanned : [...unplanned, ...perhaps];
      return {
        found: 'yes',
        certainty: definite ? 'definite' : 'probable',
        because: state(
          shown.some((one) => one.planned === 'presumed-no') ? 'stays-not-recorded-as-planned' : 'stays-unplanned',
          {
            count: shown.length,
            days: windowDays,
            dates: shown.map((one) => one.start),
          },
        ),
        evidence: shown.flatMap((one) => one.encounters),
        caveats: [
          ...(shown.every((one) => one.planSeen && one.certainty === 'definite')
            ? []
            : [state('plan-not-visible', {})]),
          elsewhere,
        ],
      };
    }
    const unclear = acuteCare.unclear.filter(
      (one) => one.start === null || within(one.start, asOf, windowDays) !== false,
    );
    const missing: Missing[] =
      unclear.length === 0
        ? []
        : [{ reason: 'class-unknown', source: null, say: state('kind-of-visit-unknown', { count: unclear.length }) }];
    return {
      found: 'nothing',
      because:
        missing[0]?.say ??
        state('stays-counted', {
          unplanned: unplanned.length,
          planned: inWindow.filter((one) => one.planned === 'yes').length,
          days: windowDays,
        }),
      missing,
      caveats: [elsewhere],
      evidence: inWindow.flatMap((one) => one.encounters),
    };
  },
});
