import type { DraftGap } from '../../domain/referral/draft.ts';

/** The field by which a gap is closed; each is the only one of its name in the form. */
const FIELD: Readonly<Record<DraftGap, string>> = {
  'no-service': 'input[name="service"]',
  'service-gone': 'input[name="service"]',
  'no-signer': '[name="signer"]',
  'no-reason-and-no-question': '#question',
  'question-too-long': '#question',
  'caregiver-too-long': '#caregiver',
  'language-too-long': 'input[name="interpreter"]',
  'patient-not-answered': 'input[name="agrees"]',
  'patient-declined': 'input[name="agrees"]',
};

/** Brings the field into view and puts the focus there. */
export function goTo(gap: DraftGap): void {
  const field = document.querySelector<HTMLElement>(FIELD[gap]);
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}
