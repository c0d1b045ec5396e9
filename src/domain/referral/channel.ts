/**
 * The ways in which a referral can leave, best first (interop 3.5). The first that the site allows, the EHR offers and the
 * token covers is taken; when there is none, what remains is the letter in the user's hands (`manual`).
 */
export const CHANNELS = ['fhir-create', 'task', 'communication', 'note', 'web-messaging'] as const;

export type ChannelId = (typeof CHANNELS)[number];

/** What a channel leaves behind that is no order: an entry of a work list, a message, a letter in the chart. */
export type FiledAs = Extract<ChannelId, 'task' | 'communication' | 'note'>;

/** Why a way is closed. */
export type WhyNot =
  | 'switched-off'
  | 'not-granted'
  | 'not-advertised'
  | 'could-not-ask'
  /** The chosen service has no work list, or nobody who reads messages. */
  | 'no-recipient'
  /** Notes are filed to an encounter here, and none is open. */
  | 'no-encounter';
