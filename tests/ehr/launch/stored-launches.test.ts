/** How long a launch and its draft stay in the tab. */
import { describe, expect, it } from 'vitest';
import { isHeld } from '../../../src/ehr/launch/launch-claim.ts';
import { adoptDraft } from '../../../src/ehr/launch/stored-drafts.ts';
import { purge, touch } from '../../../src/ehr/launch/stored-launches.ts';
import { memoryStorage } from '../support/memory-storage.ts';

const KEY = '11111111-2222-4333-8444-555555555555';
const OTHER = '11111111-2222-4333-8444-666666666666';
const MINUTE = 60_000;
const begun = { iss: 'https://ehr.example/fhir', launch: 'handle', measure: 'all', revocation: null };
const launch = (at: number): string => JSON.stringify({ at, tokenAt: at, state: { x: 1 }, begun });
const binding = { issuer: 'https://ehr.example/fhir', patientId: 'p1', user: 'Practitioner/d1' };
const kept = (at: number): string => JSON.stringify({ at, binding, kept: { decisionId: 'x' }, phases: {} });
const inTab = (launched: number, written: number, key = KEY): Storage =>
  memoryStorage({ [`alongside.launch.${key}`]: launch(launched), [`alongside.kept.${key}`]: kept(written) });
const nobodyHolds = async (): Promise<boolean> => false;

describe('a launch in use', () => {
  it('keeps its draft, however long ago that was written', async () => {
    const storage = inTab(0, 0);
    for (const minutes of [20, 40]) touch(storage, KEY, minutes * MINUTE);
    expect(JSON.parse(storage.getItem(`alongside.kept.${KEY}`) ?? '')).toMatchObject({ at: 40 * MINUTE });
    await purge(storage, 50 * MINUTE, nobodyHolds);
    expect(storage.length).toBe(2);
  });

  it.each([
    ['the draft', 0, 40],
    ['the launch', 40, 0],
  ])('stays whole while %s is in use', async (_, launched, written) => {
    const storage = inTab(launched * MINUTE, written * MINUTE);
    await purge(storage, 50 * MINUTE, nobodyHolds);
    expect(storage.length).toBe(2);
  });

  it('stays while a page that lives holds it, and not after that', async () => {
    const storage = inTab(0, 0);
    await purge(storage, 32 * MINUTE, async (key) => key === KEY);
    expect(storage.length).toBe(2);
    await purge(storage, 32 * MINUTE, nobodyHolds);
    expect(storage.length).toBe(0);
  });

  it('counts as held when the browser does not say', async () => {
    const request = async (): Promise<never> => {
      throw new DOMException('no', 'SecurityError');
    };
    expect(await isHeld(KEY, { request })).toBe(true);
  });

  it('is not disturbed by a storage that is full', () => {
    const storage = inTab(0, 0);
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(() => touch(storage, KEY, 20 * MINUTE)).not.toThrow();
  });
});

describe('a draft that is taken over', () => {
  it('stays where it is when the storage refuses', async () => {
    const storage = inTab(0, 5, OTHER);
    const setItem = storage.setItem.bind(storage);
    storage.setItem = (name, value) => {
      if (name.endsWith(KEY)) throw new DOMException('full', 'QuotaExceededError');
      setItem(name, value);
    };
    await adoptDraft(storage, KEY, binding, undefined);
    expect(storage.getItem(`alongside.kept.${KEY}`)).toBeNull();
    expect(storage.getItem(`alongside.kept.${OTHER}`)).toBe(kept(5));
  });

  it('leaves behind what was refused to the sign-in before', async () => {
    const refusals = { 'fhir-create': 'not-granted' };
    const entry = JSON.stringify({ ...(JSON.parse(kept(5)) as object), refusals });
    const storage = memoryStorage({ [`alongside.kept.${OTHER}`]: entry });
    await adoptDraft(storage, KEY, binding, undefined);
    expect(storage.getItem(`alongside.kept.${KEY}`)).toBe(kept(5));
  });

  it('is never in the storage twice', async () => {
    const storage = inTab(0, 5, OTHER);
    const setItem = storage.setItem.bind(storage);
    storage.setItem = (name, value) => {
      if (storage.length > 1) throw new DOMException('full', 'QuotaExceededError');
      setItem(name, value);
    };
    await adoptDraft(storage, KEY, binding, undefined);
    expect(storage.getItem(`alongside.kept.${KEY}`)).toBe(kept(5));
    expect(storage.getItem(`alongside.kept.${OTHER}`)).toBeNull();
  });
});
