import type { ReactNode } from 'react';
import type { Against } from '../../domain/dosing/against.ts';
import type { Recommendation } from '../../domain/dosing/recommendation.ts';
import type { StatementCode } from '../../domain/statement.ts';
import { screen } from '../../words/screen.ts';
import { say, sayDay } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Remarks.module.css';

export interface RemarksProps {
  readonly recommendation: Recommendation;
  /** The strongest reason against the answer. */
  readonly against: Against | null;
  /** Whether a day to look again makes sense: not once a referral has left, or the patient has asked not to be asked again. */
  readonly review: boolean;
  /** When the question comes back behind an open referral; `usual`: what is said unless more is known of it. */
  readonly comesBack: (usual: string) => ReactNode;
}

/** Nothing can be said before somebody has asked: a day to look again would only put that off. */
const TOO_LITTLE: ReadonlySet<StatementCode> = new Set(['answer-too-little']);

/** What is said beside the answer, quietly: remarks, things to do, when to look again. They never change it. */
export function Remarks({ recommendation, against, review, comesBack }: RemarksProps): ReactNode {
  const { headline, remarks, tasks, suppressedBy } = recommendation;
  // What waits for a signature is looked at now, not on some later day.
  const tooLittle = TOO_LITTLE.has(headline.code);
  const reviewOn = review && !tooLittle && suppressedBy !== 'referral-prepared' ? recommendation.reviewOn : null;
  const isOpen = suppressedBy === 'referral-open';
  const doubt =
    against === null ? null : `${screen.answer.against[against.as]} ${say(against.say)}.`.replace('?.', '?');
  const lines = [
    ...remarks.map(say),
    ...tasks.map((task) => screen.answer.task[task]),
    ...(tooLittle ? [screen.answer.askNow] : []),
    ...(reviewOn === null || isOpen ? [] : [screen.answer.reviewOn(sayDay(reviewOn))]),
  ];
  // An open referral is looked after by what stands beside it; the day is that on which it no longer keeps the question back.
  const back = reviewOn !== null && isOpen ? comesBack(screen.answer.askedAgainOn(sayDay(reviewOn))) : null;
  if (doubt === null && lines.length === 0 && back === null) return null;
  return (
    <List aria-label={screen.answer.remarks}>
      {doubt !== null && <Doubt>{doubt}</Doubt>}
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {back !== null && <li>{back}</li>}
    </List>
  );
}

/** Each on a line of its own, in the column of the reasons' words. */
const List = dressed('ul', css.list);

/** Before the decision in any window. */
const Doubt = dressed('li', css.doubt);
