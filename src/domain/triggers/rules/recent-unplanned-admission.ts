import type { Episode } from '../../chart/acute-care-episodes.ts';
import { state, type Statement } from '../../statement.ts';
import {
  elsewhere,
  encountersLookedAt,
  endedWithin,
  isCounted,
  isUnplanned,
  planCaveat,
  STAY_CHOICES,
  touches,
  unclearVisits,
} from '../acute-stays.ts';
import { ADELSON_2017, ROCQUE_2013, TEMEL_2024 } from '../citations.ts';
import { days, defineRule, type Finding } from '../rule.ts';
import type { Missing } from '../trigger.ts';

/** Trigger 19: an unplanned hospital stay that goes on or ended lately. */
export const recentUnplannedAdmission = defineRule({
  id: 'recent-unplanned-admission',
  version: '1.0.0',
  category: 'utilisation',
  precondition: 'advanced-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Encounter', 'Condition'],
  alsoReads: ['Procedure'],
  citations: [ADELSON_2017, ROCQUE_2013, TEMEL_2024],
  thresholds: {
    windowDays: { ...days(30, 'days since the discharge', ADELSON_2017), atMost: 365 },
    ...STAY_CHOICES,
  },

  inWords: ({ windowDays, ...choices }) => state('rule-recent-unplanned-admission', { days: windowDays, ...choices }),

  lookedAt: ({ chart, thresholds: { windowDays } }) => encountersLookedAt(chart, windowDays),

  evaluate({ chart, facts: { acuteCare }, thresholds }): Finding {
    const { windowDays } = thresholds;
    const stays = acuteCare.episodes.filter((one) => one.kind === 'inpatient' && isCounted(one, thresholds));
    const unplanned = stays.filter((one) => isUnplanned(one, thresholds));
    const recent = unplanned.filter((one) => endedWithin(one, chart, windowDays) === true);
    // Imprecise dates are evidence of their kind; a stay without any end is not.
    const perhaps = unplanned.filter((one) => one.end !== null && endedWithin(one, chart, windowDays) === null);
    const shown = recent.length > 0 ? recent : perhaps;
    const last = latest(shown);
    if (last !== null) {
      const sure = recent.some((one) => one.certainty === 'definite');
      return {
        found: 'yes',
        certainty: sure ? 'definite' : 'probable',
        because: said(last),
        ...(shown.every((one) => one.cause === 'injury') ? { facets: ['injury'] as const } : {}),
        evidence: shown.flatMap((one) => one.encounters),
        caveats: [...planCaveat(shown), ...elsewhere(chart)],
      };
    }
    const endless = unplanned.filter((one) => one.end === null && endedWithin(one, chart, windowDays) === null);
    const missing: Missing[] = [
      ...unclearVisits(acuteCare, (start, one) => touches(start, one, chart, windowDays)),
      ...endless.map((one): Missing => ({
        reason: 'date-unknown',
        source: null,
        say: state('stay-without-end', { since: one.start }),
      })),
    ];
    const planned = stays.filter((one) => one.planned === 'yes' && endedWithin(one, chart, windowDays) === true);
    return {
      found: 'nothing',
      because: missing[0]?.say ?? state('no-recent-unplanned-stay', { days: windowDays, planned: planned.length }),
      missing,
      caveats: elsewhere(chart),
      evidence: [...endless, ...planned].flatMap((one) => one.encounters),
    };
  },
});

/** The stay that ended last; one that goes on comes before all. */
function latest(episodes: readonly Episode[]): Episode | null {
  let last: Episode | null = null;
  for (const one of episodes)
    if (last === null || (one.inProgress && !last.inProgress) || endsAfter(one, last)) last = one;
  return last;
}

function endsAfter(a: Episode, b: Episode): boolean {
  return a.inProgress === b.inProgress && (a.end ?? a.start).hi > (b.end ?? b.start).hi;
}

function said(episode: Episode): Statement {
  const recorded = episode.planned === 'no';
  if (episode.inProgress)
    return state(recorded ? 'in-hospital-unplanned' : 'in-hospital-not-recorded-as-planned', { since: episode.start });
  // The days on which it may have ended, where no end is recorded, are for the window and not for the reader.
  return state(recorded ? 'stay-ended-unplanned' : 'stay-ended-not-recorded-as-planned', {
    since: episode.start,
    until: episode.end,
  });
}
