import { Suspense, type ReactNode } from 'react';
import { factOfRecord } from '../../domain/visit/fact-write.ts';
import { recordKey } from '../../domain/chart/evidence.ts';
import { mayHaveLeft } from '../../domain/visit/fact-write.ts';
import { isWithoutEffect } from '../../domain/visit/visit.ts';
import { state } from '../../domain/statement.ts';
import { toAnswer } from '../../session/to-answer.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useSaving } from '../../session/useSaving.ts';
import { useVisit } from '../../session/useVisit.ts';
import { useSite } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { later } from '../../ui/later.ts';
import { Quiet } from '../../ui/Text.tsx';
import { clockTime } from '../../words/clock.ts';
import { say } from '../../words/say.ts';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './SaidLines.module.css';

/** Only where something was entered: their words are in no first load. */
const saveFact = later(async () => (await import('./SaveFact.tsx')).SaveFact);
const staysInChart = later(async () => (await import('./SaveFact.tsx')).StaysInChart);

/** What the answer goes by and the chart does not say: always in view, each line with the way back. */
export function SaidLines(): ReactNode {
  const { visit, actions } = useVisit();
  const { saving } = useSaving();
  const assessment = useAssessment();
  const { timeZone } = useSite();
  if (visit.entered.length === 0 && visit.leftOut.length === 0) return null;
  const signed = ({ by, at }: { readonly by: string | null; readonly at: number }): ReactNode => (
    <Quiet>{screen.visit.by(by, clockTime(at, timeZone))}</Quiet>
  );
  return (
    <List aria-label={screen.visit.label}>
      {visit.entered.map((fact) => {
        const what = say(state('entered', { content: fact.content, on: fact.on }));
        return (
          <Line key={fact.id}>
            <strong>{screen.visit.entered}</strong> <span>{what}</span> {signed(fact)}
            {assessment !== null && isWithoutEffect(fact, assessment.visit) && (
              <Quiet>{screen.visit.withoutEffect}</Quiet>
            )}
            <Suspense fallback={null}>
              <saveFact.Part id={fact.id} what={what} />
            </Suspense>
            {!mayHaveLeft(saving.writes[fact.id]) && (
              <ActionButton
                look="quiet"
                aria-label={screen.visit.takeBackWhat(what)}
                onClick={() => {
                  actions.takeBack(fact.id);
                  toAnswer();
                }}
              >
                {screen.visit.takeBack}
              </ActionButton>
            )}
          </Line>
        );
      })}
      {visit.leftOut.map((record) => {
        const { label, value, when } = record;
        const what = say(state('left-out', { label, value, when }));
        return (
          <Line key={recordKey(record)}>
            <strong>{screen.visit.leftOut}</strong> <span>{what}</span> {signed(record)}
            {factOfRecord(saving.writes, record) !== null && (
              <Suspense fallback={null}>
                <staysInChart.Part />
              </Suspense>
            )}
            <ActionButton
              look="quiet"
              aria-label={screen.visit.putBackWhat(what)}
              onClick={() => {
                actions.putBack(record);
                toAnswer();
              }}
            >
              {screen.visit.putBack}
            </ActionButton>
          </Line>
        );
      })}
    </List>
  );
}

const List = dressed('ul', css.list);

const Line = dressed('li', css.line);
