/** What each gate asks for when somebody wants to refer all the same. Apart, because the launch page reads it with the site. */
import type { Gate } from '../dosing/recommendation.ts';

/**
 * What a gate asks for before a referral is sent all the same. `nothing` of those that are a referral: the look for others
 * finds it, and asks by itself; and of a nurse's call, which a referral may well follow.
 */
export const GATE_ASKS = {
  deceased: 'stop',
  'possibly-deceased': 'tick',
  'under-18': 'stop',
  hospice: 'tick',
  'comfort-care-recorded': 'tick',
  'no-active-malignancy': 'tick',
  'cancer-status-unclear': 'tick',
  'hospice-referral-open': 'nothing',
  'under-specialist-care': 'tick',
  'referral-open': 'nothing',
  'referral-prepared': 'nothing',
  'patient-declined': 'tick',
  'decision-recorded': 'tick',
  'navigator-contact': 'nothing',
} as const satisfies Readonly<Record<Gate, 'nothing' | 'tick' | 'stop'>>;

export type TickedGate = {
  [Id in keyof typeof GATE_ASKS]: (typeof GATE_ASKS)[Id] extends 'tick' ? Id : never;
}[keyof typeof GATE_ASKS];

/** Gates at which a site may stop instead of asking. */
export const TICKED_GATES = Object.entries(GATE_ASKS).flatMap(([gate, asks]) =>
  asks === 'tick' ? [gate as TickedGate] : [],
);
