/** Launch handles: what the chart page knows of a launch, kept for the authorization server until the app comes back with it. */
import { randomBytes } from 'node:crypto';
import type { Store } from './store.ts';
import type { StyleName } from './styles.ts';
import { searchAll } from './store.ts';
import { records, string } from './fhir-types.ts';

export interface LaunchOptions {
  /** Patient id. Absent: the user picks one, if the app asks for `launch/patient`. */
  readonly patient?: string;
  /** Encounter id; null = none; absent = the patient's encounter in progress, or the latest of today. */
  readonly encounter?: string | null;
  /** Who is signed in: the id of a Practitioner, or `Patient/<id>` or `RelatedPerson/<id>`; `dir-oncologist` when absent. */
  readonly user?: string;
  /** Scopes held back: a type (`Encounter`), a type with an operation (`ServiceRequest.create`), or a plain scope. */
  readonly withhold?: readonly string[];
  /**
   * `Observation?category=<system>|laboratory`: of this type, only what meets the query may be read and searched, and the token's
   * scope says so. Several for one type stand side by side. SMART v2 only: version 1 has no words for it.
   */
  readonly narrow?: readonly string[];
  /** Life of the access token in seconds. */
  readonly expiresIn?: number;
  readonly consent?: 'auto' | 'ask';
  /** Makes the authorization server answer with this OAuth error. */
  readonly error?: string;
  readonly noPatient?: boolean;
  /** How the chart page opens the app by default. */
  readonly display?: 'frame' | 'tab';
  /**
   * SMART Web Messaging in the chart page: `silent` keeps an order in the cart and never says so, `refuses` keeps none. Absent =
   * not offered. Only for a frame: the pages open a tab without `opener`, so it has no window to talk to.
   */
  readonly webMessaging?: WebMessaging;
  /** Told with the token as they are: `intent`, `tenant`, `smart_style_url`, `fhirContext`. */
  readonly intent?: string;
  readonly tenant?: string;
  readonly styleUrl?: string;
  /** One of the looks of this EHR: `smart_style_url` is then an address of its own. `styleUrl` goes before it. */
  readonly style?: StyleName;
  /** Not checked, so that an app can be shown what it must not trust. */
  readonly fhirContext?: readonly unknown[];
  /** False: the token says that the page around the app shows who the patient is (`need_patient_banner`). */
  readonly needBanner?: boolean;
  /** `none`: there is no id_token, although `openid` is asked for and granted. */
  readonly signed?: 'none';
  /** The token answer has no `expires_in`; the token lives no longer for it. */
  readonly noExpiry?: boolean;
  /** The token answer has no `scope`, which in OAuth means: as asked for. What is enforced is what was granted. */
  readonly noScope?: boolean;
}

export const WEB_MESSAGING = ['on', 'silent', 'refuses'] as const;
export type WebMessaging = (typeof WEB_MESSAGING)[number];

/** What the EHR knows of a launch before the app has come back with its handle. */
export interface Launch {
  readonly options: LaunchOptions;
  /** Told to the page that holds the frame and, with its token, to the app: a word that only these two know. */
  readonly messagingHandle: string | undefined;
}

/** Somebody of the cancer clinic who can be signed in. */
interface User {
  readonly label: string;
  /** Types that the server lets this person neither create nor change, whatever the app was granted. */
  readonly mayNotWrite?: readonly string[];
}

export const USERS: Readonly<Record<string, User>> = {
  'dir-oncologist': { label: 'Oncologist' },
  'dir-nurse': { label: 'Nurse' },
  'dir-coordinator': { label: 'Referral coordinator' },
  'dir-desk': { label: 'Front desk (may not order)', mayNotWrite: ['ServiceRequest'] },
};
export const DEFAULT_USER = 'dir-oncologist';

const LAUNCH_LIFE_MS = 5 * 60_000;

export class Launches {
  readonly #open = new Map<string, { launch: Launch; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  mint(options: LaunchOptions): { handle: string; launch: Launch } {
    for (const [handle, { until }] of this.#open) if (until < this.#now()) this.#open.delete(handle);
    const handle = word();
    // Not the launch handle, which stands in an address and so in histories and logs.
    const messagingHandle = options.webMessaging === undefined ? undefined : word();
    const launch = { options: { ...options }, messagingHandle };
    this.#open.set(handle, { launch, until: this.#now() + LAUNCH_LIFE_MS });
    return { handle, launch };
  }

  /** Gives the launch once; undefined for a handle that is unknown, spent or older than five minutes. */
  redeem(handle: string): Launch | undefined {
    const found = this.#open.get(handle);
    this.#open.delete(handle);
    return found && found.until >= this.#now() ? found.launch : undefined;
  }
}

function word(): string {
  return randomBytes(24).toString('base64url');
}

/** The encounter that a chart page would have open: in progress, or else the latest that began today. */
export async function currentEncounter(store: Store, patient: string, today: string): Promise<string | undefined> {
  const encounters = await searchAll(store, 'Encounter', [['patient', patient]], 1_000);
  const begun = encounters
    .map((encounter) => ({
      id: encounter.id,
      status: encounter['status'],
      start: string(records(encounter['period'])[0]?.['start']) ?? '',
    }))
    .toSorted((a, b) => (a.start < b.start ? 1 : -1));
  return (begun.find(({ status }) => status === 'in-progress') ?? begun.find(({ start }) => start.startsWith(today)))
    ?.id;
}
