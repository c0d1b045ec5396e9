import { within } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import {
  elsewhere,
  encountersLookedAt,
  isCounted,
  isUnplanned,
  planCaveat,
  STAY_CHOICES,
  unclearVisits,
} from '../acute-stays.ts';
import { GSF_PIG, ROCQUE_2013 } from '../citations.ts';
import { count, days, defineRule, type Finding } from '../rule.ts';

/** Trigger 20: two or more unplanned hospital stays. A stay is an episode, not an Encounter (clinical reference 3.3). */
export const repeatUnplannedAdmissions = defineRule({
  id: 'repeat-unplanned-admissions',
  version: '1.1.0',
  category: 'utilisation',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Encounter', 'Condition'],
  alsoReads: ['Procedure'],
  citations: [GSF_PIG, ROCQUE_2013],
  thresholds: {
    windowDays: {
      ...days(90, 'days in which the stays began; a site may prefer 180 days with 2 stays, or 365 days with 3'),
      atMost: 365,
    },
    count: count(2, 'stays', 'unplanned stays that meet the rule; 3 goes with a window of 365 days'),
    ...STAY_CHOICES,
  },

  inWords: ({ windowDays, ...numbers }) => state('rule-repeat-unplanned-admissions', { days: windowDays, ...numbers }),

  lookedAt: ({ chart, thresholds: { windowDays } }) => encountersLookedAt(chart, windowDays),

  evaluate({ chart, asOf, facts: { acuteCare }, thresholds }): Finding {
    const { windowDays, count: enough } = thresholds;
    const stays = acuteCare.episodes.filter((one) => one.kind === 'inpatient' && isCounted(one, thresholds));
    const inWindow = stays.filter((one) => within(one.start, asOf, windowDays) === true);
    const unplanned = inWindow.filter((one) => isUnplanned(one, thresholds));
    const sure = unplanned.filter((one) => one.certainty === 'definite');
    const perhaps = stays.filter((one) => isUnplanned(one, thresholds) && within(one.start, asOf, windowDays) === null);
    if (unplanned.length + perhaps.length >= enough) {
      const shown = unplanned.length >= enough ? unplanned : [...unplanned, ...perhaps];
      const presumed = shown.some((one) => one.planned === 'presumed-no');
      return {
        found: 'yes',
        certainty: sure.length >= enough ? 'definite' : 'probable',
        because: state(presumed ? 'stays-not-recorded-as-planned' : 'stays-unplanned', {
          count: shown.length,
          days: windowDays,
          dates: shown.map((one) => one.start),
        }),
        ...(shown.every((one) => one.cause === 'injury') ? { facets: ['injury'] as const } : {}),
        evidence: shown.flatMap((one) => one.encounters),
        caveats: [...planCaveat(shown), ...elsewhere(chart)],
      };
    }
    const missing = unclearVisits(acuteCare, (start) => within(start, asOf, windowDays));
    return {
      found: 'nothing',
      because:
        missing[0]?.say ??
        state('stays-counted', {
          unplanned: unplanned.length,
          presumed: unplanned.some((one) => one.planned === 'presumed-no'),
          planned: inWindow.filter((one) => one.planned === 'yes').length,
          days: windowDays,
        }),
      missing,
      caveats: elsewhere(chart),
      evidence: inWindow.flatMap((one) => one.encounters),
    };
  },
});
