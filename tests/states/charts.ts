/**
 * Charts for the screen states that no fixture has: the strange ones (no name, markup, very long words), the full one, the empty one.
 * They are made of the fixtures, so that they stay charts; all of it is synthetic.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, FhirResource, HumanName, Observation, Patient } from 'fhir/r4';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

const FIXTURES = 'fhir-fixtures';
const RUTHS = 'lung-stage-4-two-unplanned-stays';

/** The day that the fixtures are as of; the demo EHR moves it to today. */
const AS_OF = '2026-11-12';
const FROM = Date.UTC(2026, 10, 12, 14);

/** Situations of the clinical rules that the demo EHR leaves out of its clinic, by the number of their folder. */
const SITUATIONS = [
  '19a-myeloma-in-remission',
  '28a-breast-stage-4-hypercalcemia-3-days',
  '35a-breast-metastatic-endocrine-year-eight',
  '43-terminal-care-plan-on-chemoradiation',
  '61-seen-by-palliative-new-line',
] as const;

const NAMED = [
  RUTHS,
  'breast-stage-2-no-performance-status',
  'breast-stage-2-well',
  'breast-stage-4-referral-open',
  'colon-stage-4-ecog-3',
  'colon-stage-4-long-record',
  'colon-stage-4-wishes-recorded',
  'lung-deceased',
  'lung-one-visit-diagnosis',
  'no-cancer',
  'ovary-referral-prepared',
  'pancreas-hospice',
  'teenager-lymphoma',
] as const;

/** Of the charts for the practice's measures. */
const MEASURED = 'in-the-model-gaps';

/** How many further records the long charts have. */
export type Size = 500 | 3000;
const SIZES: readonly Size[] = [500, 3000];

export const sized = (size: Size): string => `sized${size}-patient`;

/** A demo EHR with every chart that a screen state asks for. */
export function startClinic(): Promise<Sandbox> {
  return startWith(writeCharts);
}

/** A demo EHR with nothing but the long charts: they take seconds to load. */
export function startSized(): Promise<Sandbox> {
  return startWith((write) => {
    for (const size of SIZES) write(`sized${size}`, grown(ruthAs(`sized${size}`), size));
  });
}

type Write = (name: string, chart: readonly FhirResource[]) => void;

async function startWith(fill: (write: Write, patients: string) => void): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-states-'));
  try {
    const patients = join(folder, 'patients');
    cpSync(join(FIXTURES, 'directory'), join(folder, 'directory'), { recursive: true });
    fill((name, resources) => {
      mkdirSync(join(patients, name), { recursive: true });
      writeFileSync(join(patients, name, 'bundle.json'), JSON.stringify(bundleOf(resources)));
    }, patients);
    return await startSandbox({ fixturesDir: folder });
  } finally {
    // Read by then, every chart of it.
    rmSync(folder, { recursive: true });
  }
}

function writeCharts(write: Write, patients: string): void {
  const to = (name: string): string => join(patients, name);
  for (const name of NAMED) cpSync(join(FIXTURES, 'patients', name), to(name), { recursive: true });
  // Without its number a situation is a patient of the clinic.
  for (const name of SITUATIONS) cpSync(join(FIXTURES, 'patients', name), to(`situation-${name}`), { recursive: true });
  cpSync(join(FIXTURES, 'measures', MEASURED), to(MEASURED), { recursive: true });
  write('words', worded(ruthAs('words'), stretched));
  write('markup', worded(ruthAs('markup'), marked));
  write('nameless', named(ruthAs('nameless'), undefined));
  write(
    'arabic',
    named(ruthAs('arabic'), [{ use: 'official', family: 'عبد الرحمن الخطيب', given: ['فاطمة الزهراء'] }]),
  );
  write('empty', ruthAs('empty').filter(isPatient));
  write('full', everyFinding());
}

const bundleOf = (resources: readonly FhirResource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'collection',
  timestamp: `${AS_OF}T09:00:00-05:00`,
  entry: resources.map((resource) => ({ resource })),
});

function chartOf(folder: string): readonly FhirResource[] {
  const bundle = JSON.parse(readFileSync(join(FIXTURES, 'patients', folder, 'bundle.json'), 'utf8')) as Bundle;
  return (bundle.entry ?? []).flatMap(({ resource }) =>
    resource === undefined || resource.resourceType === 'Bundle' ? [] : [resource as FhirResource],
  );
}

/** Ruth Martin's chart as that of somebody else: every id begins with the new word, and so do the references. */
function ruthAs(prefix: string): readonly FhirResource[] {
  const text = JSON.stringify(chartOf(RUTHS)).replaceAll('lung4-', `${prefix}-`);
  return JSON.parse(text.replaceAll('"00421"', `"MRN-${prefix}"`)) as FhirResource[];
}

const isPatient = (one: FhirResource): one is Patient => one.resourceType === 'Patient';

function named(chart: readonly FhirResource[], name: HumanName[] | undefined): readonly FhirResource[] {
  return chart.map((one) => {
    if (!isPatient(one)) return one;
    const { name: _before, ...rest } = one;
    return name === undefined ? rest : { ...rest, name };
  });
}

/** Every text that a person reads, in whatever element it stands. */
const READ: ReadonlySet<string> = new Set(['text', 'display', 'family', 'description', 'title']);

function worded(chart: readonly FhirResource[], change: (text: string) => string): readonly FhirResource[] {
  return JSON.parse(JSON.stringify(chart), (key, value: unknown) => {
    if (typeof value === 'string' && READ.has(key)) return change(value);
    if (key === 'given' && Array.isArray(value))
      return value.map((one: unknown) => (typeof one === 'string' ? change(one) : one));
    return value;
  }) as FhirResource[];
}

/** One word without a place to break, longer than any screen of 320 pixels is wide. */
const stretched = (text: string): string => `${text.replaceAll(' ', '')}${'enlargement'.repeat(8)}`;

const marked = (text: string): string => `<b onclick="alert(1)">${text}</b> &amp; <img src=x onerror=alert(1)> {{7*7}}`;

/** In which chart a rule is met, for one chart in which as many as possible are. */
const MET_IN: Readonly<Record<string, string>> = {
  '01b-lung-stage-4-de-novo-60-days': 'new-advanced-poor-prognosis',
  '02a-colon-stage-4-falling-function-and-pain': 'declining-performance-status',
  '03-prostate-stage-4-ecog-3': 'poor-performance-status',
  '05-breast-stage-4-stay-through-emergency': 'recent-unplanned-admission',
  '19b-myeloma-in-relapse': 'relapsed-refractory-heme',
  '27a-colon-stage-4-weight-loss': 'cachexia-weight-loss',
  '28a-breast-stage-4-hypercalcemia-3-days': 'malignant-hypercalcemia',
  '29-breast-stage-4-calcium-with-low-albumin': 'adverse-prognostic-labs',
  '32b-encounters-truncated-two-stays': 'repeat-unplanned-admissions',
  '34-moderate-distress-self-harm-item': 'self-harm-item',
  '44a-pancreas-one-visit-diagnosis': 'low-survival-cancer',
  '44c-pancreas-one-visit-diagnosis-patient-asks': 'patient-or-family-request',
  '46-myeloma-in-remission-on-lenalidomide': 'treatment-with-poor-function',
  '57-colon-stage-3-obstruction-resected': 'malignant-obstruction-or-effusion',
  'breast-brain-metastases': 'cns-metastases',
};

interface Expected {
  readonly patientId: string;
  readonly triggers?: Readonly<Record<string, { readonly outcome: string; readonly evidence?: readonly string[] }>>;
  readonly notices?: readonly { readonly evidence?: readonly string[] }[];
}

/** One chart with what is found in many: nearly every rule is met. */
function everyFinding(): readonly FhirResource[] {
  const found = new Map<string, FhirResource>();
  for (const folder of Object.keys(MET_IN)) {
    const expected = JSON.parse(readFileSync(join(FIXTURES, 'patients', folder, 'expected.json'), 'utf8')) as Expected;
    const cited = new Set([
      ...Object.values(expected.triggers ?? {}).flatMap((one) => (one.outcome === 'met' ? (one.evidence ?? []) : [])),
      ...(expected.notices ?? []).flatMap(({ evidence }) => evidence ?? []),
    ]);
    for (const one of chartOf(folder)) {
      const reference = `${one.resourceType}/${one.id ?? ''}`;
      if (cited.has(reference)) found.set(reference, toFull(one, expected.patientId));
    }
  }
  return [...ruthAs('full').filter(isPatient), ...found.values(), ...FURTHER];
}

/** Of another chart: what it refers to stays there, but for the patient and the directory. */
function toFull(resource: FhirResource, from: string): FhirResource {
  const {
    encounter: _encounter,
    diagnosis: _diagnosis,
    focus: _focus,
    basedOn: _basedOn,
    ...rest
  } = JSON.parse(JSON.stringify(resource).replaceAll(from, 'full-patient')) as FhirResource & Record<string, unknown>;
  return { ...rest, id: `full-${rest.id ?? ''}` };
}

const dayBefore = (days: number): string => new Date(FROM - days * 86_400_000).toISOString();
const subject = { reference: 'Patient/full-patient' };
const coded = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
  text: display,
});
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

const problem = (id: string, code: string, name: string, days: number): FhirResource => ({
  resourceType: 'Condition',
  id: `full-${id}`,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  verificationStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
  },
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }] },
  ],
  code: coded(ICD, code, name),
  subject,
  onsetDateTime: dayBefore(days).slice(0, 10),
  recordedDate: dayBefore(days).slice(0, 10),
});

const visit = (id: string, code: 'EMER' | 'IMP', from: number, to: number): FhirResource => ({
  resourceType: 'Encounter',
  id: `full-${id}`,
  status: 'finished',
  class: { system: ACT, code },
  subject,
  period: { start: dayBefore(from), end: dayBefore(to) },
});

const dose = (id: string, rxnorm: string, drug: string, days: number): FhirResource => ({
  resourceType: 'MedicationAdministration',
  id: `full-${id}`,
  status: 'completed',
  medicationCodeableConcept: coded('http://www.nlm.nih.gov/research/umls/rxnorm', rxnorm, drug),
  subject,
  effectiveDateTime: dayBefore(days),
});

/** What no fixture has: delirium, cord compression, ED visits, a long stay, three lines of treatment, high distress. */
const FURTHER: readonly FhirResource[] = [
  problem('delirium', 'F05', 'Delirium due to known physiological condition', 6),
  problem('pancreas', 'C25.0', 'Cancer of the head of the pancreas', 60),
  problem('cord', 'G95.20', 'Cord compression', 9),
  problem('cord-metastasis', 'C79.49', 'Metastasis of the spinal cord', 9),
  visit('ed-1', 'EMER', 12, 11.8),
  visit('ed-2', 'EMER', 40, 39.8),
  visit('ed-3', 'EMER', 70, 69.8),
  visit('long-stay', 'IMP', 34, 20),
  dose('line-1', '40048', 'Carboplatin', 400),
  dose('line-2', '72962', 'Docetaxel', 190),
  dose('line-3', '12574', 'Gemcitabine', 12),
  {
    resourceType: 'Observation',
    id: 'full-phq9',
    status: 'final',
    code: coded('http://loinc.org', '44261-6', 'PHQ-9 total score'),
    subject,
    effectiveDateTime: dayBefore(5),
    valueInteger: 22,
  },
];

/** A long record: so many further readings and visits, the kinds and shares of a long course of treatment. */
function grown(chart: readonly FhirResource[], size: Size): readonly FhirResource[] {
  const patient = { reference: `Patient/sized${size}-patient` };
  const LABS: readonly (readonly [string, string, number, string])[] = [
    ['718-7', 'Hemoglobin', 11, 'g/dL'],
    ['2160-0', 'Creatinine', 0.9, 'mg/dL'],
    ['29463-7', 'Body weight', 68, 'kg'],
    ['8480-6', 'Systolic blood pressure', 128, 'mm[Hg]'],
    ['1751-7', 'Albumin', 3.9, 'g/dL'],
  ];
  const more = Array.from({ length: Math.max(0, size - chart.length) }, (_, index): FhirResource => {
    // Within the look-back of every source, so that all of them are read.
    const when = dayBefore(3 + (index * 200) / size);
    if (index % 5 === 4)
      return {
        resourceType: 'Encounter',
        id: `sized${size}-more-${index}`,
        status: 'finished',
        class: { system: ACT, code: 'AMB' },
        subject: patient,
        period: { start: when, end: when },
      };
    const [code, name, value, unit] = LABS[index % LABS.length] ?? ['718-7', 'Hemoglobin', 11, 'g/dL'];
    return {
      resourceType: 'Observation',
      id: `sized${size}-more-${index}`,
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
      ],
      code: coded('http://loinc.org', code, name),
      subject: patient,
      effectiveDateTime: when,
      valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
    } satisfies Observation;
  });
  return [...chart, ...more];
}
