import { solidDiseases, standingStage, type Disease, type Spread, type Staging } from '../../chart/spread.ts';
import { isStageRead } from '../../chart/stage-on-record.ts';
import { compareWhen, type When } from '../../logic/when.ts';
import { state, type Statement } from '../../statement.ts';
import { ASCO_2024, NCCN_PALLIATIVE } from '../citations.ts';
import { cannotTell } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { defineRule, type Finding } from '../rule.ts';

/** Trigger 1: metastatic solid cancer. Context for the others; enough alone only in a profile that says so. */
export const metastaticSolidTumor = defineRule({
  id: 'metastatic-solid-tumor',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  uncounted: true,
  settlesAdvanced: true,
  needs: ['Condition', 'Observation'],
  alsoReads: [],
  citations: [NCCN_PALLIATIVE, ASCO_2024],
  thresholds: {},

  inWords: () => state('rule-metastatic-solid-tumor', {}),

  lookedAt: ({ chart }) => [lookedAt('Condition', chart.conditions), lookedAt('Observation', chart.observations)],

  evaluate({ chart, facts: { spread } }): Finding {
    const { metastases, diseases } = spread;
    const solid = solidDiseases(spread);
    if (metastases.length === 0 && spread.worded.length === 0 && diseases.length > 0 && solid.length === 0) {
      return {
        found: 'does-not-apply',
        because: state('metastasis-not-a-solid-cancer', {}),
        evidence: diseases.flatMap((one) => one.conditions),
      };
    }
    const stagings = solid.map((disease) => ({ disease, staging: standingStage(disease) }));
    const staged = stagings.find(({ staging }) => staging?.metastatic === true)?.staging ?? null;
    const backing = [
      ...metastases,
      ...stagings.flatMap(({ staging }) => (staging?.metastatic === true ? [staging.evidence] : [])),
    ];
    const [metastasis] = metastases.toSorted((a, b) =>
      a.cancer.probable === b.cancer.probable ? byDate(a.when, b.when) : a.cancer.probable ? 1 : -1,
    );
    if (metastasis !== undefined) {
      // A metastasis that is still on the list beats an M0 and an earlier stage.
      const probable = metastases.every((one) => one.cancer.probable) && staged === null;
      return {
        found: 'yes',
        certainty: probable ? 'probable' : 'definite',
        because: state('metastasis-recorded', { name: metastasis.label, when: metastasis.when }),
        evidence: backing,
      };
    }
    if (staged !== null) return { found: 'yes', certainty: 'definite', because: saysOf(staged), evidence: backing };
    return withoutMetastasis(spread, solid, isStageRead(chart));
  },
});

/** Nothing says "metastatic": does anything say that it is not? */
function withoutMetastasis(spread: Spread, solid: readonly Disease[], readable: boolean): Finding {
  const [possible] = spread.possible;
  if (possible !== undefined) {
    return cannotTell('possible', state('metastasis-possible', { name: possible.label, when: possible.when }), [
      possible,
    ]);
  }
  const [loose] = spread.unattributed;
  if (loose !== undefined) {
    const say =
      loose.stage === null
        ? saysOf(loose)
        : state('stage-of-which-cancer', { stage: loose.stage.text, when: loose.when });
    return cannotTell('value-imprecise', say, [loose.evidence]);
  }
  const stagings = solid.map(standingStage);
  const unsure = stagings.find((one) => one !== null && one.metastatic === null);
  if (unsure != null) {
    const say =
      unsure.stage?.group === 'IV'
        ? state('stage-four-without-m', { stage: unsure.stage.text, when: unsure.when })
        : saysOf(unsure);
    return cannotTell('value-imprecise', say, [unsure.evidence]);
  }
  if (spread.effusions.length > 0) {
    return cannotTell('possible', state('effusion-stage-not-told', {}), spread.effusions);
  }
  const [first] = stagings;
  // Every cancer has to be staged: one without a stage may be the one that has spread.
  if (first != null && !stagings.includes(null))
    return { found: 'nothing', because: saysOf(first), evidence: stagings.flatMap((one) => one?.evidence ?? []) };
  // What was not read is missing as that: it may hold the stage.
  if (!readable) return { found: 'nothing', because: state('stage-not-read', {}), evidence: spread.nodal };
  return cannotTell('never-recorded', notStaged(spread, solid), spread.nodal);
}

/** What is missing: all staging, or that of one cancer beside others that are staged. */
function notStaged({ nodal }: Spread, solid: readonly Disease[]): Statement {
  if (nodal.length > 0) return state('nodes-recorded-stage-not', {});
  const unstaged = solid.find(({ stagings }) => stagings.length === 0);
  const name = unstaged?.conditions[0]?.label;
  return name === undefined || solid.every(({ stagings }) => stagings.length === 0)
    ? state('stage-not-recorded', {})
    : state('stage-not-recorded-of', { name });
}

function saysOf({ stage, metastatic, when }: Staging): Statement {
  if (stage === null) return metastatic === true ? state('m1-recorded', { when }) : state('m0-recorded', { when });
  return metastatic === true
    ? state('stage-recorded', { stage: stage.text, when })
    : state('stage-not-metastatic', { stage: stage.text, when });
}

function byDate(a: When | null, b: When | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareWhen(a, b);
}
