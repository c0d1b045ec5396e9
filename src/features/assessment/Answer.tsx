import { Suspense, type ReactNode } from 'react';
import type { Assessment } from '../../domain/assessment.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ChartView } from '../../session/chart-store.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { saysNeverAgain } from '../../domain/decision/decision-write.ts';
import { useDecision } from '../../session/useDecision.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useTime } from '../../session/useTime.ts';
import { useSite } from '../../session/useWho.ts';
import type { SourceId } from '../../domain/chart/source.ts';
import type { Gate, Recommendation } from '../../domain/dosing/recommendation.ts';
import type { StatementCode } from '../../domain/statement.ts';
import { isOnRecord } from '../../domain/referral/outcome.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Announce } from '../../ui/Announce.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { isSameDay } from '../../words/clock.ts';
import { screen } from '../../words/screen.ts';
import { say } from '../../words/say.ts';
import { GateLines } from './GateLines.tsx';
import { OnRecord } from './OnRecord.tsx';
import { NotSeen } from './NotSeen.tsx';
import { Reasons } from './Reasons.tsx';
import { Remarks } from './Remarks.tsx';
import { SafetyLines } from './SafetyLines.tsx';
import { problemNote } from './later-parts.ts';
import { referLook, type ReferLook } from './refer-look.ts';
import { foundSoFar, saidSoFar } from './so-far.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Answer.module.css';

export interface AnswerProps {
  /** The decision's button, or what has become of it; its look follows from the answer. */
  readonly refer: (look: ReferLook) => ReactNode;
  /** The honest answers beside it. */
  readonly others: ReactNode;
  /** What matters to the patient, in a line. */
  readonly matters: ReactNode;
  /** The button with which the clinician adds what they know. */
  readonly add: ReactNode;
  /** Above the sentence: what left at an earlier visit without an order. */
  readonly before: ReactNode;
  /** At the end of the sentence, where it speaks of a referral that is open: what has become of it. */
  readonly more: ReactNode;
  /** What to do about a referral on record, and the way to it, beside the sentence that speaks of it. */
  readonly toReferrals: (gate: Gate, usual: ReactNode) => ReactNode;
  /** When the question comes back behind a referral that is open. */
  readonly comesBack: (usual: string) => ReactNode;
  /** The way to take a decision on record back, beside its record. */
  readonly takeBack: ReactNode;
  /** What the oncology team has taken on, beside the record of that decision. */
  readonly takesOn: (items: readonly string[]) => ReactNode;
  /** What they have said at this visit: the answer goes by it. */
  readonly said: ReactNode;
  /** Below the decision: the panel in which they say it. */
  readonly panel: ReactNode;
}

/**
 * The answer: one sentence, what carries it, what could not be seen, and the decision. It keeps its place while it fills,
 * and its heading and button stay the same elements, so that a reader or a focus on them is not thrown off.
 */
export function Answer({
  refer,
  others,
  matters,
  add,
  before,
  more,
  toReferrals,
  comesBack,
  takeBack,
  takesOn,
  said,
  panel,
}: AnswerProps): ReactNode {
  const { view, again } = useChart();
  const left = useLeft();
  const { kept } = useDecision();
  const assessment = useAssessment();
  const { sentence, announce, look, body } = partsOf(view, assessment, again, {
    review: left === null && (kept === null || !saysNeverAgain(kept)),
    matters,
    add,
    toReferrals,
    comesBack,
    takeBack,
    takesOn,
  });
  return (
    <Section aria-label={screen.answer.region}>
      <SafetyLines notices={assessment?.notices ?? []} />
      {before}
      <Sentence id="answer" tabIndex={-1}>
        {left !== null && <Left>{left} </Left>}
        {sentence}
        {view.at === 'settled' && assessment?.recommendation.suppressedBy === 'referral-open' && more}
      </Sentence>
      <Announce>{announce}</Announce>
      <Body>{body}</Body>
      {said}
      <Decision>
        <Foot>{refer(look)}</Foot>
        {others}
      </Decision>
      {panel}
    </Section>
  );
}

interface Parts {
  readonly sentence: string;
  /** Read out when it changes: the settled answer only, so that a chart on its way does not chatter. */
  readonly announce: string;
  readonly look: ReferLook;
  readonly body: ReactNode;
}

interface Settled {
  /** Whether a day to look again makes sense. */
  readonly review: boolean;
  readonly matters: ReactNode;
  readonly add: ReactNode;
  readonly toReferrals: (gate: Gate, usual: ReactNode) => ReactNode;
  readonly takeBack: ReactNode;
  readonly takesOn: AnswerProps['takesOn'];
  readonly comesBack: AnswerProps['comesBack'];
}

function partsOf(view: ChartView, assessment: Assessment | null, again: () => void, more: Settled): Parts {
  if (view.at === 'unreadable') return unreadable(view.problem, again);
  if (view.at === 'opening' || assessment === null) {
    return { sentence: screen.answer.reading, announce: '', look: null, body: <p>{screen.answer.readingMore}</p> };
  }
  return view.at === 'reading' ? soFar(assessment, view.pending) : settled(assessment, more);
}

function unreadable(problem: Problem, again: () => void): Parts {
  const { unreadable: sentence } = screen.answer;
  // Trying again mends neither: only a new launch does.
  const mayMend = problem.kind !== 'session-expired' && problem.kind !== 'wrong-patient';
  const body = (
    <>
      <ErrorBoundary part="problem">
        <Suspense fallback={null}>
          <problemNote.Part problem={problem} />
        </Suspense>
      </ErrorBoundary>
      {mayMend && (
        <ActionButton look="outlined" onClick={again} style={{ justifySelf: 'start' }}>
          {screen.answer.again}
        </ActionButton>
      )}
    </>
  );
  return { sentence, announce: sentence, look: null, body };
}

function soFar({ recommendation, triggers, asOf }: Assessment, pending: readonly SourceId[]): Parts {
  const said = saidSoFar(recommendation);
  const reasons = foundSoFar(reasonsOf(recommendation), triggers);
  const body = (
    <>
      {said === null && reasons.length === 0 && <p>{screen.answer.readingMore}</p>}
      <Reasons because={reasons} asOf={asOf} />
      <p>{screen.answer.stillReading(pending.map((source) => screen.sources[source]))}</p>
    </>
  );
  return {
    sentence: said === null ? screen.answer.reading : screen.answer.soFar(say(said)),
    announce: '',
    look: null,
    body,
  };
}

/** A referral that left in this session comes first: below it stands the answer that it followed. */
export function useLeft(): string | null {
  const { submission } = useReferral();
  const { timeZone } = useSite();
  const time = useTime(60_000);
  if (submission.at !== 'settled') return null;
  const { outcome } = submission;
  if (!isOnRecord(outcome)) return null;
  const left = outcome.outcome === 'filed' ? outcome.as : outcome.outcome;
  return screen.answer.left[left](isSameDay(submission.since, time, timeZone));
}

function settled(
  { recommendation, asOf, notSeen, triggers, against }: Assessment,
  { review, matters, add, toReferrals, comesBack, takeBack, takesOn }: Settled,
): Parts {
  const sentence = say(recommendation.headline);
  const body = (
    <>
      <OnRecord recommendation={recommendation} asOf={asOf} takeBack={takeBack} takesOn={takesOn} />
      <GateLines gate={recommendation.suppressedBy} toReferrals={toReferrals} />
      <Reasons because={reasonsOf(recommendation)} asOf={asOf} takeBack={takeBack} />
      <Remarks recommendation={recommendation} against={against} review={review} comesBack={comesBack} />
      {matters}
      {/* Where no rule is asked (deceased, under 18), nothing is missing from one. */}
      {triggers.length > 0 && <NotSeen notSeen={notSeen} add={add} />}
    </>
  );
  return { sentence, announce: screen.answer.settled(sentence), look: referLook(recommendation), body };
}

/** What the headline of an unclear cancer says already, with the record under it. */
const SAID_ABOVE: ReadonlySet<StatementCode> = new Set([
  'one-visit-diagnosis',
  'old-visit-diagnosis',
  'cancer-suspected',
]);

/** Behind a gate the first "reason" is the headline itself; its records stand under the headline. */
function reasonsOf({ headline, because, suppressedBy }: Recommendation): Recommendation['because'] {
  const isRepeated = ({ say: { code }, evidence }: Recommendation['because'][number]): boolean =>
    code === headline.code || (suppressedBy === 'cancer-status-unclear' && evidence.length > 0 && SAID_ABOVE.has(code));
  return because.filter((one) => !isRepeated(one));
}

const Section = dressed('section', css.section);

const Sentence = dressed('h1', css.sentence);

/** A line of its own, in the heading's own type. */
const Left = dressed('span', css.left);

const Body = dressed('div', css.body);

/** One row where there is room. */
const Decision = dressed('div', css.decision);

const Foot = dressed('div', css.foot);
