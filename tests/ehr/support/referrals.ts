import type { Evidence } from '../../../src/domain/chart/evidence.ts';
import type { ReferralDraft } from '../../../src/domain/referral/draft.ts';
import type { ReferralTexts } from '../../../src/domain/referral/texts.ts';
import type { EhrPort, OutgoingReferral } from '../../../src/ehr/port.ts';

export const DECISION = '0b0b6a52-6f3c-4f0e-9a3e-2a1f6d1c9b10';
export const OTHER_DECISION = '7d3c2b1a-6f3c-4f0e-9a3e-2a1f6d1c9b10';

export const ofChart = (reference: string): Evidence => ({
  origin: 'ehr',
  reference,
  label: 'x',
  code: null,
  when: null,
  value: null,
});

export const draft: ReferralDraft = {
  serviceId: 'palliative-clinic',
  urgency: 'soon',
  visitDays: { urgent: 3, soon: 14, routine: 28 },
  reasons: [],
  question: 'Pain.',
  patientAgrees: 'yes',
  interpreter: { needed: 'no', language: '' },
  caregiver: '',
  about: [ofChart('Condition/c1')],
  basedOn: null,
  engine: { version: '0.1.0', catalogue: '2026.1', profile: 'needs-v1' },
  asOf: 20778,
};

export const TEXTS: ReferralTexts = { note: 'Note', letter: 'Letter', letterXhtml: '<html/>', reasons: [] };

/** As the form would give it; `shown` is what a preview of it gave, see `confirmed`. */
export function outgoing(change: Partial<OutgoingReferral> = {}): OutgoingReferral {
  return {
    draft,
    texts: TEXTS,
    decisionId: DECISION,
    acknowledged: null,
    seen: [],
    shown: { patientId: 'p1', preview: { via: { channel: 'manual', why: 'could-not-ask' }, resource: '' } },
    ...change,
  };
}

/** What the user has confirmed: the preview is asked for first, as the form does. */
export async function confirmed(
  ehr: Pick<EhrPort, 'preview'>,
  change: Partial<OutgoingReferral> = {},
): Promise<OutgoingReferral> {
  const referral = outgoing(change);
  return { ...referral, shown: { patientId: 'p1', preview: await ehr.preview(referral) } };
}

/** On record, by whom it was ordered. */
export const orderOf = (reference: string, display: string): Record<string, unknown> => ({
  resourceType: 'ServiceRequest',
  id: 'by-another',
  status: 'completed',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  requester: { reference, display },
});
