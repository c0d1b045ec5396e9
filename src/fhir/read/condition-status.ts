/**
 * Status and end of a Condition, in every way in which servers write them: coded, in words, as the bare code of older
 * versions, in capitals, by SNOMED CT. What cannot be read is never taken for the best case (clinical reference 3.1).
 */
import type { ConditionRecord } from '../../domain/chart/records.ts';
import { civil, dayOf, type Day } from '../../domain/logic/when.ts';
import { list, number, object, text, type Json } from './json.ts';
import { choiceWhen, isLater, whenOf, type Context } from './reading.ts';

type Verification = 'entered-in-error' | 'refuted' | 'differential' | 'provisional' | 'unconfirmed' | 'confirmed';
type Clinical = NonNullable<ConditionRecord['clinical']>;

/** The more cautious one first: it is taken when several stand there. */
const VERIFICATIONS: readonly Verification[] = [
  'entered-in-error',
  'refuted',
  'differential',
  'provisional',
  'unconfirmed',
  'confirmed',
];
const CLINICALS: readonly Clinical[] = ['active', 'recurrence', 'relapse', 'remission', 'resolved', 'inactive'];

/** Other ways to say it. SNOMED CT: C-CDA value set "Problem Status", and the qualifiers of finding context. */
const OTHER_VERIFICATIONS = new Map<string, Verification>([
  ['ruled-out', 'refuted'],
  ['410516002', 'refuted'], // known absent
  ['415684004', 'unconfirmed'], // suspected
  ['suspected', 'unconfirmed'],
  ['410605003', 'confirmed'], // confirmed present
]);
const OTHER_CLINICALS = new Map<string, Clinical>([
  ['55561003', 'active'],
  ['73425007', 'inactive'],
  ['413322009', 'resolved'],
  ['246455001', 'recurrence'],
  ['263855007', 'relapse'],
  ['277022003', 'remission'],
  ['recurrent', 'recurrence'],
  ['relapsed', 'relapse'],
  ['in-remission', 'remission'],
  ['complete-remission', 'remission'],
  ['full-remission', 'remission'],
  // Disease that is there (3.1, M item 4).
  ['partial-remission', 'active'],
]);

/** Words that speak of an end without being a status. */
const SPEAKS_OF_AN_END = /resol|inactiv|remi(?:ss|tt)|histor|past|former|cured|ended|no longer|not active|ruled out/i;

/** Null when nothing is said. */
export function verificationOf(concept: unknown): Verification | 'unreadable' | null {
  return statusOf(concept, VERIFICATIONS, OTHER_VERIFICATIONS);
}

/** `doubtful`: what stands there cannot be read, and it may be that the disease is over. */
export function clinicalOf(concept: unknown): { readonly clinical: Clinical | null; readonly doubtful: boolean } {
  const status = statusOf(concept, CLINICALS, OTHER_CLINICALS);
  if (status !== 'unreadable') return { clinical: status, doubtful: false };
  return { clinical: null, doubtful: wordsIn(concept).some((one) => SPEAKS_OF_AN_END.test(one.slice(0, 200))) };
}

function statusOf<Status extends string>(
  concept: unknown,
  known: readonly Status[],
  others: ReadonlyMap<string, Status>,
): Status | 'unreadable' | null {
  if (concept === undefined || concept === null) return null;
  let found: Status | null = null;
  for (const coding of list(object(concept)?.['coding'])) {
    const said = coding['code'];
    if (typeof said !== 'string') continue;
    const status = known.find((one) => one === said) ?? inOtherWords(said, known, others);
    if (status !== null && (found === null || known.indexOf(status) < known.indexOf(found))) found = status;
  }
  if (found !== null) return found;
  const all = wordsIn(concept);
  for (const said of all) {
    const status = inOtherWords(said, known, others);
    if (status !== null) return status;
  }
  return all.length > 0 || object(concept) === null ? 'unreadable' : null;
}

function inOtherWords<Status extends string>(
  said: string,
  known: readonly Status[],
  others: ReadonlyMap<string, Status>,
): Status | null {
  if (said.length > 60) return null;
  const word = said
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return known.find((one) => one === word) ?? others.get(word) ?? null;
}

/** Everything that a status says in letters: itself where it is a bare code, its text, its codes and displays. */
function wordsIn(concept: unknown): readonly string[] {
  const bare = text(concept);
  if (bare !== null) return [bare];
  const one = Array.isArray(concept) ? list(concept)[0] : object(concept);
  return [one?.['text'], ...list(one?.['coding']).flatMap(({ code, display }) => [code, display])].flatMap(
    (said) => text(said) ?? [],
  );
}

/** In words, that it goes on, or that nothing is known of an end. */
const NO_END =
  /^\W*(?:on-?going|active|current|continu\w*|present|persist\w*|chronic|none|no|n\/?a|not (?:applicable|resolved|yet)|unresolved|unknown|-*)\W*$/i;
const AN_END = /^\W*(?:yes|true|resolved|cured|ended|over|recovered|in remission)\b/i;

/** Elements that tell of an end in another form than a date. */
const IN_OTHER_FORMS = ['abatementDateTime', 'abatementPeriod', 'abatementAge', 'abatementRange', 'abatementString'];

/**
 * The end of a disease: its date; `yes` without one; `later`, after the day from which we look; `unclear`, where something
 * stands there that cannot be read; null where nothing does.
 */
export function abatementOf(resource: Json, context: Context): ConditionRecord['abatement'] | 'later' | 'unclear' {
  const when = choiceWhen(resource, 'abatement', context);
  if (when !== null) return isLater(when, context) ? 'later' : when;
  const plain = resource['abatementBoolean'];
  if (plain === true || plain === 'true') return 'yes';
  if (IN_OTHER_FORMS.every((name) => resource[name] === undefined || resource[name] === null)) return null;
  const age = resource['abatementAge'] ?? object(resource['abatementRange'])?.['low'];
  if (age !== undefined && age !== null) return atAge(age, context);
  const said = text(resource['abatementString']);
  if (said !== null) {
    const on = whenOf(said.trim(), context);
    if (on !== null) return isLater(on, context) ? 'later' : on;
    if (NO_END.test(said.slice(0, 60))) return null;
    return AN_END.test(said.slice(0, 60)) ? 'yes' : 'unclear';
  }
  return IN_OTHER_FORMS.some((name) => saysSomething(resource[name])) ? 'unclear' : null;
}

/** An empty text, or an object that holds nothing but extensions, says nothing. */
function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  const one = object(value);
  if (one === null) return typeof value !== 'string' || value.trim() !== '';
  return Object.keys(one).some((name) => name !== 'extension' && name !== 'id');
}

/** Whether the patient has reached an age: `later` than the day from which we look; `unclear` where it cannot be reckoned. */
export function atAge(age: unknown, { birth, asOf }: Context): 'yes' | 'later' | 'unclear' {
  const one = object(age);
  const years = number(one?.['value']);
  const unit = text(one?.['code']) ?? text(one?.['unit']) ?? 'a';
  if (years === null || years < 0 || birth === undefined || birth === null || !/^(?:a|y|yr|yrs|years?)$/i.test(unit))
    return 'unclear';
  return turned(birth.lo, Math.floor(years)) > asOf ? 'later' : 'yes';
}

/** The day on which somebody born on a day turns so many years. */
function turned(birth: Day, years: number): Day {
  const { year, month, day } = civil(birth);
  return dayOf(year + years, month, day);
}
