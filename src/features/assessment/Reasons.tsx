import type { ReactNode } from 'react';
import type { Evidence } from '../../domain/chart/evidence.ts';
import type { Recommendation } from '../../domain/dosing/recommendation.ts';
import { compareWhen, type Day, type When } from '../../domain/logic/when.ts';
import type { Statement, StatementCode } from '../../domain/statement.ts';
import { CLINICIAN } from '../../domain/visit/visit.ts';
import { Shape } from '../../ui/Shape.tsx';
import { Quiet, Whole } from '../../ui/Text.tsx';
import { screen } from '../../words/screen.ts';
import { ago, say } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Reasons.module.css';

/** As many as one minute holds; all of them stand under *Why*. */
const SHOWN = 3;

/** The findings that carry the answer, each with its value and date. */
export function Reasons({
  because,
  asOf,
  takeBack = null,
}: {
  readonly because: Recommendation['because'];
  readonly asOf: Day;
  /** The way to take a decision back, beside the sentence that tells it. */
  readonly takeBack?: ReactNode;
}): ReactNode {
  if (because.length === 0) return null;
  return (
    <List aria-label={screen.answer.reasons}>
      {because.slice(0, SHOWN).map((reason, index) => {
        // A sentence that names one date is as old as that; its record may have begun earlier.
        const newest = onlyDateIn(reason.say) ?? newestOf(reason.evidence);
        return (
          <Item key={index}>
            <Shape outcome="met" />
            <span>
              {say(reason.say)}
              {newest !== null && <Ago of={reason.say}>{ago(newest, asOf)}</Ago>}
              {isEntered(reason.evidence) && <Quiet>, {screen.visit.mark}</Quiet>}
              {DECIDED.has(reason.say.code) && takeBack !== null && <> {takeBack}</>}
            </span>
          </Item>
        );
      })}
    </List>
  );
}

/** Sentences of a decision on record that lets an answer stand. */
const DECIDED: ReadonlySet<StatementCode> = new Set(['gate-patient-declined', 'gate-decision-recorded']);

/** The second reading of the date: beside it, or, where several stand there, said of the latest. */
function Ago({ of, children }: { readonly of: Statement; readonly children: string }): ReactNode {
  if (children === '') return null;
  const several = datesIn(of) > 1;
  return (
    <>
      {several ? ', ' : ' '}
      <Quiet as={Whole}>{several ? screen.answer.latest(children) : children}</Quiet>
    </>
  );
}

/** The chart does not say so: a clinician has entered it here. */
function isEntered(evidence: readonly Evidence[]): boolean {
  return evidence.some(({ origin }) => origin === CLINICIAN);
}

/** How many dates a sentence names: with several, it has to be said which one was so long ago. */
function datesIn(statement: Statement): number {
  return datesOf(statement).length;
}

function datesOf({ params }: Statement): readonly When[] {
  return Object.values(params)
    .flat()
    .filter((value: unknown): value is When => typeof value === 'object' && value !== null && 'precision' in value);
}

function onlyDateIn(statement: Statement): When | null {
  const [only, ...more] = datesOf(statement);
  return only !== undefined && more.length === 0 ? only : null;
}

function newestOf(evidence: readonly Evidence[]): When | null {
  return evidence.reduce<When | null>(
    (newest, { when }) => (when !== null && (newest === null || compareWhen(when, newest) > 0) ? when : newest),
    null,
  );
}

const List = dressed('ul', css.list);

const Item = dressed('li', css.item);
