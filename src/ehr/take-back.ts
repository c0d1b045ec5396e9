/**
 * Taking back a decision on record (product row M13): one press, one PUT of the version that was read with the chart. A decision of
 * a version that nobody has seen, or that somebody changed meanwhile, stays as it is.
 */
import type { FhirResource } from 'fhir/r4';
import type { PatientRecord } from '../domain/chart/records.ts';
import {
  takeBackGap,
  TAKE_BACKS,
  type MayTakeBack,
  type TakeBackKind,
  type TakeBackOutcome,
} from '../domain/decision/take-back.ts';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import { NOT_THERE_AFTER_MS } from '../domain/referral/submission.ts';
import { object, text, type Json } from '../fhir/read/json.ts';
import { offsetOf } from '../fhir/time-zone.ts';
import { takenBack, type DecisionResource } from '../fhir/write/taken-back.ts';
import { whyNotUpdate } from './channels/capability.ts';
import type { TakeBackOrder, TakeBackPort } from './port.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { putInPlace, resourceIn, type ChartMemory } from './sources/load-chart.ts';
import { versionOf } from './sources/seen.ts';
import { lookForUpdate, updateOnce, type Looked, type Updated, type UpdateParts } from './update-once.ts';

export interface TakeBackParts {
  readonly memory: ChartMemory;
  verifyPatient(): Promise<Result<PatientRecord>>;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

type Written = 'Task' | 'DocumentReference';

/** Noted before it leaves, among the changes of this tab. Found again after a reload it means `unknown`. */
interface Noted {
  readonly kind: TakeBackKind;
  readonly since: number;
  readonly version: string;
}

export function createTakingBack(options: SmartEhrOptions, { memory, ...parts }: TakeBackParts): TakeBackPort {
  const { gateway, granted, issuer, kept, life, now, patientId, site } = options;
  const offsetAt = offsetOf(site.timeZone);
  const closed = new Set<Written>();
  const underWay = new Map<string, Promise<TakeBackOutcome>>();
  const update: UpdateParts = { ...parts, gateway, patientId, life, lookUpWaits: options.lookUpWaits };

  function notes(): Readonly<Record<string, Noted>> {
    const found = Object.entries(kept.amendments());
    return Object.fromEntries(
      found.flatMap(([reference, value]) => (typeOf(reference) !== null && isNoted(value) ? [[reference, value]] : [])),
    );
  }

  function forget(reference: string): void {
    const { [reference]: noted, ...others } = kept.amendments();
    if (noted !== undefined) kept.saveAmendments(others);
  }

  async function may(reference: string): Promise<MayTakeBack> {
    const type = typeOf(reference);
    const shown = resourceIn(memory, reference);
    if (type === null || shown === null) return { whyNot: 'not-there' };
    if (closed.has(type)) return { whyNot: 'not-granted' };
    const whyNot = await whyNotUpdate(type, issuer.updates[type] ?? 'as-advertised', granted, gateway);
    if (whyNot !== null) return { whyNot };
    const version = versionOf(shown);
    return version === null ? { whyNot: 'no-version' } : { whyNot: null, version };
  }

  function lookedFor(reference: string, { kind, version }: Pick<Noted, 'kind' | 'version'>): Looked<DecisionResource> {
    const isTask = typeOf(reference) === 'Task';
    const status = kind === 'mistake' ? 'entered-in-error' : isTask ? 'cancelled' : 'superseded';
    return {
      reference,
      version,
      subject: isTask ? 'for' : 'subject',
      isMade: (there) => there.status === status,
      mayGo: kind === 'mistake',
    };
  }

  async function takeBackOnce(order: TakeBackOrder): Promise<TakeBackOutcome> {
    const { reference, version, takeBack, gate } = order;
    const earlier = notes()[reference];
    if (earlier !== undefined) {
      const found = await look(reference, earlier);
      // Seen to stand as before, and long enough after: another try names the same version, so only one of the two can count.
      const mayTryAgain = found.at === 'unknown' && found.asBefore && now() - earlier.since >= NOT_THERE_AFTER_MS;
      if (!mayTryAgain) return found;
    }
    const { kind } = takeBack;
    if (kind === null || takeBackGap(takeBack, gate) !== null) return stop(problem('draft-invalid', 'take back'));
    if (order.patientId !== patientId) return stop(problem('wrong-patient', 'the screen showed another patient'));
    const allowed = await may(reference);
    if (allowed.whyNot !== null) return stop(problem('not-supported', `update: ${allowed.whyNot}`));
    if (allowed.version !== version) return stop(problem('changed', 'not the version that was shown'));
    const { name } = await options.clinician;
    const input = {
      takeBack,
      by: options.user === null ? null : { reference: options.user, name },
      at: { epochMilliseconds: now(), offsetAt },
    };
    const noted: Noted = { kind, since: now(), version };
    let left = false;
    const updated = await updateOnce(update, {
      ...lookedFor(reference, noted),
      make: (there) => takenBack(there, input),
      staged: issuer.updates[typeOf(reference) ?? 'Task'] === 'staged',
      noteLeaving: () => (left = kept.saveAmendments({ ...kept.amendments(), [reference]: noted })),
    });
    const type = typeOf(reference);
    if (updated.is === 'refused' && updated.closes && type !== null) closed.add(type);
    // Of an earlier try nothing is known by a second one that never left.
    if (updated.is === 'refused' && !left && earlier !== undefined) return stop(updated.why);
    return told(reference, noted, updated);
  }

  async function look(reference: string, noted: Noted): Promise<TakeBackOutcome> {
    return told(reference, noted, await lookForUpdate(update, lookedFor(reference, noted)));
  }

  function told(reference: string, { since, version }: Noted, updated: Updated): TakeBackOutcome {
    if (updated.is !== 'unknown') forget(reference);
    switch (updated.is) {
      case 'made':
        if (updated.there !== null) seen(updated.there, version);
        return { at: 'done', readBack: updated.there !== null };
      case 'staged':
        return { at: 'staged' };
      case 'conflict':
        seen(updated.there, null);
        return { at: 'conflict', status: text((updated.there as unknown as Json)['status']) };
      case 'refused':
        return stop(updated.why);
      case 'unknown':
        return { at: 'unknown', since, asBefore: updated.asBefore };
      default:
        return updated satisfies never;
    }
  }

  /** What was read right now takes the place of what was shown: the next press is about it. */
  function seen(resource: FhirResource, over: string | null): void {
    const type = resource.resourceType === 'Task' ? 'Task' : 'DocumentReference';
    putInPlace(memory, type, resource, over);
  }

  /** Whatever is pressed, one of them for a record at a time. */
  function alone(reference: string, run: () => Promise<TakeBackOutcome>): Promise<TakeBackOutcome> {
    const running = underWay.get(reference);
    if (running !== undefined) return running;
    const begun = run().finally(() => underWay.delete(reference));
    underWay.set(reference, begun);
    return begun;
  }

  return {
    may,
    takeBack: (order) => alone(order.reference, () => takeBackOnce(order)),
    lookAgain: (reference) =>
      alone(reference, async () => {
        const noted = notes()[reference];
        return noted === undefined ? { at: 'unknown', since: now(), asBefore: false } : await look(reference, noted);
      }),
    unsettled: () => Object.keys(notes()),
  };
}

const stop = (why: Problem): TakeBackOutcome => ({ at: 'refused', problem: why });

function typeOf(reference: string): Written | null {
  if (reference.startsWith('Task/')) return 'Task';
  return reference.startsWith('DocumentReference/') ? 'DocumentReference' : null;
}

/** The storage may hold anything, of an older or newer version too. */
function isNoted(value: unknown): value is Noted {
  const noted = object(value);
  return (
    noted !== null &&
    (TAKE_BACKS as readonly unknown[]).includes(noted['kind']) &&
    typeof noted['since'] === 'number' &&
    typeof noted['version'] === 'string'
  );
}
