/**
 * What has become of the referrals, and changing them. Comes with the section that shows it, and is one for a session: a change that
 * is under way is under way in one place only.
 */
import { partNotLoaded } from '../domain/problem.ts';
import {
  OPEN_AFTER,
  saysSomething,
  type Amendment,
  type AmendmentAction,
  type AmendmentOutcome,
  type AmendmentWords,
  type MayAmend,
} from '../domain/referral/amendment.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import type { FollowedReferral, FollowUpRecords } from '../domain/referral/follow-up.ts';
import { isOnRecord } from '../domain/referral/outcome.ts';
import type { VisitPlanOutcome } from '../domain/referral/visit-plan.ts';
import type { FollowUpPort, VisitPlanOrder } from '../ehr/port.ts';
import type { EhrSession } from './start-session.ts';
import { valueOf } from './value-of.ts';

/** What has become of the last change of a referral in this page. */
export type AmendmentView =
  | { readonly at: 'sending'; readonly action: AmendmentAction }
  | { readonly at: 'looking'; readonly action: AmendmentAction }
  | AmendmentOutcome;

export interface FollowUpState {
  /** `not-loaded`: a file of the app did not come. */
  readonly at: 'reading' | 'not-loaded' | 'read';
  /** As last read; null before that. */
  readonly records: FollowUpRecords | null;
  /** Null: not asked yet; nothing is offered before. */
  readonly may: MayAmend | null;
  /** By reference of the referral. */
  readonly amendments: Readonly<Record<string, AmendmentView>>;
  /** Of which somebody has pressed something in this page, with what stood there then: it may be shown nowhere any more. */
  readonly pressed: Readonly<Record<string, FollowedReferral | null>>;
  /**
   * What was said in a panel and has not been made, by referral and panel: closing it, a refusal or a conflict loses no words. In this page
   * only.
   */
  readonly said: Readonly<Record<string, SaidInPanels>>;
  /** It is being asked afresh. */
  readonly asking: boolean;
  /** Whether agreed visits can be put into the care plan here; null: not asked yet. */
  readonly mayPlan: boolean | null;
  /** What has become of putting a visit there, by reference of the Appointment. */
  readonly plans: Readonly<Record<string, VisitPlanView>>;
}

export type SaidInPanels = Partial<Readonly<Record<AmendmentAction, AmendmentWords>>>;

export type VisitPlanView = { readonly at: 'sending' | 'looking' } | VisitPlanOutcome;

export interface FollowUpOrder {
  readonly referral: FollowedReferral;
  readonly version: string;
  readonly amendment: Amendment;
  readonly acknowledged: DuplicateCheck['result'] | null;
  readonly seen: readonly string[];
}

export interface FollowUpStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly view: () => FollowUpState;
  /** Asks afresh. */
  readonly again: () => void;
  /** What stands in a panel now. */
  readonly say: (reference: string, action: AmendmentAction, words: AmendmentWords) => void;
  /** Changes a referral, once; whatever is pressed until it has settled is not heard. */
  readonly amend: (order: FollowUpOrder) => void;
  /** Looks what has become of a change whose answer was lost. Reads only. */
  readonly lookAgain: (reference: string) => void;
  /** Puts a visit into the care plan, once. */
  readonly plan: (visit: Omit<VisitPlanOrder, 'id' | 'patientId'>) => void;
  /** Looks whether one whose answer was lost is there. Reads only. */
  readonly findPlan: (appointment: string) => void;
  /** Looks for other referrals that ask the same. */
  readonly others: (reference: string) => Promise<DuplicateCheck>;
}

const stores = new WeakMap<EhrSession, FollowUpStore>();

/** The one of this session. */
export function followUpOf(session: EhrSession): FollowUpStore {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const started = startFollowUp(session);
  stores.set(session, started);
  return started;
}

function startFollowUp({ port, chart, referral, presence, mintId }: EhrSession): FollowUpStore {
  let view: FollowUpState = {
    at: 'reading',
    records: null,
    may: null,
    amendments: {},
    pressed: {},
    said: {},
    asking: false,
    mayPlan: null,
    plans: {},
  };
  /** One number for a visit, whatever is pressed. */
  const planIds = new Map<string, string>();
  let readAt: number | null = null;
  /** What was asked afresh is newer than the chart, whose own search a server may have answered from its store. */
  let isFresh = false;
  let latest = 0;
  let heard: string | null = null;
  const listeners = new Set<() => void>();
  const show = (next: Partial<FollowUpState>): void => {
    view = { ...view, ...next };
    for (const listener of listeners) listener();
  };
  const told = (reference: string, amendment: AmendmentView): void =>
    show({ amendments: { ...view.amendments, [reference]: amendment } });

  const part = (): Promise<FollowUpPort | null> =>
    valueOf(
      () => port.followUp(),
      () => null,
    );

  async function read(afresh: boolean): Promise<void> {
    latest += 1;
    isFresh ||= afresh;
    const mine = latest;
    if (afresh) show({ asking: true });
    const followUp = await part();
    const records =
      followUp === null
        ? null
        : await valueOf(
            () => followUp.read(afresh),
            () => null,
          );
    // A later reading has begun meanwhile: its answer counts.
    if (mine !== latest) return;
    if (followUp === null || records === null) {
      show({ at: view.records === null ? 'not-loaded' : view.at, asking: false });
      return;
    }
    show({ at: 'read', records, asking: false });
    if (view.may === null && records.referrals.length > 0) {
      show({ may: await mayAmend(followUp) });
      show({ mayPlan: await mayPlan(followUp) });
    }
  }

  const mayPlan = (followUp: FollowUpPort): Promise<boolean> =>
    valueOf(
      () => followUp.mayPlan(),
      () => false,
    );

  async function runPlan(
    appointment: string,
    at: 'sending' | 'looking',
    act: (followUp: FollowUpPort) => Promise<VisitPlanOutcome>,
  ): Promise<void> {
    const before = view.plans[appointment];
    if (before?.at === 'sending' || before?.at === 'looking') return;
    const tell = (plan: VisitPlanView): void => show({ plans: { ...view.plans, [appointment]: plan } });
    tell({ at });
    const followUp = await part();
    if (followUp === null) {
      const why = partNotLoaded();
      tell(before?.at === 'unknown' ? before : { at: 'refused', problem: why });
      return;
    }
    const plan = await valueOf<VisitPlanOutcome>(
      () => act(followUp),
      () => ({ at: 'unknown' }),
    );
    tell(plan);
    if (plan.at === 'refused') show({ mayPlan: await mayPlan(followUp) });
    if (plan.at === 'unknown' || plan.at === 'refused') return;
    await read(true);
    if (plan.at === 'written') chart.retry('CarePlan');
  }

  const findPlan = (appointment: string): void =>
    void runPlan(appointment, 'looking', (followUp) => followUp.findPlan(appointment));

  const mayAmend = (followUp: FollowUpPort): Promise<MayAmend> =>
    valueOf(
      () => followUp.mayAmend(),
      (): MayAmend => ({ whyNot: 'could-not-ask', maySign: false }),
    );

  /** The chart's own reading of it, for the answer behind it rests on that. */
  const followChart = (): void => {
    const now = chart.view();
    if (now.at !== 'settled' || now.readAt === readAt) return;
    readAt = now.readAt;
    void read(isFresh);
  };
  /** What was sent in this session is not in the chart that was read. */
  const followSent = (): void => {
    const { submission } = referral.view();
    const sent = submission.at === 'settled' && isOnRecord(submission.outcome) ? submission.outcome.reference : null;
    if (sent === heard) return;
    heard = sent;
    if (sent !== null && view.records !== null) void read(true);
  };

  async function settled(reference: string, outcome: AmendmentOutcome): Promise<void> {
    if (outcome.at === 'done' || outcome.at === 'staged') {
      const stillOpen = Object.entries(view.said[reference] ?? {}).filter(([action]) =>
        OPEN_AFTER[outcome.action].includes(action as AmendmentAction),
      );
      show({ said: { ...view.said, [reference]: Object.fromEntries(stillOpen) } });
    }
    told(reference, outcome);
    const followUp = await part();
    // What the server refused to everybody is not offered for the others either.
    if (outcome.at === 'refused' && followUp !== null) show({ may: await mayAmend(followUp) });
    if (outcome.at === 'unknown') return;
    await read(true);
    if (outcome.at === 'done') chart.retry('ServiceRequest');
  }

  async function run(
    reference: string,
    action: AmendmentAction,
    at: 'sending' | 'looking',
    act: (followUp: FollowUpPort) => Promise<AmendmentOutcome>,
  ): Promise<void> {
    const before = view.amendments[reference];
    if (before?.at === 'sending' || before?.at === 'looking') return;
    told(reference, { at, action });
    const followUp = await part();
    const why = partNotLoaded();
    const lost = (since: number): AmendmentOutcome => ({ at: 'unknown', action, since, asBefore: false });
    if (followUp === null) {
      told(reference, before?.at === 'unknown' ? before : { at: 'refused', action, problem: why });
      return;
    }
    await settled(
      reference,
      await valueOf(
        () => act(followUp),
        () => lost(before?.at === 'unknown' ? before.since : 0),
      ),
    );
  }

  const say: FollowUpStore['say'] = (reference, action, words) =>
    show({ said: { ...view.said, [reference]: { ...view.said[reference], [action]: words } } });

  const lookAgain = (reference: string, action: AmendmentAction): void =>
    void run(reference, action, 'looking', (followUp) => followUp.lookAgain(reference));

  /** What was on its way when the page went may have arrived. */
  async function lookForUnsettled(): Promise<void> {
    if (!port.kept.isAmending()) return;
    const followUp = await part();
    for (const [reference, { action }] of Object.entries(followUp?.unsettled() ?? {})) lookAgain(reference, action);
    for (const appointment of followUp?.unsettledPlans() ?? []) findPlan(appointment);
  }

  const isSaid = (): boolean =>
    Object.values(view.said).some((panels) => Object.values(panels).some((words) => saysSomething(words)));

  presence.alsoSaid('change', isSaid);
  chart.subscribe(followChart);
  referral.subscribe(followSent);
  followChart();
  followSent();
  void lookForUnsettled();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => view,
    again: () => void read(true),
    say,
    amend({ referral: shown, ...order }) {
      const { reference } = shown;
      const { patientId } = port.who();
      const { action, why, priority, note } = order.amendment;
      say(reference, action, { why, priority, note });
      show({ pressed: { ...view.pressed, [reference]: shown } });
      void run(reference, action, 'sending', (followUp) => followUp.amend({ ...order, reference, patientId }));
    },
    lookAgain(reference) {
      const amendment = view.amendments[reference];
      show({ pressed: { [reference]: null, ...view.pressed } });
      if (amendment?.at === 'unknown') lookAgain(reference, amendment.action);
    },
    plan(visit) {
      const { appointment } = visit;
      const id = planIds.get(appointment) ?? mintId();
      planIds.set(appointment, id);
      const { patientId } = port.who();
      void runPlan(appointment, 'sending', (followUp) => followUp.plan({ ...visit, id, patientId }));
    },
    findPlan,
    others: async (reference) => {
      const followUp = await part();
      const why = partNotLoaded();
      if (followUp === null) return { result: 'could-not-check', why };
      return await valueOf(
        () => followUp.others(reference),
        (problemThen): DuplicateCheck => ({ result: 'could-not-check', why: problemThen }),
      );
    },
  };
}
