/** The person at a window: writes, clicks by role and name, and does about an unknown end what the schedule says. */
import type { Locator } from '@playwright/test';
import { outcomeSentence, referral } from '../../../src/words/referral.ts';
import { screen as words } from '../../../src/words/screen.ts';
import { randomOf, type Random } from '../../sending/random.ts';
import type { Clinician, UnknownStep } from '../../sending/schedule.ts';
import { RUTH, WRITTEN, writes } from '../journey.ts';
import type { AppWindow } from './app-window.ts';
import { isLooking, SEES, SENDS } from './screen.ts';
import { colleagueOrders, tell, violated, type World } from './world.ts';

/** Nobody stays longer at one referral than this many steps. */
const PATIENCE = 60;
/** How long a hand waits for a button that has just been seen, in real milliseconds. */
const AT_HAND = 10_000;
const minutes = (count: number): number => count * 60_000;

export class Person {
  readonly #world: World;
  readonly #window: AppWindow;
  readonly #plan: Clinician;
  readonly #random: Random;
  /** Clicks three times in one task where others click once. */
  readonly #impatient: boolean;
  #steps = 0;
  #looks = 0;

  constructor(world: World, window: AppWindow, plan: Clinician) {
    this.#world = world;
    this.#window = window;
    this.#plan = plan;
    const isFirst = window.name === 'first';
    this.#random = randomOf(world.schedule.seed, isFirst ? 2 : 3);
    this.#impatient = isFirst && world.schedule.strikes.some(({ fault }) => fault === 'double-click');
  }

  /** Opens the form, types, and waits until the button can be pressed. */
  async write(): Promise<void> {
    const { page, name } = this.#window;
    if (!(await this.#until(() => this.#window.screen.at === 'idle', 2)))
      return violated(this.#world, `${name} never shows an answer`);
    await this.#click(page.getByRole('button', { name: words.refer.open }));
    await this.#until(() => this.#window.screen.question !== null, 1);
    await this.#type(this.#plan.question);
    await this.#act(() => page.getByRole('radio', { name: 'Yes', exact: true }).check({ timeout: AT_HAND }));
    // Staff says for whose signature it is.
    const open = page.getByRole('radio', { name: referral.signerOpen, exact: true });
    if ((await open.count()) > 0) await this.#act(() => open.check({ timeout: AT_HAND }));
    await this.#until(() => this.#window.screen.at === 'form', 2);
  }

  /** Until it is settled, or nothing more is to be done about it. */
  async send(): Promise<void> {
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      const window = this.#window;
      const { at } = window.screen;
      if (at === 'idle') return;
      if (at === 'there' || at === 'said') return;
      if (at === 'loading' || at === 'checking') {
        if (!(await this.#until(() => window.screen.at !== at, 5))) return;
      } else if (at === 'closed') await this.#resume();
      else if (at === 'sending') await this.#awaitAnswer();
      else if (at !== 'unknown') {
        if (window.presses > this.#plan.resends || !(await this.#press())) return;
      } else if (isLooking(window.screen)) {
        if (!(await this.#until(() => window.screen.at !== 'unknown' || !isLooking(window.screen), 10)))
          return violated(this.#world, `${window.name} looks for ever`);
      } else {
        const step = this.#plan.whenUnknown[this.#steps];
        if (step === undefined) return;
        this.#steps += 1;
        await this.#doAboutUnknown(step);
      }
    }
    violated(this.#world, `${this.#window.name} comes to no end`);
  }

  /** A draft is there again after the page was loaded anew. A session that is over shows no chart, and so no form. */
  async comeBack(): Promise<void> {
    const window = this.#window;
    if (window.screen.question === null || window.revoked) return;
    await window.reload();
    await this.#until(() => window.screen.at === 'closed', 1);
    await this.#resume();
    if (!(await this.#until(() => window.screen.question !== null && window.screen.at !== 'checking', 2)))
      violated(this.#world, `${window.name} does not show the draft again`);
  }

  /** The sheet is fetched when it is first opened. */
  async #resume(): Promise<void> {
    await this.#click(this.#window.page.getByRole('button', { name: words.refer.resume }));
    await this.#until(() => this.#window.screen.at !== 'closed', 1);
  }

  async #awaitAnswer(): Promise<void> {
    const window = this.#window;
    const { opened } = window;
    if (!(await this.#until(() => window.screen.at !== 'sending', 10)))
      return violated(this.#world, `${window.name} sends for ever`);
    window.pressed = false;
    window.sends = false;
    const { at } = window.screen;
    const settled = at === 'there' || at === 'unknown' || at === 'loading';
    if (window.opened === opened && !settled) this.#refused();
  }

  #refused(): void {
    this.#world.refusals.push({ window: this.#window.name, at: this.#world.clock.now });
    tell(this.#world, `${this.#window.name} was refused`);
  }

  /** False when the person leaves it at the draft. */
  async #press(): Promise<boolean> {
    const window = this.#window;
    const { clock, schedule } = this.#world;
    if (window.revoked) return await this.#launchAgain();
    if (window.screen.at !== 'form' || window.screen.text.includes(referral.acknowledge['could-not-check'])) {
      this.#looks += 1;
      const again = window.page.getByRole('button', { name: referral.checkAgain });
      if (this.#looks < 4) {
        await clock.sleep(5000);
        if (window.screen.at === 'form') await this.#click(window.page.getByText(referral.whyNot), true);
        if (window.screen.buttons.includes(referral.checkAgain)) await this.#click(again);
        return true;
      }
      if (window.screen.at !== 'form') return false;
    }
    const tick = Object.values(referral.acknowledge).find((line) => window.screen.text.includes(line));
    if (tick !== undefined) {
      if (!this.#plan.acknowledges) return false;
      await this.#act(() => window.page.getByRole('checkbox', { name: tick }).check({ timeout: AT_HAND }));
      window.acknowledged = true;
    }
    if (this.#plan.rewritten !== null && window.presses > 0) await this.#type(this.#plan.rewritten);
    const { opened } = window;
    await clock.sleep(this.#random.between(20, this.#plan.ponders));
    if (window.opened !== opened || window.screen.at !== 'form') return true;
    const lag = schedule.strikes.find(({ fault, phase }) => fault === 'lagging-index' && phase === 'before');
    if (lag !== undefined && window.name === 'first' && window.presses === 0) {
      this.#world.lag = lag.milliseconds;
      await clock.atOnce(() => colleagueOrders(this.#world));
    }
    window.presses += 1;
    window.pressed = true;
    window.posted = false;
    window.sends = true;
    tell(this.#world, `${window.name} presses`);
    await this.#click(window.page.getByRole('button', { name: SENDS }));
    const refusals = (): boolean => window.screen.at !== 'form' || window.opened !== opened;
    if (!(await this.#until(refusals, 0.1))) {
      // Nothing has come of it, or it was refused before a look at the screen could see that it was sent.
      window.pressed = false;
      window.sends = false;
      if (window.posted) this.#refused();
    }
    return true;
  }

  async #doAboutUnknown(step: UnknownStep): Promise<void> {
    const window = this.#window;
    const { opened, page } = window;
    await this.#world.clock.sleep(this.#random.between(200, this.#plan.ponders));
    if (window.opened !== opened || window.screen.at !== 'unknown' || isLooking(window.screen)) return;
    tell(this.#world, `${window.name}: ${step}`);
    if (window.revoked && (step === 'check-again' || step === 'reload')) return void (await this.#launchAgain());
    switch (step) {
      case 'wait':
        return await this.#world.clock.sleep(minutes(1));
      case 'check-again':
        return await this.#click(page.getByRole('button', { name: outcomeSentence.again, exact: true }));
      case 'reload':
        return await window.reload();
      case 'sees-it':
        if (!this.#plan.looksInChart || (await this.#isInChart()))
          await this.#click(page.getByRole('button', { name: SEES }));
        return;
      case 'not-there': {
        // Too early there is no such button.
        const may = (): boolean => window.screen.buttons.includes(outcomeSentence.notThere);
        if (!(await this.#until(may, 1.1)) || window.opened !== opened) return;
        if (this.#plan.looksInChart && (await this.#isInChart()))
          return await this.#click(page.getByRole('button', { name: SEES }));
        this.#world.words.push({ window: window.name, at: this.#world.clock.now });
        return await this.#click(page.getByRole('button', { name: outcomeSentence.notThere, exact: true }));
      }
      default:
        return step satisfies never;
    }
  }

  /** What the chart shows to a person: behind, where the index is. */
  async #isInChart(): Promise<boolean> {
    const { ehr, clock, lag, posts } = this.#world;
    const newest = clock.passedAt(clock.now - (lag ?? 0));
    const own = posts.findLast(({ window }) => window === this.#window.name)?.decisionId;
    const all = (await clock.atOnce(() => Promise.all(WRITTEN.map((type) => writes(ehr, type, RUTH))))).flat();
    return all.some(
      ({ identifier, meta }) =>
        identifier?.some(({ value }) => value === own) === true && Date.parse(meta?.lastUpdated ?? '') <= newest,
    );
  }

  async #launchAgain(): Promise<true> {
    tell(this.#world, `${this.#window.name} opens the app from the chart again`);
    await this.#window.launch();
    return true;
  }

  async #type(question: string): Promise<void> {
    const window = this.#window;
    window.typed = question;
    await this.#act(() => window.page.getByLabel(referral.question).fill(question, { timeout: AT_HAND }));
  }

  async #click(button: Locator, once = false): Promise<void> {
    // Three times in one task: React has not drawn anything in between.
    const thrice = (element: HTMLElement | SVGElement): void => {
      for (let times = 0; times < 3; times += 1) element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    };
    const timeout = { timeout: AT_HAND };
    if (this.#impatient && !once) await this.#act(() => button.first().evaluate(thrice, undefined, timeout));
    else await this.#act(() => button.first().click(timeout));
  }

  /** A page that is loaded anew under the hand takes the click away; any other failure is one. */
  async #act(hand: () => Promise<unknown>): Promise<void> {
    const { opened, name } = this.#window;
    await this.#world.clock.atOnce(async () => {
      try {
        await hand();
      } catch (error) {
        if (this.#window.opened === opened) throw error;
        tell(this.#world, `${name} clicks on a page that is gone`);
      }
      await this.#window.look();
    });
  }

  async #until(what: () => boolean, count: number): Promise<boolean> {
    return await this.#world.clock.until(what, minutes(count));
  }
}
