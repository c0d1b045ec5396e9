/**
 * Orders, administrations, statements and dispenses of drugs (clinical reference 3.1, 3.4). A record is kept only of a drug
 * that rules know or that looks like a cancer treatment; the others are counted. A drug that nothing names is unreadable:
 * it may be the one that was looked for.
 */
import type { MedicationRecord } from '../../domain/chart/records.ts';
import type { When } from '../../domain/logic/when.ts';
import { isForUseDisorder, isInjected, isLocal, isWeeklyForm } from '../terminology/drug-forms.ts';
import { findDrugs } from '../terminology/drugs.ts';
import { SNOMED } from '../terminology/systems.ts';
import { STOP_REASONS } from '../terminology/treatments.ts';
import { codes, list, number, object, oneOf, text, words, type Json } from './json.ts';
import { conceptOf } from './medication.ts';
import {
  choiceWhen,
  evidenceOf,
  isLater,
  ownReference,
  read,
  subjectProblem,
  unreadable,
  unused,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { intentsOf } from './treatment-intent.ts';

type Status = MedicationRecord['status'];

/** What the four resource types say in their own elements. */
interface Said {
  readonly told: MedicationRecord['told'];
  readonly status: Status;
  readonly dosages: readonly Json[];
  readonly start: When | null;
  readonly end: When | null;
  readonly authored: When | null;
  readonly statusReason: unknown;
  readonly encounter: unknown;
}

/** Statuses that count, and those that take a resource back; any other word is no status. */
type Statuses = Readonly<Record<string, Status | 'withdrawn'>>;

const REQUEST: Statuses = {
  active: 'active',
  'on-hold': 'on-hold',
  completed: 'completed',
  stopped: 'stopped',
  draft: 'planned',
  cancelled: 'withdrawn',
  'entered-in-error': 'withdrawn',
  unknown: 'withdrawn',
};
const ADMINISTRATION: Statuses = {
  'in-progress': 'active',
  'on-hold': 'on-hold',
  completed: 'completed',
  stopped: 'stopped',
  'not-done': 'withdrawn',
  'entered-in-error': 'withdrawn',
  unknown: 'withdrawn',
};
const STATEMENT: Statuses = {
  active: 'active',
  'on-hold': 'on-hold',
  completed: 'completed',
  stopped: 'stopped',
  'entered-in-error': 'withdrawn',
  intended: 'withdrawn',
  'not-taken': 'withdrawn',
  unknown: 'withdrawn',
};
const DISPENSE: Statuses = {
  'in-progress': 'active',
  'on-hold': 'on-hold',
  completed: 'completed',
  stopped: 'stopped',
  preparation: 'withdrawn',
  cancelled: 'withdrawn',
  declined: 'withdrawn',
  'entered-in-error': 'withdrawn',
  unknown: 'withdrawn',
};

const ORDERED = ['order', 'original-order', 'instance-order', 'reflex-order', 'filler-order'] as const;
const MEANT = ['proposal', 'plan', 'option'] as const;

export function readMedicationRequest(resource: Json, context: Context): Reading<MedicationRecord | null> {
  const status = statusOf(resource, REQUEST);
  if (status === null) return unreadable('no-status');
  if (status === 'withdrawn' || resource['doNotPerform'] === true) return withdrawn;
  const ordered = oneOf(resource['intent'], ORDERED) !== null;
  if (!ordered && oneOf(resource['intent'], MEANT) === null) return unreadable('no-status');
  const authored = whenOf(resource['authoredOn'], context);
  const dosages = list(resource['dosageInstruction']);
  const dispense = object(resource['dispenseRequest']);
  const bounds = boundsOf(dosages, context);
  const validity = object(dispense?.['validityPeriod']);
  const start = bounds.start ?? whenOf(validity?.['start'], context) ?? authored;
  const end = bounds.end ?? after(start, bounds.days) ?? whenOf(validity?.['end'], context);
  return record(resource, context, {
    told: resource['reportedBoolean'] === true ? 'statement' : 'request',
    status: ordered ? status : 'planned',
    dosages,
    start,
    end: end ?? supplyEnd(start, dispense, dosages),
    authored,
    statusReason: resource['statusReason'],
    encounter: resource['encounter'],
  });
}

export function readMedicationAdministration(resource: Json, context: Context): Reading<MedicationRecord | null> {
  const status = statusOf(resource, ADMINISTRATION);
  if (status === null) return unreadable('no-status');
  if (status === 'withdrawn') return withdrawn;
  const start = choiceWhen(resource, 'effective', context);
  const dosage = object(resource['dosage']);
  return record(resource, context, {
    told: 'administration',
    status,
    dosages: dosage === null ? [] : [dosage],
    start,
    end: whenOf(object(resource['effectivePeriod'])?.['end'], context) ?? start,
    authored: null,
    statusReason: resource['statusReason'],
    encounter: resource['context'],
  });
}

export function readMedicationStatement(resource: Json, context: Context): Reading<MedicationRecord | null> {
  const status = statusOf(resource, STATEMENT);
  if (status === null) return unreadable('no-status');
  if (status === 'withdrawn') return withdrawn;
  const authored = whenOf(resource['dateAsserted'], context);
  const start = choiceWhen(resource, 'effective', context) ?? authored;
  const end = whenOf(object(resource['effectivePeriod'])?.['end'], context);
  return record(resource, context, {
    told: 'statement',
    status,
    dosages: list(resource['dosage']),
    start,
    // Somebody who says on a day that the patient takes it, tells of that day too.
    end:
      end ?? (status === 'active' && authored !== null && start !== null && authored.lo > start.hi ? authored : null),
    authored,
    statusReason: resource['statusReason'],
    encounter: resource['context'],
  });
}

export function readMedicationDispense(resource: Json, context: Context): Reading<MedicationRecord | null> {
  const status = statusOf(resource, DISPENSE);
  if (status === null) return unreadable('no-status');
  if (status === 'withdrawn') return withdrawn;
  const start = whenOf(resource['whenHandedOver'], context) ?? whenOf(resource['whenPrepared'], context);
  return record(resource, context, {
    told: 'dispense',
    status,
    dosages: list(resource['dosageInstruction']),
    start,
    end: after(start, daysIn(resource['daysSupply'])),
    authored: null,
    statusReason: resource['statusReasonCodeableConcept'],
    encounter: resource['context'],
  });
}

function statusOf(resource: Json, known: Statuses): Status | 'withdrawn' | null {
  const status = text(resource['status']);
  return status !== null && Object.hasOwn(known, status) ? (known[status] ?? null) : null;
}

function record(resource: Json, context: Context, said: Said): Reading<MedicationRecord | null> {
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const { start, authored } = said;
  const when = authored ?? start;
  if (isLater(when, context)) return unreadable('after-as-of');
  const concept = drugOf(resource, context);
  if (concept === null) return unreadable('no-code');
  const finding = findDrugs(codes(concept), wordsOf(concept));
  if (!finding.told) return unreadable('no-code');
  if (finding.drugs.length === 0 && !finding.unknownAntineoplastic && !finding.studyDrug) return unused(when);
  const use = useOf(resource, said.dosages);
  const drugs = finding.drugs.filter(
    ({ kind }) => kind !== 'opioid' || !(isInjected(use.how) || isForUseDisorder(use.why)),
  );
  if (drugs.length === 0 && !finding.unknownAntineoplastic && !finding.studyDrug) return unused(when);
  if (said.status === 'planned' && drugs.every(({ kind }) => kind !== 'antineoplastic' && kind !== 'endocrine'))
    return withdrawn;
  const { origin, reference, label, code, value } = evidenceOf(resource, concept, when, context);
  return read({
    origin,
    reference,
    label,
    code,
    when,
    value,
    told: said.told,
    status: said.status,
    drugs,
    identifiedBy: finding.identifiedBy,
    local: finding.local || isLocal(use.how),
    start,
    end: said.end !== null && start !== null && said.end.hi < start.lo ? null : said.end,
    authored,
    stopReason: stopReasonOf(said.statusReason),
    unknownAntineoplastic: finding.unknownAntineoplastic,
    studyDrug: finding.studyDrug,
    intent: intentOf(resource, use.why),
    lowDose: isLowDose(drugs, finding.weeklyForm || isWeeklyForm(use.how), said.dosages),
    encounter: ownReference(said.encounter, context),
  });
}

/** The drug as a concept: in the resource, in a Medication inside it or sent beside it, or at least as words. */
function drugOf(resource: Json, context: Context): Json | null {
  const concept = object(resource['medicationCodeableConcept']);
  if (concept !== null) return concept;
  const pointed = object(resource['medicationReference']);
  const target = ownReference(pointed, context);
  const found = target === null ? null : medicationOf(target, resource, context);
  if (found !== null) return found;
  const display = text(pointed?.['display']);
  return display === null ? null : { text: display };
}

function medicationOf(target: string, resource: Json, context: Context): Json | null {
  if (target.startsWith('#')) {
    const inside = list(resource['contained']).find((one) => one['id'] === target.slice(1));
    return inside === undefined ? null : conceptOf(inside);
  }
  const name = target.startsWith('urn:uuid:') ? `Medication/${target.slice(9)}` : target;
  return context.drugsOf?.get(name) ?? null;
}

/** Longer texts hold no more drugs, and patterns must not see a text of any length. */
const LONGEST_TEXT = 500;

/** The text of a concept, and the displays that have no code to go with. */
function wordsOf(concept: Json): string {
  const said = text(concept['text'])?.slice(0, LONGEST_TEXT) ?? '';
  const codeless = list(concept['coding']).flatMap((one) =>
    text(one['code']) === null ? (text(one['display'])?.slice(0, LONGEST_TEXT) ?? []) : [],
  );
  return codeless.length === 0 ? said : [said, ...codeless].join(' ');
}

/** In words: how it is given (route, site, dosage text), and what for (reason). */
function useOf(resource: Json, dosages: readonly Json[]): { readonly how: string; readonly why: string } {
  const how = dosages.flatMap((one) => [
    ...inWords(one['route']),
    ...inWords(one['site']),
    ...inWords(one['method']),
    text(one['text']) ?? '',
  ]);
  const reasons = resource['reasonCode'];
  const why = (Array.isArray(reasons) ? list(reasons) : [reasons]).flatMap(inWords);
  return { how: how.join(' ').slice(0, LONGEST_TEXT), why: why.join(' ').slice(0, LONGEST_TEXT) };
}

function inWords(concept: unknown): readonly string[] {
  const said = words(concept);
  const displays = codes(concept).flatMap(({ display }) => display ?? []);
  return said === null ? displays : [said, ...displays];
}

function stopReasonOf(reason: unknown): MedicationRecord['stopReason'] {
  const all = codes(reason);
  for (const { system, code } of all) {
    const known = system === SNOMED ? STOP_REASONS.get(code) : undefined;
    if (known !== undefined) return known;
  }
  const [first] = Array.isArray(reason) ? (reason as readonly unknown[]) : [reason];
  return all.length > 0 || words(first) !== null ? 'other' : null;
}

/** Adjuvant treatment by its word, or by its code; else what the codes say. */
function intentOf(resource: Json, why: string): MedicationRecord['intent'] {
  const worded = list(resource['extension']).some((one) =>
    /adjuvant/i.test(words(one['valueCodeableConcept'])?.slice(0, LONGEST_TEXT) ?? ''),
  );
  const coded = intentsOf(resource);
  if (worded || coded.includes('adjuvant-intent')) return 'adjuvant';
  if (coded.includes('palliative-intent')) return 'palliative';
  if (coded.includes('curative-intent')) return 'curative';
  return /adjuvant/i.test(why) ? 'adjuvant' : null;
}

/** Methotrexate by mouth or under the skin, up to so many milligrams, is the weekly dose of other diseases (3.4). */
const LOW_WEEKLY_MILLIGRAMS = 30;

function isLowDose(drugs: MedicationRecord['drugs'], weeklyForm: boolean, dosages: readonly Json[]): boolean {
  if (!weeklyForm || !drugs.some(({ name }) => name === 'methotrexate')) return false;
  const quantities = dosages.flatMap((one) => [object(one['dose']), ...dosesOf(one)]);
  return quantities.every((quantity) => {
    const value = number(quantity?.['value']);
    if (value === null) return true;
    const unit = text(quantity?.['code']) ?? text(quantity?.['unit']);
    // Per square meter it is dosed as for a cancer; tablets are of 2.5 to 15 mg, and few are taken at once.
    return unit === 'mg' ? value <= LOW_WEEKLY_MILLIGRAMS : unit === null || !unit.startsWith('mg/');
  });
}

function dosesOf(dosage: Json): readonly (Json | null)[] {
  return list(dosage['doseAndRate']).map((one) => object(one['doseQuantity']));
}

/** First start and last end of what the dosage instructions say; `days` when they only say how long. */
function boundsOf(
  dosages: readonly Json[],
  context: Context,
): { readonly start: When | null; readonly end: When | null; readonly days: number | null } {
  let start: When | null = null;
  let end: When | null = null;
  let days: number | null = null;
  for (const dosage of dosages) {
    const repeat = object(object(dosage['timing'])?.['repeat']);
    if (repeat === null) continue;
    const period = object(repeat['boundsPeriod']);
    const from = whenOf(period?.['start'], context);
    const to = whenOf(period?.['end'], context);
    if (from !== null && (start === null || from.lo < start.lo)) start = from;
    if (to !== null && (end === null || to.hi > end.hi)) end = to;
    const length = daysIn(repeat['boundsDuration']);
    if (length !== null && (days === null || length > days)) days = length;
  }
  return { start, end, days };
}

/** Supply times (1 + refills): by its duration, else by quantity and dose when both count the same things. */
function supplyEnd(start: When | null, dispense: Json | null, dosages: readonly Json[]): When | null {
  if (dispense === null) return null;
  const days = daysIn(dispense['expectedSupplyDuration']) ?? daysOfQuantity(object(dispense['quantity']), dosages);
  const refills = number(dispense['numberOfRepeatsAllowed']) ?? 0;
  return days === null || refills < 0 || refills > MOST_REFILLS ? null : after(start, days * (1 + refills));
}

const MOST_REFILLS = 24;
/** A supply for longer is a slip of the keyboard. */
const LONGEST_SUPPLY = 400;

function daysOfQuantity(quantity: Json | null, dosages: readonly Json[]): number | null {
  const [dosage, second] = dosages;
  if (quantity === null || dosage === undefined || second !== undefined) return null;
  const amount = number(quantity['value']);
  const [dose] = dosesOf(dosage);
  const each = number(dose?.['value']);
  const repeat = object(object(dosage['timing'])?.['repeat']);
  const period = number(repeat?.['period']);
  const days = period === null ? null : inDays(period, repeat?.['periodUnit']);
  const frequency = number(repeat?.['frequency']) ?? 1;
  if (amount === null || each === null || days === null || each <= 0 || frequency <= 0) return null;
  const unit = (one: Json | null | undefined): string =>
    (text(one?.['code']) ?? text(one?.['unit']) ?? '').toLowerCase();
  if (unit(quantity) !== unit(dose)) return null;
  const supply = Math.floor((amount / (each * frequency)) * days);
  return supply >= 1 && supply <= LONGEST_SUPPLY ? supply : null;
}

/** Whole days of a Duration; null when it is none, or none that a supply lasts. */
function daysIn(duration: unknown): number | null {
  const one = object(duration);
  const value = number(one?.['value']);
  if (value === null) return null;
  const days = inDays(value, one?.['code'] ?? one?.['unit']);
  return days !== null && days >= 1 && days <= LONGEST_SUPPLY ? Math.floor(days) : null;
}

function inDays(value: number, unit: unknown): number | null {
  switch (text(unit)?.toLowerCase()) {
    case 'd':
    case 'day':
    case 'days':
    case undefined:
      return value;
    case 'wk':
    case 'week':
    case 'weeks':
      return value * 7;
    case 'mo':
    case 'month':
    case 'months':
      return value * 30;
    case 'h':
    case 'hour':
    case 'hours':
      return value / 24;
    default:
      return null;
  }
}

function after(start: When | null, days: number | null): When | null {
  if (start === null || days === null) return null;
  return { lo: start.lo + days, hi: start.hi + days, precision: start.precision, minutes: null };
}
