/**
 * The strongest reason against the answer, told beside it (clinical reference 8.1, 8: automation bias). For a step that is
 * suggested: what weakens the finding it rests on, what is not known, what speaks for the patient being well. For none, or
 * for one of the own team: what was found, or may be so, and was not counted.
 */
import type { ChartFacts } from '../assessment.ts';
import { state, type Statement, type StatementCode } from '../statement.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';
import type { StageOnRecord } from '../chart/stage-on-record.ts';
import type { Recommendation } from './recommendation.ts';

export interface Against {
  /** `not-counted`: on record, and without weight in the answer. */
  readonly as: 'against' | 'not-counted';
  readonly say: Statement;
}

/** Says where else something might be, not that the finding is weak. */
const NO_DOUBT: ReadonlySet<StatementCode> = new Set([
  'acute-care-elsewhere',
  'planning-elsewhere',
  'also-not-read',
  'stage-not-read',
  'advanced-not-read',
]);

/** Met for another purpose than a level: context, and things to do. */
const NOT_FOR_A_LEVEL: ReadonlySet<TriggerId> = new Set([
  'metastatic-solid-tumor',
  'acp-gap',
  'systemic-therapy-change',
]);

/** Stays that are counted because nothing says that they were planned (clinical reference 3.3, `presumed-no`). */
const PRESUMED: ReadonlySet<StatementCode> = new Set([
  'in-hospital-not-recorded-as-planned',
  'stay-ended-not-recorded-as-planned',
  'stays-not-recorded-as-planned',
]);

/** ECOG up to which a person is up and about: a good sign (clinical reference 4.2, item 4). */
const WELL = 1;

/** Null behind a gate, where no level is given, and where nothing weakens the answer but what is not seen: that is a line of its own. */
export function againstOf(
  { level, headline, because }: Pick<Recommendation, 'level' | 'headline' | 'because'>,
  triggers: readonly TriggerResult[],
  facts: Pick<ChartFacts, 'activeMalignancy' | 'advanced' | 'confirmable' | 'ecog'>,
  stage: StageOnRecord,
): Against | null {
  if (level === 'none') return null;
  const own = level === 'watch' || level === 'oncology-team';
  const said = new Set(because.map(({ say }) => say));
  const found = own ? notCounted(triggers) : weakness(triggers);
  const inDoubt = otherInDoubt(facts);
  // It may ask for more than the own team gives: that comes before what was found and not counted.
  const reason = (own ? inDoubt : null) ?? found ?? inDoubt ?? possibly(triggers);
  if (reason !== null && !said.has(reason.say)) return reason;
  // What was not read is not seen, and said in that line.
  if (facts.advanced === null && stage !== 'not-read' && !saysHowFar(headline))
    return against(state(stage === 'staged' ? 'advanced-unclear' : 'stage-not-recorded', {}));
  const good = own ? null : goodSign(triggers, facts);
  return good === null ? null : against(good);
}

/** "Too little is recorded to say" names itself that the stage, or how far the disease has spread, is not. */
const saysHowFar = (headline: Statement): boolean =>
  headline.code === 'answer-too-little' &&
  headline.params.gaps.some(({ what }) => what !== 'performance' && what !== 'symptoms');

const against = (say: Statement): Against => ({ as: 'against', say });

/** A doubt about a finding that carries the answer; of the strong ones first. */
function weakness(triggers: readonly TriggerResult[]): Against | null {
  const carriers = triggers
    .filter(({ outcome, counted }) => outcome === 'met' && counted)
    .toSorted((one, other) => rankOf(one) - rankOf(other));
  for (const { caveats, because } of carriers) {
    const doubt = caveats.find(({ code }) => !NO_DOUBT.has(code));
    if (doubt !== undefined) return against(doubt);
    if (PRESUMED.has(because.code)) return against(state('perhaps-planned', {}));
  }
  return null;
}

const rankOf = ({ strength }: TriggerResult): number => (strength === 'major' ? 0 : 1);

/** Found, and not counted: not a task, nor what another finding says already. */
function notCounted(triggers: readonly TriggerResult[]): Against | null {
  const found = triggers.find(({ id, outcome, counted }) => outcome === 'met' && !counted && !NOT_FOR_A_LEVEL.has(id));
  return found === undefined ? null : { as: 'not-counted', say: found.because };
}

/** Beside a cancer that was confirmed: another one, of which nobody has said whether it is there. */
function otherInDoubt({
  activeMalignancy,
  confirmable,
}: Pick<ChartFacts, 'activeMalignancy' | 'confirmable'>): Against | null {
  const [first] = confirmable;
  if (activeMalignancy !== true || first === undefined) return null;
  return { as: 'not-counted', say: state('cancer-suspected', { name: first.label, when: first.when }) };
}

/** May be so, and is not certain enough to count. */
function possibly(triggers: readonly TriggerResult[]): Against | null {
  for (const { outcome, missing } of triggers) {
    if (outcome !== 'not-assessable') continue;
    const one = missing.find(({ reason, source, say }) => reason === 'possible' && source === null && isFind(say));
    if (one !== undefined) return { as: 'not-counted', say: one.say };
  }
  return null;
}

/** Where treatment breaks off and no stop is recorded, nothing was found: it is asked at the next talk (`notSeen`, last). */
const isFind = ({ code }: Statement): boolean => code !== 'treatment-stopped-why-not-recorded';

/** Up and about, or asked and without much of a burden. */
function goodSign(triggers: readonly TriggerResult[], { ecog }: Pick<ChartFacts, 'ecog'>): Statement | null {
  const notMet = (id: TriggerId): TriggerResult | undefined =>
    triggers.find((one) => one.id === id && one.outcome === 'not-met' && one.evidence.length > 0);
  const upAndAbout = ecog !== null && ecog.value <= WELL ? notMet('poor-performance-status') : undefined;
  return (upAndAbout ?? notMet('severe-physical-symptom'))?.because ?? null;
}
