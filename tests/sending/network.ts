/** `fetch` as a page of the app has it, with the demo EHR at the other end of a wire that has a length. */
import { incoming, type Answer } from '../../src/sandbox/http.ts';
import type { Page } from './browser.ts';
import { sleep } from './clock.ts';
import { randomOf } from './random.ts';
import type { Phase } from './schedule.ts';
import { carry, forecastOf, type Delivered } from './weather.ts';
import { decisionOf, tell, violated, type Post, type World } from './world.ts';

const REFERRAL = /^\/fhir\/(ServiceRequest|Task|Communication|DocumentReference)$/;
/** What a script can read of an answer from elsewhere without being told: https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const SAFELISTED = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];

export function networkOf(world: World): (page: () => Page) => typeof fetch {
  const random = randomOf(world.schedule.seed, 1);
  const strikeFor = forecastOf(world.schedule.strikes);
  const wire = (): Promise<void> => sleep(random.between(10, 250));

  return (pageOf) =>
    (input, init = {}) =>
      new Promise<Response>((answer, fail) => {
        const page = pageOf();
        // A page that is gone asks nothing and hears nothing.
        if (!page.alive) return;
        const method = init.method ?? 'GET';
        const address = input instanceof Request ? input.url : String(input);
        const { pathname, search } = new URL(address);
        const body = typeof init.body === 'string' ? init.body : '';
        const phase = phaseOf(page, method, pathname);
        const post = method === 'POST' && REFERRAL.test(pathname) ? posted(world, page, body) : null;
        const strike = page.tab.name === 'first' && phase !== null ? strikeFor(phase) : null;
        const name = `${page.tab.name} ${phase ?? '-'}: ${method} ${pathname.slice('/fhir/'.length)}${search.slice(0, 60)}`;
        init.signal?.addEventListener('abort', () => {
          if (page.alive) tell(world, `${name} given up by the app`);
          fail(new DOMException('The operation was aborted.', 'AbortError'));
        });
        const request = incoming(address, {
          method,
          headers: { ...(init.headers as Record<string, string>), Origin: world.hospital.sandbox.appUrl },
          body,
        });
        const answered = ({ status }: Answer): void => {
          if (status === 201) post?.committed.push(Date.now());
        };
        const way = async (): Promise<void> => {
          await wire();
          const delivered = await carry(world, { page, phase, incoming: request, answered }, strike);
          await wire();
          tell(
            world,
            `${name} -> ${said(delivered)}${strike === null ? '' : ` [${strike.fault}, form ${strike.form}]`}`,
          );
          if (delivered === 'never' || !page.alive) return;
          if (delivered === 'drop') fail(new TypeError('Failed to fetch'));
          else answer(responseOf(delivered));
        };
        way().catch((error: unknown) => {
          violated(world, `the harness failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
          fail(error);
        });
      });
}

function phaseOf(page: Page, method: string, path: string): Phase | null {
  if (method === 'POST' && REFERRAL.test(path)) return 'during';
  const { submission } = page.store.view();
  if (submission.at === 'sending') return page.posted ? 'after' : 'before';
  if (submission.at !== 'settled') return null;
  return submission.outcome.outcome === 'unknown' ? 'look-up' : 'after';
}

/** A POST leaves: somebody must have pressed for it, and it carries what they saw. */
function posted(world: World, page: Page, body: string): Post {
  const { tab, store } = page;
  const { preview, submission } = store.view();
  const values = (JSON.parse(body) as { identifier?: { value: string }[] }).identifier?.map(({ value }) => value) ?? [];
  const [decisionId = ''] = values;
  if (page.pressed === 0) violated(world, `${tab.name} sends a referral for which nobody has pressed`);
  if (values.length !== 1 || decisionId !== decisionOf(tab))
    violated(world, `${tab.name} sends as ${values.join(', ')}`);
  if (preview === null || JSON.stringify(JSON.parse(preview.resource)) !== body) {
    violated(world, `${tab.name} sends something else than the screen shows`);
  }
  page.pressed = 0;
  page.posted = true;
  const acknowledged = submission.at === 'sending' && submission.acknowledged !== null;
  const question = world.typed.get(tab.name) ?? '';
  const post: Post = { tab: tab.name, decisionId, at: Date.now(), question, acknowledged, committed: [] };
  world.posts.push(post);
  return post;
}

function said(delivered: Delivered): string {
  if (typeof delivered === 'string') return delivered;
  return 'broken' in delivered ? `${delivered.broken.status}, broken off` : String(delivered.status);
}

function responseOf(delivered: Exclude<Delivered, string>): Response {
  const { status, headers, body } = 'broken' in delivered ? delivered.broken : delivered;
  const exposed = (headers['access-control-expose-headers'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const visible = Object.entries(headers).filter(([name]) => SAFELISTED.includes(name) || exposed.includes(name));
  const breaking = new ReadableStream({
    pull(controller) {
      controller.error(new TypeError('network error'));
    },
  });
  return new Response('broken' in delivered ? breaking : String(body ?? ''), { status, headers: visible });
}
