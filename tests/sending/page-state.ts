/** What a page shows, in a few words for the trace. */
import { isOnRecord } from '../../src/domain/referral/outcome.ts';
import type { ReferralStore } from '../../src/session/referral-store.ts';

export function isThere(store: ReferralStore): boolean {
  const { submission } = store.view();
  return submission.at === 'settled' && isOnRecord(submission.outcome);
}

export function stateOf(store: ReferralStore): string {
  const { submission } = store.view();
  if (submission.at === 'settled') {
    const { outcome, looking, userWord } = submission;
    const others =
      'alsoOpen' in outcome && outcome.alsoOpen.length > 0 ? `, ${outcome.alsoOpen.length} others open` : '';
    return `${outcome.outcome}${looking ? ', looking' : ''}${userWord === null ? '' : `, ${userWord}`}${others}`;
  }
  const refused = 'refused' in submission ? submission.refused.map(({ kind }) => kind) : [];
  const found = submission.at === 'confirming' ? ` (${submission.check.result})` : '';
  return `${submission.at}${found}${refused.length > 0 ? `, refused: ${refused.join(', ')}` : ''}`;
}
