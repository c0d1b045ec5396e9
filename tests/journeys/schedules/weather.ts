/** What becomes of a request of the first window when a fault of the schedule strikes it: at the EHR, over HTTP. */
import type { ServerResponse } from 'node:http';
import { busy, laggingIndex, malformedJson, status, type FaultAction } from '../../../src/sandbox/faults.ts';
import { incoming, type Answer, type Reply } from '../../../src/sandbox/http.ts';
import type { Phase, Strike } from '../../sending/schedule.ts';
import { asked, bearerOf, type Asked } from './asked.ts';
import { REFERRAL, type AppWindow } from './app-window.ts';
import { colleagueOrders, struck, tell, type OnWire, type World } from './world.ts';

const OUTCOME = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
const PROXY_PAGE = '<html><body>Bad gateway</body></html>';

type Process = () => Promise<Answer>;

interface Carried {
  readonly window: AppWindow;
  readonly asked: Asked;
  readonly key: string;
  readonly isPost: boolean;
  readonly process: Process;
}

export class Weather implements FaultAction {
  readonly #world: World;
  readonly #due: { readonly strike: Strike; skip: number; left: number }[];
  /** What a broken connection has lost, and when: the browser asks for it once more by itself, at the same moment. */
  readonly #broken = new Map<string, number>();
  /** Requests that are still at work at the EHR, heard or not. */
  atWork = 0;

  constructor(world: World) {
    this.#world = world;
    this.#due = world.schedule.strikes.map((strike) => ({ strike, skip: strike.skip, left: strike.times }));
  }

  async run(process: Process): Promise<Reply> {
    const now = asked();
    const { method = '', url = '', headers } = now.request;
    const bearer = bearerOf(headers.authorization);
    const window = this.#world.windows.find(({ token }) => token !== null && token === bearer);
    if (window === undefined) return await process();
    const isPost = method === 'POST' && REFERRAL.test(url);
    const phase = isPost ? 'during' : phaseOf(window, url);
    const wire = isPost ? this.#arrives(window) : null;
    const heard = async (): Promise<Answer> => {
      const answer = await this.#withLag(window, phase, process);
      if (answer.status === 201) wire?.committed.push(this.#world.clock.now);
      return answer;
    };
    const carried: Carried = { window, asked: now, key: `${window.name} ${method} ${url}`, isPost, process: heard };
    const name = `${window.name} ${phase ?? '-'}: ${method} ${url.slice('/fhir/'.length).slice(0, 70)}`;
    const { clock } = this.#world;
    if ((isPost || !window.loading) && this.#broken.get(carried.key) === clock.now) {
      tell(this.#world, `${name} -> drop [the browser asks again]`);
      return 'drop';
    }
    const strike = window.name === 'first' && phase !== null ? this.#strikeFor(phase) : null;
    this.atWork += 1;
    try {
      const reply = strike === null || phase === null ? await heard() : await this.#carry(carried, strike, phase);
      if (phase !== null) {
        const told = `${reply === 'drop' ? 'drop' : reply.status}${strike === null ? '' : ` [${strike.fault}, form ${strike.form}]`}`;
        tell(this.#world, `${name} -> ${told}`);
      }
      return reply;
    } finally {
      this.atWork -= 1;
    }
  }

  #arrives(window: AppWindow): OnWire {
    window.posted = true;
    const { wire } = this.#world;
    const { name, presses: press, typed: question, loading: leaving } = window;
    const known = wire.find((one) => one.window === name && one.press === press);
    const one = known ?? {
      window: name,
      press,
      question,
      leaving,
      at: this.#world.clock.now,
      arrivals: 0,
      committed: [],
    };
    if (known === undefined) wire.push(one);
    one.arrivals += 1;
    return one;
  }

  /** The first strike that is due in a phase, counted down. */
  #strikeFor(phase: Phase): Strike | null {
    const next = this.#due.find(({ strike, left }) => strike.phase === phase && left > 0);
    if (next === undefined) return null;
    if (next.skip > 0) {
      next.skip -= 1;
      return null;
    }
    next.left -= 1;
    return next.strike;
  }

  async #carry(carried: Carried, { fault, form, milliseconds }: Strike, phase: Phase): Promise<Reply> {
    const { window, isPost, process, asked } = carried;
    const world = this.#world;
    // A lagging index strikes where it hides something, which is not known yet.
    if (fault !== 'lagging-index' || phase === 'during') struck(world, fault, phase);
    switch (fault) {
      case 'lost-request':
        return form % 2 === 0 ? this.#breaks(carried) : await this.#never(carried);
      case 'lost-answer': {
        if (form === 1) return await malformedJson().run(process);
        // What a browser does by itself; only `If-None-Exist` makes it harmless.
        if (form === 3 && isPost && world.schedule.conditionalCreate) await process();
        const answer = await process();
        if (form === 3 && isPost && world.schedule.conditionalCreate) return answer;
        return form === 2 ? await brokenOff(asked, answer) : await this.#never(carried);
      }
      case 'commit-then-drop':
        await process();
        // Form 0: only this connection breaks, and what the browser then sends once more by itself arrives.
        return form === 0 && isPost ? 'drop' : this.#breaks(carried);
      case 'too-many-requests':
        if (form === 3) await process();
        return await (form === 3 ? status(429, PROXY_PAGE) : busy(form === 0 ? undefined : form * 9)).run(process);
      case 'server-error':
        if (form % 2 === 1) await process();
        if (form % 2 === 1) return await status(form === 1 ? 502 : 504, PROXY_PAGE).run(process);
        return await status(form === 0 ? 500 : 503, OUTCOME).run(process);
      case 'slow': {
        if (form % 2 === 0) await this.#held(carried, world.clock.sleep(milliseconds));
        const answer = await process();
        if (form % 2 === 1) await this.#held(carried, world.clock.sleep(milliseconds));
        return answer;
      }
      case 'expiry': {
        // A proxy says 401 after the server behind it has written.
        const written = form === 3 && isPost;
        if (written) await process();
        await this.#revoke(window);
        return written ? await status(401, PROXY_PAGE).run(process) : await process();
      }
      case 'reload':
        if (form === 2) await process();
        void window.reload().catch((error: unknown) => tell(world, `not loaded anew: ${String(error)}`));
        if (form % 2 === 1) await process();
        return this.#breaks(carried);
      case 'double-click':
        void world.clock.atOnce(() => window.clickEverything());
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

  /** The browser's own second try on another connection fails as well, or the app would never hear of it. */
  #breaks({ key }: Carried): 'drop' {
    this.#broken.set(key, this.#world.clock.now);
    return 'drop';
  }

  /** No answer comes, until the app gives up. */
  async #never(carried: Carried): Promise<'drop'> {
    await this.#held(carried, Promise.race([closed(carried.asked.response), this.#world.clock.sleep(600_000)]));
    return this.#breaks(carried);
  }

  async #held({ window, asked }: Carried, wait: Promise<void>): Promise<void> {
    const free = (): void => {
      if (state.held) window.held -= 1;
      state.held = false;
    };
    const state = { held: true };
    window.held += 1;
    // Nobody waits for it any more: the browser knows nothing of it, either.
    void closed(asked.response).then(free);
    await wait.finally(free);
  }

  async #revoke(window: AppWindow): Promise<void> {
    window.revoked = true;
    const { ehr } = this.#world;
    const body = new URLSearchParams({ token: window.token ?? '', client_id: 'alongside-demo' }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    await ehr.handle(incoming(`${ehr.ehrUrl}/auth/revoke`, { method: 'POST', headers, body }));
    tell(this.#world, `the session of the ${window.name} window is over`);
  }

  /**
   * The server dates what it writes by its own clock, which goes slower than the journey's: `meta.lastUpdated` stays as it is,
   * and the lag is counted on the journey's clock. Hidden is what was written after that clock went past the time so long ago.
   */
  async #withLag(window: AppWindow, phase: Phase | null, process: Process): Promise<Answer> {
    const { lag, clock } = this.#world;
    if (lag === null) return await process();
    let whole = 0;
    const left = await laggingIndex(0, () => clock.passedAt(clock.now - lag)).run(async () => {
      const answer = await process();
      whole = matchesIn(answer);
      return answer;
    });
    if (left === 'drop') throw new Error('a lagging index drops nothing');
    if (matchesIn(left) < whole && phase !== null && window.name === 'first')
      struck(this.#world, 'lagging-index', phase);
    return left;
  }
}

/** While a page is being loaded it reads the chart; only what looks for the referral belongs to a phase then. */
function phaseOf(window: AppWindow, url: string): Phase | null {
  if (window.loading) return url.includes('identifier=') ? 'look-up' : null;
  const { at } = window.screen;
  if (at === 'unknown') return 'look-up';
  if (at === 'there' || at === 'said') return 'after';
  if (at !== 'sending' && !window.sends) return null;
  return window.posted ? 'after' : 'before';
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((done) => (response.closed ? done() : response.once('close', () => done())));
}

/** The status comes, and the body breaks off. */
async function brokenOff({ request, response }: Asked, { status, headers, body = '' }: Answer): Promise<'drop'> {
  const whole = Buffer.from(body);
  response.writeHead(status, {
    ...headers,
    'access-control-allow-origin': request.headers.origin ?? '',
    'content-length': String(whole.length),
  });
  await new Promise<void>((written) => response.write(whole.subarray(0, whole.length / 2), () => written()));
  return 'drop';
}

function matchesIn({ status: code, body }: Answer): number {
  return code === 200 ? (String(body ?? '').match(/"mode":"match"/g) ?? []).length : 0;
}
