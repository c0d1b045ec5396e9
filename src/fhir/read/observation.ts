import type { ObservationContent, ObservationRecord, PerformanceReading } from '../../domain/chart/records.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  DEAD_ANSWER,
  DISEASE_STATUS,
  DISEASE_STATUS_VALUES,
  ECOG,
  ECOG_ANSWERS,
  ECOG_WORDS,
  KARNOFSKY,
  KARNOFSKY_ANSWERS,
  KARNOFSKY_WORDS,
  M0_VALUES,
  M1_VALUES,
  M_CATEGORY,
  M_CATEGORY_LOINC,
  METASTASIS_SITE,
  METASTASIS_SITE_LOINC,
  METASTATIC_HISTORY,
  PALLIATIVE_PERFORMANCE_WORDS,
  STAGE_GROUP,
  STAGE_GROUP_LOINC,
} from '../terminology/observations.ts';
import {
  ANSWER_NO,
  ANSWER_YES,
  CAUSE_OF_DEATH,
  HOSPICE_CARE_ANSWER,
  POSSIBLY_DEAD,
} from '../terminology/palliative.ts';
import { codes, list, number, object, oneOf, own, text, words, type Json } from './json.ts';
import {
  choiceWhen,
  evidenceOf,
  isLater,
  isPatient,
  ownReference,
  plain,
  read,
  subjectProblem,
  unreadable,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { stageOf } from './stage.ts';

/** Admissibility as clinical reference 3.1: final, amended or corrected, with a value, of this patient. */
export function readObservation(resource: Json, context: Context): Reading<ObservationRecord> {
  const status = oneOf(resource['status'], ['final', 'amended', 'corrected']);
  if (status === null) {
    const known = oneOf(resource['status'], ['registered', 'preliminary', 'cancelled', 'entered-in-error', 'unknown']);
    return known === null ? unreadable('no-status') : withdrawn;
  }
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const when = choiceWhen(resource, 'effective', context);
  if (isLater(when, context)) return unreadable('after-as-of');
  const concepts = codes(resource['code']);
  const said = words(resource['code']);
  if (concepts.length === 0 && said === null) return unreadable('no-code');
  const focus = list(resource['focus']).flatMap((one) => ownReference(one, context) ?? []);
  // A reading whose focus is another person is not this patient's, whatever its subject says.
  if (focus.some((one) => one.includes('Patient/') && !isPatient(one, context.patientId, context.base)))
    return unreadable('other-patient');
  const isHistory = anyIn(concepts, METASTATIC_HISTORY);
  // mCODE's history of metastasis means "yes" without a value; every other reading without one says nothing.
  if (!isHistory && resource['dataAbsentReason'] !== undefined) return withdrawn;
  const content = contentOf(resource, concepts, said);
  if (content === null) return withdrawn;
  return read({
    ...evidenceOf(resource, resource['code'], when, context, valueText(resource)),
    encounter: ownReference(resource['encounter'], context),
    focus,
    ...content,
  });
}

/** What the reading says to the rules; null when a code that rules use carries no value. */
function contentOf(resource: Json, concepts: readonly Code[], said: string | null): ObservationContent | null {
  if (anyIn(concepts, ECOG)) return performance('ecog', resource, ECOG_ANSWERS, 0, 5);
  if (anyIn(concepts, KARNOFSKY)) return performance('karnofsky', resource, KARNOFSKY_ANSWERS, 0, 100);
  if (anyIn(concepts, STAGE_GROUP, STAGE_GROUP_LOINC))
    return { kind: 'stage-group', stage: stageOf(valueConcept(resource)) };
  if (anyIn(concepts, M_CATEGORY, M_CATEGORY_LOINC)) return { kind: 'm-category', metastasis: mCategory(resource) };
  if (anyIn(concepts, METASTASIS_SITE, METASTASIS_SITE_LOINC)) {
    const value = valueText(resource);
    return value === null ? null : { kind: 'distant-metastasis-site', none: /\bnone\b|\bno\b|negative/i.test(value) };
  }
  if (anyIn(concepts, METASTATIC_HISTORY)) return { kind: 'metastatic-history', answer: yesNo(resource) };
  if (anyIn(concepts, DISEASE_STATUS)) return diseaseStatus(resource);
  if (anyIn(concepts, HOSPICE_CARE_ANSWER)) return { kind: 'hospice-care', answer: yesNo(resource) };
  if (anyIn(concepts, CAUSE_OF_DEATH, POSSIBLY_DEAD)) return { kind: 'cause-of-death' };
  // Local codes of flowsheets carry the instrument only in words.
  const names = [said, ...concepts.map((one) => one.display)].filter((one): one is string => one !== null).join(' ');
  if (ECOG_WORDS.test(names)) return performance('ecog', resource, ECOG_ANSWERS, 0, 5);
  if (KARNOFSKY_WORDS.test(names)) return performance('karnofsky', resource, KARNOFSKY_ANSWERS, 0, 100);
  if (PALLIATIVE_PERFORMANCE_WORDS.test(names))
    return performance('palliative-performance-scale', resource, {}, 0, 100);
  return { kind: 'other' };
}

function valueConcept(resource: Json): unknown {
  return (
    resource['valueCodeableConcept'] ??
    (text(resource['valueString']) === null ? undefined : { text: resource['valueString'] })
  );
}

/** Null when there is no value at all: a missing value never becomes grade 0. */
function performance(
  kind: 'ecog' | 'karnofsky' | 'palliative-performance-scale',
  resource: Json,
  answers: Readonly<Record<string, number>>,
  lowest: number,
  highest: number,
): ObservationContent | null {
  for (const holder of [resource, ...list(resource['component'])]) {
    const reading = readingOf(holder, kind, answers, lowest, highest);
    if (reading !== null) return { kind, reading };
  }
  const interpreted = fromConcept(list(resource['interpretation'])[0], kind, answers, lowest, highest);
  return interpreted === null || interpreted.is === 'unclear' ? null : { kind, reading: interpreted };
}

type Scale = 'ecog' | 'karnofsky' | 'palliative-performance-scale';

function readingOf(
  holder: Json,
  kind: Scale,
  answers: Readonly<Record<string, number>>,
  lowest: number,
  highest: number,
): PerformanceReading | null {
  const quantity = object(holder['valueQuantity']);
  const amount = number(holder['valueInteger']) ?? number(quantity?.['value']);
  if (amount !== null) {
    // "< 3" is not 3.
    const comparator = text(quantity?.['comparator']);
    return comparator === null
      ? checked(kind, amount, lowest, highest)
      : { is: 'unclear', text: `${comparator} ${amount}` };
  }
  const range = object(holder['valueRange']);
  const ends = [number(object(range?.['low'])?.['value']), number(object(range?.['high'])?.['value'])];
  if (ends[0] != null && ends[1] != null) return { is: 'range', low: ends[0], high: ends[1] };
  if (range !== null) return { is: 'unclear', text: ends.map((end) => (end === null ? '?' : String(end))).join('-') };
  if (object(holder['valueCodeableConcept']) !== null) {
    return fromConcept(holder['valueCodeableConcept'], kind, answers, lowest, highest);
  }
  const written = text(holder['valueString']);
  return written === null ? null : fromText(written, kind, lowest, highest);
}

function fromConcept(
  concept: unknown,
  kind: Scale,
  answers: Readonly<Record<string, number>>,
  lowest: number,
  highest: number,
): PerformanceReading | null {
  if (object(concept) === null) return null;
  for (const { code } of codes(concept)) {
    if (code === DEAD_ANSWER) return { is: 'dead' };
    const value = own(answers, code);
    if (value !== undefined) return checked(kind, value, lowest, highest);
  }
  const said = words(concept) ?? codes(concept)[0]?.code ?? null;
  return said === null ? null : fromText(said, kind, lowest, highest);
}

/**
 * "3", "ECOG 2-3", "80%", "Karnofsky 60 - requires occasional assistance". One number of the scale is the value, two are a
 * range however they are joined ("2 -> 3", "2, on bad days 3"); any other number makes it unclear. Words alone say nothing.
 */
function fromText(written: string, kind: Scale, lowest: number, highest: number): PerformanceReading | null {
  const bare = written
    .slice(0, 200)
    .replace(/\b(ECOG|KPS|PPS|karnofsky|performance|status|score|grade|palliative|scale|PS)\b/gi, ' ')
    .trim();
  const found = [...bare.matchAll(/\d+(?:[.,]\d+)?/g)].map(([digits]) => number(digits.replace(',', '.')));
  if (found.length === 0) return null;
  const values = [...new Set(found)].map((value) => (value === null ? null : checked(kind, value, lowest, highest)));
  const exact = values.flatMap((value) => (value?.is === 'exact' ? [value.value] : []));
  const [only] = values;
  if (values.length === 1 && only != null && !/^-\d/.test(bare)) return only;
  if (values.length === 2 && exact.length === 2)
    return { is: 'range', low: Math.min(...exact), high: Math.max(...exact) };
  return { is: 'unclear', text: plainShort(written) };
}

function plainShort(value: string): string {
  return plain(value).slice(0, 60);
}

/** PPS has no code of its own: what is no step of it is not a PPS and is not read (clinical reference 5.4). */
function checked(kind: 'ecog' | 'karnofsky', value: number, lowest: number, highest: number): PerformanceReading;
function checked(kind: Scale, value: number, lowest: number, highest: number): PerformanceReading | null;
function checked(kind: Scale, value: number, lowest: number, highest: number): PerformanceReading | null {
  const step = kind === 'ecog' ? 1 : 10;
  if (value < lowest || value > highest || value % step !== 0) {
    return kind === 'palliative-performance-scale' ? null : { is: 'unclear', text: String(value) };
  }
  if (kind === 'ecog' ? value === 5 : value === 0) return { is: 'dead' };
  return { is: 'exact', value };
}

function mCategory(resource: Json): boolean | null {
  const concepts = codes(resource['valueCodeableConcept']);
  if (anyIn(concepts, M1_VALUES)) return true;
  if (anyIn(concepts, M0_VALUES)) return false;
  const said = [words(valueConcept(resource)), ...concepts.map(({ code }) => code)]
    .filter((one) => one !== null)
    .join(' ');
  if (/\b[cp]?M1[a-c]?\b/.test(said)) return true;
  return /\b[cp]?M0\b/.test(said) ? false : null;
}

function yesNo(resource: Json): boolean | null {
  if (typeof resource['valueBoolean'] === 'boolean') return resource['valueBoolean'];
  const found = codes(resource['valueCodeableConcept']).map(({ code }) => code);
  if (found.includes(ANSWER_YES)) return true;
  return found.includes(ANSWER_NO) ? false : null;
}

function diseaseStatus(resource: Json): ObservationContent | null {
  for (const { code } of codes(resource['valueCodeableConcept'])) {
    const status = own(DISEASE_STATUS_VALUES, code);
    if (status === 'metastasis-present') return { kind: 'distant-metastasis-site', none: false };
    if (status !== undefined) return { kind: 'disease-status', status };
  }
  return { kind: 'other' };
}

/** The value as recorded, for evidence. */
function valueText(resource: Json): string | null {
  const quantity = object(resource['valueQuantity']);
  const amount = number(quantity?.['value']);
  if (amount !== null) return `${amount} ${text(quantity?.['unit']) ?? text(quantity?.['code']) ?? ''}`.trim();
  const integer = number(resource['valueInteger']);
  if (integer !== null) return String(integer);
  if (typeof resource['valueBoolean'] === 'boolean') return resource['valueBoolean'] ? 'yes' : 'no';
  return (
    words(resource['valueCodeableConcept']) ??
    text(resource['valueString']) ??
    codes(resource['valueCodeableConcept'])[0]?.code ??
    null
  );
}
