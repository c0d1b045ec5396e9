/** What must be true when a schedule has run out: the truths of `tests/sending/invariants.ts`, of what the screens say. */
import type { Communication, DocumentReference, ServiceRequest, Task } from 'fhir/r4';
import { OTHERS_AGAIN_MS } from '../../../src/session/referral-store.ts';
import { RUTH, WRITTEN, writes } from '../journey.ts';
import { says, type AppWindow } from './app-window.ts';
import { othersTold, saysEarlierWords } from './screen.ts';
import { violated, type World } from './world.ts';

type Referral = ServiceRequest | Task | Communication | DocumentReference;

const nameOf = ({ resourceType, id }: Referral): string => `${resourceType}/${id ?? ''}`;
const idsOf = ({ identifier }: Referral): readonly string[] => (identifier ?? []).flatMap(({ value }) => value ?? []);

export async function judge(world: World): Promise<void> {
  const onServer = (await Promise.all(WRITTEN.map((type) => writes(world.ehr, type, RUTH)))).flat();
  for (const window of world.windows) await judgeWindow(world, window, onServer);
  judgeTogether(world, onServer);
  const known = new Set(world.windows.map(({ decisionId }) => decisionId));
  const colleagues = new Set(world.byColleague.map(({ reference }) => reference));
  for (const one of onServer) {
    const isKnown = colleagues.has(nameOf(one)) || idsOf(one).some((id) => known.has(id));
    if (!isKnown) violated(world, `${nameOf(one)} was made for no decision`);
  }
}

/** Words that were wrong: something was there already, or on its way. */
function falseWords({ words, wire }: World, name: string): number {
  const there = wire.filter(({ window, committed }) => window === name && committed.length > 0);
  return words.filter(({ window, at }) => window === name && there.some((one) => one.at < at)).length;
}

async function judgeWindow(world: World, window: AppWindow, onServer: readonly Referral[]): Promise<void> {
  const { name, screen, typed } = window;
  const wrong = (what: string): void => violated(world, `${name}: ${what}`);
  const posts = world.posts.filter((post) => post.window === name);
  const ids = new Set(posts.map(({ decisionId }) => decisionId));
  const kept = await window.kept();
  const [last] = kept;
  if (kept.length !== 1 || last === undefined) return wrong(`${kept.length} referrals are kept`);
  const { decisionId } = last;
  window.decisionId = decisionId;
  if (ids.size > 1 || (ids.size === 1 && !ids.has(decisionId))) wrong('the decision has changed its id');

  // What was typed, in the form and in the tab, to the byte.
  if (last.question !== typed) wrong('the tab has kept another text than was typed');
  if (screen.question !== null && screen.question !== typed) wrong('the form shows another text than was typed');

  const own = onServer.filter((one) => idsOf(one).includes(decisionId));
  const lies = falseWords(world, name);
  const wire = world.wire.filter((one) => one.window === name);
  // What the browser has sent a second time by itself. Only an EHR without conditional create makes two of it.
  const byBrowser = wire.reduce((sum, { committed }) => sum + Math.max(0, committed.length - 1), 0);
  const most = world.schedule.conditionalCreate ? 1 : 1 + lies + byBrowser;
  const there = own.length;
  switch (screen.at) {
    case 'loading':
    case 'checking':
    case 'sending':
      return wrong(`${screen.at} without an end`);
    case 'idle':
      return wrong('the referral is gone');
    case 'there':
      if (there < 1 || there > most) wrong(`there, and ${there} on the server`);
      if (!own.some((one) => screen.text.includes(nameOf(one)))) wrong('what the screen names is not ours');
      if (!saysEarlierWords(screen) && !own.some((one) => says(one, typed))) wrong('there, but with other words');
      if (there > 1 && mayBeTold(world, window) && othersTold(screen) < there - 1) wrong(`not told of all ${there}`);
      break;
    case 'unknown':
    case 'said':
      if (there > most) wrong(`${screen.at}, and ${there} on the server`);
      break;
    case 'closed':
    case 'stopped':
    case 'by-hand':
    case 'over':
    case 'form':
      if (there > (lies > 0 ? most : 0)) wrong(`a draft, and ${there} on the server`);
      break;
    default:
      return screen.at satisfies never;
  }
  const sent = wire.filter(({ committed }) => committed.length > 0);
  if (own.some((one) => !sent.some(({ question }) => says(one, question)))) wrong('the server has another text');
  const count = (all: readonly { readonly window: string }[]): number =>
    all.filter((one) => one.window === name).length;
  const allowed = 1 + count(world.words) + count(world.refusals);
  const left = Math.max(posts.length, wire.length);
  if (left > allowed) wrong(`${left} POSTs, and ${allowed} had a reason`);
  for (const { press, leaving } of wire) {
    const times = posts.filter((post) => post.press === press).length;
    if (press === 0 || times > 1 || (times === 0 && !leaving)) wrong(`press ${press} has sent ${times} times`);
  }
}

/** Once the index has caught up, and no fault has spoiled the looks: a message and a letter count as completed when they are there. */
function mayBeTold({ schedule, lastStrike, clock, lag }: World, window: AppWindow, since = 0): boolean {
  const { settledAt, revoked, screen } = window;
  const lookAt = settledAt + (OTHERS_AGAIN_MS.at(-1) ?? 0);
  const isOpen = schedule.channel === 'fhir-create' || schedule.channel === 'task';
  const passed = clock.now > lookAt + 5000 && since + (lag ?? 0) + 5000 <= lookAt;
  return isOpen && screen.at === 'there' && !revoked && lastStrike < settledAt && passed;
}

/** Two windows, and a colleague who wrote at the server itself. */
function judgeTogether(world: World, onServer: readonly Referral[]): void {
  const { schedule, wire, byColleague } = world;
  const firsts = world.windows
    .flatMap((window) => {
      const [at] = wire.flatMap((one) => (one.window === window.name ? one.committed : []));
      return at === undefined ? [] : [{ window, at }];
    })
    .toSorted((one, other) => one.at - other.at);
  const [earlier, later] = firsts;
  const accepted = firsts.some(({ window }) => window.acknowledged);
  if (earlier !== undefined && later !== undefined && !accepted) {
    if (schedule.secondWindow.browser === 'same')
      violated(world, 'two windows of one browser have each made a referral, and nobody has accepted that');
    const others = onServer.filter((one) => idsOf(one).includes(earlier.window.decisionId)).length;
    const { window, at } = later;
    if (mayBeTold(world, window, at) && othersTold(window.screen) < others)
      violated(world, `${window.name} is not told of the other window's`);
  }
  const mine = firsts.find(({ window }) => window.name === 'first');
  if (mine === undefined || mine.window.acknowledged || byColleague.length === 0) return;
  const since = Math.max(...byColleague.map(({ at }) => at));
  if (mayBeTold(world, mine.window, since) && othersTold(mine.window.screen) < byColleague.length)
    violated(world, `${mine.window.name} is not told of ${byColleague.map(({ reference }) => reference).join(', ')}`);
}
