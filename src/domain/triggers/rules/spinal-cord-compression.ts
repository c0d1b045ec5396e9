import { activityOf, firstRecorded } from '../../chart/condition-activity.ts';
import type { ConditionRecord } from '../../chart/records.ts';
import type { Spread } from '../../chart/spread.ts';
import { within, type When } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { HUI_2016, NCCN_PALLIATIVE } from '../citations.ts';
import { cannotTell } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

/** Trigger 7: compression of the spinal cord or cauda equina by a cancer that can cause it. Detects nothing. */
export const spinalCordCompression = defineRule({
  id: 'spinal-cord-compression',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'major' },
  settlesAdvanced: false,
  needs: ['Condition'],
  alsoReads: [],
  citations: [HUI_2016, NCCN_PALLIATIVE],
  thresholds: { windowDays: days(90, 'days since the first record') },

  inWords: ({ windowDays }) => state('rule-spinal-cord-compression', { days: windowDays }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) => [
    lookedAt('Condition', chart.conditions, asOf - windowDays),
  ],

  evaluate({ chart, asOf, facts: { spread }, thresholds: { windowDays } }): Finding {
    const here = chart.conditions.filter(
      (one) =>
        (one.tags.has('cord-compression') || one.tags.has('cord-compression-by-cause')) &&
        activityOf(one, chart) === 'active',
    );
    const none = { found: 'nothing', because: state('no-cord-compression-code', {}) } as const;
    if (here.length === 0) return none;
    const degenerative = chart.conditions.some(
      (one) => one.tags.has('spondylosis') && activityOf(one, chart) === 'active',
    );
    const cause = canCompress(spread);
    // Myelopathy "in a disease classified elsewhere" may come from the worn spine that is on record.
    const counts = (one: ConditionRecord): boolean =>
      one.verification === 'confirmed' && cause && (one.tags.has('cord-compression') || !degenerative);
    const counted = here.filter(counts);
    // The first record counts: what stays on the list, and is coded again at each visit, is not new.
    const first = earliest(counted);
    if (counted.length > 0 && first !== null) {
      const recency = within(first.when, asOf, windowDays);
      if (recency === false)
        return {
          found: 'nothing',
          because: state('finding-older', { ...named(first), days: windowDays }),
          evidence: counted,
        };
      const undated = counted.some((one) => firstRecorded(one) === null);
      return {
        found: 'yes',
        certainty: recency === true && !undated ? 'definite' : 'probable',
        because: state('finding-recorded', named(first)),
        evidence: counted,
        caveats: recency === true && !undated ? [] : [state('date-imprecise', {})],
      };
    }
    const [dateless] = counted;
    if (dateless !== undefined) {
      const say = state('finding-date-not-recorded', { name: dateless.label });
      return cannotTell('date-unknown', say, counted);
    }
    const [perhaps] = here.filter((one) => {
      const when = firstRecorded(one);
      return (
        (cause || one.tags.has('cord-compression') || !degenerative) &&
        (when === null || within(when, asOf, windowDays) !== false)
      );
    });
    if (perhaps === undefined) return none;
    const say = state('finding-cause-unclear', { name: perhaps.label, when: firstRecorded(perhaps) });
    return cannotTell('possible', say, [perhaps]);
  },
});

/** Metastasis in bone or nervous system, a primary tumor of the spine, or myeloma. */
function canCompress({ metastases, diseases }: Spread): boolean {
  return (
    metastases.some(
      ({ cancer }) => cancer.kind === 'secondary' && (cancer.site === 'bone' || cancer.centralNervousSystem),
    ) ||
    diseases.some(
      ({ site, conditions }) =>
        site === 'myeloma' ||
        conditions.some(({ cancer }) => cancer.kind === 'invasive' && cancer.traits.includes('spine')),
    )
  );
}

function named({ one, when }: Dated): { readonly name: string; readonly when: When } {
  return { name: one.label, when };
}

interface Dated {
  readonly one: ConditionRecord;
  readonly when: When;
}

function earliest(conditions: readonly ConditionRecord[]): Dated | null {
  let first: Dated | null = null;
  for (const one of conditions) {
    const when = firstRecorded(one);
    if (when !== null && (first === null || when.lo < first.when.lo)) first = { one, when };
  }
  return first;
}
