import type { ReferralRecord } from '../../domain/chart/records.ts';
import { referral } from '../../words/referral.ts';
import { screen } from '../../words/screen.ts';

/** Where another referral stands, and who asked for it. A message and a letter have no state that says what came of them. */
export function remarkOf({ status, reference, requesterName }: ReferralRecord): string {
  const type = reference.split('/')[0] ?? '';
  const filed = type === 'Communication' || type === 'DocumentReference' ? referral.asFiled[type] : null;
  const said = filed ?? screen.referralStatus[status];
  return requesterName === null ? said : `${said}, ${referral.by(requesterName)}`;
}
