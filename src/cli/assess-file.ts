/** One chart from a file to the contract's JSON. */
import { readFileSync } from 'node:fs';
import type { FhirResource } from 'fhir/r4';
import { assess } from '../domain/assess.ts';
import { nothingAsked, type SourceId, type SourceState } from '../domain/chart/source.ts';
import { isSource, readChart } from '../fhir/read/chart.ts';
import { isPatient } from '../fhir/read/reading.ts';
import { takeIn } from '../fhir/intake/intake.ts';
import { dayAt, offsetOf } from '../fhir/time-zone.ts';
import { parseSite, type Site } from '../site/site.ts';
import { toContract } from './contract.ts';
import type { Day } from '../domain/logic/when.ts';

/** The input cannot be used: the message is the one line to show. */
export class Unusable extends Error {}

export interface AssessFileOptions {
  /** Day to look from; null for today in the site's time zone. */
  readonly asOf: Day | null;
  readonly sitePath: string | null;
  /** Which patient, when the file holds several. */
  readonly patient: string | null;
}

/** Reads, works out and gives `alongside.assessment/1`. Throws `Unusable` when there is nothing to answer. */
export function assessFile(file: string, { asOf, sitePath, patient }: AssessFileOptions): object {
  const site = sitePath === null ? null : readSite(sitePath);
  const offsetAt = site === null ? undefined : offsetOf(site.timeZone);
  const day = asOf ?? dayAt(Date.now(), offsetAt ?? ((): number => -new Date().getTimezoneOffset()));
  const intake = takeIn(readText(file));
  if (!intake.ok) throw new Unusable(`${file}: ${intake.detail}.`);
  const patientId = choosePatient(intake.patientIds, patient, file);
  const base = baseOf(intake.resources);
  const resources = groupBySource(intake.resources, patientId, base);
  const chart = readChart(patientId, [{ origin: 'file', resources, states: statesOf(resources) }], {
    asOf: day,
    ...(base === null ? {} : { base }),
    ...(offsetAt === undefined ? {} : { offsetAt }),
    ...(site === null ? {} : { encounterClasses: site.encounterClasses, orderCodes: site.referral.orderCoding }),
  });
  if (!chart.ok) throw new Unusable(`${file}: ${chart.problem.detail}.`);
  return toContract(assess(chart.value, site === null ? {} : { thresholds: site.thresholds }));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Unusable(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`);
  }
}

function readSite(path: string): Site {
  let json: unknown;
  try {
    json = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof Unusable) throw error;
    throw new Unusable(`${path} is not JSON.`);
  }
  const parsed = parseSite(json);
  if (!parsed.ok)
    throw new Unusable(`${path}: ${parsed.problems.map(({ field, message }) => `${field} ${message}`).join('; ')}.`);
  return parsed.site;
}

function choosePatient(ids: readonly string[], asked: string | null, file: string): string {
  if (asked !== null) {
    if (ids.includes(asked)) return asked;
    throw new Unusable(`${file} holds no patient ${asked}; it holds: ${ids.join(', ')}.`);
  }
  const [only] = ids;
  if (only === undefined || ids.length > 1)
    throw new Unusable(`${file} holds ${ids.length} patients: ${ids.join(', ')}. Say which with --patient ID.`);
  return only;
}

/** Resources of one patient by source. Those of other patients in the same file are not this chart's. */
function groupBySource(
  resources: readonly FhirResource[],
  patientId: string,
  base: string | null,
): Partial<Record<SourceId, FhirResource[]>> {
  const grouped: Partial<Record<SourceId, FhirResource[]>> = {};
  for (const resource of resources) {
    if (!isSource(resource.resourceType)) continue;
    if (resource.resourceType === 'Patient' && resource.id !== patientId) continue;
    if (belongsToAnother(resource, patientId, base)) continue;
    (grouped[resource.resourceType] ??= []).push(resource);
  }
  return grouped;
}

/** The server that a file comes from, when all absolute references to patients name one. Of two, neither can be believed. */
function baseOf(resources: readonly FhirResource[]): string | null {
  const bases = new Set(
    resources.flatMap((one) => /^(https?:\/\/.+)\/Patient\//.exec(subjectOf(one) ?? '')?.[1] ?? []),
  );
  return bases.size === 1 ? ([...bases][0] ?? null) : null;
}

function subjectOf(resource: FhirResource): string | null {
  const subject =
    'subject' in resource && typeof resource.subject === 'object' && resource.subject !== null
      ? resource.subject
      : null;
  return subject !== null && 'reference' in subject && typeof subject.reference === 'string' ? subject.reference : null;
}

function belongsToAnother(resource: FhirResource, patientId: string, base: string | null): boolean {
  const reference = subjectOf(resource);
  return reference !== null && !isPatient(reference, patientId, base ?? undefined);
}

/** A type that the file does not hold was not asked for: nothing may be concluded from its absence. */
function statesOf(resources: Partial<Record<SourceId, FhirResource[]>>): ReturnType<typeof nothingAsked> {
  const states: Record<SourceId, SourceState> = { ...nothingAsked() };
  for (const [id, all] of Object.entries(resources))
    states[id as SourceId] = { state: 'loaded', count: all.length, newest: null, caveats: [] };
  return states;
}
