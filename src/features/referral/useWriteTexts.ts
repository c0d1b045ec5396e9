import { useMemo } from 'react';
import type { ReferralDraft } from '../../domain/referral/draft.ts';
import { CLINICIAN } from '../../domain/visit/visit.ts';
import { useChart } from '../../session/useChart.ts';
import type { WriteTexts } from '../../session/useReferral.ts';
import { useSite, useWho } from '../../session/useWho.ts';
import {
  letterOf,
  letterText,
  letterXhtml,
  noteText,
  type LetterBlock,
  type LetterContent,
} from '../../words/letter.ts';
import { sayInEnglish } from '../../words/en/say.ts';

/** What a letter is made of, for this patient, user and site; null before the patient is known. */
function useLetterContent(): ((draft: ReferralDraft, decisionId: string) => LetterContent) | null {
  const { view } = useChart();
  const site = useSite();
  const { user } = useWho();
  const patient = view.at === 'reading' || view.at === 'settled' ? view.chart.patient : null;
  const requester = user?.name ?? null;
  return useMemo(() => {
    if (patient === null) return null;
    return (draft, decisionId) => ({
      draft,
      decisionId,
      patient,
      site,
      requester,
      service: site.referral.services.find(({ id }) => id === draft.serviceId) ?? null,
    });
  }, [patient, site, requester]);
}

/** Writes the words that go out with a draft. */
export function useWriteTexts(): WriteTexts | null {
  const content = useLetterContent();
  return useMemo(() => {
    if (content === null) return null;
    return (draft, decisionId) => ({
      note: noteText(content(draft, decisionId)),
      letter: letterText(content(draft, decisionId)),
      letterXhtml: letterXhtml(content(draft, decisionId)),
      // A reason with records behind it goes out as references to them; what was entered here is no record.
      reasons: draft.reasons
        .filter((one) => one.included && one.evidence.every(({ origin }) => origin === CLINICIAN))
        .map((one) => sayInEnglish(one.say)),
    });
  }, [content]);
}

/** The whole letter, to hand on. */
export function useLetter(): ((draft: ReferralDraft, decisionId: string) => readonly LetterBlock[]) | null {
  const content = useLetterContent();
  return useMemo(() => (content === null ? null : (draft, id) => letterOf(content(draft, id))), [content]);
}
