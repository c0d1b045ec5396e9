/**
 * What every journey is held to, whatever it is about: no host but the app's and the EHR's, no token or code where it does
 * not belong, nothing kept outside sessionStorage, nothing that the policy of the page refuses. Noted while it runs, judged
 * at its end.
 */
import type { BrowserContext, ConsoleMessage, Frame, Page, Request } from '@playwright/test';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** What has to be known of a demo EHR. One in a process of its own has addresses alone: its tokens are not known here. */
export type Watched = Pick<Sandbox, 'appUrl' | 'ehrUrl' | 'secrets' | 'codes' | 'requests'>;

/** Something that was seen, and where; `text` is what is searched for tokens. */
interface Seen {
  readonly where: string;
  readonly text: string;
}

/** What a journey does on purpose. */
export interface Judging {
  /** What the policy refuses, or a stranger's page. */
  readonly provoked: boolean;
  /** An address with a code, a second time. */
  readonly replayed?: boolean;
}

/** What a frame holds at the end. The three stores are of the frame's own origin, as its own top-level page has them. */
interface Held {
  readonly html: string;
  readonly typed: readonly string[];
  readonly local: readonly string[];
  readonly databases: readonly string[];
  readonly caches: readonly string[];
}

const REFUSED = /Content Security Policy|Content-Security-Policy|TrustedHTML|TrustedScript/;

/** Two answers in a row are quick; a frame that gives none for this long cannot be looked into. */
const PATIENCE = 5_000;

export class Watch {
  readonly #running: ReadonlySet<Watched>;
  readonly #before: ReadonlyMap<Watched, { readonly secrets: number; readonly codes: number; readonly at: number }>;
  readonly #requests: Request[] = [];
  /** Addresses of WebSockets, which are no requests; the app has none. */
  readonly #sockets: string[] = [];
  readonly #seen: Seen[] = [];
  readonly #refused: string[] = [];
  readonly #kept: string[] = [];
  readonly #lookedInto = new Set<BrowserContext>();
  /** With the origins that each has asked for something. */
  readonly #contexts = new Map<BrowserContext, Set<string>>();

  /** `running`: the demo EHRs, also those that start later. */
  constructor(running: ReadonlySet<Watched>) {
    this.#running = running;
    this.#before = new Map(
      [...running].map((ehr) => [ehr, { secrets: ehr.secrets.size, codes: ehr.codes.size, at: Date.now() }]),
    );
  }

  async context(context: BrowserContext): Promise<void> {
    const origins = new Set<string>();
    this.#contexts.set(context, origins);
    context.on('request', (request) => {
      this.#requests.push(request);
      origins.add(originIn(request.url()));
    });
    context.on('console', (message) => this.#said(message));
    context.on('weberror', (error) => void this.#seen.push({ where: 'an error', text: String(error.error().stack) }));
    const watchPage = (page: Page): void => {
      page.on('websocket', (socket) => void this.#sockets.push(socket.url()));
      page.on(
        'framenavigated',
        (frame) => void this.#seen.push({ where: 'the address of a frame', text: frame.url() }),
      );
    };
    for (const page of context.pages()) watchPage(page);
    context.on('page', watchPage);
    await context.exposeBinding('policyRefused', (_source, what: string) => void this.#refused.push(what));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const what = `${event.effectiveDirective} refused ${event.blockedURI} in ${event.documentURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`;
        (window as unknown as { policyRefused(what: string): void }).policyRefused(what);
      });
    });
    // A journey may close a context of its own before its end: what lies in it is looked at first.
    const close = context.close.bind(context);
    context.close = async (options): Promise<void> => {
      await this.#lookInto(context);
      await close(options);
    };
  }

  #said(message: ConsoleMessage): void {
    this.#seen.push({ where: 'the console', text: message.text() });
    if (message.type() === 'error' && REFUSED.test(message.text())) this.#refused.push(message.text());
  }

  /** What is wrong with what was seen; empty when nothing is. */
  async judge({ provoked, replayed = false }: Judging): Promise<readonly string[]> {
    for (const context of this.#contexts.keys()) await this.#lookInto(context);
    return [
      ...(provoked ? [] : [...this.#strangers(), ...this.#refused.map((what) => `refused by the policy: ${what}`)]),
      ...this.#leaks(),
      ...(replayed ? [] : this.#strayCodes()),
      ...this.#kept,
      ...this.#blindness(),
    ];
  }

  /** Requests to hosts that nobody configured, whether they arrive or not. */
  #strangers(): readonly string[] {
    const ours = new Set([...this.#running].flatMap(({ appUrl, ehrUrl }) => [appUrl, ehrUrl]));
    return [...this.#requests.map((request) => request.url()), ...this.#sockets]
      .map((address) => new URL(address))
      .filter(({ protocol, origin }) => !['data:', 'blob:', 'about:'].includes(protocol) && !ours.has(origin))
      .map(({ href }) => `a request to a foreign host: ${href}`);
  }

  #leaks(): readonly string[] {
    const secrets = this.#new('secrets');
    const places = [
      ...this.#seen,
      ...this.#requests.flatMap((request) => [
        { where: 'the address of a request', text: request.url() },
        { where: 'a referer', text: request.headers()['referer'] ?? '' },
      ]),
    ];
    return places.flatMap(({ where, text }) => {
      const secret = secrets.find((one) => text.includes(one));
      if (secret === undefined) return [];
      const at = text.indexOf(secret);
      return [`a token in ${where}: ${text.slice(Math.max(0, at - 80), at + secret.length + 20)}`];
    });
  }

  /** A code comes to index.html, in one request, and is gone from every address when the app has read it. */
  #strayCodes(): readonly string[] {
    const pages = new Set([...this.#running].map(({ appUrl }) => `${appUrl}/index.html`));
    const open = [...this.#contexts.keys()].flatMap((context) => context.pages().flatMap((page) => page.frames()));
    return this.#new('codes').flatMap((code) => {
      const carriers = this.#requests.map((request) => request.url()).filter((url) => url.includes(code));
      const elsewhere = carriers.filter((url) => !pages.has(url.split('?')[0] ?? ''));
      const referers = this.#requests.filter((request) => request.headers()['referer']?.includes(code) === true);
      return [
        ...(carriers.length > 1 ? [`a code in ${carriers.length} requests: ${carriers.join(' ')}`] : []),
        ...elsewhere.map((url) => `a code in the address of a request: ${url}`),
        ...referers.map((request) => `a code in the referer of ${request.url()}`),
        ...open.filter((frame) => frame.url().includes(code)).map((frame) => `a code in an address: ${frame.url()}`),
      ];
    });
  }

  /** Whoever looks for no token finds none: where tokens were given, they have to be known here. */
  #blindness(): readonly string[] {
    const given = [...this.#running].some((ehr) =>
      ehr.requests.some(
        ({ at, path, method, patient }) =>
          at >= (this.#before.get(ehr)?.at ?? 0) &&
          method === 'POST' &&
          path === '/auth/token' &&
          patient !== undefined,
      ),
    );
    return given && this.#new('secrets').length === 0 ? ['tokens were given, and none is known to look for'] : [];
  }

  /** Issued since the journey began. */
  #new(what: 'secrets' | 'codes'): readonly string[] {
    return [...this.#running].flatMap((ehr) => [...ehr[what]].slice(this.#before.get(ehr)?.[what] ?? 0));
  }

  async #lookInto(context: BrowserContext): Promise<void> {
    if (this.#lookedInto.has(context)) return;
    this.#lookedInto.add(context);
    const apps = new Set([...this.#running].map(({ appUrl }) => appUrl));
    for (const { name, value, domain } of await context.cookies()) {
      this.#seen.push({ where: `the cookie ${name}`, text: value });
      if ([...apps].some((app) => new URL(app).hostname === domain.replace(/^\./, '')))
        this.#kept.push(`a cookie of the app: ${name}`);
    }
    const frames = context.pages().flatMap((page) => page.frames());
    for (const frame of frames) await this.#lookIntoFrame(frame, apps);
    // The app was open and is not any more: what it left lies there all the same.
    for (const app of apps)
      if (this.#contexts.get(context)?.has(app) === true && !frames.some((frame) => frame.url().startsWith(`${app}/`)))
        await this.#lookIntoEmptyPage(context, app, apps);
  }

  /** A page of the app's origin that loads nothing: its server may have stopped already. */
  async #lookIntoEmptyPage(context: BrowserContext, app: string, apps: ReadonlySet<string>): Promise<void> {
    const page = await context.newPage();
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(`${app}/looked-into`);
    await this.#lookIntoFrame(page.mainFrame(), apps);
    await page.close();
  }

  async #lookIntoFrame(frame: Frame, apps: ReadonlySet<string>): Promise<void> {
    const held = await heldBy(frame);
    const address = frame.url();
    if (held === undefined) return;
    if (held === null || typeof held === 'string') {
      this.#kept.push(`could not be looked into at the end: ${address} ${held ?? ''}`);
      return;
    }
    const { html, typed, local, databases, caches } = held;
    this.#seen.push({ where: 'the address of a frame', text: address });
    for (const text of [html, ...typed]) this.#seen.push({ where: `the page ${address}`, text });
    for (const text of local) this.#seen.push({ where: `localStorage of ${address}`, text });
    if (!apps.has(originIn(address))) return;
    for (const one of local) this.#kept.push(`in localStorage of the app: ${one}`);
    for (const one of databases) this.#kept.push(`a database of the app: ${one}`);
    for (const one of caches) this.#kept.push(`a cache of the app: ${one}`);
  }
}

/** Undefined when the page took the frame away meanwhile, null when it does not answer, else why it cannot. */
async function heldBy(frame: Frame, again = 3): Promise<Held | string | null | undefined> {
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (patience = setTimeout(() => resolve(null), PATIENCE)));
  try {
    return await Promise.race([frame.evaluate(readHeld), late]);
  } catch (error) {
    if (frame.isDetached()) return undefined;
    // It went to another page while it was looked into: that one counts.
    return again > 0 ? await heldBy(frame, again - 1) : String(error);
  } finally {
    clearTimeout(patience);
  }
}

function originIn(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}

/** In the page; by `window`, because only tests may look where the app keeps nothing. An opaque origin has no stores, and says so by throwing. */
async function readHeld(): Promise<Held> {
  const local: string[] = [];
  let databases: readonly string[] = [];
  let named: readonly string[] = [];
  try {
    for (let at = 0; at < window.localStorage.length; at += 1) {
      const key = window.localStorage.key(at) ?? '';
      local.push(`${key}=${window.localStorage.getItem(key) ?? ''}`);
    }
    databases = (await window.indexedDB.databases()).map(({ name }) => name ?? '');
    named = await window.caches.keys();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  const fields = [...document.querySelectorAll('input, textarea')] as (HTMLInputElement | HTMLTextAreaElement)[];
  return {
    html: document.documentElement.outerHTML,
    typed: fields.map(({ value }) => value),
    local,
    databases,
    caches: named,
  };
}
