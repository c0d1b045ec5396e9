/** What must be true when a schedule has ended, measured against what lies on the server. */
import { isOnRecord } from '../../src/domain/referral/outcome.ts';
import type { Submission } from '../../src/domain/referral/submission.ts';
import { OTHERS_AGAIN_MS } from '../../src/session/referral-store.ts';
import type { Tab } from './browser.ts';
import type { Referral } from './hospital.ts';
import { decisionOf, violated, type Post, type World } from './world.ts';

export interface Ended {
  readonly tab: Tab;
}

/** Words that were wrong: something was there already, or on its way. */
export function falseWords({ words, posts }: World, name: string): number {
  return words.filter(({ tab, at }) =>
    posts.some((post) => post.tab === tab && post.tab === name && post.at < at && post.committed.length > 0),
  ).length;
}

export async function check(world: World, ended: readonly Ended[]): Promise<void> {
  const onServer = await world.hospital.referrals(world.patient);
  for (const one of ended) checkTab(world, one, onServer);
  checkTogether(world, ended, onServer);
}

function checkTab(world: World, { tab }: Ended, onServer: readonly Referral[]): void {
  const { name, minted, page } = tab;
  const { conditionalCreate } = world.schedule;
  const wrong = (what: string): void => violated(world, `${name}: ${what}`);
  const submission: Submission = page?.store.view().submission ?? { at: 'idle' };
  const decisionId = decisionOf(tab);
  if (page === null || decisionId === null || submission.at === 'idle') return wrong('the referral is gone');
  if (minted.length !== 1) wrong(`${minted.length} ids for one decision`);
  if (submission.decisionId !== decisionId) wrong('the decision has changed its id');

  // What was typed, in the page and in the tab, to the byte.
  const kept = tab.kept();
  const typed = world.typed.get(name);
  if (submission.draft.question !== typed) wrong('the page shows another text than was typed');
  if (kept?.draft.question !== typed) wrong('the tab has kept another text than was typed');
  if (kept?.decisionId !== decisionId) wrong('the tab has kept another decision');

  const own = onServer.filter((one) => idsOf(one).includes(decisionId));
  const lies = falseWords(world, name);
  const most = conditionalCreate ? 1 : 1 + lies;
  const there = own.length;
  if (submission.at === 'sending' || submission.at === 'checking') wrong(`${submission.at} without an end`);
  else if (submission.at !== 'settled') {
    if (there > (lies > 0 ? most : 0)) wrong(`a draft, and ${there} on the server`);
  } else if (isOnRecord(submission.outcome)) {
    if (there < 1 || there > most) wrong(`${submission.outcome.outcome}, and ${there} on the server`);
    const { reference } = submission.outcome;
    // Found after all, and meanwhile something else was typed: the screen may not pass that off as what was sent.
    if (typed !== undefined && !own.some((one) => says(one, typed))) {
      wrong(`${submission.outcome.outcome}, but not with the words on the screen`);
    }
    if (!own.some((one) => `${one.resourceType}/${one.id ?? ''}` === reference)) wrong(`${reference} is not ours`);
  } else if (there > most) wrong(`${submission.outcome.outcome}, and ${there} on the server`);
  const sent = world.posts.filter((post) => post.tab === name && post.committed.length > 0);
  if (own.some((one) => !sent.some(({ question }) => says(one, question)))) {
    wrong('the server has another text than was typed');
  }

  const count = (all: readonly { readonly tab: string }[]): number => all.filter((one) => one.tab === name).length;
  const allowed = 1 + count(world.words) + count(world.refusals);
  if (count(world.posts) > allowed) wrong(`${count(world.posts)} POSTs, and ${allowed} had a reason`);
}

/** Two windows, and a colleague who wrote at the server itself. */
function checkTogether(world: World, ended: readonly Ended[], onServer: readonly Referral[]): void {
  const { schedule, posts, byColleague, byColleagueAt } = world;
  const firsts = ended
    .flatMap(({ tab }) => posts.find((post) => post.tab === tab.name && post.committed.length > 0) ?? [])
    .toSorted((one, other) => committedAt(one) - committedAt(other));
  const [earlier, later] = firsts;
  if (earlier !== undefined && later !== undefined && !firsts.some(({ acknowledged }) => acknowledged)) {
    if (schedule.secondWindow.browser === 'same') {
      violated(world, 'two windows of one browser have each made a referral, and nobody has accepted that');
    } else if (schedule.channel === 'fhir-create' || schedule.channel === 'task') {
      // A message and a letter count as completed when they are there: of those nobody is told afterwards.
      const others = onServer.filter((one) => idsOf(one).includes(earlier.decisionId)).map(nameOf);
      mustBeTold(world, ended, later, others, committedAt(later));
    }
  }
  const mine = firsts.find(({ tab }) => tab === 'first');
  if (mine !== undefined && !mine.acknowledged && byColleague.length > 0) {
    mustBeTold(world, ended, mine, byColleague, Math.max(...byColleagueAt));
  }
}

const committedAt = ({ committed }: Post): number => committed[0] ?? Infinity;

/** Once the index has caught up, whoever knows that theirs is there is told of the others. `since`: when the last was made. */
function mustBeTold(
  world: World,
  ended: readonly Ended[],
  post: Post,
  references: readonly string[],
  since: number,
): void {
  const page = ended.find(({ tab }) => tab.name === post.tab)?.tab.page;
  const submission = page?.store.view().submission;
  if (submission?.at !== 'settled' || !isOnRecord(submission.outcome)) return;
  // A look that a fault has spoiled, or for which the index was too far behind, tells nothing: that is known.
  const settledAt = world.settledAt.get(post.tab) ?? Infinity;
  const lookAt = settledAt + (OTHERS_AGAIN_MS.at(-1) ?? 0);
  if (world.lastStrike >= settledAt || page?.token.revoked === true) return;
  if (since + (world.lag ?? 0) + 1000 > lookAt) return;
  world.toTell.push(...references);
  const told = submission.outcome.alsoOpen.map(({ reference }) => reference);
  const missing = references.filter((one) => !told.includes(one));
  if (missing.length > 0) violated(world, `${post.tab} is not told of ${missing.join(', ')}`);
}

const nameOf = ({ resourceType, id }: Referral): string => `${resourceType}/${id ?? ''}`;
const idsOf = ({ identifier }: Referral): readonly string[] => (identifier ?? []).flatMap(({ value }) => value ?? []);

/** In a text of the resource, or in an attachment. */
function says(resource: Referral, question: string): boolean {
  let found = false;
  JSON.stringify(resource, (key, value: unknown) => {
    if (typeof value === 'string') {
      const text = key === 'data' ? Buffer.from(value, 'base64').toString('utf8') : value;
      found ||= text.includes(question);
    }
    return value;
  });
  return found;
}
