/** Reads the query of a search: what is supported, what was ignored, and what Medplum shall match. */
import { OperationOutcomeError, parseSearchRequest, splitSearchOnComma } from '@medplum/core';
import type { SearchRequest } from '@medplum/core';
import { searchParameter } from './definitions.ts';
import { FhirProblem } from './fhir-types.ts';
import type { QueryPair } from './fhir-types.ts';
import type { Personality } from './personality.ts';
import { rulesOf } from './resource-types.ts';

export interface SortRule {
  readonly name: string;
  readonly descending: boolean;
}

export interface ParsedSearch {
  readonly request: SearchRequest;
  readonly sort: readonly SortRule[];
  readonly pageSize: number;
  readonly countOnly: boolean;
  /** Reference parameters whose targets come along: `medication` of `_include=MedicationRequest:medication`. */
  readonly includes: readonly string[];
  /** Parameters that are not supported and were left out. */
  readonly ignored: readonly string[];
  /** The one patient to whom the query restricts itself, when it does. */
  readonly patient?: string;
}

/** Says nothing about which resources match: read by the server, without harm when ignored. */
const QUIET = new Set(['_format', '_pretty', '_total']);
const PATIENT_PARAMETERS = new Set(['patient', 'subject', 'beneficiary']);

/** The parameters of a type as this EHR offers them, `_id` and `_lastUpdated` included. */
export function supportedParameters(type: string, personality: Personality): string[] {
  const own = personality.searchRules[type]?.supported ?? rulesOf(type).params;
  return ['_id', '_lastUpdated', ...own].filter((name) => searchParameter(type, name) !== undefined);
}

/** The references of a type that a search can bring along. */
export function supportedIncludes(type: string, personality: Personality): readonly string[] {
  return personality.searchRules[type]?.includes ?? rulesOf(type).includes ?? [];
}

/** Refuses with 400 what no server may guess about: bad modifiers, dates and numbers, and missing required parameters. */
export function parseSearch(
  type: string,
  query: readonly QueryPair[],
  personality: Personality,
  strict: boolean,
  fhirUrl: string,
): ParsedSearch {
  const supported = new Set(supportedParameters(type, personality));
  const filters: [string, string][] = [];
  const ignored: string[] = [];
  const includes: string[] = [];
  let pageSize = personality.pageSize;
  let countOnly = false;
  let sort: SortRule[] = [];
  for (const [key, value] of query) {
    const [name = '', modifier] = key.split(':', 2);
    if (name === '_count') {
      if (!/^\d+$/.test(value)) throw new FhirProblem(400, 'value', '_count must be a whole number.');
      if (value === '0') countOnly = true;
      else pageSize = Math.min(Number.parseInt(value, 10), personality.pageCap);
    } else if (name === '_summary' && value === 'count') countOnly = true;
    else if (name === '_include' && modifier === undefined) {
      const wanted = supportedIncludes(type, personality).find((one) => value === `${type}:${one}`);
      if (wanted === undefined) ignored.push(`_include=${value}`);
      else includes.push(wanted);
    } else if (name === '_sort') {
      const rules = value
        .split(',')
        .map((rule) => ({ name: rule.replace(/^-/, ''), descending: rule.startsWith('-') }));
      sort = rules.filter((rule) => supported.has(rule.name));
      ignored.push(...rules.filter((rule) => !supported.has(rule.name)).map((rule) => `_sort=${rule.name}`));
    } else if (QUIET.has(name)) continue;
    else if (!supported.has(name)) ignored.push(key);
    else if (value !== '') filters.push(filter(type, name, modifier, value, fhirUrl));
  }
  if (ignored.length > 0 && (strict || personality.unknownParameters === 'refuse')) {
    throw new FhirProblem(400, 'not-supported', `Not supported for ${type}: ${ignored.join(', ')}.`);
  }
  checkRequired(type, filters, personality);
  const patient = onlyPatient(filters);
  return {
    request: toMedplum(type, filters),
    sort,
    pageSize,
    countOnly,
    includes,
    ignored,
    ...(patient === undefined ? {} : { patient }),
  };
}

function filter(
  type: string,
  name: string,
  modifier: string | undefined,
  value: string,
  fhirUrl: string,
): [string, string] {
  const parameter = searchParameter(type, name);
  const kind = parameter?.type;
  if (modifier === undefined || modifier === 'missing') {
    const resolved =
      kind === 'reference' && modifier === undefined
        ? referenceValues(value, name, parameter?.targets ?? [], fhirUrl)
        : value;
    return [modifier === undefined ? name : `${name}:missing`, resolved];
  }
  if (kind === 'token' && modifier === 'not') return [`${name}:not`, value];
  if (kind === 'reference' && parameter?.targets.includes(modifier)) {
    return [
      name,
      splitSearchOnComma(value)
        .map((id) => (id.includes('/') ? id : `${modifier}/${id}`))
        .join(','),
    ];
  }
  throw new FhirProblem(400, 'not-supported', `The modifier :${modifier} is not supported for ${type}.${name}.`);
}

/** `x`, `Patient/x` and `<base>/Patient/x` mean the same; Medplum only knows the second. */
function referenceValues(value: string, name: string, targets: readonly string[], fhirUrl: string): string {
  return splitSearchOnComma(value)
    .flatMap((one) => {
      if (one.startsWith(`${fhirUrl}/`)) return [one.slice(fhirUrl.length + 1)];
      if (one.includes('/') || one.includes(':')) return [one];
      return name === 'patient' ? [`Patient/${one}`] : targets.map((target) => `${target}/${one}`);
    })
    .join(',');
}

function checkRequired(type: string, filters: readonly (readonly [string, string])[], personality: Personality): void {
  const required = personality.searchRules[type]?.required ?? [];
  const given = new Set(filters.map(([name]) => name.split(':')[0] ?? ''));
  if (required.length === 0 || given.has('_id') || required.some((set) => set.every((name) => given.has(name)))) return;
  const wanted = required.map((set) => set.join(' and ')).join(', or ');
  throw new FhirProblem(400, 'required', `A search of ${type} needs ${wanted}.`);
}

function onlyPatient(filters: readonly (readonly [string, string])[]): string | undefined {
  for (const [name, value] of filters) {
    const references = value.split(',').filter((reference) => reference.startsWith('Patient/'));
    if (PATIENT_PARAMETERS.has(name) && references.length === 1) return references[0]?.slice('Patient/'.length);
  }
  return undefined;
}

function toMedplum(type: string, filters: readonly (readonly [string, string])[]): SearchRequest {
  const query: Record<string, string[]> = {};
  for (const [name, value] of filters) (query[name] ??= []).push(value);
  try {
    return parseSearchRequest(type, query);
  } catch (error) {
    const detail = error instanceof OperationOutcomeError ? error.outcome.issue[0]?.details?.text : undefined;
    throw new FhirProblem(400, 'value', detail ?? 'The search could not be understood.');
  }
}

/** The patients whom a query names, whatever the spelling; used before the search to refuse another patient's chart. */
export function patientsNamed(type: string, query: readonly QueryPair[]): string[] {
  return query.flatMap(([key, value]) => {
    const [name = '', modifier] = key.split(':', 2);
    const own = type === 'Patient' && name === '_id';
    if (!own && !PATIENT_PARAMETERS.has(name)) return [];
    if (modifier === 'missing' || modifier === 'not') return [];
    return value.split(',').flatMap((one) => {
      if (own || (!one.includes('/') && (modifier === undefined || modifier === 'Patient')))
        return one === '' ? [] : [one];
      const match = /(?:^|\/)Patient\/([^/]+)$/.exec(one);
      return match?.[1] === undefined ? [] : [match[1]];
    });
  });
}
