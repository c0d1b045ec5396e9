/** Launch handles: what the chart page knows of a launch, kept for the authorization server until the app comes back with it. */
import { randomBytes } from 'node:crypto';
import type { Store } from './store.ts';
import { searchAll } from './store.ts';
import { records, string } from './fhir-types.ts';

export interface LaunchOptions {
  /** Patient id. Absent: the user picks one, if the app asks for `launch/patient`. */
  readonly patient?: string;
  /** Encounter id; null = none; absent = the patient's encounter in progress, or the latest of today. */
  readonly encounter?: string | null;
  /** Practitioner id of who is signed in, `dir-oncologist` when absent. */
  readonly user?: string;
  /** Scopes held back: a type (`Encounter`), a type with an operation (`ServiceRequest.create`), or a plain scope. */
  readonly withhold?: readonly string[];
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
}

const WEB_MESSAGING = ['on', 'silent', 'refuses'] as const;
export type WebMessaging = (typeof WEB_MESSAGING)[number];

/** What the EHR knows of a launch before the app has come back with its handle. */
export interface Launch {
  readonly options: LaunchOptions;
  /** Told to the page that holds the frame and, with its token, to the app: a word that only these two know. */
  readonly messagingHandle: string | undefined;
}

export const USERS: Readonly<Record<string, string>> = { 'dir-oncologist': 'Oncologist', 'dir-nurse': 'Nurse' };
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

/** Launch options as they stand in a query or a form. Anything that is not understood is left out. */
export function launchOptionsFrom(query: URLSearchParams): LaunchOptions {
  const get = (name: string): string | undefined => query.get(name) || undefined;
  const patient = get('patient');
  const encounter = get('encounter');
  const user = get('user');
  const error = get('error');
  const display = get('display');
  const webMessaging = WEB_MESSAGING.find((value) => value === get('webMessaging'));
  const seconds = Number.parseInt(get('expiresIn') ?? '', 10);
  const withhold = query
    .getAll('withhold')
    .flatMap((list) => list.split(','))
    .filter(Boolean);
  return {
    ...(patient === undefined ? {} : { patient }),
    ...(encounter === undefined ? {} : { encounter: encounter === 'none' ? null : encounter }),
    ...(user === undefined || !/^[A-Za-z0-9\-.]{1,64}$/.test(user) ? {} : { user }),
    ...(withhold.length > 0 ? { withhold } : {}),
    ...(seconds > 0 ? { expiresIn: seconds } : {}),
    ...(get('consent') === 'ask' ? { consent: 'ask' as const } : {}),
    ...(error === undefined || !/^[a-z_]+$/.test(error) ? {} : { error }),
    ...(get('noPatient') === '1' ? { noPatient: true } : {}),
    ...(display === 'tab' || display === 'frame' ? { display } : {}),
    ...(webMessaging === undefined ? {} : { webMessaging }),
  };
}

export function launchOptionsQuery(options: LaunchOptions): URLSearchParams {
  const query = new URLSearchParams();
  const { patient, encounter, user, withhold, expiresIn, consent, error, noPatient, display, webMessaging } = options;
  if (patient !== undefined) query.set('patient', patient);
  if (encounter !== undefined) query.set('encounter', encounter ?? 'none');
  if (user !== undefined) query.set('user', user);
  if (withhold && withhold.length > 0) query.set('withhold', withhold.join(','));
  if (expiresIn !== undefined) query.set('expiresIn', String(expiresIn));
  if (consent === 'ask') query.set('consent', 'ask');
  if (error !== undefined) query.set('error', error);
  if (noPatient === true) query.set('noPatient', '1');
  if (display !== undefined) query.set('display', display);
  if (webMessaging !== undefined) query.set('webMessaging', webMessaging);
  return query;
}
