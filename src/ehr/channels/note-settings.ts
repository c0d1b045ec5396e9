/** How a note has to be: what the site says, else what is known of the EHR, else what most take. */
import type { Site } from '../../site/site.ts';
import type { Gateway } from '../gateway/gateway.ts';

type Said = Site['referral']['note'];

export interface NoteSettings {
  readonly type?: Said['type'];
  readonly format: NonNullable<Said['format']>;
  readonly docStatus: NonNullable<Said['docStatus']>;
  readonly needsEncounter: boolean;
}

const USUAL = { format: 'text', docStatus: 'preliminary', needsEncounter: false } as const;

/** Never rejects. Where what is odd in this EHR could not be loaded, the EHR may refuse the note, and the screen says so. */
export async function noteSettings(
  site: Pick<Site, 'referral'>,
  gateway: Pick<Gateway, 'vendor'>,
): Promise<NoteSettings> {
  const { quirks } = await gateway.vendor().catch(() => ({ quirks: [] }));
  return Object.assign({}, USUAL, ...quirks.map(({ changes }) => changes.note), site.referral.note) as NoteSettings;
}
