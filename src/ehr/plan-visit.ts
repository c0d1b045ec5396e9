/**
 * Putting an agreed visit into the care plan (product row M14): one press, one resource. Where the oncology team's own plan is there and
 * may be changed, the visit is added to it; else it gets a plan of its own.
 */
import type { CarePlan, FhirResource } from 'fhir/r4';
import type { PatientRecord } from '../domain/chart/records.ts';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import type { VisitPlanOutcome } from '../domain/referral/visit-plan.ts';
import { list, object, text, type Json } from '../fhir/read/json.ts';
import { plannedVisits } from '../fhir/read/planned-visits.ts';
import { isPatient, type Context } from '../fhir/read/reading.ts';
import { dayAt, offsetOf } from '../fhir/time-zone.ts';
import { parseWhen } from '../domain/logic/when.ts';
import { visitPlan, withVisit, type VisitPlanInput } from '../fhir/write/care-plan.ts';
import { whyNotCreate, whyNotUpdate } from './channels/capability.ts';
import { LOOK_UP_WAITS } from './channels/look-up.ts';
import { PLAN_KIND } from './write-decision.ts';
import { freshCount } from './fresh-count.ts';
import type { FollowUpPort, VisitPlanOrder } from './port.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { versionOf } from './sources/seen.ts';
import { updateOnce } from './update-once.ts';
import { writeOnce } from './write-once.ts';

export type VisitPlanning = Pick<FollowUpPort, 'mayPlan' | 'plan' | 'findPlan' | 'unsettledPlans'>;

export interface PlanVisitParts {
  verifyPatient(): Promise<Result<PatientRecord>>;
  /** The launch's encounter, when it is this patient's and not over. */
  openEncounter(): Promise<string | null>;
  readContext(): Context;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Noted before it leaves, among the changes of this tab, under the appointment. */
interface Noted {
  readonly id: string;
  readonly added: boolean;
}

export function createVisitPlanning(options: SmartEhrOptions, parts: PlanVisitParts): VisitPlanning {
  const { gateway, granted, issuer, kept, life, now, patientId, site } = options;
  const { identifierSystem } = site.referral;
  const offsetAt = offsetOf(site.timeZone);
  const underWay = new Map<string, Promise<VisitPlanOutcome>>();
  let closed = false;

  const notes = (): Readonly<Record<string, Noted>> =>
    Object.fromEntries(
      Object.entries(kept.amendments()).flatMap(([name, value]) =>
        name.startsWith('Appointment/') && isNoted(value) ? [[name, value]] : [],
      ),
    );
  const forget = (appointment: string): void => {
    const { [appointment]: noted, ...others } = kept.amendments();
    if (noted !== undefined) kept.saveAmendments(others);
  };
  const noteLeaving = (appointment: string, noted: Noted): boolean =>
    kept.saveAmendments({ ...kept.amendments(), [appointment]: noted });

  const mayCreate = async (): Promise<boolean> =>
    !closed && (await whyNotCreate('CarePlan', issuer.creates.CarePlan, granted, gateway)) === null;
  const mayUpdate = async (): Promise<boolean> =>
    (await whyNotUpdate('CarePlan', issuer.updates.CarePlan ?? 'as-advertised', granted, gateway)) === null;

  /** All plans of this patient, as they are there now. */
  async function plansNow(): Promise<Result<readonly CarePlan[]>> {
    // Some servers take this search only with a category; what that finds is not all, so it is no answer here.
    const answer = await gateway.search('CarePlan', { patient: patientId, _count: freshCount() });
    const why = answer.incomplete;
    return why === null
      ? { ok: true, value: answer.resources.filter((one) => one.resourceType === 'CarePlan') }
      : { ok: false, problem: why };
  }

  const holds = (plan: FhirResource, appointment: string): boolean =>
    plannedVisits(plan as unknown as Json, parts.readContext()).includes(appointment);

  /** Written by this product, in force, this patient's, and with a version that can be named. */
  function isOwn(plan: CarePlan): boolean {
    const said = plan as unknown as Json;
    const today = dayAt(now(), offsetAt);
    const end = parseWhen(object(said['period'])?.['end'])?.hi ?? null;
    const subject = text(object(said['subject'])?.['reference']);
    return (
      plan.status === 'active' &&
      (end === null || end >= today) &&
      subject !== null &&
      isPatient(subject, patientId, gateway.base) &&
      list(said['identifier']).some((one) => one['system'] === identifierSystem) &&
      versionOf(plan) !== null
    );
  }

  async function planOnce(order: VisitPlanOrder): Promise<VisitPlanOutcome> {
    const { id, appointment, day, texts } = order;
    if (order.patientId !== patientId) return stop(problem('wrong-patient', 'the screen showed another patient'));
    // What may have left is only looked for.
    if (notes()[appointment] !== undefined) return await look(appointment);
    const plans = await plansNow();
    if (!plans.ok) return stop(problem('unchecked', `CarePlan: ${plans.problem.kind}`, { said: plans.problem.said }));
    if (plans.value.some((one) => holds(one, appointment))) return { at: 'there-already' };
    const own = (await mayUpdate()) ? plans.value.find(isOwn) : undefined;
    if (own !== undefined) return await addTo(own, { appointment, day, texts });
    if (!(await mayCreate())) return stop(problem('not-supported', 'CarePlan.create'));
    return await createOne({ id, appointment, day, texts });
  }

  async function addTo(
    own: CarePlan,
    visit: Pick<VisitPlanInput, 'appointment' | 'day' | 'texts'>,
  ): Promise<VisitPlanOutcome> {
    const { appointment } = visit;
    const updated = await updateOnce<CarePlan>(
      { ...parts, gateway, patientId, life, lookUpWaits: options.lookUpWaits },
      {
        reference: `CarePlan/${own.id ?? ''}`,
        version: versionOf(own) ?? '',
        subject: 'subject',
        isMade: (there) => holds(there, appointment),
        mayGo: false,
        make: (there) => withVisit(there, visit),
        staged: issuer.updates.CarePlan === 'staged',
        noteLeaving: () => noteLeaving(appointment, { id: own.id ?? '', added: true }),
      },
    );
    if (updated.is !== 'unknown') forget(appointment);
    switch (updated.is) {
      case 'made':
        return { at: 'written', added: true };
      case 'refused':
        return stop(updated.why);
      case 'staged':
      case 'conflict':
      case 'unknown':
        return { at: updated.is };
      default:
        return updated satisfies never;
    }
  }

  async function createOne(
    visit: Pick<VisitPlanInput, 'id' | 'appointment' | 'day' | 'texts'>,
  ): Promise<VisitPlanOutcome> {
    const [{ name }, encounterId] = await Promise.all([options.clinician, parts.openEncounter()]);
    const { id } = visit;
    const resource = visitPlan({
      ...visit,
      identifierSystem,
      patientId,
      encounterId,
      requester: options.user === null ? null : { reference: options.user, name },
      at: now(),
      offsetAt,
      variant: issuer.minimalResources ? 'minimal' : 'full',
    });
    const once = await writeOnce(
      {
        ...parts,
        context: {
          gateway,
          patientId,
          identifierSystem,
          kind: PLAN_KIND,
          staged: issuer.creates.CarePlan === 'staged',
          conditionalCreate: issuer.conditionalCreate,
          preferRepresentation: issuer.preferRepresentation,
        },
        life,
        lookUpWaits: options.lookUpWaits,
        noteLeaving: () => noteLeaving(visit.appointment, { id, added: false }),
      },
      id,
      resource,
    );
    if (once.is !== 'unknown') forget(visit.appointment);
    switch (once.is) {
      case 'there':
        return { at: 'written', added: false };
      case 'refused':
        closed ||= once.closes;
        return stop(once.why);
      case 'staged':
      case 'unknown':
        return { at: once.is };
      default:
        return once satisfies never;
    }
  }

  /** Several looks whether any plan holds the visit. Only ever reads. */
  async function look(appointment: string): Promise<VisitPlanOutcome> {
    const noted = notes()[appointment];
    for (const milliseconds of options.lookUpWaits ?? LOOK_UP_WAITS) {
      await parts.sleep(milliseconds);
      const plans = await plansNow();
      if (!plans.ok || !plans.value.some((one) => holds(one, appointment))) continue;
      forget(appointment);
      return { at: 'written', added: noted?.added ?? false };
    }
    return { at: 'unknown' };
  }

  /** Whatever is pressed, one of them for a visit at a time. */
  function alone(appointment: string, run: () => Promise<VisitPlanOutcome>): Promise<VisitPlanOutcome> {
    const running = underWay.get(appointment);
    if (running !== undefined) return running;
    const begun = run().finally(() => underWay.delete(appointment));
    underWay.set(appointment, begun);
    return begun;
  }

  return {
    mayPlan: mayCreate,
    plan: (order) => alone(order.appointment, () => planOnce(order)),
    findPlan: (appointment) => alone(appointment, () => look(appointment)),
    unsettledPlans: () => Object.keys(notes()),
  };
}

const stop = (why: Problem): VisitPlanOutcome => ({ at: 'refused', problem: why });

/** The storage may hold anything, of an older or newer version too. */
function isNoted(value: unknown): value is Noted {
  const noted = object(value);
  return noted !== null && typeof noted['id'] === 'string' && typeof noted['added'] === 'boolean';
}
