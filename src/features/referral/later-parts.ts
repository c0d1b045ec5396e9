import { later } from '../../ui/later.ts';

/** The form with all that it needs (MUI, letters) is a file of its own: the answer does not wait for it. */
export const sheet = later(async () => (await import('./ReferralSheet.tsx')).ReferralSheet);
/** What has become of a referral. */
export const outcome = later(async () => (await import('./SubmissionStatus.tsx')).SubmissionStatus);
