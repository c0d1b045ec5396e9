import type { ReactNode } from 'react';
import { carriedBy, saidSince, type CarriedBy } from '../../domain/referral/said-since.ts';
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
  const { submission, mayHaveLeft } = useReferral();
  const { services } = useSite().referral;
  const { visit } = useVisit();
  const { writes } = useSaving().saving;
  const by = carriedBy(submission, mayHaveLeft);
  const since = submission.at === 'settled' && by !== null ? saidSince(submission.draft, visit, writes) : null;
  if (since === null || by === null || submission.at !== 'settled') return null;
  const phone = services.find(({ id }) => id === submission.draft.serviceId)?.phone;
  const isToTell = TOLD.has(by) && since.takenBack.length + since.putBack.length > 0;
  return (
    <Note tone="look">
      {KINDS.filter((kind) => since[kind].length > 0).map((kind) => (
        <p key={kind}>{outcomeSentence.since[kind][by](since[kind].map(say))}</p>
      ))}
      {isToTell && phone !== undefined && <p>{screen.answer.call(phone)}</p>}
    </Note>
  );
}
