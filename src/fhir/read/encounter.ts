import type { EncounterKind, EncounterRecord, IntensiveCare } from '../../domain/chart/records.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import type { When } from '../../domain/logic/when.ts';
import { anyIn } from '../terminology/code-set.ts';
import { remember } from '../terminology/memo.ts';
import { tagsOf } from '../terminology/diagnoses.ts';
import {
  classKind,
  classKindBySign,
  typeMeaning,
  wordMeaning,
  type TypeMeaning,
  type WordMeaning,
} from '../terminology/encounters.ts';
import {
  EXPIRED_DISPOSITION_CODES,
  HOME_DISPOSITION_CODES,
  HOSPICE_DISPOSITION,
  HOSPICE_DISPOSITION_CODES,
  PALLIATIVE_TAXONOMY,
  RECORDED_DEAD,
} from '../terminology/palliative.ts';
import { V3_ACT_CODE, canonicalSystem } from '../terminology/systems.ts';
import { codes, list, number, object, own, text, words, type Json } from './json.ts';
import { wardNamed } from './location.ts';
import { affirms } from './mentions.ts';
import {
  evidenceOf,
  isLater,
  ownReference,
  plain,
  read,
  subjectProblem,
  unreadable,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

const ADMITTED: ReadonlyMap<unknown, EncounterRecord['status']> = new Map(
  (['finished', 'in-progress', 'onleave', 'arrived', 'triaged'] as const).map((status) => [status, status]),
);
const NOT_ADMITTED: ReadonlySet<unknown> = new Set(['planned', 'cancelled', 'entered-in-error', 'unknown']);

/** Status, class and type as clinical reference 3.1 and 3.3 items 1 and 2. `statusHistory` is the past and not read. */
export function readEncounter(resource: Json, context: Context): Reading<EncounterRecord> {
  const status = ADMITTED.get(resource['status']);
  if (status === undefined) return NOT_ADMITTED.has(resource['status']) ? withdrawn : unreadable('no-status');
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const period = object(resource['period']);
  const start = whenOf(period?.['start'], context);
  if (isLater(start, context)) return unreadable('after-as-of');
  const told = whenOf(period?.['end'], context);
  const goesOn = isLater(told, context);
  const end = goesOn ? null : told;
  const facts = factsOf(resource);
  const { kind, certainty } = classify(resource, facts, context);
  const hospitalization = object(resource['hospitalization']);
  const left = hospitalization?.['dischargeDisposition'];
  // What happened at a discharge that has not come yet is not seen.
  const disposition = goesOn ? null : dispositionOf(left);
  const reason = resource['reasonCode'];
  const reasonCodes = codes(reason);
  const reasonTags = tagsOf(reasonCodes);
  const diagnosis = list(resource['diagnosis']);
  const wards = wardsOf(resource, { start, end }, facts, context);
  const evidence = evidenceOf(resource, facts.firstType ?? resource['class'], start, context);
  return read({
    origin: context.origin,
    reference: evidence.reference,
    label: plain(words(facts.firstType) ?? facts.classDisplay ?? 'Encounter'),
    code: evidence.code,
    when: start,
    value: null,
    // Finished today, but still open on an earlier day that we look from.
    status: goesOn ? 'in-progress' : status,
    kind,
    kindCertainty: certainty,
    start,
    end,
    identifiers: identifiersOf(resource),
    facility: ownReference(resource['serviceProvider'], context),
    partOf: ownReference(resource['partOf'], context),
    fromEmergency: cameThroughEmergency(hospitalization?.['admitSource'], kind, facts),
    priority: priorityOf(resource),
    typeSaysUnplanned: facts.unplanned,
    typeSaysElective: facts.elective,
    principalDiagnosis: principalOf(diagnosis, context),
    reasonTags,
    reasonLabels: reason === undefined ? NONE : labelsOf(reason),
    reasonCoded: reasonCodes.length > 0,
    diagnoses: diagnosesOf(resource, diagnosis, context),
    shortStay: facts.shortStay,
    intensiveCare: wards.intensiveCare,
    wardUnknown: wards.unknown,
    lengthDays: lengthOf(resource['length']),
    palliative: palliativeOf(resource, facts, reasonTags),
    disposition,
    dispositionWords: isToBeAsked(disposition) ? text(plain(wordsOfDisposition(left))) : null,
    sender: senderOf(resource),
    hospice: hospiceOf(facts, start, end),
    hasTypeOrLocation: facts.hasType || wards.any,
    deathCertification: facts.deathCertification,
  });
}

const NONE: readonly never[] = [];

/** Class and types of one encounter, each looked up once. */
interface EncounterFacts {
  readonly firstType: Json | undefined;
  readonly hasType: boolean;
  readonly classCodes: readonly Code[];
  readonly classDisplay: string | null;
  /** Kind by type codes, and by a class of one of HL7's systems; the gravest when several are given. */
  kindByType: EncounterKind | null;
  kindByClass: EncounterKind | null;
  /** An emergency visit by any of the codes, whatever else it is. */
  emergency: boolean;
  shortStay: boolean;
  homeHealth: boolean;
  unplanned: boolean;
  elective: boolean;
  intensiveCare: 'code' | 'name' | null;
  hospice: TypeMeaning['hospice'];
  palliative: TypeMeaning['palliative'];
  deathCertification: boolean;
  /** What the words of class and types say. */
  nonAcuteWords: boolean;
  hospiceWords: boolean;
  ambulatoryWords: boolean;
  kindByWords: WordMeaning['kind'];
}

function factsOf(resource: Json): EncounterFacts {
  const types = list(resource['type']);
  const serviceType = object(resource['serviceType']);
  const classes = classCodesOf(resource['class']);
  const facts: EncounterFacts = {
    firstType: types[0],
    hasType: types.length > 0 || serviceType !== null,
    classCodes: classes,
    classDisplay: classes[0]?.display ?? null,
    kindByType: null,
    kindByClass: null,
    emergency: false,
    shortStay: false,
    homeHealth: false,
    unplanned: false,
    elective: false,
    intensiveCare: null,
    hospice: null,
    palliative: null,
    deathCertification: false,
    nonAcuteWords: false,
    hospiceWords: false,
    ambulatoryWords: false,
    kindByWords: null,
  };
  for (const one of classes) {
    addClass(facts, one);
    addWords(facts, one.display);
  }
  for (const one of types) addType(facts, one);
  if (serviceType !== null) addType(facts, serviceType);
  return facts;
}

/** R4 sends one Coding; R5 a list of CodeableConcepts; others a list of Codings, a concept or a bare code. */
function classCodesOf(value: unknown): readonly Code[] {
  if (Array.isArray(value)) return value.flatMap(classCodesOf);
  if (typeof value === 'string') return [{ system: '', code: value.trim(), display: null }];
  const one = object(value);
  if (one === null) return NONE;
  if (one['coding'] !== undefined) return codes(one);
  const code = text(one['code']);
  const display = text(one['display'])?.slice(0, LONGEST_DISPLAY) ?? null;
  if (code === null && display === null) return NONE;
  return [{ system: canonicalSystem(text(one['system']) ?? ''), code: code?.trim() ?? '', display }];
}

const LONGEST_DISPLAY = 300;

function addClass(facts: EncounterFacts, { system, code }: Code): void {
  const kind = classKind(system, code);
  if (kind === undefined) return;
  facts.kindByClass = graver(facts.kindByClass, kind);
  if (kind === 'ed') facts.emergency = true;
  if (system !== V3_ACT_CODE) return;
  if (code === 'SS') facts.shortStay = true;
  if (code === 'HH') facts.homeHealth = true;
}

function addType(facts: EncounterFacts, concept: Json): void {
  addWords(facts, words(concept));
  for (const coding of codes(concept)) {
    addWords(facts, coding.display);
    // Some servers give the class among the types.
    if (coding.system === V3_ACT_CODE) addClass(facts, coding);
    const meaning = typeMeaning(coding);
    if (meaning === undefined) continue;
    if (meaning.kind !== null) facts.kindByType = graver(facts.kindByType, meaning.kind);
    if (meaning.kind === 'ed') facts.emergency = true;
    facts.unplanned ||= meaning.unplanned;
    facts.elective ||= meaning.elective;
    if (meaning.intensiveCare) facts.intensiveCare = 'code';
    if (facts.hospice !== 'stay') facts.hospice = meaning.hospice ?? facts.hospice;
    if (facts.palliative !== 'specialist') facts.palliative = meaning.palliative ?? facts.palliative;
    facts.deathCertification ||= meaning.deathCertification;
  }
}

function addWords(facts: EncounterFacts, said: string | null): void {
  if (said === null) return;
  const meaning = wordMeaning(said);
  facts.nonAcuteWords ||= meaning.nonAcute;
  facts.hospiceWords ||= meaning.hospice;
  facts.ambulatoryWords ||= meaning.ambulatory;
  facts.kindByWords ??= meaning.kind;
  if (meaning.intensiveCare) facts.intensiveCare ??= 'name';
  if (meaning.palliative) facts.palliative ??= 'possible';
}

/** Of two kinds that one encounter claims to be: what is no acute care at all first, then the longer stay. */
const GRAVITY: Readonly<Record<EncounterKind, number>> = {
  'non-acute': 5,
  inpatient: 4,
  observation: 3,
  ed: 2,
  ambulatory: 1,
  unknown: 0,
};

function graver(a: EncounterKind | null, b: EncounterKind): EncounterKind {
  return a !== null && GRAVITY[a] >= GRAVITY[b] ? a : b;
}

interface Classified {
  readonly kind: EncounterKind;
  readonly certainty: 'definite' | 'probable';
}

const definite = (kind: EncounterKind): Classified => ({ kind, certainty: 'definite' });
const probable = (kind: EncounterKind): Classified => ({ kind, certainty: 'probable' });

/** The order of the questions is the reference's (3.3 item 2): non-acute, acute type, class, then whatever else tells. */
function classify(resource: Json, facts: EncounterFacts, context: Context): Classified {
  const { kindByClass } = facts;
  const kindByType = withOwnTypes(facts.kindByType, resource, context);
  if (kindByType === 'non-acute' || facts.nonAcuteWords || kindByClass === 'non-acute') return definite('non-acute');
  if (kindByType !== null && kindByType !== 'ambulatory') {
    if (kindByClass === null || kindByClass === 'ambulatory') return definite(kindByType);
    const kind = graver(kindByType, kindByClass);
    // An emergency visit that became a stay is no contradiction. Observation or inpatient is one: the longer stay, unsure.
    const agree = kindByType === kindByClass || kindByType === 'ed' || kindByClass === 'ed';
    return agree ? definite(kind) : probable(kind);
  }
  if (kindByClass !== null) return definite(kindByClass);
  for (const { system, code } of facts.classCodes) {
    const mapped = own(context.encounterClasses ?? NO_MAP, `${system}|${code}`);
    if (mapped !== undefined) return definite(mapped);
    const bySign = system === '' ? classKindBySign(code) : undefined;
    if (bySign !== undefined) return probable(bySign);
  }
  if (facts.kindByWords !== null) return probable(facts.kindByWords);
  const hospitalization = object(resource['hospitalization']);
  // A disposition makes no stay of a visit to the clinic; one that came through an emergency department may be more.
  if (kindByType === 'ambulatory' || facts.ambulatoryWords)
    return saysEmergency(hospitalization?.['admitSource']) ? definite('unknown') : probable('ambulatory');
  if (codes(hospitalization?.['admitSource']).length > 0 || codes(hospitalization?.['dischargeDisposition']).length > 0)
    return probable('inpatient');
  return definite('unknown');
}

/** What the site's table says of its own codes among the types, never of the standard's; of what both say the graver counts. */
function withOwnTypes(
  known: EncounterKind | null,
  resource: Json,
  { encounterClasses = NO_MAP }: Context,
): EncounterKind | null {
  if (encounterClasses === NO_MAP) return known;
  let kind = known;
  for (const coding of list(resource['type']).flatMap(codes)) {
    const mapped = own(encounterClasses, `${coding.system}|${coding.code}`);
    const isStandard = coding.system === V3_ACT_CODE || typeMeaning(coding) !== undefined;
    if (mapped !== undefined && !isStandard) kind = graver(kind, mapped);
  }
  return kind;
}

const NO_MAP: Readonly<Record<string, EncounterKind>> = {};

function cameThroughEmergency(admitSource: unknown, kind: EncounterKind, facts: EncounterFacts): boolean {
  if (facts.emergency && (kind === 'inpatient' || kind === 'observation')) return true;
  return saysEmergency(admitSource);
}

function saysEmergency(admitSource: unknown): boolean {
  if (admitSource === undefined) return false;
  if (wordMeaning(words(admitSource)).kind === 'ed') return true;
  return codes(admitSource).some(({ code }) => code === 'emd');
}

/** v3-ActPriority, and the plain codes that some servers send. */
function priorityOf(resource: Json): EncounterRecord['priority'] {
  if (resource['priority'] === undefined) return null;
  const found = codes(resource['priority']);
  if (found.some(({ code }) => code === 'EM' || code === 'UR')) return 'emergency';
  return found.some(({ code }) => code === 'EL') ? 'elective' : null;
}

/** A name without a system may be anybody's: only what a system vouches for tells that two encounters are one. */
function identifiersOf(resource: Json): readonly string[] {
  if (resource['identifier'] === undefined) return NONE;
  return list(resource['identifier']).flatMap((one) => {
    const [system, value] = [text(one['system']), text(one['value'])];
    return system === null || value === null ? [] : [`${system}|${value}`];
  });
}

/** The diagnosis of rank 1, at discharge if one is called so, else the first listed (clinical reference 3.3 item 6). */
function principalOf(diagnosis: readonly Json[], context: Context): string | null {
  if (diagnosis.length === 0) return null;
  const first = diagnosis.filter((one) => number(one['rank']) === 1);
  const atDischarge = first.find((one) => codes(one['use']).some(({ code }) => code === 'DD'));
  return ownReference((atDischarge ?? first[0] ?? diagnosis[0])?.['condition'], context);
}

function diagnosesOf(resource: Json, diagnosis: readonly Json[], context: Context): readonly string[] {
  const reasons = list(resource['reasonReference']);
  if (diagnosis.length === 0 && reasons.length === 0) return NONE;
  const named = [...diagnosis.map((one) => one['condition']), ...reasons].flatMap(
    (one) => ownReference(one, context) ?? [],
  );
  return [...new Set(named)];
}

function labelsOf(reason: unknown): readonly string[] {
  const concepts = Array.isArray(reason) ? list(reason) : [reason];
  return concepts.flatMap((one) => {
    const said = words(one) ?? codes(one)[0]?.code;
    return said === undefined ? [] : [plain(said)];
  });
}

const DAYS_IN: ReadonlyMap<string, number> = new Map([
  ['min', 1 / 1440],
  ['h', 1 / 24],
  ['d', 1],
  ['wk', 7],
  ['minutes', 1 / 1440],
  ['hours', 1 / 24],
  ['days', 1],
]);

/** Days of a Duration in UCUM units; null when the unit is not known. */
function lengthOf(duration: unknown): number | null {
  const one = object(duration);
  if (one === null) return null;
  const value = number(one['value']);
  const factor = DAYS_IN.get(text(one['code']) ?? text(one['unit'])?.toLowerCase() ?? '');
  return value === null || value < 0 || factor === undefined ? null : value * factor;
}

interface Wards {
  readonly any: boolean;
  readonly intensiveCare: readonly IntensiveCare[];
  readonly unknown: boolean;
}

const NO_WARD: Wards = { any: false, intensiveCare: NONE, unknown: false };

/** Where the patient lay: wards of intensive care, and whether one of the wards is not known. */
function wardsOf(
  resource: Json,
  { start, end }: { readonly start: When | null; readonly end: When | null },
  facts: EncounterFacts,
  context: Context,
): Wards {
  const all = resource['location'] === undefined ? NONE : list(resource['location']);
  if (all.length === 0 && facts.intensiveCare === null) return NO_WARD;
  const found: IntensiveCare[] = [];
  let unknown = false;
  for (const one of all) {
    // A bed that was reserved is no stay in it.
    if (one['status'] === 'planned' || one['status'] === 'reserved') continue;
    const place = object(one['location']);
    const period = object(one['period']);
    const from = whenOf(period?.['start'], context);
    if (isLater(from, context)) continue;
    const name = text(place?.['display']);
    const reference = ownReference(place, context);
    const ward = reference === null ? undefined : context.wardOf?.get(reference);
    const told = ward?.intensiveCare ?? wardNamed(name);
    if (ward === undefined && name === null) unknown = true;
    if (told === null) continue;
    const until = whenOf(period?.['end'], context);
    found.push({ told, start: from, end: isLater(until, context) ? null : until });
  }
  // The whole encounter is intensive care, and no ward says when it began and ended.
  if (facts.intensiveCare !== null && found.every((one) => one.start === null))
    return { any: all.length > 0, intensiveCare: [{ told: facts.intensiveCare, start, end }], unknown };
  return { any: all.length > 0, intensiveCare: found, unknown };
}

/** By type, by the taxonomy of who took part; words and Z51.5 may speak of the oncologist's own work. */
function palliativeOf(
  resource: Json,
  facts: EncounterFacts,
  reasonTags: EncounterRecord['reasonTags'],
): EncounterRecord['palliative'] {
  if (facts.palliative === 'specialist') return 'specialist';
  for (const participant of list(resource['participant']))
    for (const { code } of codes(participant['type'])) if (PALLIATIVE_TAXONOMY.test(code)) return 'specialist';
  if (reasonTags.has('palliative-care')) return 'specialist';
  return facts.palliative ?? (reasonTags.has('palliative-possible') ? 'possible' : null);
}

/** A hospice encounter of so many days, or without an end, is an enrolment; a shorter one is a visit (clinical 3.5). */
const HOSPICE_STAY_DAYS = 3;

function hospiceOf(facts: EncounterFacts, start: When | null, end: When | null): EncounterRecord['hospice'] {
  if (facts.hospice === 'stay' || (facts.homeHealth && facts.hospiceWords)) {
    const stays = start === null || end === null || end.hi - start.lo >= HOSPICE_STAY_DAYS;
    return stays ? 'enrolment' : 'contact';
  }
  return facts.hospice === null ? null : 'contact';
}

function dispositionOf(concept: unknown): EncounterRecord['disposition'] {
  if (concept === undefined) return null;
  const found = codes(concept);
  if (anyIn(found, RECORDED_DEAD) || found.some((one) => isDisposition(one, EXPIRED_DISPOSITION_CODES)))
    return 'expired';
  const said = dispositionSaid(wordsOfDisposition(concept));
  if (said === 'perhaps-expired') return said;
  if (anyIn(found, HOSPICE_DISPOSITION) || found.some((one) => isDisposition(one, HOSPICE_DISPOSITION_CODES)))
    return 'hospice';
  if (said !== null) return said;
  if (found.length === 0) return null;
  return found.some((one) => isDisposition(one, HOME_DISPOSITION_CODES)) ? 'home' : 'other';
}

/** The numbers are NUBC's, which table 0112 of HL7 v2 took over; the letters HL7's. Local ones may mean anything. */
function isDisposition({ system, code }: Code, wanted: ReadonlySet<string>): boolean {
  return wanted.has(code) && (/^\d+$/.test(code) ? NUMBERED : LETTERED).test(system);
}

const NUMBERED = /nubc|2\.16\.840\.1\.113883\.6\.301\.5|v2-0112$|2\.16\.840\.1\.113883\.12\.112$/i;
const LETTERED = /hl7\.org.*discharge-disposition/i;

/** Everything that is written about where the patient went: text and displays, each once. */
function wordsOfDisposition(concept: unknown): string {
  const all = new Set([words(concept), ...codes(concept).map(({ display }) => display)]);
  return [...all].filter((one) => one !== null).join(' / ');
}

/** Words that tell of a death; the first group is what `affirms` looks for. */
const DEATH_WORDS = /(?<![a-z])(expired|deceased|died|dead|death)(?![a-z])/i;

/** What the words say. A local code vouches for no more than its display: of death and hospice that is a perhaps. */
const dispositionSaid = remember(256, (said): 'perhaps-expired' | 'perhaps-hospice' | 'home' | null => {
  const death = DEATH_WORDS.exec(said)?.[1]?.toLowerCase();
  if (death !== undefined && affirms(said, death)) return 'perhaps-expired';
  if (affirms(said, 'hospice')) return 'perhaps-hospice';
  return wordMeaning(said).home ? 'home' : null;
});

/** What its reader may be asked about, in its own words. */
function isToBeAsked(disposition: EncounterRecord['disposition']): boolean {
  return disposition === 'perhaps-expired' || disposition === 'perhaps-hospice' || disposition === 'hospice';
}

/** Who sent it. What stands behind "#" numbers the request and names nobody. */
function senderOf(resource: Json): string | null {
  const source = text(object(resource['meta'])?.['source']);
  if (source === null) return null;
  const fragment = source.indexOf('#');
  return text(fragment < 0 ? source : source.slice(0, fragment));
}
