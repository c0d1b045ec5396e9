import { diseaseStatuses } from '../../chart/disease-status.ts';
import { FirstRecords } from '../../chart/first-record.ts';
import type { ConditionRecord } from '../../chart/records.ts';
import { within, type Day, type When } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { HUI_2016, NCCN_PALLIATIVE } from '../citations.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

/** Trigger 6: brain or leptomeningeal metastases. Recent or progressing: major. Older and stable: supporting. */
export const cnsMetastases = defineRule({
  id: 'cns-metastases',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'major' },
  settlesAdvanced: false,
  needs: ['Condition'],
  alsoReads: ['Observation'],
  needsIfThere: ['Observation'],
  citations: [HUI_2016, NCCN_PALLIATIVE],
  thresholds: {
    recentDays: days(365, 'days since first record or progression that make it enough alone'),
    // "Resolved by surgery or radiosurgery up to 24 months ago" (clinical reference 3.2 row 6).
    treatedDays: days(730, 'days after treatment during which a resolved one still counts'),
  },

  inWords: ({ recentDays, treatedDays }) => state('rule-cns-metastases', { days: recentDays, treatedDays }),

  lookedAt: ({ chart }) => [lookedAt('Condition', chart.conditions)],

  evaluate({ chart, asOf, facts: { spread, malignancy }, thresholds: { recentDays, treatedDays } }): Finding {
    const inCns = spread.metastases.filter((one) => one.cancer.kind === 'secondary' && one.cancer.centralNervousSystem);
    // Each by its first record: one that is coded again at a visit is not new.
    const records = new FirstRecords(inCns, malignancy);
    const firsts = inCns.map((one) => records.of(one));
    const dated = firsts.flatMap(({ when }) => when ?? []);
    const [metastasis] = inCns;
    if (metastasis === undefined) {
      const treated = malignancy.past.find(
        ({ condition: { cancer }, activity }) =>
          cancer.kind === 'secondary' && cancer.centralNervousSystem && activity === 'ended',
      )?.condition;
      const perhaps =
        malignancy.unconfirmed.find(({ cancer }) => cancer.kind === 'secondary' && cancer.centralNervousSystem) ??
        spread.worded.find(isInCnsByWords);
      if (perhaps !== undefined) {
        const say = state('metastasis-possible', { name: perhaps.label, when: perhaps.when });
        return {
          found: 'nothing',
          because: say,
          missing: [{ reason: 'possible', source: null, say }],
          evidence: [perhaps],
        };
      }
      if (treated === undefined) return { found: 'nothing', because: state('no-cns-metastasis-code', {}) };
      const end = treated.abatement === 'yes' ? null : (treated.abatement ?? treated.when);
      const caveats = [state('cns-metastasis-ended', { when: end })];
      if (end !== null && within(end, asOf, treatedDays) === false)
        return { found: 'nothing', because: state('no-cns-metastasis-code', {}), caveats, evidence: [treated] };
      return {
        found: 'yes',
        certainty: end === null ? 'probable' : 'definite',
        atMost: 'supporting',
        because: state('cns-metastasis-recorded', { name: treated.label, when: treated.when }),
        evidence: [treated],
        caveats,
      };
    }
    const worse = diseaseStatuses(chart).filter(
      (one) => one.status === 'worsened' && one.when !== null && within(one.when, asOf, recentDays) === true,
    );
    const recency = firsts.map(({ when, undated }) => recencyOf(when, undated, asOf, recentDays));
    const base = {
      found: 'yes',
      because: state('cns-metastasis-recorded', { name: metastasis.label, when: dated[0] ?? null }),
      evidence: inCns,
    } as const;
    const isSure = inCns.some((one) => !one.cancer.probable);
    const newAndSure = inCns.some((one, index) => recency[index] === true && !one.cancer.probable);
    if (newAndSure || worse.some(({ inWords }) => !inWords))
      return { ...base, certainty: isSure ? 'definite' : 'probable' };
    if (recency.includes(true)) return { ...base, certainty: 'probable' };
    if (worse.length > 0) return { ...base, certainty: 'probable', caveats: [state('words-only', {})] };
    // Only part of "2025" lies within the year, or no date at all: recent is possible, not certain.
    if (recency.includes(null)) return { ...base, certainty: 'probable', caveats: [state('date-imprecise', {})] };
    return {
      ...base,
      certainty: isSure ? 'definite' : 'probable',
      atMost: 'supporting',
      caveats: [state('cns-metastasis-older', { days: recentDays })],
    };
  },
});

function isInCnsByWords({ cancer }: ConditionRecord): boolean {
  if (cancer?.kind !== 'invasive' && cancer?.kind !== 'possible') return false;
  return cancer.spreadInWords?.centralNervousSystem === true;
}

/** Null: it may or may not be recent. A copy without a date may be the first, unless another one is old already. */
function recencyOf(when: When | null, undated: boolean, asOf: Day, days: number): boolean | null {
  if (when === null) return null;
  const recent = within(when, asOf, days);
  return recent === true && undated ? null : recent;
}
