import type { ReactNode } from 'react';
import { CLINICIAN, mayBeLeftOut, referenceOf } from '../../domain/visit/visit.ts';
import { state } from '../../domain/statement.ts';
import { useVisit } from '../../session/useVisit.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EvidenceLine, type EvidenceLineProps } from '../../ui/EvidenceLine.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { say } from '../../words/say.ts';
import { screen } from '../../words/screen.ts';

/** A record that was found, and the ways to put it right; or what a clinician has entered, with the way to take it back. */
export function FoundLine(props: EvidenceLineProps): ReactNode {
  const { visit, actions } = useVisit();
  const { evidence } = props;
  if (evidence.origin === CLINICIAN) {
    const fact = visit.entered.find((one) => evidence.reference.startsWith(referenceOf(one)));
    if (fact === undefined) return null;
    const what = say(state('entered', { content: fact.content, on: fact.on }));
    return (
      <>
        {what} <Quiet>{screen.visit.mark}</Quiet>{' '}
        <ActionButton
          look="quiet"
          aria-label={screen.visit.takeBackWhat(what)}
          onClick={() => actions.takeBack(fact.id)}
        >
          {screen.visit.takeBack}
        </ActionButton>
      </>
    );
  }
  return <EvidenceLine {...props} more={mayBeLeftOut(evidence) ? <Wrong {...props} /> : undefined} />;
}

function Wrong({ evidence, asOf }: EvidenceLineProps): ReactNode {
  const { actions } = useVisit();
  const { origin, reference, label, when } = evidence;
  // A stay that was planned is on record, and rightly so.
  const isStay = reference.startsWith('Encounter/') && when !== null;
  return (
    <>
      <ActionButton look="quiet" aria-label={screen.visit.wrongWhat(label)} onClick={() => actions.leaveOut(evidence)}>
        {screen.visit.wrong}
      </ActionButton>
      {isStay && (
        <ActionButton
          look="quiet"
          aria-label={screen.visit.plannedWhat(label)}
          onClick={() => actions.enter({ is: 'planned-stay', encounters: [{ origin, reference }] }, when, asOf)}
        >
          {screen.visit.planned}
        </ActionButton>
      )}
    </>
  );
}
