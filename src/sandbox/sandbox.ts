/** The demo EHR as one object: starts everything on loopback, gives tests their handles, stops cleanly. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FhirResource } from 'fhir/r4';
import { appHandler } from './app-server.ts';
import { Arrivals } from './arrivals.ts';
import { AuthorizationServer } from './authorization-server.ts';
import type { Addresses } from './capability.ts';
import { registerApp } from './client.ts';
import { ColleagueAtWork } from './colleague.ts';
import type { Colleague } from './colleague.ts';
import { parseReference } from './compartment.ts';
import { loadDefinitions } from './definitions.ts';
import { EhrClock } from './ehr-clock.ts';
import { ehrHandler } from './ehr-server.ts';
import { Faults } from './faults.ts';
import type { FaultControl } from './faults.ts';
import { FhirServer } from './fhir-server.ts';
import { records, string } from './fhir-types.ts';
import type { AnyResource, QueryPair, Stored } from './fhir-types.ts';
import { listen } from './http.ts';
import type { Handler, Incoming, Listening, Reply } from './http.ts';
import { launchOptionsQuery } from './launch-options.ts';
import { Launches } from './launches.ts';
import type { Launch, LaunchOptions } from './launches.ts';
import { loadFixtures } from './load-fixtures.ts';
import type { Scenario } from './load-fixtures.ts';
import { MemoryStore } from './memory-store.ts';
import { changeable, PERSONALITIES } from './personalities.ts';
import { plain } from './personality.ts';
import type { Personality } from './personality.ts';
import { RequestLog } from './request-log.ts';
import type { RequestRecord } from './request-log.ts';
import { todayIn } from './shift-dates.ts';
import { searchAll } from './store.ts';
import type { Store } from './store.ts';
import { TeamDesk } from './team-desk.ts';
import { teamInbox } from './team-handles.ts';
import type { TeamInbox } from './team-handles.ts';
import { UpstreamStore } from './upstream-store.ts';

export interface SandboxOptions {
  /** Absent or 0: any free port. */
  readonly ehrPort?: number;
  readonly appPort?: number;
  /** Folder of the built app; `dist` of the project when absent. */
  readonly distDir?: string;
  /** Changes the site.json that the app server serves. */
  readonly site?: (site: Record<string, unknown>) => Record<string, unknown>;
  /** Base URL of another FHIR R4 server to stand in front of, instead of the charts in memory. */
  readonly fhir?: string;
  readonly personality?: Personality;
  /** YYYY-MM-DD; today in the site's time zone when absent. */
  readonly today?: string;
  /** Load only these scenarios (folder names), for speed. The directory is always loaded. */
  readonly scenarios?: readonly string[];
  readonly log?: (line: string) => void;
  /** For the sandbox's own tests: where fixtures and site.json are, and what time it is. */
  readonly fixturesDir?: string;
  readonly siteFile?: string;
  readonly clock?: () => number;
}

export type ResourceType = FhirResource['resourceType'];
type ByType = { [R in FhirResource as R['resourceType']]: R };
export type ResourceOf<T extends ResourceType> = ByType[T];

export interface Sandbox {
  /** `http://localhost:P` */
  readonly ehrUrl: string;
  readonly fhirUrl: string;
  /** `http://127.0.0.1:Q`: another site than the EHR, as the browser sees it. */
  readonly appUrl: string;
  readonly today: string;
  readonly scenarios: readonly Scenario[];
  /** Mints a launch handle: good once, for five minutes. */
  launchUrl(options: LaunchOptions): string;
  /** The chart page with these launch options set, or the start page without a patient. */
  chartUrl(options?: LaunchOptions): string;
  readonly requests: readonly RequestRecord[];
  /** Every access token, refresh token and id_token ever issued: for tests that look where none of them may be. */
  readonly secrets: ReadonlySet<string>;
  /** Every authorization code ever issued. */
  readonly codes: ReadonlySet<string>;
  readonly faults: FaultControl;
  /** From now on, whatever it was before. Charts, sign-ins and launches stay. */
  behaveAs(personality: Personality): void;
  /**
   * The EHR's origin in process: pages, authorization and FHIR with faults, CORS and log, but without a socket, so that a test
   * can do thousands of requests under a fake clock. The `Host` header must name the EHR (`new URL(ehrUrl).host`), as over a
   * socket, or the answer is 421; `incoming(url, ...)` of `http.ts` sets it. 'drop' = the client gets no answer.
   */
  handle(request: Incoming): Promise<Reply>;
  /** What was answered with 202 and is in no chart (`createAnswer: 'accepted-202'`), in order of arrival. */
  readonly waiting: readonly AnyResource[];
  /** The chart itself, without authorization and without faults. */
  read<R extends FhirResource = FhirResource>(reference: string): Promise<R>;
  search<T extends ResourceType>(type: T, parameters?: Readonly<Record<string, string>>): Promise<ResourceOf<T>[]>;
  create<T extends ResourceType>(resource: { resourceType: T } & ResourceOf<T>): Promise<ResourceOf<T>>;
  /** Whatever version is there is overwritten. */
  update<T extends ResourceType>(resource: { resourceType: T } & ResourceOf<T>): Promise<ResourceOf<T>>;
  readonly inbox: TeamInbox;
  /** Somebody else replaces these elements in the EHR itself, whatever version is there; a Provenance says who. */
  change<R extends FhirResource = FhirResource>(reference: string, changes: Partial<R>, who?: Colleague): Promise<R>;
  /** Somebody else cancels an order, a Task or an appointment in the EHR itself. */
  cancelInEhr(reference: string, how?: Colleague & { readonly reason?: string }): Promise<void>;
  stop(): Promise<void>;
}

export const PROJECT = resolve(import.meta.dirname, '../..');

/** Rejects with `PortBusy` when a wanted port is taken, and with a plain sentence when the fixtures are not usable. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const log = options.log ?? ((): void => undefined);
  // Asked anew each time: a test may put a fake clock in place after the start.
  const now = options.clock ?? ((): number => Date.now());
  const { personality, become } = changeable(options.personality ?? plain);
  const siteFile = options.siteFile ?? join(PROJECT, 'public', 'site.json');
  const timeZone = timeZoneOf(siteFile);
  const today = options.today ?? todayIn(timeZone, now());
  loadDefinitions();

  let ehr: Handler = async () => ({ status: 503, headers: { 'retry-after': '1' } });
  const opened: Listening[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.close()));
  };
  try {
    // A browser may take localhost for IPv6 or IPv4: both lead here.
    const ehrSide = await listen((request) => ehr(request), options.ehrPort ?? 0, ['127.0.0.1', '::1']);
    opened.push(ehrSide);
    const ehrUrl = `http://localhost:${ehrSide.port}`;
    const appParts = {
      distDir: options.distDir ?? join(PROJECT, 'dist'),
      siteFile,
      ehrUrl: () => ehrUrl,
      site: (site: Record<string, unknown>): Record<string, unknown> =>
        (options.site ?? ((same) => same))(withIssuers(site, personality.inSite)),
    };
    const appSide = await listen(appHandler(appParts), options.appPort ?? 0, ['127.0.0.1']);
    opened.push(appSide);
    const at: Addresses = { ehrUrl, fhirUrl: `${ehrUrl}/fhir`, appUrl: `http://127.0.0.1:${appSide.port}` };

    const { store, scenarios } = await openStore(options, personality, at, today, log);
    const clock = new EhrClock(timeZone, today, now);
    const desk = new TeamDesk(store, clock);
    const client = registerApp(at.appUrl);
    const launches = new Launches(now);
    const authorization = new AuthorizationServer({ at, store, personality, client, launches, today, now });
    const arrivals = new Arrivals(log);
    const onCreated = (resource: Stored): void => arrivals.created(resource);
    const onKeptForReview = (resource: AnyResource): void => arrivals.keptForReview(resource);
    const authenticate = (
      request: Parameters<AuthorizationServer['authenticate']>[0],
    ): ReturnType<AuthorizationServer['authenticate']> => authorization.authenticate(request);
    const fhir = new FhirServer({ at, store, personality, client, authenticate, onCreated, onKeptForReview, log });
    const faults = new Faults();
    const behaveAs = (next: Personality): void => {
      become(next);
      faults.stand(next.faults?.(at) ?? []);
    };
    behaveAs({ ...personality });
    const requests = new RequestLog();
    const launchFor = (wanted: LaunchOptions): { url: string; launch: Launch } => {
      const { handle, launch } = launches.mint(wanted);
      return {
        url: `${client.launchUri}?${new URLSearchParams({ iss: at.fhirUrl, launch: handle }).toString()}`,
        launch,
      };
    };
    ehr = ehrHandler({
      pages: { at, store, today, scenarios, personality },
      fhir,
      authorization,
      client,
      personality,
      behaveAs: (name) => behaveAs(PERSONALITIES[name]),
      faults,
      requests,
      arrivals,
      desk,
      clock,
      launch: launchFor,
      now,
    });

    return {
      ...at,
      today,
      scenarios,
      launchUrl: (launch) => launchFor(launch).url,
      chartUrl: (launch = {}) => chartUrl(ehrUrl, launch),
      requests: requests.records,
      secrets: authorization.secrets,
      codes: authorization.codes,
      faults,
      behaveAs,
      handle: (request) => ehr(request),
      waiting: arrivals.waiting,
      ...chartAccess(store, onCreated),
      inbox: teamInbox(store, desk, clock),
      ...colleague(new ColleagueAtWork(store, clock, onCreated)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openStore(
  options: SandboxOptions,
  personality: Personality,
  at: Addresses,
  today: string,
  log: (line: string) => void,
): Promise<{ store: Store; scenarios: readonly Scenario[] }> {
  if (options.fhir !== undefined) {
    const upstream = options.fhir.replace(/\/+$/, '');
    log(`The charts are on ${upstream}.`);
    return { store: new UpstreamStore(upstream, at.fhirUrl), scenarios: [] };
  }
  const store = new MemoryStore(personality, at.fhirUrl);
  const dir = options.fixturesDir ?? join(PROJECT, 'fhir-fixtures');
  const loaded = await loadFixtures(store, { dir, today, ...(options.scenarios ? { only: options.scenarios } : {}) });
  log(`${loaded.scenarios.length} charts with ${loaded.resources} resources are loaded, as of ${today}.`);
  return { store, scenarios: loaded.scenarios };
}

function chartAccess(
  store: Store,
  onCreated: (resource: Stored) => void,
): Pick<Sandbox, 'read' | 'search' | 'create' | 'update'> {
  return {
    async read<R extends FhirResource>(reference: string): Promise<R> {
      const parsed = parseReference(reference);
      if (!parsed) throw new Error(`${reference} is not a reference such as Patient/x.`);
      return (await store.read(parsed.type, parsed.id)) as unknown as R;
    },
    async search<T extends ResourceType>(
      type: T,
      parameters: Readonly<Record<string, string>> = {},
    ): Promise<ResourceOf<T>[]> {
      const query: QueryPair[] = Object.entries(parameters);
      return (await searchAll(store, type, query)) as unknown as ResourceOf<T>[];
    },
    async create<T extends ResourceType>(resource: { resourceType: T } & ResourceOf<T>): Promise<ResourceOf<T>> {
      const written = await store.create(resource as unknown as AnyResource);
      onCreated(written.resource);
      return written.resource as unknown as ResourceOf<T>;
    },
    async update<T extends ResourceType>(resource: { resourceType: T } & ResourceOf<T>): Promise<ResourceOf<T>> {
      const stored = resource as unknown as AnyResource;
      if (stored.id === undefined) throw new Error(`A ${stored.resourceType} without id cannot be updated.`);
      return (await store.update({ ...stored, id: stored.id })) as unknown as ResourceOf<T>;
    },
  };
}

function colleague(other: ColleagueAtWork): Pick<Sandbox, 'change' | 'cancelInEhr'> {
  return {
    async change<R extends FhirResource>(reference: string, changes: Partial<R>, who?: Colleague): Promise<R> {
      const changed = await other.change(reference, changes, who);
      return changed as unknown as R;
    },
    async cancelInEhr(reference, how) {
      await other.cancel(reference, how);
    },
  };
}

function chartUrl(ehrUrl: string, options: LaunchOptions): string {
  const { patient, ...rest } = options;
  if (patient === undefined) return `${ehrUrl}/`;
  const query = launchOptionsQuery(rest).toString();
  return `${ehrUrl}/chart/${encodeURIComponent(patient)}${query === '' ? '' : `?${query}`}`;
}

function withIssuers(site: Record<string, unknown>, more: Personality['inSite'] = {}): Record<string, unknown> {
  return { ...site, issuers: records(site['issuers']).map((issuer) => ({ ...issuer, ...more })) };
}

function timeZoneOf(siteFile: string): string | undefined {
  try {
    return string(records(JSON.parse(readFileSync(siteFile, 'utf8')))[0]?.['timeZone']);
  } catch {
    // Without a readable site.json the machine's own time zone is as good as any.
    return undefined;
  }
}
