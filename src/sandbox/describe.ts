/** A resource in a few words of plain text, for the pages of the demo EHR. */
import { records, string } from './fhir-types.ts';
import type { AnyResource } from './fhir-types.ts';

export function concept(value: unknown): string {
  const first = records(value)[0];
  if (!first) return '';
  const coding = records(first['coding'])[0] ?? first;
  return string(first['text']) ?? string(coding['display']) ?? string(coding['code']) ?? '';
}

function conceptCode(value: unknown): string {
  return string(records(records(value)[0]?.['coding'])[0]?.['code']) ?? '';
}

export function personName(resource: AnyResource): string {
  const names = records(resource['name']);
  const name = names.find((one) => one['use'] === 'official') ?? names[0];
  if (!name) return string(resource['name']) ?? resource.id ?? '';
  const given = Array.isArray(name['given']) ? name['given'].filter((part) => typeof part === 'string').join(' ') : '';
  return [given, string(name['family'])].filter(Boolean).join(' ') || (string(name['text']) ?? '');
}

/** Medical record number: the identifier of type MR, or the first one. */
export function recordNumber(patient: AnyResource): string {
  const identifiers = records(patient['identifier']);
  const chosen = identifiers.find((identifier) => conceptCode(identifier['type']) === 'MR') ?? identifiers[0];
  return string(chosen?.['value']) ?? '';
}

/** Age in whole years on a day; undefined without a full birth date. */
export function ageOn(birthDate: string | undefined, today: string): number | undefined {
  if (birthDate === undefined || birthDate.length < 10) return undefined;
  const years = Number.parseInt(today, 10) - Number.parseInt(birthDate, 10);
  return today.slice(5) < birthDate.slice(5, 10) ? years - 1 : years;
}

const DATE_ELEMENTS = [
  'effectiveDateTime',
  'effectivePeriod',
  'onsetDateTime',
  'performedDateTime',
  'performedPeriod',
  'period',
  'authoredOn',
  'recordedDate',
  'dateTime',
  'date',
  'issued',
  'sent',
  'created',
  'start',
];

/** The day that a resource is about, as written; empty when it has none. */
export function dayOf(resource: AnyResource): string {
  for (const element of DATE_ELEMENTS) {
    const value = resource[element];
    const day = string(value) ?? string(records(value)[0]?.['start']);
    if (day !== undefined) return day.slice(0, 10);
  }
  return '';
}

export function valueOf(observation: AnyResource): string {
  const single = oneValue(observation);
  if (single !== '') return single;
  return records(observation['component'])
    .map((component) => `${concept(component['code'])} ${oneValue(component)}`.trim())
    .join(', ');
}

function oneValue(holder: Record<string, unknown>): string {
  const quantity = records(holder['valueQuantity'])[0];
  if (quantity) {
    const amount = typeof quantity['value'] === 'number' ? String(quantity['value']) : '';
    return `${amount} ${string(quantity['unit']) ?? string(quantity['code']) ?? ''}`.trim();
  }
  for (const element of ['valueString', 'valueInteger', 'valueBoolean', 'valueDateTime', 'valueTime']) {
    const value = holder[element];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  }
  return concept(holder['valueCodeableConcept']);
}

/** For example "Brain metastasis (Condition, 2026-10-12)". */
export function describe(resource: AnyResource): string {
  const named = ['Patient', 'Practitioner', 'Organization', 'HealthcareService', 'Location', 'RelatedPerson'].includes(
    resource.resourceType,
  );
  const title =
    (named ? personName(resource) : '') ||
    concept(resource['code']) ||
    concept(resource['type']) ||
    concept(resource['medicationCodeableConcept']) ||
    concept(resource['class']) ||
    string(resource['title']) ||
    string(resource['description']) ||
    concept(resource['category']) ||
    concept(resource['specialty']) ||
    (resource.id ?? '');
  if (named) return title;
  const value = resource.resourceType === 'Observation' ? valueOf(resource) : '';
  const note = [resource.resourceType, dayOf(resource)].filter(Boolean).join(', ');
  return `${title}${value === '' ? '' : `: ${value}`} (${note})`;
}
