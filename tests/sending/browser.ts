/** A browser as far as sending knows one: tabs with their own storage, pages that come and go, and locks that all of them share. */
import { orderable } from '../../src/domain/allocation/service.ts';
import { createGateway, type Gateway } from '../../src/ehr/gateway/gateway.ts';
import { createKeptStore, readKept, type Binding, type KeptStore } from '../../src/ehr/kept-referral.ts';
import { createSendLock } from '../../src/ehr/launch/send-lock.ts';
import { adoptDraft, keptKey } from '../../src/ehr/launch/stored-drafts.ts';
import type { KeptReferral } from '../../src/ehr/port.ts';
import type { SendLock } from '../../src/ehr/send-lock.ts';
import { createSmartEhr } from '../../src/ehr/smart-ehr.ts';
import { parseScopes } from '../../src/ehr/sources/scopes.ts';
import { startReferral, type ReferralStore } from '../../src/session/referral-store.ts';
import type { Site } from '../../src/site/site.ts';
import { sleep } from './clock.ts';
import type { BrowserLocks } from './locks.ts';
import { isThere, stateOf } from './page-state.ts';
import { USER, type Patient, type Token } from './hospital.ts';
import { FROM_CHART, fixedLife } from '../ehr/support/life.ts';

export interface Page {
  readonly tab: Tab;
  readonly number: number;
  readonly store: ReferralStore;
  readonly token: Token;
  alive: boolean;
  /** Presses of "send" that no POST has answered yet. */
  pressed: number;
  /** A POST of a referral has left since the last press. */
  posted: boolean;
}

/** What a test breaks on purpose, to see that it is noticed. */
export interface Breakage {
  readonly gateway?: (gateway: Gateway) => Gateway;
  readonly kept?: (kept: KeptStore) => KeptStore;
  readonly lock?: (lock: SendLock) => SendLock;
}

export interface TabParts {
  readonly name: string;
  readonly patient: Patient;
  readonly site: Site;
  readonly maySign: boolean;
  readonly expiryKnown: boolean;
  readonly locks: BrowserLocks;
  readonly breakage: Breakage;
  readonly fetchOf: (page: () => Page) => typeof fetch;
  readonly launch: () => Promise<Token>;
  readonly random: () => number;
  readonly mintId: () => string;
  readonly tell: (what: string) => void;
  /** Its page has come to know that the referral is there. */
  readonly onRecord: () => void;
}

export class Tab {
  readonly name: string;
  /** Ids of the decisions that this tab has begun. */
  readonly minted: string[] = [];
  readonly patient: Patient;
  readonly #parts: TabParts;
  readonly #stored = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  #page: Page | null = null;
  #opened = 0;
  #key = '';
  #token: Token | null = null;

  constructor(parts: TabParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.patient = parts.patient;
  }

  /** The page that is open now; null while there is none. */
  get page(): Page | null {
    return this.#page;
  }

  /** What this tab has kept of its referral. */
  kept(): KeptReferral | null {
    return readKept({ getItem: (key) => this.#stored.get(key) ?? null }, keptKey(this.#key))?.kept ?? null;
  }

  /** From the chart: a new token, and the draft of an earlier launch of the same user is taken over. */
  async launch(): Promise<void> {
    this.#token = await this.#parts.launch();
    this.#key = `launch-${this.#parts.mintId()}`;
    await this.#open(this.#token);
  }

  async reload(flush: boolean): Promise<void> {
    this.close(flush);
    await sleep(1000 + 3000 * this.#parts.random());
    if (this.#page === null && this.#token !== null) await this.#open(this.#token);
  }

  /** `flush`: the browser tells the page that it will be left; without it the page is gone at once. */
  close(flush: boolean): void {
    const page = this.#page;
    if (page === null) return;
    if (flush) page.store.flush();
    page.alive = false;
    this.#page = null;
    this.#parts.locks.releaseAll(page);
    this.#parts.tell(`${this.name} page ${page.number} is gone`);
    this.changed();
  }

  changed(): void {
    for (const wake of this.#waiting) wake();
  }

  /** True when it has come true in that time. */
  async until(what: () => boolean, milliseconds: number): Promise<boolean> {
    const end = Date.now() + milliseconds;
    while (!what()) {
      if (Date.now() >= end) return false;
      await new Promise<void>((done) => {
        const timer = setTimeout(() => wake(), end - Date.now());
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          done();
        };
        this.#waiting.add(wake);
      });
    }
    return true;
  }

  async #open(token: Token): Promise<void> {
    const { site, patient, locks, breakage, maySign, expiryKnown, random, fetchOf, mintId, tell, onRecord } =
      this.#parts;
    const [issuer] = site.issuers;
    if (issuer === undefined) throw new Error('a site has an issuer');
    const page: { -readonly [Key in keyof Page]: Page[Key] } = {
      tab: this,
      number: (this.#opened += 1),
      store: undefined as unknown as ReferralStore,
      token,
      alive: true,
      pressed: 0,
      posted: false,
    };
    const storage = this.#storageOf(page);
    const own = locks.of(page);
    const binding: Binding = { issuer: issuer.iss, patientId: patient.id, user: USER };
    await adoptDraft(storage, this.#key, binding, own);
    const gateway = createGateway({
      base: issuer.iss,
      token: () => token.access,
      fetch: fetchOf(() => page),
      now: Date.now,
      random,
    });
    const lock = createSendLock(own, issuer.iss, patient.id, {
      sleep,
      others: locks.channelOf(page),
      page: `${this.name} ${page.number}`,
    });
    const kept = createKeptStore(storage, keptKey(this.#key), binding, Date.now);
    const port = createSmartEhr({
      gateway: breakage.gateway?.(gateway) ?? gateway,
      site,
      issuer,
      granted: parseScopes(token.scope),
      patientId: patient.id,
      encounterId: null,
      user: USER,
      clinician: Promise.resolve({ name: 'Dr. Amara Osei', role: maySign ? 'prescriber' : 'staff' }),
      launch: FROM_CHART,
      life: fixedLife(expiryKnown ? token.expiresAt : null, Date.now),
      kept: breakage.kept?.(kept) ?? kept,
      lock: breakage.lock?.(lock) ?? lock,
      now: Date.now,
    });
    const store = startReferral(port, {
      serviceIds: orderable(site.referral.services).map(({ id }) => id),
      stopAt: site.referral.stopAt,
      patient: () => patient.record,
      answer: () => patient.assessment,
      now: Date.now,
      mintId: () => {
        const id = mintId();
        this.minted.push(id);
        return id;
      },
    });
    page.store = store;
    this.#page = page;
    tell(`${this.name} page ${page.number} is open: ${stateOf(store)}`);
    let was = stateOf(store);
    let there = isThere(store);
    if (there) onRecord();
    store.subscribe(() => {
      const is = stateOf(store);
      if (page.alive && !there && isThere(store)) onRecord();
      there ||= isThere(store);
      if (page.alive && is !== was) tell(`${this.name} ${is}`);
      was = is;
      this.changed();
    });
    this.changed();
  }

  /** sessionStorage: the tab's, as long as the page lives. */
  #storageOf(page: { readonly alive: boolean }): Storage {
    const stored = this.#stored;
    return {
      get length() {
        return stored.size;
      },
      key: (index) => [...stored.keys()][index] ?? null,
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void (page.alive && stored.set(key, value)),
      removeItem: (key) => void (page.alive && stored.delete(key)),
      clear: () => void (page.alive && stored.clear()),
    };
  }
}
