import type { ReactNode } from 'react';
import type { Evidence } from '../../domain/chart/evidence.ts';
import type { Hospice } from '../../domain/chart/hospice.ts';
import type { CareInvolvement } from '../../domain/chart/involvement.ts';
import type { When } from '../../domain/logic/when.ts';
import { state } from '../../domain/statement.ts';
import { care } from '../../words/care.ts';
import { say, sayWhen } from '../../words/say.ts';
import { Folded } from './Folded.tsx';
import { keyOf } from './Groups.tsx';
import { RecordLine } from './RecordLine.tsx';

const OPEN_LINES = 3;

/** The palliative team: seen, to come, comfort care, and what may be theirs. */
export function PalliativeCare({
  care: { specialist, comfortCare, possible },
}: {
  readonly care: CareInvolvement;
}): ReactNode {
  return (
    <>
      {specialist !== null && (
        <>
          <p>{involved(specialist)}</p>
          <Lines evidence={specialist.evidence} />
        </>
      )}
      {comfortCare !== null && (
        <>
          <p>{care.palliative.comfortCare(dateOf(comfortCare.since))}</p>
          <Lines evidence={comfortCare.evidence} />
        </>
      )}
      {possible.length > 0 && (
        <>
          <p>{care.palliative.possible}</p>
          <Lines evidence={possible} />
        </>
      )}
    </>
  );
}

function involved(specialist: NonNullable<CareInvolvement['specialist']>): string {
  const { last, next, told, onlyBooked } = specialist;
  // Nobody was seen on that day, or at all: the same words as in the answer.
  if (told !== null) return say(state('gate-under-specialist-care', { last, next, told }));
  if (onlyBooked) return say(state('gate-under-specialist-care', { last, next, onlyBooked }));
  return [
    last === null ? care.palliative.undated : care.palliative.involved(sayWhen(last)),
    ...(next === null ? [] : [care.palliative.nextVisit(sayWhen(next))]),
  ].join(' ');
}

/** Hospice care: enrolled or met, left again, or only spoken of. */
export function HospiceCare({
  hospice: { now, since, enrolled, evidence, left, possible },
}: {
  readonly hospice: Hospice;
}): ReactNode {
  return (
    <>
      {now === true && (
        <>
          <p>{enrolled ? care.hospice.since(dateOf(since)) : care.hospice.contact(dateOf(since))}</p>
          <Lines evidence={evidence} />
        </>
      )}
      {left !== null && (
        <>
          <p>{care.hospice.left(dateOf(left.on))}</p>
          <Lines evidence={[left.evidence]} />
        </>
      )}
      {possible.length > 0 && (
        <>
          <p>{care.hospice.possible}</p>
          <Lines evidence={possible} />
        </>
      )}
    </>
  );
}

function dateOf(when: When | null): string | null {
  return when === null ? null : sayWhen(when);
}

function Lines({ evidence }: { readonly evidence: readonly Evidence[] }): ReactNode {
  return (
    <Folded open={OPEN_LINES}>
      {evidence.map((one, index) => (
        <li key={keyOf(one, index)}>
          <RecordLine evidence={one} />
        </li>
      ))}
    </Folded>
  );
}
