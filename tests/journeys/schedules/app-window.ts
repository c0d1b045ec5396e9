/** One window of the app: a page of the browser, what it shows, and what leaves it. */
import type { Page, Request } from '@playwright/test';
import { RUTH } from '../journey.ts';
import { bearerOf } from './asked.ts';
import { LOADING, read, screenOf, type Screen } from './screen.ts';
import { tell, violated, type World } from './world.ts';

export const REFERRAL = /^\/fhir\/(ServiceRequest|Task|Communication|DocumentReference)$/;

export class AppWindow {
  readonly name: 'first' | 'second';
  readonly page: Page;
  /** What was typed last. */
  typed = '';
  /** Of its referral, as the tab has kept it to the end. */
  decisionId = '';
  presses = 0;
  /** A press of "send" that nothing has left for yet. */
  pressed = false;
  /** From a press until the answer is on the screen. */
  sends = false;
  /** Something of it has reached the EHR since the last press. */
  posted = false;
  /** The person has accepted what the look for other referrals found. */
  acknowledged = false;
  token: string | null = null;
  revoked = false;
  /** Requests that a fault holds back. */
  held = 0;
  /** It was opened or loaded anew, and does not show yet what it will. */
  loading = true;
  /** Counts loads of the page. */
  opened = 0;
  openedAt = 0;
  /** When it last came to know that its referral is there. */
  settledAt = Infinity;
  screen: Screen = LOADING;
  readonly #world: World;
  readonly #onItsWay = new Set<Request>();
  #asked = 0;

  constructor(world: World, name: 'first' | 'second', page: Page) {
    this.#world = world;
    this.name = name;
    this.page = page;
    // Whoever leaves with something unsaved is asked, and leaves.
    page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
    page.on('request', (request) => this.#leaves(request));
    page.on('requestfinished', (request) => void this.#onItsWay.delete(request));
    page.on('requestfailed', (request) => void this.#onItsWay.delete(request));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#onItsWay.clear();
    });
  }

  underWay(): number {
    return Math.max(0, this.#onItsWay.size - this.held);
  }

  /** Requests that have left it since this was last asked. */
  takeAsked(): number {
    const asked = this.#asked;
    this.#asked = 0;
    return asked;
  }

  async look(): Promise<void> {
    const was = this.screen.at;
    try {
      this.screen = screenOf(await this.page.evaluate(read));
    } catch {
      // A page that is being left cannot be read.
      this.screen = LOADING;
    }
    if (this.screen.at !== 'loading' && this.underWay() === 0) this.loading = false;
    if (this.screen.at === was) return;
    tell(this.#world, `${this.name} shows: ${this.screen.at}`);
    if (this.screen.at === 'there') this.settledAt = this.#world.clock.now;
  }

  /** From the chart, also when a session is over: in the same page, whose tab has kept the draft. */
  async launch(): Promise<void> {
    const { ehr, schedule } = this.#world;
    const user = schedule.maySign ? 'dir-oncologist' : 'dir-nurse';
    await this.#open(async () => {
      this.token = null;
      this.revoked = false;
      // These schedules are about sessions that end: the EHR renews none.
      await this.page.goto(ehr.launchUrl({ patient: RUTH, user, withhold: ['online_access'] }));
    });
  }

  async reload(): Promise<void> {
    tell(this.#world, `${this.name} is loaded anew`);
    await this.#open(() => this.page.reload());
  }

  async #open(go: () => Promise<unknown>): Promise<void> {
    const { clock } = this.#world;
    await clock.atOnce(async () => {
      this.loading = true;
      this.opened += 1;
      this.openedAt = clock.now;
      this.screen = LOADING;
      await go();
      this.screen = LOADING;
    });
  }

  /** Impatience: what stands in the sheet while something is under way is clicked, again and again, in one task. */
  async clickEverything(): Promise<void> {
    const clicked = await this.page
      .evaluate(() => {
        const sheet = document.querySelector('[role=dialog]') ?? document.body;
        if (!/Sending\. Please keep|Looking for it in the EHR/.test(sheet.textContent)) return [];
        const buttons = [...sheet.querySelectorAll('button')].filter((one) => one.textContent !== 'Close');
        for (let round = 0; round < 3; round += 1) for (const button of buttons) button.click();
        return buttons.map((one) => one.textContent);
      })
      .catch(() => []);
    tell(this.#world, `${this.name} clicks on everything: ${clicked.join(', ') || 'nothing is there to click'}`);
  }

  /** What the tab has kept of what was typed. */
  async kept(): Promise<readonly { readonly decisionId: string; readonly question: string }[]> {
    const stored = await this.page.evaluate(() =>
      Object.keys(sessionStorage).map((name) => sessionStorage.getItem(name) ?? ''),
    );
    return stored.flatMap((text) => {
      if (!text.includes('"decisionId"')) return [];
      const { kept } = JSON.parse(text) as Partial<Kept>;
      return kept == null ? [] : [{ decisionId: kept.decisionId, question: kept.draft.question }];
    });
  }

  #leaves(request: Request): void {
    this.#onItsWay.add(request);
    this.#asked += 1;
    const path = new URL(request.url()).pathname;
    this.token = bearerOf(request.headers()['authorization']) ?? this.token;
    if (request.method() !== 'POST' || !REFERRAL.test(path)) return;
    const body = JSON.parse(request.postData() ?? '{}') as { readonly identifier?: readonly { value: string }[] };
    const [decisionId = ''] = body.identifier?.map(({ value }) => value) ?? [];
    const { clock, posts } = this.#world;
    if (!this.pressed) violated(this.#world, `${this.name} sends a referral for which nobody has pressed`);
    if (!says(body, this.typed)) violated(this.#world, `${this.name} sends another text than was typed`);
    this.pressed = false;
    posts.push({ window: this.name, press: this.presses, decisionId, question: this.typed, at: clock.now });
    tell(this.#world, `${this.name} sends ${path} as ${decisionId}`);
  }
}

interface Kept {
  readonly kept: { readonly decisionId: string; readonly draft: { readonly question: string } } | null;
}

/** In a text of the resource, or in an attachment. The letter leaves out the space around it. */
export function says(resource: object, question: string): boolean {
  let found = false;
  JSON.stringify(resource, (key, value: unknown) => {
    if (typeof value === 'string') {
      const text = key === 'data' ? Buffer.from(value, 'base64').toString('utf8') : value;
      found ||= text.includes(question.trim());
    }
    return value;
  });
  return found;
}
