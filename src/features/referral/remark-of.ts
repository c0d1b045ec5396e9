import type { ReferralRecord } from '../../domain/chart/records.ts';
import { referral } from '../../words/en-referral.ts';
import { screen } from '../../words/en-screen.ts';

/** Where another referral stands, and who asked for it. */
export function remarkOf({ status, requesterName }: ReferralRecord): string {
  const said = screen.referralStatus[status];
  return requesterName === null ? said : `${said}, ${referral.by(requesterName)}`;
}
