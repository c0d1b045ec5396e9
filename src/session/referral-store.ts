/**
 * One referral, outside React, so that a latch is a latch: state changes in the same turn in which a click is heard, and a
 * second click, an Enter or a second render finds `sending` already.
 */
import type { Assessment } from '../domain/assessment.ts';
import type { PatientRecord } from '../domain/chart/records.ts';
import type { Gate } from '../domain/dosing/recommendation.ts';
import { problem, type Problem } from '../domain/problem.ts';
import { draftFrom, followingVisit, SAID_NOTHING, type ReferralDraft } from '../domain/referral/draft.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import { isOnRecord, type SubmissionOutcome } from '../domain/referral/outcome.ts';
import { NOTHING_BEFORE, type SaidBefore } from '../domain/referral/said-since.ts';
import {
  advance,
  IDLE,
  isDraftable,
  isTakenBack,
  isUnknown,
  maySend,
  wouldLose,
  type GateSpeaks,
  type Submission,
} from '../domain/referral/submission.ts';
import type { ReferralTexts } from '../domain/referral/texts.ts';
import type { DraftedReferral, EhrPort, KeptReferral, OutgoingReferral, ReferralPreview } from '../ehr/port.ts';
import { foundAgain, keptOf } from './kept-referral.ts';
import { valueOf } from './value-of.ts';

/** Longest time that typed words are only in memory. */
export const KEEP_AFTER_MS = 250;
/** Search indices lag: what another person sent at the same moment may show only now. Milliseconds after the answer. */
export const OTHERS_AGAIN_MS: readonly number[] = [15_000, 60_000];
/** A look for other referrals is repeated when the form is opened again after this time (interop 4.3). */
const LOOK_IS_FRESH_MS = 60_000;

/** Writes the words that go with a draft. The form brings it, so that letters are not in the first load. */
export type WriteTexts = (draft: ReferralDraft, decisionId: string) => ReferralTexts;

export interface ReferralView {
  readonly submission: Submission;
  /** An earlier try may be there: nobody has seen that it is not, but for the user's word. */
  readonly mayHaveLeft: boolean;
  /** Which way it would go, and the resource; null until the EHR has been asked. */
  readonly preview: ReferralPreview | null;
  /** What earlier tries and the letter say, which do not follow the visit as the draft does. */
  readonly before: SaidBefore;
}

/** Kept with the draft, and by its name only here: it is no part of what is sent. */
type KeptWithBefore = KeptReferral & { readonly before?: SaidBefore };

export interface ReferralStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly view: () => ReferralView;
  /**
   * Prefills a draft from the settled answer; does nothing without one, or when there is a referral already. `question` is
   * what is asked when the answer brings no question: the words are the form's.
   */
  readonly open: (question: string) => void;
  /** The form was closed: a draft in which nothing was changed is not kept. */
  readonly leave: () => void;
  /** The answer may have changed, and with it the gate that has to be acknowledged. */
  readonly answerChanged: () => void;
  readonly edit: (change: Partial<ReferralDraft>) => void;
  /** What the form fills in by itself: the service that is ranked first, the start that is expected. Nobody has written it. */
  readonly fillIn: (change: Partial<ReferralDraft>) => void;
  /** Looks for other referrals and asks for the preview. Reads only. */
  readonly review: (write: WriteTexts) => void;
  readonly checkAgain: () => void;
  readonly acknowledge: (yes: boolean) => void;
  readonly acknowledgeGate: (yes: boolean) => void;
  /** Sends, once. Whatever is pressed after it is not heard until it has settled. */
  readonly submit: () => void;
  /** Looks whether a referral whose answer was lost is there. Reads only. */
  readonly lookAgain: () => void;
  readonly userSeesIt: () => void;
  /** The letter was copied or printed: from now on it says what the draft says at this moment. */
  readonly letterTaken: () => void;
  /** Nothing was sent from here; the user has placed the order, or handed the letter on. */
  readonly handedOn: (word: 'placed-it' | 'handed-on') => void;
  /** That was not so: back to the form. */
  readonly takeBackWord: () => void;
  readonly userSaysNotThere: () => void;
  readonly discard: () => void;
  /** Writes down at once what is still only in memory. */
  readonly flush: () => void;
  readonly wouldLose: () => boolean;
}

export interface ReferralStoreOptions {
  readonly serviceIds: readonly string[];
  /** Gates behind which this site lets nothing go out. */
  readonly stopAt: readonly Gate[];
  /** Whose chart is on the screen; null before it has been read. */
  readonly patient: () => PatientRecord | null;
  /** The answer for the whole chart; null while a source is outstanding. */
  readonly answer: () => Assessment | null;
  readonly now: () => number;
  readonly mintId: () => string;
}

export function startReferral(port: EhrPort, options: ReferralStoreOptions): ReferralStore {
  const { serviceIds, stopAt, patient, answer, now, mintId } = options;
  let view: ReferralView = { submission: IDLE, mayHaveLeft: false, preview: null, before: NOTHING_BEFORE };
  let write: WriteTexts | null = null;
  let looked = 0;
  let asked = 0;
  /** The preview that is shown is the answer to this one. */
  let answered = 0;
  /** Looks for others that have begun; only the newest counts. */
  let checks = 0;
  let underWay = false;
  let keepLater: ReturnType<typeof setTimeout> | null = null;
  let previewLater: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const show = (change: Partial<ReferralView>): void => {
    const next = { ...view, ...change };
    const decisionId = isKnownToBeThere(next.submission) ? null : decisionIn(next.submission);
    view = { ...next, mayHaveLeft: decisionId !== null && port.kept.mayHaveLeft(decisionId) };
    for (const listener of listeners) listener();
  };

  const keep = (): void => {
    if (keepLater !== null) clearTimeout(keepLater);
    keepLater = null;
    const kept: KeptWithBefore | null = keptOf(view.submission);
    if (kept === null) return;
    const { before } = view;
    const noted: KeptWithBefore = before === NOTHING_BEFORE ? kept : { ...kept, before };
    port.kept.save(noted);
  };

  /** Moves on; false when the event did not fit. */
  const move = (event: Parameters<typeof advance>[1]): boolean => {
    const next = advance(view.submission, event);
    if (next === view.submission) return false;
    show({ submission: next });
    return true;
  };

  const drafted = (): DraftedReferral | null => {
    const { submission } = view;
    if (write === null || !isDraftable(submission)) return null;
    const { draft, decisionId } = submission;
    return { draft, decisionId, texts: write(draft, decisionId) };
  };

  const outgoing = (): OutgoingReferral | null => {
    const { submission, preview } = view;
    const referral = drafted();
    const shownTo = patient();
    if (referral === null || preview === null || shownTo === null) return null;
    const acknowledged = submission.at === 'confirming' && submission.acknowledged ? submission.check.result : null;
    const shown = submission.at === 'confirming' && 'referrals' in submission.check ? submission.check.referrals : [];
    return {
      ...referral,
      acknowledged,
      seen: shown.map(({ reference }) => reference),
      shown: { patientId: shownTo.id, preview },
    };
  };

  const askPreview = async (): Promise<void> => {
    const referral = drafted();
    if (referral === null) return;
    if (previewLater !== null) clearTimeout(previewLater);
    previewLater = null;
    asked += 1;
    const mine = asked;
    const preview = await valueOf(
      () => port.preview(referral),
      (): ReferralPreview => ({ via: { channel: 'manual', why: 'could-not-ask' }, resource: '' }),
    );
    // Only the newest draft's preview is shown: an older answer may come later.
    if (mine !== asked) return;
    answered = mine;
    show({ preview });
  };

  const askPreviewSoon = (): void => {
    if (previewLater !== null) clearTimeout(previewLater);
    previewLater = setTimeout(() => {
      previewLater = null;
      void askPreview();
    }, KEEP_AFTER_MS);
  };

  const seeGate = (): void => {
    const gate = isDraftable(view.submission) ? gateOf(answer, stopAt) : null;
    if (gate !== null) move({ type: 'gate-seen', gate });
  };

  const edit = (change: Partial<ReferralDraft>): void => {
    if (!isDraftable(view.submission)) return;
    move({ type: 'edited', draft: { ...view.submission.draft, ...change } });
    keepLater ??= setTimeout(keep, KEEP_AFTER_MS);
    askPreviewSoon();
  };

  const fillIn = (change: Partial<ReferralDraft>): void => {
    const { submission } = view;
    if (underWay || !isDraftable(submission)) return;
    const draft = { ...submission.draft, ...change };
    if (JSON.stringify(draft) === JSON.stringify(submission.draft)) return;
    move({ type: 'filled-in', draft });
    // What was filled in into words of the user's is kept with them.
    if (submission.touched) keepLater ??= setTimeout(keep, KEEP_AFTER_MS);
    if (asked > 0) askPreviewSoon();
  };

  /** Whoever may not sign prepares it for somebody who may. */
  const forWhom = (draft: ReferralDraft): ReferralDraft =>
    port.who().user?.role === 'staff' && draft.signer === undefined ? { ...draft, signer: null } : draft;

  const followVisit = (): void => {
    if (!isDraftable(view.submission)) return;
    const assessment = answerOf(answer);
    if (assessment === null) return;
    const { draft } = view.submission;
    const following = followingVisit(draft, assessment);
    if (following !== draft) edit(following);
  };

  const discard = (): void => {
    if (!move({ type: 'discarded' })) return;
    checks += 1;
    if (keepLater !== null) clearTimeout(keepLater);
    keepLater = null;
    show({ preview: null, before: NOTHING_BEFORE });
    port.kept.clear();
  };

  const check = async (): Promise<void> => {
    if (!move({ type: 'check-begun' })) return;
    checks += 1;
    const mine = checks;
    seeGate();
    looked = now();
    const preview = askPreview();
    // The user has said that it was not there; it may have come since.
    if (await hasArrived(() => mine === checks)) return;
    const verified = await valueOf<Awaited<ReturnType<EhrPort['verifyPatient']>>>(
      () => port.verifyPatient(),
      (why) => ({ ok: false, problem: why }),
    );
    // What an older look, or one for another referral, has found says nothing of this one.
    if (mine !== checks) return;
    if (!verified.ok && stops(verified.problem)) {
      move({ type: 'check-stopped', problems: [verified.problem] });
      return;
    }
    const found = verified.ok
      ? await valueOf<DuplicateCheck>(
          () => port.duplicates(),
          (why) => ({ result: 'could-not-check', why }),
        )
      : ({ result: 'could-not-check', why: verified.problem } as const);
    await preview;
    if (mine === checks) move({ type: 'check-ended', check: found });
  };

  /** An earlier try of this very referral has arrived after all: then it is settled. */
  const hasArrived = async (stillAsked: () => boolean): Promise<boolean> => {
    const decisionId = decisionIn(view.submission);
    if (decisionId === null) return false;
    const outcome = await valueOf(
      () => port.arrived(decisionId),
      () => null,
    );
    if (outcome === null || !stillAsked() || decisionIn(view.submission) !== decisionId) return false;
    if (!move({ type: 'found-there', outcome, now: now() })) return false;
    keep();
    lookForOthersLater();
    return true;
  };

  const send = async (): Promise<void> => {
    if (underWay || !maySend(view.submission, serviceIds)) return;
    underWay = true;
    const pressed = view;
    try {
      // What leaves is what is shown: words that were typed a moment ago are in the preview first.
      if (previewLater !== null || answered !== asked) await askPreview();
      if (!isStill(pressed)) return;
      await sendShown();
    } finally {
      underWay = false;
    }
  };

  /** Nothing leaves for a press on another button, or with words that were typed after it. */
  const isStill = (pressed: ReferralView): boolean => {
    if (draftIn(view.submission) !== draftIn(pressed.submission)) return false;
    if (JSON.stringify(view.preview?.via) === JSON.stringify(pressed.preview?.via)) return true;
    move({ type: 'changed-since-shown', why: problem('changed', 'it would go another way') });
    void check();
    return false;
  };

  const sendShown = async (): Promise<void> => {
    const channel = view.preview?.via.channel ?? 'manual';
    const referral = outgoing();
    if (channel === 'manual' || referral === null) return;
    // The words go into the tab before anything leaves; from here on the port writes (`sending`, then the answer).
    keep();
    if (!move({ type: 'submitted', now: now(), serviceIds })) return;
    const outcome = await valueOf<SubmissionOutcome>(
      () => port.send(referral),
      // A bug after it left looks the same as one before it: nobody knows.
      (why) => ({ outcome: 'unknown', via: channel, why }),
    );
    move({ type: 'answered', outcome, since: leftAt(referral.decisionId) });
    keep();
    renewAfter(outcome);
    if (outcome.outcome === 'refused' && !outcome.problems.some(stops)) void check();
    if (outcome.outcome === 'unknown') void look();
    lookForOthersLater();
  };

  /** It was there and somebody cancelled it: the next press is another request. */
  const renewAfter = (outcome: SubmissionOutcome): void => {
    if (!isTakenBack(outcome) || !move({ type: 'renewed', decisionId: mintId() })) return;
    // A letter may still be in somebody's hands.
    show({ before: { ...view.before, tried: [] } });
    keep();
  };

  /** A while after it is known to be there. */
  const lookForOthersLater = (): void => {
    const { submission } = view;
    if (submission.at !== 'settled' || !isOnRecord(submission.outcome)) return;
    const { reference } = submission.outcome;
    for (const wait of OTHERS_AGAIN_MS) setTimeout(() => void lookForOthers(reference), wait);
  };

  const lookForOthers = async (reference: string): Promise<void> => {
    const others = await valueOf(
      () => port.othersOpen(reference),
      () => null,
    );
    const { submission } = view;
    const isOfThis =
      submission.at === 'settled' && isOnRecord(submission.outcome) && submission.outcome.reference === reference;
    if (others !== null && isOfThis && move({ type: 'others-seen', others })) keep();
  };

  /** When it left, or when its answer was lost, as the port wrote it down: the clock of "it is not there" starts then. */
  const leftAt = (decisionId: string): number | null => {
    const kept = port.kept.load();
    if (kept?.decisionId !== decisionId || kept.phase.at === 'editing') return null;
    return kept.phase.at === 'sending' ? kept.phase.since : kept.phase.time;
  };

  const look = async (): Promise<void> => {
    const { submission } = view;
    if (!isUnknown(submission) || submission.outcome.outcome !== 'unknown' || !move({ type: 'look-begun' })) return;
    const { via } = submission.outcome;
    const outcome = await valueOf<SubmissionOutcome>(
      () => port.reconcile(submission.decisionId),
      (why) => ({ outcome: 'unknown', via, why }),
    );
    move({ type: 'look-ended', outcome });
    renewAfter(outcome);
    keep();
    lookForOthersLater();
  };

  const kept: KeptWithBefore | null = port.kept.load();
  if (kept !== null) {
    show({ before: kept.before ?? NOTHING_BEFORE });
    move(foundAgain(kept));
    seeGate();
    if (isUnknown(view.submission)) void look();
    lookForOthersLater();
    void hasArrived(() => view.submission.at === 'settled');
  }
  // A sheet may have been opened before the EHR said who may not sign.
  void port
    .whenUserRead()
    .then(() => (isDraftable(view.submission) ? fillIn(forWhom(view.submission.draft)) : undefined));

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => view,
    open(question) {
      const assessment = view.submission.at === 'idle' ? answer() : null;
      const of = patient();
      if (assessment === null || of === null) return;
      const draft = forWhom(draftFrom(assessment, serviceIds, of));
      // Behind a gate, and where nothing was found, the clinician has to say why and what is asked.
      const suggested = assessment.recommendation.suppressedBy === null && draft.reasons.length > 0;
      const asked = draft.question === '' && suggested ? { ...draft, question } : draft;
      // Not kept yet: what was only opened is nobody's draft. It is written down with the first change, or before it is sent.
      move({ type: 'opened', decisionId: mintId(), draft: asked });
      seeGate();
    },
    leave() {
      const { submission } = view;
      if (isDraftable(submission) && !submission.touched) discard();
    },
    answerChanged() {
      seeGate();
      followVisit();
    },
    edit,
    fillIn,
    review(writer) {
      write = writer;
      const fresh = view.submission.at === 'confirming' && now() - looked < LOOK_IS_FRESH_MS;
      if (!fresh) {
        void check();
        // A look that began before there was a form had no texts to make a preview of.
        if (asked === 0) void askPreview();
      }
      // A look may have ended before there was a form to write the texts: without a preview nothing could be sent.
      else if (view.preview === null) void askPreview();
    },
    checkAgain: () => void check(),
    acknowledge(yes) {
      move({ type: 'acknowledged', yes });
    },
    acknowledgeGate(yes) {
      move({ type: 'gate-acknowledged', yes });
    },
    submit: () => void send(),
    lookAgain: () => void look(),
    userSeesIt() {
      if (move({ type: 'user-sees-it' })) keep();
    },
    takeBackWord() {
      if (!move({ type: 'word-taken-back' })) return;
      keep();
      if (isDraftable(view.submission)) void check();
      else void look();
    },
    letterTaken() {
      const { submission } = view;
      if (!isDraftable(submission)) return;
      show({ before: { ...view.before, letter: submission.draft.said ?? SAID_NOTHING } });
      if (submission.touched) keep();
    },
    handedOn(word) {
      if (underWay || !move({ type: 'handed-on', word, now: now(), serviceIds })) return;
      keep();
      void hasArrived(() => true);
    },
    userSaysNotThere() {
      if (!move({ type: 'user-says-not-there', now: now() })) return;
      const { submission, before } = view;
      if (!isDraftable(submission)) return;
      show({ before: { ...before, tried: [...before.tried, submission.draft.said ?? SAID_NOTHING] } });
      // The port sends a decision whose end is unknown only once it is known that nothing was made: by the user's word.
      const nothingMade = { at: 'settled', outcome: { outcome: 'refused', problems: [] }, time: now() } as const;
      port.kept.save({ decisionId: submission.decisionId, draft: submission.draft, phase: nothingMade });
      keep();
      void check();
    },
    discard,
    flush() {
      if (keepLater !== null) keep();
    },
    wouldLose: () => wouldLose(view.submission),
  };
}

function decisionIn(submission: Submission): string | null {
  return 'decisionId' in submission ? submission.decisionId : null;
}

function draftIn(submission: Submission): ReferralDraft | null {
  return 'draft' in submission ? submission.draft : null;
}

function isKnownToBeThere(submission: Submission): boolean {
  return submission.at === 'settled' && isOnRecord(submission.outcome);
}

/** The gate that speaks in the answer; null while there is no answer, and when the engine itself has stopped. */
function gateOf(answer: () => Assessment | null, stopAt: readonly Gate[]): GateSpeaks | 'none' | null {
  const assessment = answerOf(answer);
  if (assessment === null) return null;
  const { suppressedBy, headline } = assessment.recommendation;
  if (suppressedBy === null) return 'none';
  return { gate: suppressedBy, headline, siteStops: stopAt.includes(suppressedBy) };
}

/** An engine that stops must not take the draft along. */
function answerOf(answer: () => Assessment | null): Assessment | null {
  try {
    return answer();
  } catch {
    return null;
  }
}

/** Somebody else's record, or a patient who has died: there is nothing to acknowledge. */
function stops({ kind }: Problem): boolean {
  return kind === 'wrong-patient' || kind === 'patient-deceased';
}
