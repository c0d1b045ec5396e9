/** Which way takes a referral, and what is said of those that do not (interop 3.5). */
import { describe, expect, it } from 'vitest';
import { CHANNELS, type ChannelId, type WhyNot } from '../../../src/domain/referral/channel.ts';
import type { WriteChannel } from '../../../src/ehr/channels/channel.ts';
import { chooseChannel } from '../../../src/ehr/channels/choose.ts';
import { draft } from '../support/referrals.ts';

type Closed = Partial<Record<ChannelId, WhyNot>>;

/** Every way, best first; those named are closed: by what is known of them, or by the server in this session. */
async function choose(
  unavailable: Closed,
  refused: Closed = {},
  only: ChannelId | null = null,
  site: readonly ChannelId[] = CHANNELS,
) {
  const asked: ChannelId[] = [];
  const channels = site.map((id): WriteChannel => {
    const never = (): never => {
      throw new Error('choosing a way neither makes nor sends nor looks');
    };
    const available = async (): Promise<WhyNot | null> => (asked.push(id), unavailable[id] ?? null);
    return { id, available, resourceOf: never, send: never, find: never };
  });
  const closed = new Map(Object.entries(refused) as [ChannelId, WhyNot][]);
  const chosen = await chooseChannel(channels, closed, draft, only);
  return { asked, takes: chosen.channel?.id ?? null, why: 'why' in chosen ? chosen.why : chosen.whyNotBest };
}

describe('the way that takes it', () => {
  it.each<readonly [string, Closed, ChannelId, WhyNot | null]>([
    ['the best, when it is open', {}, 'fhir-create', null],
    ['the next, when the best is closed', { 'fhir-create': 'not-granted' }, 'task', 'not-granted'],
    [
      'the third, with the reason of the best',
      { 'fhir-create': 'not-advertised', task: 'no-recipient' },
      'communication',
      'not-advertised',
    ],
    [
      'the last',
      {
        'fhir-create': 'switched-off',
        task: 'no-recipient',
        communication: 'no-recipient',
        note: 'no-encounter',
      },
      'web-messaging',
      'switched-off',
    ],
  ])('is %s', async (_, unavailable, takes, why) => {
    expect(await choose(unavailable)).toMatchObject({ takes, why });
  });

  it('is asked for no further than it has to be', async () => {
    expect((await choose({ 'fhir-create': 'not-granted' })).asked).toEqual(['fhir-create', 'task']);
  });

  it('is not one that the server has refused in this session, and that one is not asked again', async () => {
    expect(await choose({}, { 'fhir-create': 'not-granted' })).toEqual({
      asked: ['task'],
      takes: 'task',
      why: 'not-granted',
    });
  });

  it('is none below one that could not be asked about', async () => {
    const first = await choose({ 'fhir-create': 'could-not-ask' });
    expect(first).toEqual({ asked: ['fhir-create'], takes: null, why: 'could-not-ask' });
    const second = await choose({ 'fhir-create': 'not-granted', task: 'could-not-ask' });
    expect(second).toEqual({ asked: ['fhir-create', 'task'], takes: null, why: 'could-not-ask' });
  });
});

describe('by hand', () => {
  it('when no way is open, with the reason of the best', async () => {
    const none: Closed = { task: 'no-recipient', communication: 'not-granted', note: 'no-encounter' };
    expect(await choose(none, {}, null, ['task', 'communication', 'note'])).toMatchObject({
      takes: null,
      why: 'no-recipient',
    });
  });

  it('when the site has no way at all', async () => {
    expect(await choose({}, {}, null, [])).toMatchObject({
      takes: null,
      why: 'switched-off',
    });
  });
});

describe('a decision that may have left by one way', () => {
  it.each<readonly [string, Closed, Closed, ChannelId | null, WhyNot | null]>([
    ['takes it again, though a better one is open', {}, {}, 'task', null],
    ['takes no other when it is not available', { task: 'not-advertised' }, {}, null, 'not-advertised'],
    ['takes no other when the server has closed it', {}, { task: 'not-granted' }, null, 'not-granted'],
  ])('%s', async (_, unavailable, refused, takes, why) => {
    const { asked, ...chosen } = await choose(unavailable, refused, 'task');
    expect(chosen).toEqual({ takes, why });
    expect(asked.filter((one) => one !== 'task')).toEqual([]);
  });

  it('takes none when the site no longer has it', async () => {
    const left = CHANNELS.filter((one) => one !== 'task');
    expect(await choose({}, {}, 'task', left)).toEqual({
      asked: [],
      takes: null,
      why: 'switched-off',
    });
  });
});
