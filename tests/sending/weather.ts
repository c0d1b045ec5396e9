/** What becomes of one request on its way, when a fault strikes it. Faults of the EHR are the sandbox's own. */
import {
  busy,
  commitThenDrop,
  laggingIndex,
  malformedJson,
  sendTwice,
  status,
  type FaultAction,
} from '../../src/sandbox/faults.ts';
import type { Answer, Incoming, Reply } from '../../src/sandbox/http.ts';
import type { Page } from './browser.ts';
import { atOnce, sleep } from './clock.ts';
import type { Phase, Strike } from './schedule.ts';
import { clickEverything, colleagueOrders, struck, type World } from './world.ts';

/** `broken`: the status came and the body broke off. `never`: nothing comes, and the connection stays open. */
export type Delivered = Reply | 'never' | { readonly broken: Answer };

export interface Carried {
  readonly page: Page;
  readonly phase: Phase | null;
  readonly incoming: Incoming;
  /** Hears of each answer that the EHR gives, heard by the app or not. */
  answered(answer: Answer): void;
}

const OUTCOME = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
const PROXY_PAGE = '<html><body>Bad gateway</body></html>';

/** Gives the first strike that is due in a phase, and counts it down. */
export function forecastOf(strikes: readonly Strike[]): (phase: Phase) => Strike | null {
  const due = strikes.map((strike) => ({ strike, skip: strike.skip, left: strike.times }));
  return (phase) => {
    const next = due.find((one) => one.strike.phase === phase && one.left > 0);
    if (next === undefined) return null;
    if (next.skip > 0) {
      next.skip -= 1;
      return null;
    }
    next.left -= 1;
    return next.strike;
  };
}

export async function carry(world: World, carried: Carried, strike: Strike | null): Promise<Delivered> {
  const { page, phase } = carried;
  const process = (action?: FaultAction): Promise<Reply> => processed(world, carried, action);
  if (strike === null || phase === null) return await process();
  const { fault, form, milliseconds } = strike;
  const isPost = carried.incoming.method === 'POST';
  // A lagging index strikes where it hides something, which is not known yet.
  if (fault !== 'lagging-index' || phase === 'during') struck(world, fault, phase);

  switch (fault) {
    case 'lost-request':
      return form % 2 === 0 ? 'drop' : 'never';
    case 'lost-answer':
      if (form === 1) return await process(malformedJson());
      // A browser repeats a POST by itself when a kept-alive connection breaks; only `If-None-Exist` makes that harmless.
      if (form === 3 && isPost && world.schedule.conditionalCreate) return await process(sendTwice());
      {
        const answer = await process();
        return form === 2 && answer !== 'drop' ? { broken: answer } : 'never';
      }
    case 'commit-then-drop':
      return await process(commitThenDrop());
    case 'too-many-requests':
      return await process(form === 3 ? afterDone(status(429, PROXY_PAGE)) : busy(form === 0 ? undefined : form * 9));
    case 'server-error':
      if (form === 0) return await process(status(500, OUTCOME));
      if (form === 1) return await process(afterDone(status(502, PROXY_PAGE)));
      return await process(form === 2 ? status(503, OUTCOME) : afterDone(status(504, PROXY_PAGE)));
    case 'slow': {
      if (form % 2 === 0) await sleep(milliseconds);
      const answer = await process();
      if (form % 2 === 1) await sleep(milliseconds);
      return answer;
    }
    case 'expiry': {
      // A proxy says 401 after the server behind it has written.
      const written = form === 3 && isPost;
      if (written) await process();
      await world.hospital.revoke(page.token);
      return await process(written ? status(401, PROXY_PAGE) : undefined);
    }
    case 'reload':
      if (form === 2) await process();
      void page.tab.reload(form !== 3);
      if (form === 1 || form === 3) await process();
      return 'drop';
    case 'double-click':
      clickEverything(page);
      return await process();
    case 'second-tab':
      world.pressSecond();
      return await process();
    case 'lagging-index':
      world.lag ??= milliseconds;
      if (phase === 'during') await colleagueOrders(world);
      return await process();
    default:
      return fault satisfies never;
  }
}

/** Everything is done, and something in between answers otherwise. */
function afterDone(answer: FaultAction): FaultAction {
  return {
    async run(process) {
      await process();
      return await answer.run(process);
    },
  };
}

async function processed(world: World, carried: Carried, action: FaultAction | undefined): Promise<Reply> {
  const { sandbox } = world.hospital;
  return await atOnce(() => {
    const watched: FaultAction = {
      async run(process) {
        const heard = async (): Promise<Answer> => {
          const answer = await withLag(world, carried, process);
          carried.answered(answer);
          return answer;
        };
        return action === undefined ? await heard() : await action.run(heard);
      },
    };
    // Which fault strikes is decided at once when the request comes in, so that it is this request and no other.
    sandbox.faults.add({ action: watched, times: 1 });
    const reply = sandbox.handle(carried.incoming);
    sandbox.faults.clear();
    return reply;
  });
}

async function withLag(world: World, { page, phase }: Carried, process: () => Promise<Answer>): Promise<Answer> {
  if (world.lag === null) return await process();
  let whole = 0;
  const left = await laggingIndex(world.lag).run(async () => {
    const answer = await process();
    whole = matchesIn(answer);
    return answer;
  });
  if (left === 'drop') throw new Error('a lagging index drops nothing');
  if (matchesIn(left) < whole && phase !== null && page.tab.name === 'first') struck(world, 'lagging-index', phase);
  return left;
}

function matchesIn({ status: code, body }: Answer): number {
  return code === 200 ? (String(body ?? '').match(/"mode":"match"/g) ?? []).length : 0;
}
