/** Coverage, and what diagnoses mean for the practice's quality model: read for the lens alone (`domain/measures`), and no part of the chart. */
import type { FhirResource } from 'fhir/r4';
import type { SourceId } from '../../domain/chart/source.ts';
import type {
  InsuranceRecord,
  ModelDiagnosis,
  PracticeRecords,
  ScreeningRecord,
} from '../../domain/measures/practice-records.ts';
import { modelGroupOf } from '../terminology/model-cancers.ts';
import { payerKind } from '../terminology/payers.ts';
import { ICD10CM, LOINC, SNOMED } from '../terminology/systems.ts';
import { codes, list, number, object, oneOf, own, text, words, type Json } from './json.ts';
import {
  choiceWhen,
  displayOf,
  evidenceOf,
  notSeen,
  ownReference,
  periodOf,
  plain,
  readingWhen,
  referenceOf,
  type Context,
} from './reading.ts';
import { newestVersions } from './versions.ts';

/** What cannot be read is left out here: its source says so (`readChart`). */
export function readPracticeRecords(
  resources: Readonly<Partial<Record<SourceId, readonly FhirResource[]>>>,
  context: Context,
): PracticeRecords {
  const { Coverage: coverages = [], Condition: conditions = [], Observation: observations = [] } = resources;
  const diagnoses: ModelDiagnosis[] = [];
  const bipolar: PracticeRecords['bipolar'][number][] = [];
  for (const one of newestVersions(conditions)) {
    const json = object(one);
    if (json === null || isRefuted(json) || notSeen(json, null, context) !== null) continue;
    const { origin } = context;
    diagnoses.push({ origin, reference: referenceOf(json), group: modelGroupOf(codes(json['code'])) });
    const told = bipolarIn(json);
    if (told === null) continue;
    const when = choiceWhen(json, 'onset', context);
    bipolar.push({ ...evidenceOf(json, json['code'], when, context), inWords: told === 'words' });
  }
  const insurance = newestVersions(coverages).flatMap((one) => {
    const json = object(one);
    const record = json === null ? null : readInsurance(json, context);
    return record === null ? [] : [record];
  });
  const screenings = newestVersions(observations).flatMap((one) => {
    const json = object(one);
    const record = json === null ? null : readScreening(json, context);
    return record === null ? [] : [record];
  });
  return { insurance, diagnoses, screenings, bipolar };
}

function readInsurance(resource: Json, context: Context): InsuranceRecord | null {
  const status = oneOf(resource['status'], ['active', 'cancelled']);
  const { start, end } = periodOf(resource['period'], context);
  // One that begins later is not in force; `notSeen` leaves it out with those of somebody else.
  if (status === null || notSeen(resource, start, context, 'beneficiary') !== null) return null;
  const payor = list(resource['payor']).flatMap((one) => displayOf(one) ?? []);
  const label = payor[0] ?? words(resource['type']) ?? codes(resource['type'])[0]?.code ?? 'Coverage';
  return {
    ...evidenceOf(resource, resource['type'], start, context),
    label: plain(label),
    payer: payerKind(codes(resource['type'])),
    status,
    end,
    periodUnread: isUnread(resource['period'], { start, end }),
    order: orderOf(resource['order']),
  };
}

/** Something stands there of which no day could be made: not the same as nothing. */
function isUnread(period: unknown, read: { readonly start: unknown; readonly end: unknown }): boolean {
  const json = object(period);
  if (json === null) return period !== undefined && period !== null;
  return (json['start'] !== undefined && read.start === null) || (json['end'] !== undefined && read.end === null);
}

function orderOf(value: unknown): number | null {
  return typeof value === 'number' && value > 0 && value % 1 === 0 ? value : null;
}

/** LOINC; by these eCQM CMS2 knows that somebody was screened, grown up or not. */
const SCREENED: ReadonlySet<string> = new Set(['73832-8', '73831-0']);
const PHQ_2 = '55758-7';
/** PHQ-2 from which a screening is positive. Kroenke 2003, doi 10.1097/01.MLR.0000093487.78664.3C. Points. */
const POSITIVE_PHQ_2 = 3;
const HIGHEST_PHQ_2 = 6;
/** SNOMED CT, in the same measure: "Depression screening negative", "... positive". */
const RESULTS: Readonly<Record<string, boolean>> = { '428171000124102': false, '428181000124104': true };

const DONE: ReadonlySet<string> = new Set(['final', 'amended', 'corrected']);

function readScreening(resource: Json, context: Context): ScreeningRecord | null {
  const coded = codes(resource['code']).filter(({ system }) => system === LOINC);
  const isResult = coded.some(({ code }) => SCREENED.has(code));
  if (!DONE.has(text(resource['status']) ?? '') || (!isResult && !coded.some(({ code }) => code === PHQ_2)))
    return null;
  const when = readingWhen(resource, context);
  if (notSeen(resource, when, context) !== null) return null;
  const told = new Set(
    codes(resource['valueCodeableConcept']).flatMap(({ system, code }) =>
      system === SNOMED ? (own(RESULTS, code) ?? []) : [],
    ),
  );
  const score = number(resource['valueInteger']) ?? number(object(resource['valueQuantity'])?.['value']);
  const isScore = !isResult && score !== null && score >= 0 && score <= HIGHEST_PHQ_2;
  const [only = isScore ? score >= POSITIVE_PHQ_2 : null] = told;
  return {
    ...evidenceOf(resource, resource['code'], when, context, score === null ? null : String(score)),
    // Results that contradict each other are none.
    positive: told.size > 1 ? null : only,
    score: isScore ? score : null,
    encounter: ownReference(resource['encounter'], context),
  };
}

const SUSPECTED: ReadonlySet<string> = new Set(['unconfirmed', 'provisional', 'differential']);

function isSuspected(resource: Json): boolean {
  return codes(resource['verificationStatus']).some(({ code }) => SUSPECTED.has(code));
}

const REFUTED: ReadonlySet<string> = new Set(['refuted', 'entered-in-error']);

function isRefuted(resource: Json): boolean {
  return codes(resource['verificationStatus']).some(({ code }) => REFUTED.has(code));
}

/**
 * Bipolar disorder takes somebody out of the depression measure (CMS2v13, exclusions). ICD-10-CM F31; SNOMED CT 13746004, known and not looked
 * up again, its children by their words only.
 */
function bipolarIn(resource: Json): 'code' | 'words' | null {
  const coded = codes(resource['code']).some(
    ({ system, code }) =>
      (system === ICD10CM && code.toUpperCase().startsWith('F31')) || (system === SNOMED && code === '13746004'),
  );
  // Suspected, it is not had.
  if (coded) return isSuspected(resource) ? 'words' : 'code';
  return /\bbipolar\b/i.test(words(resource['code']) ?? '') ? 'words' : null;
}
