/** The stable JSON that other programs read: `alongside.assessment/1`. */
import type { Assessment, ChartFacts } from '../domain/assessment.ts';
import type { SourcesOfOrigin } from '../domain/chart/source.ts';
import { isoDay, isoWhen, type Day, type When } from '../domain/logic/when.ts';
import { say } from '../words/say.ts';

const date = (when: When | null): string | null => (when === null ? null : isoWhen(when));
const day = (value: Day | null): string | null => (value === null ? null : isoDay(value));
const references = (evidence: readonly { readonly reference: string }[]): readonly string[] =>
  evidence.map((one) => one.reference);

/** To one decimal as the sentence says it: halves away from zero, a loss as a gain. */
const toTenth = (value: number): number => (Math.sign(value) * Math.round(Math.abs(value) * 10)) / 10;

/** What cannot be told is null: never "none". */
export function toContract(assessment: Assessment): object {
  const { facts, recommendation } = assessment;
  return {
    schema: 'alongside.assessment/1',
    engine: assessment.engine,
    asOf: isoDay(assessment.asOf),
    patient: assessment.patient,
    chart: {
      activeMalignancy: facts.activeMalignancy,
      cancers: facts.cancers.map((one) => ({
        name: one.name,
        site: one.site,
        role: one.role,
        status: one.status,
        onset: date(one.onset),
        evidence: references(one.evidence),
      })),
      metastatic: facts.metastatic,
      metastaticSites: facts.metastaticSites,
      stage: stageOf(facts),
      ecog: facts.ecog === null ? null : { value: facts.ecog.value, date: date(facts.ecog.when) },
      kps: facts.karnofsky === null ? null : { value: facts.karnofsky.value, date: date(facts.karnofsky.when) },
      acuteCare: facts.acuteCare,
      involvement: facts.involvement,
      weightChange:
        facts.weightChange === null
          ? null
          : {
              percent: toTenth(facts.weightChange.percent),
              from: date(facts.weightChange.from),
              to: date(facts.weightChange.to),
            },
      therapyLines: facts.therapyLines,
      opioidActive: facts.opioidActive,
    },
    sources: Object.fromEntries(
      Object.entries(assessment.sources).map(([origin, states]) => [origin, sourcesOf(states)]),
    ),
    triggers: assessment.triggers.map((one) => ({
      id: one.id,
      outcome: one.outcome,
      strength: one.strength,
      certainty: one.certainty,
      counted: one.counted,
      because: say(one.because),
      evidence: references(one.evidence),
      missing: one.missing.map(({ reason, source, say: words }) => ({ reason, source, text: say(words) })),
      caveats: one.caveats.map(say),
    })),
    notices: assessment.notices.map((one) => ({
      id: one.id,
      date: date(one.on),
      text: say(one.say),
      evidence: references(one.evidence),
    })),
    recommendation: {
      level: recommendation.level,
      urgency: recommendation.urgency,
      reviewOn: day(recommendation.reviewOn),
      basis: recommendation.basis,
      suppressedBy: recommendation.suppressedBy,
      headline: say(recommendation.headline),
      because: [...recommendation.because.map((one) => say(one.say)), ...recommendation.remarks.map(say)],
      tasks: recommendation.tasks,
    },
  };
}

function sourcesOf(states: SourcesOfOrigin): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(states).map(([id, one]) => [
      id,
      {
        state: one.state,
        count: 'count' in one ? one.count : 0,
        ...('newest' in one && one.newest !== null ? { newest: isoWhen(one.newest) } : {}),
      },
    ]),
  );
}

/** The stage that holds now: a metastasis that came after the staging makes it IV. */
function stageOf({ stage, stageSince }: ChartFacts): unknown {
  const now = stageSince ?? stage;
  return now === null ? null : { group: now.text, date: date(now.when) };
}
