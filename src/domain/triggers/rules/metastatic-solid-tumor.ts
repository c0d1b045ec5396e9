import type { Evidence } from '../../chart/evidence.ts';
import { stageSaysMetastasis } from '../../chart/spread.ts';
import { compareWhen, type When } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { ASCO_2024, NCCN_PALLIATIVE } from '../citations.ts';
import { newestDay } from '../looked-at.ts';
import { defineRule, type Finding } from '../rule.ts';
import type { Missing } from '../trigger.ts';

/** Trigger 1: metastatic solid cancer. Context for the others; enough alone only in a profile that says so. */
export const metastaticSolidTumor = defineRule({
  id: 'metastatic-solid-tumor',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting', context: true },
  settlesAdvanced: true,
  needs: ['Condition', 'Observation'],
  alsoReads: [],
  citations: [NCCN_PALLIATIVE, ASCO_2024],
  thresholds: {},

  inWords: () => state('rule-metastatic-solid-tumor', {}),

  lookedAt: ({ chart }) => [
    { source: 'Condition', count: chart.conditions.length, since: null, newest: newestDay(chart.conditions) },
    { source: 'Observation', count: chart.observations.length, since: null, newest: newestDay(chart.observations) },
  ],

  evaluate({ facts: { spread, malignancy } }): Finding {
    const { metastases, stages, mCategories } = spread;
    const primaries = [...malignancy.conditions, ...malignancy.unclear].filter((one) => one.cancer.kind === 'invasive');
    if (metastases.length === 0 && primaries.length > 0 && spread.solidPrimaries.length === 0) {
      return { found: 'does-not-apply', because: state('metastasis-not-a-solid-cancer', {}), evidence: primaries };
    }
    const [metastasis] = metastases.toSorted((a, b) =>
      a.cancer.probable === b.cancer.probable ? byDate(a.when, b.when) : a.cancer.probable ? 1 : -1,
    );
    const m1 = mCategories.find((one) => one.metastasis);
    const [m] = mCategories;
    const stageIv = stages.find((one) => stageSaysMetastasis(one, spread) === true);
    const backing = [
      ...metastases,
      ...(m1 === undefined ? [] : [m1.evidence]),
      ...(stageIv === undefined ? [] : [stageIv.evidence]),
    ];
    if (metastasis !== undefined) {
      // A metastasis that is still on the list beats an older M0 and an earlier stage.
      return {
        found: 'yes',
        certainty:
          metastases.every((one) => one.cancer.probable) && m1 === undefined && stageIv === undefined
            ? 'probable'
            : 'definite',
        because: state('metastasis-recorded', { name: metastasis.label, when: metastasis.when }),
        evidence: backing,
      };
    }
    const newestStage = stages[0];
    if (m1 !== undefined && m === m1) {
      return {
        found: 'yes',
        certainty: 'definite',
        because: state('m1-recorded', { when: m1.when }),
        evidence: backing,
      };
    }
    if (
      stageIv !== undefined &&
      stageIv === newestStage &&
      !(
        m !== undefined &&
        !m.metastasis &&
        m.when !== null &&
        stageIv.when !== null &&
        compareWhen(m.when, stageIv.when) > 0
      )
    ) {
      return {
        found: 'yes',
        certainty: 'definite',
        because: state('stage-recorded', { stage: stageIv.stage.text, when: stageIv.when }),
        evidence: backing,
      };
    }
    const [possible] = spread.possible;
    if (possible !== undefined) {
      return nothing(
        {
          reason: 'possible',
          source: null,
          say: state('metastasis-possible', { name: possible.label, when: possible.when }),
        },
        [possible],
      );
    }
    if (newestStage !== undefined && stageSaysMetastasis(newestStage, spread) === null) {
      return nothing(
        {
          reason: 'value-imprecise',
          source: null,
          say: state('stage-four-without-m', { stage: newestStage.stage.text, when: newestStage.when }),
        },
        [newestStage.evidence],
      );
    }
    if (spread.effusions.length > 0) {
      return nothing({ reason: 'possible', source: null, say: state('effusion-stage-not-told', {}) }, spread.effusions);
    }
    if (newestStage !== undefined) {
      return {
        found: 'nothing',
        because: state('stage-not-metastatic', { stage: newestStage.stage.text, when: newestStage.when }),
        evidence: [newestStage.evidence],
      };
    }
    if (m !== undefined)
      return { found: 'nothing', because: state('m0-recorded', { when: m.when }), evidence: [m.evidence] };
    return nothing(
      {
        reason: 'never-recorded',
        source: null,
        say: spread.nodal.length > 0 ? state('nodes-recorded-stage-not', {}) : state('stage-not-recorded', {}),
      },
      spread.nodal,
    );
  },
});

function nothing(missing: Missing, evidence: readonly Evidence[]): Finding {
  return { found: 'nothing', because: missing.say, missing: [missing], evidence };
}

function byDate(a: When | null, b: When | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareWhen(a, b);
}
