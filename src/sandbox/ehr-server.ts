/** Everything behind the EHR's own address: pages, authorization server, FHIR. Faults strike and the log writes here. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arrivals } from './arrivals.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { chartPage, comparePage, launchAnswer, notFoundPage, refusedPost, startPage } from './chart-pages.ts';
import type { PageContext } from './chart-pages.ts';
import type { RegisteredClient } from './client.ts';
import { isPreflight, preflight, withCors } from './cors.ts';
import type { EhrClock } from './ehr-clock.ts';
import type { Faults } from './faults.ts';
import type { FhirServer } from './fhir-server.ts';
import { formBody, header, redirect, text } from './http.ts';
import type { Answer, Handler, Incoming, Reply } from './http.ts';
import { launchOptionsFrom } from './launch-options.ts';
import type { Launch, LaunchOptions } from './launches.ts';
import { ordersMark, ordersPage, ordersPost } from './orders-page.ts';
import { isPersonalityName } from './personalities.ts';
import type { Personality, PersonalityName } from './personality.ts';
import type { RequestLog, RequestRecord } from './request-log.ts';
import { styleAnswer } from './styles.ts';
import type { TeamDesk } from './team-desk.ts';

interface EhrParts {
  readonly pages: PageContext;
  readonly fhir: FhirServer;
  readonly authorization: AuthorizationServer;
  readonly client: RegisteredClient;
  readonly personality: Personality;
  readonly behaveAs: (name: PersonalityName) => void;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly arrivals: Arrivals;
  readonly desk: TeamDesk;
  readonly clock: EhrClock;
  readonly launch: (options: LaunchOptions) => { readonly url: string; readonly launch: Launch };
  readonly now: () => number;
}

const ASSETS: Readonly<Record<string, string>> = {
  '/assets/ehr.css': 'text/css; charset=utf-8',
  '/assets/ehr.js': 'text/javascript; charset=utf-8',
  '/assets/web-messaging.js': 'text/javascript; charset=utf-8',
  '/assets/order-cart.js': 'text/javascript; charset=utf-8',
};

export function ehrHandler(parts: EhrParts): Handler {
  const { port } = new URL(parts.pages.at.ehrUrl);
  const names = new Set(['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`));
  return (request) => {
    // A page elsewhere could give this machine's address a name of its own and then read the charts as if it were ours.
    if (!names.has(header(request, 'host') ?? ''))
      return Promise.resolve(text('This is not an address of the demo EHR.', 421));
    return /^\/(?:fhir|auth|style)(?:\/|$)/.test(request.path) ? serve(request, parts) : pageFor(request, parts);
  };
}

async function serve(request: Incoming, parts: EhrParts): Promise<Reply> {
  let record = parts.requests.open(request, parts.now());
  let processed = 0;
  const reply = await parts.faults.apply(request, () => {
    processed += 1;
    // A fault that has it done twice stands for a second request: the first one stays in the log without an answer.
    if (processed > 1) record = parts.requests.open(request, parts.now());
    return answerTo(request, parts, record);
  });
  if (reply === 'drop') return reply;
  const answer = isPreflight(request) ? reply : withCors(reply, request, parts.client.origins, parts.personality);
  record.status = answer.status;
  return answer;
}

async function answerTo(request: Incoming, parts: EhrParts, record: RequestRecord): Promise<Answer> {
  if (isPreflight(request)) return preflight(request, parts.client.origins, parts.personality);
  if (request.path.startsWith('/fhir')) {
    record.patient = patientOfToken(request, parts);
    return parts.fhir.handle(request);
  }
  if (request.path.startsWith('/style')) return styleAnswer(request);
  const { answer, patient } = await parts.authorization.handle(request);
  record.patient = patient;
  return answer;
}

function patientOfToken(request: Incoming, parts: EhrParts): string | undefined {
  if (header(request, 'authorization') === undefined) return undefined;
  try {
    return parts.authorization.authenticate(request).patient;
  } catch {
    return undefined;
  }
}

async function pageFor(request: Incoming, parts: EhrParts): Promise<Answer> {
  const { pages } = parts;
  const asset = ASSETS[request.path];
  if (asset !== undefined) {
    const body = await readFile(join(import.meta.dirname, request.path));
    return {
      status: 200,
      headers: { 'content-type': asset, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
      body,
    };
  }
  if (request.path === '/launch' && request.method === 'POST') {
    // Only the chart page may mint handles in a script; another site's page must not be able to read one.
    if (header(request, 'origin') !== pages.at.ehrUrl) return refusedPost();
    return launchAnswer(parts.launch(launchOptionsFrom(formBody(request))));
  }
  if (request.path === '/personality' && request.method === 'POST') {
    if (header(request, 'origin') !== pages.at.ehrUrl) return refusedPost();
    const form = formBody(request);
    const name = form.get('personality');
    if (isPersonalityName(name)) parts.behaveAs(name);
    const chart = form.get('chart') ?? '';
    return redirect(/^[A-Za-z0-9\-.]{1,64}$/.test(chart) ? `/chart/${chart}` : '/');
  }
  const inbox = { ...pages, arrivals: parts.arrivals, desk: parts.desk, clock: parts.clock };
  if (request.path === '/orders' && request.method === 'POST') {
    if (header(request, 'origin') !== pages.at.ehrUrl) return refusedPost();
    return ordersPost(formBody(request), inbox);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return notFoundPage(pages.at);
  if (request.path === '/launch') {
    // A tab of its own: no page of ours would hear its messages, so none may be promised.
    const { webMessaging: _frameOnly, ...options } = launchOptionsFrom(request.query);
    return redirect(parts.launch(options).url);
  }
  if (request.path === '/') return startPage(pages);
  if (request.path === '/orders') return request.query.get('part') === 'mark' ? ordersMark(inbox) : ordersPage(inbox);
  if (request.path === '/compare') return comparePage(pages, request.query);
  const patient = /^\/chart\/([A-Za-z0-9\-.]{1,64})$/.exec(request.path)?.[1];
  return patient === undefined ? notFoundPage(pages.at) : chartPage(pages, patient, request.query);
}
