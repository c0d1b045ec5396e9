import type { ReactNode } from 'react';
import type { Matters } from '../../domain/matters.ts';
import { matters as said } from '../../words/matters.ts';
import { sayWhen } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './MattersLine.module.css';

/** Characters of the patient's words that stand beside the answer; the rest is one press away. */
const LONGEST = 90;

/** Beside the answer: the patient's own words, code status and agent, where they are on record, and the way to the rest; else nothing. */
export function MattersLine({ matters }: { readonly matters: Matters | null }): ReactNode {
  if (matters === null) return null;
  const { goal, codeStatus, agent } = matters;
  return (
    <Line>
      {goal !== null && (
        <>
          <Goal>
            <Label>{said.label}</Label> <bdi>{said.goal(short(goal.words))}</bdi>
          </Goal>{' '}
          <span>{said.saidBy(said.who[goal.saidBy], goal.when === null ? null : sayWhen(goal.when))}</span>{' '}
        </>
      )}
      {codeStatus !== null && (
        <span>
          {said.codeStatus(
            codeStatus.says === null ? null : short(codeStatus.says),
            codeStatus.when === null ? null : sayWhen(codeStatus.when),
            codeStatus.differs,
          )}
        </span>
      )}{' '}
      {/* One line: with a code status the agent waits in the section. */}
      {codeStatus === null && agent !== null && <bdi>{said.agent(short(agent))}</bdi>}{' '}
      <a href="#care" aria-label={said.moreName} data-print="never">
        {said.more}
      </a>
    </Line>
  );
}

function short(words: string): string {
  return words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words;
}

const Line = dressed('p', css.line);

const Goal = dressed('span', css.goal);

const Label = dressed('span', css.label);
