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
import { ADELSON_2017 } from '../citations.ts';
import { amount, days, defineRule, type Finding, type Values } from '../rule.ts';
import type { Certainty, Missing } from '../trigger.ts';

const THRESHOLDS = {
  windowDays: { ...days(90, 'days since the discharge'), atMost: 365 },
  stayDays: { ...days(7, 'days that an unplanned stay has to exceed', ADELSON_2017), atMost: 365 },
  intensiveCareHours: amount(72, 'hours', 'intensive care after elective surgery has to exceed'),
  ...STAY_CHOICES,
} as const;

/** Trigger 22: a long unplanned stay, intensive care in one, or long intensive care after elective surgery. */
export const prolongedOrIcuStay = defineRule({
  id: 'prolonged-or-icu-stay',
  version: '1.0.0',
  category: 'utilisation',
  precondition: 'advanced-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Encounter', 'Condition'],
  alsoReads: ['Procedure', 'Location'],
  needsIfThere: ['Procedure'],
  citations: [ADELSON_2017],
  thresholds: THRESHOLDS,

  inWords: ({ windowDays, intensiveCareHours, ...numbers }) =>
    state('rule-prolonged-or-icu-stay', { days: windowDays, hours: intensiveCareHours, ...numbers }),

  lookedAt: ({ chart, thresholds: { windowDays } }) => encountersLookedAt(chart, windowDays),

  evaluate({ chart, facts: { acuteCare, malignancy }, thresholds }): Finding {
    const { windowDays } = thresholds;
    const bloodCancer = malignancy.conditions.some(
      ({ cancer }) => cancer.kind === 'invasive' && cancer.lineage === 'haematologic',
    );
    let best: (Found & { readonly episode: Episode }) | null = null;
    const open: { readonly missing: Missing; readonly episode: Episode }[] = [];
    const looked: Episode[] = [];
    for (const episode of acuteCare.episodes) {
      if (episode.kind === 'ed' || !isCounted(episode, thresholds)) continue;
      const inWindow = endedWithin(episode, chart, windowDays);
      if (inWindow === false) continue;
      looked.push(episode);
      const found = findingOf(episode, thresholds, bloodCancer);
      if (found !== null) {
        // A stay whose end is not recorded at all may lie before the window: that is no evidence.
        if (inWindow === null && episode.end === null && !episode.inProgress) {
          open.push({ episode, missing: endNotRecorded(episode) });
          continue;
        }
        const certainty = inWindow === true ? found.certainty : 'probable';
        if (best === null || (best.certainty === 'probable' && certainty === 'definite'))
          best = { ...found, certainty, episode };
        continue;
      }
      const missing = unknownOf(episode, thresholds);
      if (missing !== null) open.push({ episode, missing });
    }
    if (best !== null)
      return {
        found: 'yes',
        certainty: best.certainty,
        because: best.because,
        ...(best.episode.cause === 'injury' ? { facets: ['injury'] as const } : {}),
        evidence: [...best.episode.encounters],
        caveats: [...planCaveat([best.episode]), ...elsewhere(chart)],
      };
    const missing = [
      ...unclearVisits(acuteCare, (start, one) => touches(start, one, chart, windowDays)),
      ...open.map((one) => one.missing),
    ];
    return {
      found: 'nothing',
      because: missing[0]?.say ?? state('no-long-stay', { days: windowDays, stays: looked.length }),
      missing,
      caveats: elsewhere(chart),
      evidence: looked.flatMap((one) => one.encounters),
    };
  },
});

interface Found {
  readonly certainty: Certainty;
  readonly because: Statement;
}

function findingOf(episode: Episode, thresholds: Values<typeof THRESHOLDS>, bloodCancer: boolean): Found | null {
  const { intensiveCare, days: length, procedures } = episode;
  const params = { since: episode.start, until: episode.inProgress ? null : episode.end };
  const sure = episode.certainty === 'definite';
  if (!isUnplanned(episode, thresholds)) {
    const long = (intensiveCare?.hours ?? 0) > thresholds.intensiveCareHours;
    if (episode.planned !== 'yes' || intensiveCare === null || !procedures.operation || !long) return null;
    return {
      certainty: sure && intensiveCare.told === 'code' ? 'definite' : 'probable',
      because: state('intensive-care-after-surgery', { ...params, hours: Math.floor(intensiveCare.hours ?? 0) }),
    };
  }
  if (intensiveCare !== null && intensiveCare.told === 'code' && sure)
    return { certainty: 'definite', because: state('intensive-care', params) };
  if (length !== null && length.most > thresholds.stayDays && !isTreatmentStay(episode, bloodCancer))
    return {
      certainty: sure && length.least > thresholds.stayDays ? 'definite' : 'probable',
      because: state('long-stay', { ...params, days: Math.floor(length.most) }),
    };
  return intensiveCare === null ? null : { certainty: 'probable', because: state('intensive-care', params) };
}

/** A stay for a transplant or for the treatment of a blood cancer is long by its nature. */
function isTreatmentStay({ procedures }: Episode, bloodCancer: boolean): boolean {
  return procedures.transplant || (bloodCancer && procedures.treatment);
}

/** What keeps an episode that shows nothing from being a "no". */
function unknownOf(episode: Episode, thresholds: Values<typeof THRESHOLDS>): Missing | null {
  const unplanned = isUnplanned(episode, thresholds);
  if (unplanned && episode.days === null) return endNotRecorded(episode);
  const afterSurgery = episode.planned === 'yes' && episode.procedures.operation;
  if (afterSurgery && episode.intensiveCare !== null && episode.intensiveCare.hours === null)
    return {
      reason: 'date-unknown',
      source: null,
      say: state('intensive-care-hours-unknown', { since: episode.start }),
    };
  if (episode.wardUnknown && (unplanned || afterSurgery))
    return { reason: 'possible', source: null, say: state('ward-not-received', { since: episode.start }) };
  return null;
}

function endNotRecorded(episode: Episode): Missing {
  return { reason: 'date-unknown', source: null, say: state('stay-without-end', { since: episode.start }) };
}
