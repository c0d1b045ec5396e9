import type { ReactNode } from 'react';
import type { FoundSigners, ReferralDraft, Signer } from '../../domain/referral/draft.ts';
import { useSigners } from '../../session/useSigners.ts';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { referral } from '../../words/referral.ts';

export interface ForWhomProps {
  readonly signer: ReferralDraft['signer'];
  readonly onChange: (signer: Signer | 'open') => void;
}

/** Staff prepares a referral for somebody who may sign it: the clinicians whom this chart names. Nothing where the user signs. */
export function ForWhom({ signer, onChange }: ForWhomProps): ReactNode {
  const isStaff = signer !== undefined;
  const found = useSigners(isStaff);
  if (!isStaff) return null;
  const chosen = signer === null || signer === 'open' ? null : signer.reference;
  const signers = found?.signers ?? [];
  // One that was chosen before a reload stays among them, whoever is named now.
  const kept =
    signer === null || signer === 'open' || signers.some(({ reference }) => reference === chosen) ? [] : [signer];
  return (
    <ChoiceGroup title={referral.signer}>
      <Quiet as="p">{found === null ? referral.signersComing : referral.signerWhy}</Quiet>
      {found?.whole === false && <p>{notWholeWords(found)}</p>}
      {[...kept, ...signers].map((one) => (
        <Choice
          key={one.reference}
          type="radio"
          name="signer"
          checked={chosen === one.reference}
          onChange={() => onChange(one)}
        >
          {one.name ?? one.reference}
        </Choice>
      ))}
      <Choice type="radio" name="signer" checked={signer === 'open'} onChange={() => onChange('open')}>
        {referral.signerOpen}
      </Choice>
    </ChoiceGroup>
  );
}

function notWholeWords({ signers }: FoundSigners): string {
  return signers.length === 0 ? referral.signersNotSeen : referral.signersNotAllSeen;
}
