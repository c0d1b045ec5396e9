// @vitest-environment node
/** The schedules find what they are there to find: the product is broken in one place, and they have to say so. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreateOptions } from '../../src/ehr/gateway/gateway.ts';
import { NO_LOCK } from '../../src/ehr/send-lock.ts';
import type { Breakage } from './browser.ts';
import { openHospital, type Hospital } from './hospital.ts';
import { runSchedule } from './run-schedule.ts';
import { scheduleOf } from './schedule.ts';

/** So many schedules have to be enough to notice it. */
const ENOUGH = 300;

let hospital: Hospital;
beforeAll(async () => {
  hospital = await openHospital();
});
afterAll(async () => {
  await hospital.sandbox.stop();
});

/** The first violation of that kind, or what else was noticed. */
async function noticed(breakage: Breakage, words: RegExp): Promise<string> {
  const other = new Set<string>();
  for (let seed = 0; seed < ENOUGH; seed += 1) {
    const { violations } = await runSchedule(hospital, scheduleOf(seed), breakage);
    for (const one of violations) {
      if (words.test(one)) return one;
      other.add(one);
    }
  }
  return [...other].join('; ');
}

describe('a product that', () => {
  it.each<[string, Breakage, RegExp]>([
    [
      'sends a lost POST again by itself',
      {
        gateway: (gateway) => ({
          ...gateway,
          async create(resource, { ifNoneExist: _forgotten, ...options }: CreateOptions = {}) {
            const answer = await gateway.create(resource, options);
            return answer.is === 'lost' ? await gateway.create(resource, options) : answer;
          },
        }),
      },
      /nobody has pressed|2 on the server/,
    ],
    [
      'says of a lost POST that it was not sent',
      {
        gateway: (gateway) => ({
          ...gateway,
          async create(resource, options) {
            const answer = await gateway.create(resource, options);
            return answer.is === 'lost' ? { ...answer, is: 'not-sent' } : answer;
          },
        }),
      },
      /a draft, and|2 on the server/,
    ],
    [
      'believes every POST that was answered',
      {
        gateway: (gateway) => ({
          ...gateway,
          async create(resource, options) {
            const answer = await gateway.create(resource, options);
            if (answer.is !== 'lost') return answer;
            const made = { ...resource, id: 'made-up' };
            const more = { status: 201, reference: `${resource.resourceType}/made-up`, versionId: null };
            return { is: 'answered', ...more, resource: made, says: 'other', problem: answer.why };
          },
          read: async (reference) =>
            reference.endsWith('/made-up')
              ? { ok: false, problem: { kind: 'network', status: null, said: [], detail: '' } }
              : await gateway.read(reference),
        }),
      },
      /made-up is not ours/,
    ],
    [
      'does not write down that it is sending',
      {
        kept: (kept) => ({
          ...kept,
          save: (referral) => (referral.phase.at === 'sending' ? true : kept.save(referral)),
        }),
      },
      /a draft, and|2 on the server|POSTs, and/,
    ],
    [
      'tidies what was typed',
      {
        kept: (kept) => ({
          ...kept,
          save: ({ draft, ...more }) => kept.save({ ...more, draft: { ...draft, question: draft.question.trim() } }),
        }),
      },
      /kept another text/,
    ],
    ['lets two windows send at once', { lock: () => NO_LOCK }, /two windows of one browser/],
    [
      'never looks for other referrals',
      {
        gateway: (gateway) => ({
          ...gateway,
          search: async (type, params, caps) => {
            const answer = await gateway.search(type, params, caps);
            return params['identifier'] === undefined ? { ...answer, resources: [] } : answer;
          },
        }),
      },
      /is not told of|two windows/,
    ],
  ])('%s is found out', { timeout: 120_000 }, async (_, breakage, words) => {
    expect(await noticed(breakage, words)).toMatch(words);
  });
});

describe('a schedule', () => {
  it('is the same each time', async () => {
    const [one, other] = [scheduleOf(7), scheduleOf(7)];
    expect(one).toEqual(other);
    // The server gives its own ids, and `fresh-count.ts` counts through the whole run; all else, to the millisecond, comes
    // from the seed.
    const told = async (): Promise<string> =>
      (await runSchedule(hospital, one)).trace
        .join('\n')
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|_count=\d+/g, 'own');
    expect(await told()).toBe(await told());
  });

  it('is data: it can be written down and replayed', () => {
    const schedules = Array.from({ length: 100 }, (_, seed) => scheduleOf(seed));
    expect(JSON.parse(JSON.stringify(schedules))).toEqual(schedules);
  });
});
