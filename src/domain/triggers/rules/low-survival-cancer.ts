import { lowSurvivalOf, type ListedCancer, type LowSurvival } from '../../chart/low-survival.ts';
import { isTreatmentRead } from '../../chart/exposures.ts';
import { isAdvancedOnRecord, type Spread } from '../../chart/spread.ts';
import type { ConditionRecord } from '../../chart/records.ts';
import type { Kleene } from '../../logic/kleene.ts';
import { state, type Statement } from '../../statement.ts';
import { HUI_2016, NCQA_ADVANCED_ILLNESS } from '../citations.ts';
import { cannotTell } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type DerivedFacts, type Finding } from '../rule.ts';
import type { TriggerResult } from '../trigger.ts';
import { unreadIn } from '../unread.ts';
import type { Chart } from '../../chart/chart.ts';

/** Trigger 3: a cancer in which early palliative care is advised by its site or histology, whatever its date. */
export const lowSurvivalCancer = defineRule({
  id: 'low-survival-cancer',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'major' },
  settlesAdvanced: true,
  after: ['metastatic-solid-tumor'],
  needs: ['Condition'],
  // Stage, histology, resection, adjuvant or palliative intent.
  alsoReads: [
    'Observation',
    'Procedure',
    'CarePlan',
    'ServiceRequest',
    'MedicationRequest',
    'MedicationAdministration',
    'MedicationStatement',
    'MedicationDispense',
  ],
  needsIfThere: ['Observation'],
  citations: [HUI_2016, NCQA_ADVANCED_ILLNESS],
  thresholds: {
    resectionDaysBefore: days(90, 'days before the first record of the cancer from which a resection belongs to it'),
  },

  inWords: ({ resectionDaysBefore }) => state('rule-low-survival-cancer', { days: resectionDaysBefore }),

  lookedAt: ({ chart }) => [lookedAt('Condition', chart.conditions)],

  evaluate({ chart, facts, thresholds, resultOf }): Finding {
    const found = lowSurvivalIn(chart, facts, resultOf('metastatic-solid-tumor'), thresholds.resectionDaysBefore);
    const best = gravest(found.listed);
    if (best === null) return nothingListed(found, facts, chart);
    const { condition, lowered, certainty } = best;
    return {
      found: 'yes',
      certainty,
      ...(lowered === null ? {} : { atMost: 'supporting' as const }),
      because: state('cancer-on-record', { name: condition.label, when: best.since }),
      evidence: found.listed.flatMap(({ evidence }) => evidence),
      caveats: lowered === null ? [] : [loweredIn(lowered)],
    };
  },
});

/** A distant metastasis without any cancer that it may be of: the cancer may be any, one of the list too. */
export function isPrimaryMissing({ primaries, metastases }: Spread): boolean {
  return primaries.length === 0 && metastases.length > 0;
}

/** The same for lymph nodes: a cancer of unknown primary is on the list, and nobody has written down which this is. */
function isPrimaryOfNodesMissing({ primaries, nodal }: Spread): boolean {
  return primaries.length === 0 && nodal.length > 0;
}

export const PRIMARY_NOT_RECORDED = cannotTell('possible', state('primary-not-recorded', {}));

function loweredIn({ by, evidence }: NonNullable<ListedCancer['lowered']>): Statement {
  const code = by === 'resection' ? 'resection-on-record' : 'adjuvant-treatment-on-record';
  return state(code, { name: evidence.label, when: evidence.when });
}

/** The list as rules 2 and 3 see it: with what rule 1 said of metastasis. */
export function lowSurvivalIn(
  chart: Chart,
  { malignancy, spread }: Pick<DerivedFacts, 'malignancy' | 'spread'>,
  metastasis: TriggerResult | null,
  resectionDaysBefore: number,
): LowSurvival {
  // A metastasis that stands alone is of a cancer that is over, where one is on record.
  const seen: Spread = { ...spread, diseases: spread.primaries };
  const metastatic: Kleene =
    metastasis?.outcome === 'met'
      ? metastasis.certainty !== 'probable' || null
      : metastasis?.outcome === 'not-met'
        ? false
        : null;
  const advancedOtherwise = metastatic === true || isAdvancedOnRecord(chart, spread);
  return lowSurvivalOf({ chart, malignancy, spread: seen, metastatic, advancedOtherwise, resectionDaysBefore });
}

/** The one that carries the answer: certain before probable, not resected before resected. */
function gravest(listed: readonly ListedCancer[]): ListedCancer | null {
  const rank = ({ certainty, lowered }: ListedCancer): number =>
    (certainty === 'definite' ? 2 : 0) + (lowered === null ? 1 : 0);
  let best: ListedCancer | null = null;
  for (const one of listed) if (best === null || rank(one) > rank(best)) best = one;
  return best;
}

/** Cancers that only words name may be any of the list. */
function wordsOnly(chart: Chart): readonly ConditionRecord[] {
  return chart.conditions.filter(({ cancer }) => cancer?.kind === 'possible' && cancer.why === 'text-only');
}

/** A neoplasm of uncertain behavior is a cancer of its site if it is treated as one; that may not have been read. */
function perhapsTreated(chart: Chart, { malignancy }: Pick<DerivedFacts, 'malignancy'>): readonly ConditionRecord[] {
  if (malignancy.active !== null || isTreatmentRead(chart)) return [];
  return chart.conditions.filter(
    ({ cancer }) => cancer?.kind === 'possible' && cancer.why !== 'text-only' && cancer.why !== 'skin',
  );
}

function nothingListed(
  { possible: listed, stageMissing }: LowSurvival,
  facts: Pick<DerivedFacts, 'spread' | 'malignancy'>,
  chart: Chart,
): Finding {
  const { spread } = facts;
  const possible = [...listed, ...wordsOnly(chart), ...perhapsTreated(chart, facts)];
  const [perhaps] = possible;
  if (perhaps !== undefined) {
    const say = state('site-or-histology-not-specific', { name: perhaps.label, when: perhaps.when });
    return { found: 'nothing', because: say, missing: [{ reason: 'possible', source: null, say }], evidence: possible };
  }
  if (isPrimaryMissing(spread) || isPrimaryOfNodesMissing(spread)) return PRIMARY_NOT_RECORDED;
  const [unstaged] = stageMissing;
  if (unstaged !== undefined) {
    const { label: name } = unstaged;
    const staged = spread.primaries.some(
      ({ conditions, stagings }) => conditions.includes(unstaged) && stagings.length > 0,
    );
    const unread = staged ? null : (unreadIn(chart, 'Observation') ?? unreadIn(chart, 'Condition'));
    const say = staged
      ? state('spread-decides', { name })
      : unread === null
        ? state('stage-decides', { name })
        : state('stage-decides-not-read', { name });
    return {
      found: 'nothing',
      because: say,
      missing: [{ reason: unread?.reason ?? 'never-recorded', source: null, say }],
      evidence: stageMissing,
    };
  }
  const lung = spread.diseases.some(({ site }) => site === 'lung');
  return {
    found: 'nothing',
    because: state('not-a-listed-cancer', {}),
    caveats: lung ? [state('lung-histology-not-in-code', {})] : [],
  };
}
