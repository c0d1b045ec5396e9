import type { ReactNode } from 'react';
import { carriedBy, saidSince, versionsOf, type CarriedBy } from '../../domain/referral/said-since.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useSaving } from '../../session/useSaving.ts';
import { useVisit } from '../../session/useVisit.ts';
import { useSite } from '../../session/useWho.ts';
import { Note } from '../../ui/Note.tsx';
import { outcomeSentence } from '../../words/referral.ts';
import { say } from '../../words/say.ts';
import { screen } from '../../words/screen.ts';

const KINDS = ['takenBack', 'putBack', 'entered', 'leftOut'] as const;

/** What may have arrived where somebody reads it. */
const TOLD: ReadonlySet<CarriedBy> = new Set(['referral', 'letter', 'perhaps']);

/** Where the screen goes by something else than what has left: what it is, and what to do. Nothing where both say the same. */
export function SaidSince(): ReactNode {
  const { submission, mayHaveLeft, before } = useReferral();
  const { services } = useSite().referral;
  const said = useVisit().visit;
  // Without what has no effect any more: it is not told either.
  const visit = useAssessment()?.visit ?? said;
  const { writes } = useSaving().saving;
  const by = carriedBy(submission, mayHaveLeft, before);
  const since = by === null ? null : saidSince(versionsOf(submission, by, before), visit, writes);
  if (since === null || by === null || submission.at !== 'settled') return null;
  const phone = services.find(({ id }) => id === submission.draft.serviceId)?.phone;
  const isToTell = TOLD.has(by) && since.takenBack.length + since.putBack.length > 0;
  return (
    <Note tone="look">
      {KINDS.filter((kind) => since[kind].length > 0).map((kind) => (
        <p key={kind}>{outcomeSentence.since[kind](by, since[kind].map(say))}</p>
      ))}
      {isToTell && phone !== undefined && <p>{screen.answer.call(phone)}</p>}
    </Note>
  );
}
