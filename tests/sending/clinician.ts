/** The person at the screen: writes, presses, and does about an unknown end what the schedule says. */
import {
  isUnknown,
  maySayNotThere,
  NOT_THERE_AFTER_MS,
  needsAcknowledgement,
} from '../../src/domain/referral/submission.ts';
import type { WriteTexts } from '../../src/session/referral-store.ts';
import type { Page, Tab } from './browser.ts';
import { sleep } from './clock.ts';
import { randomOf, type Random } from './random.ts';
import type { Clinician, UnknownStep } from './schedule.ts';
import { colleagueOrders, decisionOf, tell, violated, type World } from './world.ts';

/** Nobody stays longer at one referral than this many steps. */
const PATIENCE = 60;
const minutes = (count: number): number => count * 60_000;

/** The words around the question are not what is tested; the question goes out as it was typed. */
const write: WriteTexts = (draft, decisionId) => ({
  note: `Asked: ${draft.question} (${decisionId})`,
  letter: `Asked: ${draft.question} (${decisionId})`,
  letterXhtml:
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Letter</title></head><body><p>Letter</p></body></html>',
  reasons: [],
});

export class Person {
  readonly #world: World;
  readonly #tab: Tab;
  readonly #plan: Clinician;
  readonly #random: Random;
  #presses = 0;
  #steps = 0;
  #looks = 0;
  #seen: Page | null = null;

  constructor(world: World, tab: Tab, plan: Clinician) {
    this.#world = world;
    this.#tab = tab;
    this.#plan = plan;
    this.#random = randomOf(world.schedule.seed, tab.name === 'first' ? 2 : 3);
  }

  /** Opens the form, types, and waits until the button can be pressed. */
  async write(): Promise<void> {
    const { question } = this.#plan;
    const { store } = await this.#page();
    store.open('');
    store.review(write);
    store.edit({ question: question.slice(0, question.length / 2) });
    await sleep(this.#random.between(20, 400));
    this.#world.typed.set(this.#tab.name, question);
    store.edit({ question, patientAgrees: 'yes' });
    await this.#tab.until(() => store.view().submission.at === 'confirming', minutes(2));
  }

  /** Until it is settled, or nothing more is to be done about it. */
  async send(): Promise<void> {
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      const page = await this.#page();
      const { submission } = page.store.view();
      if (submission.at === 'idle') return;
      if (submission.at === 'sending') await this.#awaitAnswer(page);
      else if (submission.at !== 'settled') {
        if (this.#presses > this.#plan.resends || !(await this.#press(page))) return;
      } else if (submission.looking) {
        await this.#tab.until(() => this.#tab.page !== page || !isLooking(page), minutes(10));
        if (page.alive && isLooking(page)) return violated(this.#world, `${this.#tab.name} looks for ever`);
      } else {
        const step = isUnknown(submission) ? this.#plan.whenUnknown[this.#steps] : undefined;
        if (step === undefined) return;
        this.#steps += 1;
        await this.#doAboutUnknown(page, step);
      }
    }
  }

  async #awaitAnswer(page: Page): Promise<void> {
    const at = (): string => page.store.view().submission.at;
    await this.#tab.until(() => this.#tab.page !== page || at() !== 'sending', minutes(10));
    page.pressed = 0;
    if (!page.alive) return;
    const { submission } = page.store.view();
    if (submission.at === 'sending') violated(this.#world, `${this.#tab.name} sends for ever`);
    if ('refused' in submission) this.#world.refusals.push({ tab: this.#tab.name, at: Date.now() });
  }

  /** False when the person leaves it at the draft. */
  async #press(page: Page): Promise<boolean> {
    const { store } = page;
    if (page.token.revoked) return await this.#launchAgain();
    store.review(write);
    const isShown = (): boolean => store.view().submission.at === 'confirming' && store.view().preview !== null;
    await this.#tab.until(() => !page.alive || isShown(), minutes(3));
    if (!page.alive) return true;
    const { submission, preview } = store.view();
    const blind = submission.at !== 'confirming' || submission.check.result === 'could-not-check';
    if (blind || preview?.via.channel === 'manual') {
      this.#looks += 1;
      if (this.#looks < 4) {
        await sleep(5000);
        if (page.alive) store.checkAgain();
        return true;
      }
      if (submission.at !== 'confirming' || preview?.via.channel === 'manual') return false;
    }
    if (submission.at !== 'confirming') return false;
    if (needsAcknowledgement(submission.check)) {
      if (!this.#plan.acknowledges) return false;
      store.acknowledge(true);
    }
    const { rewritten } = this.#plan;
    if (rewritten !== null && this.#presses > 0) {
      this.#world.typed.set(this.#tab.name, rewritten);
      store.edit({ question: rewritten });
    }
    await sleep(this.#random.between(20, this.#plan.ponders));
    if (!page.alive || store.view().submission.at !== 'confirming') return true;
    await this.#colleagueIsFaster();
    if (!page.alive) return true;
    this.#presses += 1;
    page.pressed = 1;
    page.posted = false;
    tell(this.#world, `${this.#tab.name} presses`);
    store.submit();
    await this.#tab.until(() => !page.alive || store.view().submission.at !== 'confirming', 5000);
    if (store.view().submission.at === 'confirming') page.pressed = 0;
    return true;
  }

  /** Before the press, and the index does not show it yet. */
  async #colleagueIsFaster(): Promise<void> {
    const lag = this.#world.schedule.strikes.find(
      ({ fault, phase }) => fault === 'lagging-index' && phase === 'before',
    );
    if (lag === undefined || this.#tab.name !== 'first' || this.#presses > 0) return;
    this.#world.lag = lag.milliseconds;
    await colleagueOrders(this.#world);
  }

  async #doAboutUnknown(page: Page, step: UnknownStep): Promise<void> {
    await sleep(this.#random.between(200, this.#plan.ponders));
    if (!page.alive) return;
    tell(this.#world, `${this.#tab.name}: ${step}`);
    if (page.token.revoked && (step === 'check-again' || step === 'reload')) return void (await this.#launchAgain());
    switch (step) {
      case 'wait':
        return await sleep(minutes(1));
      case 'check-again':
        return page.store.lookAgain();
      case 'reload':
        return await this.#tab.reload(true);
      case 'sees-it':
        if (!this.#plan.looksInChart || (await this.#isInChart())) page.store.userSeesIt();
        return;
      case 'not-there':
        return await this.#sayNotThere(page);
      default:
        return step satisfies never;
    }
  }

  async #sayNotThere(page: Page): Promise<void> {
    const { store } = page;
    const may = (): boolean => maySayNotThere(store.view().submission, Date.now());
    if (!may()) {
      // Too early: it is not to be heard.
      store.userSaysNotThere();
      await sleep(NOT_THERE_AFTER_MS);
    }
    if (!page.alive) return;
    if (this.#plan.looksInChart && (await this.#isInChart())) return store.userSeesIt();
    if (may()) {
      this.#world.words.push({ tab: this.#tab.name, at: Date.now() });
      tell(this.#world, `${this.#tab.name} says that it is not there`);
    }
    store.userSaysNotThere();
  }

  /** What the orders of the chart show to a person: behind, where the index is. */
  async #isInChart(): Promise<boolean> {
    const { hospital, patient, lag } = this.#world;
    const newest = Date.now() - (lag ?? 0);
    const shown = (await hospital.referrals(patient)).filter(
      (one) => Date.parse(one.meta?.lastUpdated ?? '') <= newest,
    );
    return shown.some(({ identifier }) => identifier?.some(({ value }) => value === decisionOf(this.#tab)) === true);
  }

  async #launchAgain(): Promise<true> {
    tell(this.#world, `${this.#tab.name} opens the app from the chart again`);
    this.#tab.close(true);
    await sleep(3000);
    await this.#tab.launch();
    return true;
  }

  async #page(): Promise<Page> {
    await this.#tab.until(() => this.#tab.page !== null, minutes(1));
    const { page } = this.#tab;
    if (page === null) throw new Error('no page was opened again');
    if (page !== this.#seen) {
      // The sheet is opened: whatever it shows, the form's words are there from now on.
      this.#seen = page;
      page.store.review(write);
    }
    return page;
  }
}

function isLooking({ store }: Page): boolean {
  const { submission } = store.view();
  return submission.at === 'settled' && submission.looking;
}
