import type { ReactNode } from 'react';
import type { Evidence } from '../../domain/chart/evidence.ts';
import { CLINICIAN, mayBeLeftOut, referenceOf } from '../../domain/visit/visit.ts';
import { mayHaveLeft } from '../../domain/visit/fact-write.ts';
import { state } from '../../domain/statement.ts';
import { toAnswerByKey } from '../../session/to-answer.ts';
import { useChart } from '../../session/useChart.ts';
import { useConfirm } from '../../session/useConfirm.ts';
import { useSaving } from '../../session/useSaving.ts';
import { useVisit } from '../../session/useVisit.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EvidenceLine, type EvidenceLineProps } from '../../ui/EvidenceLine.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { say } from '../../words/say.ts';
import { screen } from '../../words/screen.ts';

/** A record that was found, and the ways to put it right; or what a clinician has entered, with the way to take it back. */
export function FoundLine(props: EvidenceLineProps): ReactNode {
  const { visit, actions } = useVisit();
  const { saving } = useSaving();
  const { evidence } = props;
  if (evidence.origin === CLINICIAN) {
    const fact = visit.entered.find((one) => evidence.reference.startsWith(referenceOf(one)));
    if (fact === undefined) return null;
    const what = say(state('entered', { content: fact.content, on: fact.on }));
    return (
      <>
        {what} <Quiet>{screen.visit.mark}</Quiet>{' '}
        {!mayHaveLeft(saving.writes[fact.id]) && (
          <ActionButton
            look="quiet"
            aria-label={screen.visit.takeBackWhat(what)}
            onClick={(event) => {
              actions.takeBack(fact.id);
              toAnswerByKey(event);
            }}
          >
            {screen.visit.takeBack}
          </ActionButton>
        )}
      </>
    );
  }
  return <EvidenceLine {...props} more={mayBeLeftOut(evidence) ? <Wrong {...props} /> : undefined} />;
}

function Wrong({ evidence, asOf }: EvidenceLineProps): ReactNode {
  const confirm = useConfirm()(evidence);
  const { actions } = useVisit();
  const { view } = useChart();
  const { origin, reference, label, when } = evidence;
  const encounters = view.at === 'reading' || view.at === 'settled' ? view.chart.encounters : [];
  const isOfThis = (one: Evidence): boolean => one.origin === origin && one.reference === reference;
  // A stay that was planned is on record, and rightly so. Of a visit nobody asks whether it was planned.
  const isStay = when !== null && encounters.some((one) => one.kind === 'inpatient' && isOfThis(one));
  return (
    <>
      <ActionButton
        look="quiet"
        aria-label={screen.visit.wrongWhat(label)}
        onClick={(event) => {
          actions.leaveOut(evidence);
          toAnswerByKey(event);
        }}
      >
        {screen.visit.wrong}
      </ActionButton>
      {isStay && (
        <ActionButton
          look="quiet"
          aria-label={screen.visit.plannedWhat(label)}
          onClick={(event) => {
            actions.enter({ is: 'planned-stay', encounters: [{ origin, reference }] }, when, asOf);
            toAnswerByKey(event);
          }}
        >
          {screen.visit.planned}
        </ActionButton>
      )}
      {confirm !== null && (
        <ActionButton look="quiet" aria-label={screen.visit.activeWhat(label)} onClick={confirm}>
          {screen.visit.active}
        </ActionButton>
      )}
    </>
  );
}
