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
}

export const USERS: Readonly<Record<string, string>> = { 'dir-oncologist': 'Oncologist', 'dir-nurse': 'Nurse' };
export const DEFAULT_USER = 'dir-oncologist';

const LAUNCH_LIFE_MS = 5 * 60_000;

export class Launches {
  readonly #open = new Map<string, { options: LaunchOptions; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  mint(options: LaunchOptions): string {
    for (const [handle, launch] of this.#open) if (launch.until < this.#now()) this.#open.delete(handle);
    const handle = randomBytes(24).toString('base64url');
    this.#open.set(handle, { options: { ...options }, until: this.#now() + LAUNCH_LIFE_MS });
    return handle;
  }

  /** Gives the options once; undefined for a handle that is unknown, spent or older than five minutes. */
  redeem(handle: string): LaunchOptions | undefined {
    const launch = this.#open.get(handle);
    this.#open.delete(handle);
    return launch && launch.until >= this.#now() ? launch.options : undefined;
  }
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
  };
}

export function launchOptionsQuery(options: LaunchOptions): URLSearchParams {
  const query = new URLSearchParams();
  const { patient, encounter, user, withhold, expiresIn, consent, error, noPatient, display } = options;
  if (patient !== undefined) query.set('patient', patient);
  if (encounter !== undefined) query.set('encounter', encounter ?? 'none');
  if (user !== undefined) query.set('user', user);
  if (withhold && withhold.length > 0) query.set('withhold', withhold.join(','));
  if (expiresIn !== undefined) query.set('expiresIn', String(expiresIn));
  if (consent === 'ask') query.set('consent', 'ask');
  if (error !== undefined) query.set('error', error);
  if (noPatient === true) query.set('noPatient', '1');
  if (display !== undefined) query.set('display', display);
  return query;
}
