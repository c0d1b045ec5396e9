import type { ReactNode } from 'react';
import { signerOf, type FoundSigners, type ReferralDraft, type Signer } from '../../domain/referral/draft.ts';
import { useReferral, type ReferralWay } from '../../session/useReferral.ts';
import { useSigners } from '../../session/useSigners.ts';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { referral } from '../../words/referral.ts';

export interface ForWhomProps {
  readonly signer: ReferralDraft['signer'];
  readonly onChange: (signer: Signer | 'open') => void;
}

/**
 * Staff writes a referral for somebody who may sign it: the clinicians whom this chart names. Whether it waits for their signature hangs
 * on the way it goes. Nothing where the user signs.
 */
export function ForWhom({ signer, onChange }: ForWhomProps): ReactNode {
  const isStaff = signer !== undefined;
  const found = useSigners(isStaff);
  const { preview } = useReferral();
  if (!isStaff) return null;
  const chosen = signer === null || signer === 'open' ? null : signer.reference;
  const signers = found?.signers ?? [];
  // One that was chosen before a reload stays among them, whoever is named now.
  const kept =
    signer === null || signer === 'open' || signers.some(({ reference }) => reference === chosen) ? [] : [signer];
  return (
    <ChoiceGroup title={referral.signer}>
      {found === null && <Quiet as="p">{referral.signersComing}</Quiet>}
      {found !== null && preview !== null && (
        <Quiet as="p">{referral.signerWhy[WHAT_BECOMES[preview.via.channel]](nameOf(signer))}</Quiet>
      )}
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

const WHAT_BECOMES: Readonly<Record<ReferralWay['channel'], keyof typeof referral.signerWhy>> = {
  'fhir-create': 'prepared',
  'web-messaging': 'prepared',
  task: 'sent',
  communication: 'sent',
  note: 'filed',
  manual: 'byHand',
};

function nameOf(signer: ReferralDraft['signer']): string | null {
  const named = signer == null ? null : signerOf({ signer });
  return named === null ? null : (named.name ?? named.reference);
}

function notWholeWords({ signers }: FoundSigners): string {
  return signers.length === 0 ? referral.signersNotSeen : referral.signersNotAllSeen;
}
