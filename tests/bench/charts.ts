/** The charts that are measured (our own, those of others where they are there, and grown ones), and the whole engine. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assess } from '../../src/domain/assess.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { takeInParsed } from '../../src/fhir/intake/intake.ts';
import { fileOf } from '../../src/fhir/intake/one-patient.ts';
import { readChart } from '../../src/fhir/read/chart.ts';

export interface BenchChart {
  readonly name: string;
  readonly text: string;
}

const OWN = 'fhir-fixtures/patients';
const OTHERS = '../shared/samples/bundles';

export const TODAY = '2026-11-12';
export const AS_OF = parseWhen(TODAY)?.lo ?? 0;

/** Charts that the engine does not refuse. */
export function benchCharts(): readonly BenchChart[] {
  const own = readdirSync(OWN).map((name) => ({ name, path: join(OWN, name, 'bundle.json') }));
  const others = existsSync(OTHERS)
    ? readdirSync(OTHERS).map((name) => ({ name: name.replace(/\.json$/, ''), path: join(OTHERS, name) }))
    : [];
  return [...own, ...others]
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => ({ name, text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') }))
    .filter(({ text }) => answer(JSON.parse(text)) !== null);
}

/** The whole engine from parsed JSON to the answer; null when the file is refused. */
export function answer(parsed: unknown): Assessment | null {
  const taken = takeInParsed([parsed]);
  if (!taken.ok) return null;
  const [patientId] = taken.patientIds;
  if (patientId === undefined) return null;
  const { received, base } = fileOf(taken, patientId, 'file');
  const chart = readChart(patientId, [received], {
    asOf: AS_OF,
    aliases: taken.aliases,
    ...(base === null ? {} : { base }),
  });
  return chart.ok ? assess(chart.value) : null;
}

/** All resources of a chart in one flat list, as the engine takes them in: for whatever else is to read the same chart. */
export function resourcesOf(parsed: unknown): readonly unknown[] {
  const taken = takeInParsed([parsed]);
  return taken.ok ? taken.resources : [];
}

/** A chart of so many resources as text: the kinds and their share as in a long record. */
export function grown(count: number): string {
  const entry: object[] = [{ resource: { resourceType: 'Patient', id: 'p1', birthDate: '1958-05-03' } }];
  for (let index = 0; index < count; index += 1) entry.push({ resource: grownResource(index) });
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
}

function grownResource(index: number): object {
  const kind = index % 20;
  const day = `20${two(16 + (index % 10))}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`;
  const shared = { id: `r${index}`, subject: { reference: 'Patient/p1' } };
  if (kind < 12) return observation(index, day, shared);
  if (kind < 16) return encounter(index, day, shared);
  return kind < 18 ? order(index, day, shared) : condition(index, day, shared);
}

const two = (value: number): string => String(value).padStart(2, '0');
const of = <Item>(list: readonly Item[], index: number): Item | undefined => list[index % list.length];

function observation(index: number, day: string, shared: object): object {
  return {
    resourceType: 'Observation',
    ...shared,
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: {
      coding: [
        {
          system: 'http://loinc.org',
          code: of(['718-7', '8480-6', '1751-7', '29463-7', '2160-0'], index),
          display: 'Reading',
        },
      ],
    },
    effectiveDateTime: `${day}T09:00:00-05:00`,
    valueQuantity: { value: 60 + (index % 30), unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  };
}

function encounter(index: number, day: string, shared: object): object {
  return {
    resourceType: 'Encounter',
    ...shared,
    status: 'finished',
    class: {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      code: of(['AMB', 'IMP', 'EMER', 'AMB'], index),
    },
    period: { start: `${day}T08:00:00-05:00`, end: `${day}T18:00:00-05:00` },
  };
}

function order(index: number, day: string, shared: object): object {
  return {
    resourceType: 'MedicationRequest',
    ...shared,
    status: 'active',
    intent: 'order',
    authoredOn: day,
    medicationCodeableConcept: {
      coding: [
        {
          system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
          code: String(860_000 + (index % 50)),
          display: 'lisinopril 10 MG Oral Tablet',
        },
      ],
    },
  };
}

function condition(index: number, day: string, shared: object): object {
  const coded = (system: string, code: string | undefined): object => ({
    coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
  });
  return {
    resourceType: 'Condition',
    ...shared,
    clinicalStatus: coded('condition-clinical', 'active'),
    verificationStatus: coded('condition-ver-status', 'confirmed'),
    category: [coded('condition-category', 'encounter-diagnosis')],
    code: {
      coding: [
        {
          system: 'http://hl7.org/fhir/sid/icd-10-cm',
          code: of(['I10', 'C34.11', 'J18.9', 'C78.7'], index),
          display: 'Diagnosis',
        },
      ],
    },
    recordedDate: day,
  };
}
