/**
 * What one EHR lets this app do, asked without a patient and without signing in: what it says of its sign-in, what the browser lets
 * through, what the server offers. Nothing is written, and nothing but public addresses is asked.
 */
import type { CapabilityStatement } from 'fhir/r4';
import type { SourceId } from '../../../domain/chart/source.ts';
import { failure, problem, success, type Result } from '../../../domain/problem.ts';
import { CHANNELS, type ChannelId } from '../../../domain/referral/channel.ts';
import type { Finding, SiteCheckSaying, Verdict } from '../../../domain/site-check.ts';
import { list, object } from '../../../fhir/read/json.ts';
import type { Issuer, Site, WrittenType } from '../../../site/site.ts';
import { parseBase } from '../../gateway/address.ts';
import { whyNotCreate } from '../../channels/capability.ts';
import { checkDiscovery } from '../discovery.ts';
import { isRequired, requestedScopes, scopeStyle } from '../requested-scopes.ts';
import { parseScopes, type Operation } from '../../sources/scopes.ts';
import { SOURCES } from '../../sources/plan.ts';
import { chooseVendor } from '../../vendors/choose.ts';
import { waysOf, type Vendor } from '../../vendors/vendor.ts';

export interface CheckContext {
  readonly fetch: typeof fetch;
  /** Address of this page; its origin is what the EHR team has to allow. */
  readonly page: string;
  /** Has the page's own policy stopped a request to this origin? */
  readonly isStopped?: (origin: string) => boolean;
}

const LONGEST_WAIT_MS = 15_000;

/** As the app asks: without a slash at the end. */
const baseOf = ({ iss }: Pick<Issuer, 'iss'>): string => parseBase(iss).href;

/** Never rejects. */
export async function checkIssuer(issuer: Issuer, site: Site, context: CheckContext): Promise<readonly Finding[]> {
  const [sign, reads] = await Promise.all([checkSignIn(issuer, context), checkReads(issuer, context)]);
  const headers = reads.verdict === 'works' ? await checkHeaders(issuer, context) : [];
  const statement = await statementOf(issuer, context);
  const capabilities = async (): Promise<Result<CapabilityStatement>> => statement;
  const vendor = await chooseVendor(issuer.vendor, capabilities).catch((): Vendor => ({ id: 'unknown', quirks: [] }));
  const scopes = requestedScopes({ measure: 'all', style: sign.style, from: 'chart', online: false }, issuer, site);
  const ways = await wayFindings(issuer, site, scopes, sign.supported, { capabilities, vendor: async () => vendor });
  return [
    // Where this page's own policy stops it nothing was asked: that alone is to be mended.
    ...(reads.says.code === 'policy-blocked' ? [] : [sign.finding]),
    registration(issuer, context),
    reads,
    ...headers,
    ehrFinding(issuer, vendor, statement),
    ...scopeFindings(scopes, sign.supported),
    ...sourceFindings(statement, vendor),
    ...ways,
    ...orderFindings(site, ways),
  ];
}

const finding = (verdict: Verdict, says: SiteCheckSaying): Finding => ({ verdict, says });

/** Nothing of it can be tried without signing in. */
function registration({ clientId }: Issuer, { page }: CheckContext): Finding {
  const at = (file: string): string => new URL(file, page).href;
  const params = { clientId, launch: at('launch.html'), redirect: at('index.html'), origin: new URL(page).origin };
  return finding('untried', { code: 'registration', params });
}

interface SignIn {
  readonly finding: Finding;
  readonly style: 'v1' | 'v2';
  /** Null where the EHR does not say. */
  readonly supported: readonly string[] | null;
}

async function checkSignIn(issuer: Issuer, context: CheckContext): Promise<SignIn> {
  const answer = await getJson(`${baseOf(issuer)}/.well-known/smart-configuration`, context);
  const fail = (kind: string, detail: string): SignIn => ({
    finding: finding('blocked', { code: 'discovery-problem', params: { kind, detail } }),
    style: scopeStyle(issuer.scopeStyle, []),
    supported: null,
  });
  if (answer.is !== 'json') return fail(answer.is === 'no-answer' ? 'no-answer' : 'unreadable', answer.detail);
  const discovered = checkDiscovery(answer.json, issuer);
  if (!discovered.ok) return fail(discovered.problem.kind, discovered.problem.detail);
  const style = scopeStyle(issuer.scopeStyle, discovered.value.capabilities);
  const said = object(answer.json)?.['scopes_supported'];
  return {
    finding: finding('works', { code: 'discovery-good', params: { style } }),
    style,
    supported: Array.isArray(said) ? said.filter((one) => typeof one === 'string') : null,
  };
}

/** May this page read an answer to a request that carries a token? The token is none, and the server may well say so. */
async function checkReads({ iss }: Issuer, context: CheckContext): Promise<Finding> {
  const { host, origin } = new URL(iss);
  const answered = await passes(`${baseOf({ iss })}/metadata`, { Authorization: 'Bearer none' }, context);
  // The browser reports what its policy has stopped a moment after it has stopped it.
  if (!answered) await new Promise((done) => setTimeout(done, 100));
  if (context.isStopped?.(origin) === true) return finding('blocked', { code: 'policy-blocked', params: { host } });
  return answered
    ? finding('works', { code: 'reads-good', params: { host } })
    : finding('blocked', { code: 'reads-blocked', params: { host, origin: new URL(context.page).origin } });
}

/** Headers that a browser asks the EHR about before it sends them (CORS), and what sends them. */
async function checkHeaders(issuer: Issuer, context: CheckContext): Promise<readonly Finding[]> {
  const SPECIAL = [
    ['If-Match', null, true],
    ['If-None-Exist', 'conditionalCreate', issuer.conditionalCreate],
    ['Prefer', 'preferRepresentation', issuer.preferRepresentation],
    ['Cache-Control', 'noCacheHeader', issuer.noCacheHeader],
  ] as const;
  return Promise.all(
    SPECIAL.map(async ([header, setting, isSent]) => {
      const params = { header, setting, isSent };
      if (await passes(`${baseOf(issuer)}/metadata`, { [header]: VALUES[header] }, context))
        return finding('works', { code: 'header-good', params });
      // Without If-Match nothing is changed; what a setting sends would keep every request from leaving.
      const verdict = !isSent ? 'works' : setting === null ? 'falls-back' : 'blocked';
      return finding(verdict, { code: 'header-blocked', params });
    }),
  );
}

const VALUES = {
  'If-Match': 'W/"0"',
  'If-None-Exist': 'identifier=none',
  Prefer: 'return=representation',
  'Cache-Control': 'no-cache',
} as const;

async function statementOf({ iss }: Issuer, context: CheckContext): Promise<Result<CapabilityStatement>> {
  const answer = await getJson(`${baseOf({ iss })}/metadata`, context);
  const statement = answer.is === 'json' ? object(answer.json) : null;
  if (statement?.['resourceType'] === 'CapabilityStatement')
    return success(statement as unknown as CapabilityStatement);
  return failure(problem('unreadable', answer.is === 'json' ? 'no CapabilityStatement' : answer.detail));
}

function ehrFinding({ vendor: said }: Issuer, { id }: Vendor, statement: Result<CapabilityStatement>): Finding {
  if (said !== undefined) return finding('works', { code: 'ehr-by-site', params: { name: said } });
  if (id === 'unknown')
    return finding('falls-back', {
      code: 'ehr-unknown',
      params: { why: statement.ok ? '' : statement.problem.detail },
    });
  const software = statement.ok ? object(statement.value.software)?.['name'] : undefined;
  const name = typeof software === 'string' ? software : id;
  return finding('falls-back', { code: 'ehr-by-server', params: { id, name } });
}

function scopeFindings(wanted: string, supported: readonly string[] | null): readonly Finding[] {
  const scopes = wanted.split(' ');
  if (supported === null) return [finding('untried', { code: 'scopes-untold', params: { count: scopes.length } })];
  const missing = scopes.flatMap((scope) => splitByOffer(scope, supported).missing ?? []);
  const needed = missing.filter(isRequired);
  const others = missing.filter((scope) => !isRequired(scope));
  return [
    ...(needed.length > 0
      ? [finding('blocked', { code: 'scopes-missing', params: { scopes: needed, isNeeded: true } })]
      : []),
    ...(others.length > 0
      ? [finding('falls-back', { code: 'scopes-missing', params: { scopes: others, isNeeded: false } })]
      : []),
    ...(missing.length === 0 ? [finding('works', { code: 'scopes-good', params: { count: scopes.length } })] : []),
  ];
}

interface Split {
  readonly offered: string | null;
  readonly missing: string | null;
}

/** "patient/*.rs" offers "patient/Goal.rs"; of "patient/Task.cru" a server may offer "patient/Task.r" alone. */
function splitByOffer(scope: string, supported: readonly string[]): Split {
  if (supported.includes(scope)) return { offered: scope, missing: null };
  const [, level = '', type = '', letters = ''] = /^(\w+)\/(\w+)\.([a-z]+)$/.exec(scope) ?? [];
  const offers = parseScopes(supported.filter((one) => one.startsWith(`${level}/`)).join(' '));
  const has = (asked: string): boolean => offers.can(asked as Operation, type).granted !== 'no';
  const whole: Readonly<Record<string, string>> = { read: 'rs', write: 'cu' };
  if (letters === '' || letters in whole) {
    const isOffered = letters !== '' && (whole[letters] ?? '').split('').every(has);
    return isOffered ? { offered: scope, missing: null } : { offered: null, missing: scope };
  }
  const part = (wanted: boolean): string | null => {
    const some = letters
      .split('')
      .filter((letter) => has(letter) === wanted)
      .join('');
    return some === '' ? null : `${level}/${type}.${some}`;
  };
  return { offered: part(true), missing: part(false) };
}

/** By what the server says of itself; whether it is true shows the first chart. */
function sourceFindings(statement: Result<CapabilityStatement>, vendor: Vendor): readonly Finding[] {
  if (!statement.ok) return [];
  const offered = new Map<string, ReadonlySet<string>>();
  for (const rest of list(statement.value.rest))
    for (const { type, interaction } of list(rest['resource']))
      offered.set(String(type), new Set(list(interaction).map(({ code }) => String(code))));
  const ways = waysOf(vendor);
  const good: SourceId[] = [];
  const missing: SourceId[] = [];
  const leftOut: Finding[] = [];
  for (const { id, how } of SOURCES) {
    const has = offered.get(id)?.has(how === 'search' ? 'search-type' : 'read') === true;
    const why = ways.leavesOut(id);
    if (!has || !ways.isAsked(id)) missing.push(id);
    else if (why === null) good.push(id);
    else leftOut.push(finding('falls-back', { code: 'sources-left-out', params: { source: id, why } }));
  }
  return [
    finding('works', { code: 'sources-good', params: { sources: good } }),
    ...leftOut,
    ...(missing.length > 0 ? [finding('falls-back', { code: 'sources-missing', params: { sources: missing } })] : []),
  ];
}

const WRITES: Readonly<Record<Exclude<ChannelId, 'web-messaging'>, WrittenType>> = {
  'fhir-create': 'ServiceRequest',
  task: 'Task',
  communication: 'Communication',
  note: 'DocumentReference',
};

async function wayFindings(
  { creates, withoutScopes }: Issuer,
  { referral: { channels, services } }: Site,
  wanted: string,
  supported: readonly string[] | null,
  server: Parameters<typeof whyNotCreate>[3],
): Promise<readonly Finding[]> {
  const granted = parseScopes(
    wanted
      .split(' ')
      .flatMap((scope) => (supported === null ? scope : (splitByOffer(scope, supported).offered ?? [])))
      .join(' '),
  );
  const findings: Finding[] = [];
  let best: ChannelId | null = null;
  for (const channel of CHANNELS) {
    if (!channels.includes(channel) || channel === 'web-messaging') continue;
    const lacks =
      (channel === 'task' && services.every(({ taskOwner }) => taskOwner === undefined)) ||
      (channel === 'communication' && services.every(({ messageTo = [] }) => messageTo.length === 0));
    const type = WRITES[channel];
    // What stands in the way at the EHR comes first: a recipient alone would not open it.
    const why = (await whyNotCreate(type, creates[type], granted, server)) ?? (lacks ? 'no-recipient' : null);
    if (why === 'not-granted' && withoutScopes.some((one) => one.split('.')[0] === `patient/${type}`)) {
      findings.push(finding('falls-back', { code: 'way-left-out', params: { channel, scope: `patient/${type}.c` } }));
      continue;
    }
    if (why !== null) {
      findings.push(finding('falls-back', { code: 'way-closed', params: { channel, why } }));
      continue;
    }
    const isBest = best === null;
    best ??= channel;
    const verdict = isBest && channel !== 'fhir-create' ? 'falls-back' : 'works';
    findings.push(finding(verdict, { code: 'way-open', params: { channel, isBest } }));
  }
  return best === null ? [...findings, finding('falls-back', { code: 'way-by-hand', params: {} })] : findings;
}

/** Only where an order can be placed is its code of use. */
function orderFindings({ referral: { orderCoding } }: Site, ways: readonly Finding[]): readonly Finding[] {
  const orders = ways.some(({ says }) => says.code === 'way-open' && says.params.channel === 'fhir-create');
  if (!orders) return [];
  const codes = orderCoding.map(({ system, code }) => `${system}|${code}`);
  return codes.length === 0
    ? [finding('falls-back', { code: 'order-code-none', params: {} })]
    : [finding('untried', { code: 'order-code', params: { codes } })];
}

type Got =
  { readonly is: 'json'; readonly json: unknown } | { readonly is: 'no-answer' | 'no-json'; readonly detail: string };

async function getJson(url: string, context: CheckContext): Promise<Got> {
  const answer = await get(url, { Accept: 'application/json, application/fhir+json' }, context);
  if (answer === null) return { is: 'no-answer', detail: 'no answer, or none that this page may read' };
  if (!answer.ok) return { is: 'no-answer', detail: `HTTP ${answer.status}` };
  try {
    return { is: 'json', json: await answer.json() };
  } catch {
    return { is: 'no-json', detail: 'the answer is no JSON' };
  }
}

/** Whatever the status: that it can be read at all is what the browser allows. */
async function passes(url: string, headers: Readonly<Record<string, string>>, context: CheckContext): Promise<boolean> {
  return (await get(url, { Accept: 'application/fhir+json', ...headers }, context)) !== null;
}

async function get(
  url: string,
  headers: Readonly<Record<string, string>>,
  context: CheckContext,
): Promise<Response | null> {
  const { fetch: send } = context;
  try {
    return await send(url, {
      headers,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
  } catch {
    return null;
  }
}
