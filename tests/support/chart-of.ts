/**
 * Charts for scenario tables, short enough to read in a row: each function makes one FHIR resource as a server would send
 * it, and `assessOf` takes them through the real readers and the real engine. Dates are days before `AS_OF` or FHIR dates.
 */
import type { FhirResource } from 'fhir/r4';
import { assess, type AssessOptions } from '../../src/domain/assess.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import type { Chart } from '../../src/domain/chart/chart.ts';
import type { EncounterKind } from '../../src/domain/chart/records.ts';
import { nothingAsked, SOURCE_IDS, type SourceId, type SourceState } from '../../src/domain/chart/source.ts';
import { dayOf, isoDay, parseWhen, type OffsetAt } from '../../src/domain/logic/when.ts';
import { problem } from '../../src/domain/problem.ts';
import type { TriggerId } from '../../src/domain/triggers/trigger.ts';
import { readChart, type ReadOptions, type Received } from '../../src/fhir/read/chart.ts';
import { say } from '../../src/words/say.ts';

/** The day from which every scenario looks unless it says otherwise. */
export const AS_OF = '2026-11-12';
export const PATIENT_ID = 'p1';
export const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
/** A class system of one hospital, as Epic sends it. */
export const LOCAL_CLASS = 'urn:oid:1.2.840.114350.1.13.999.1.7.10.698084.13260';

export type Resource = { readonly resourceType: string; readonly id: string } & Readonly<Record<string, unknown>>;
export type More = Readonly<Record<string, unknown>>;

/** The FHIR date so many days before `AS_OF`. */
export function ago(days: number, asOf: string = AS_OF): string {
  return isoDay(dayOf(Number(asOf.slice(0, 4)), Number(asOf.slice(5, 7)), Number(asOf.slice(8, 10))) - days);
}

/** An instant so many days before `AS_OF`, at a time of day, in New York's winter time. */
export function at(daysAgo: number, time: string, zone = '-05:00'): string {
  return `${ago(daysAgo)}T${time}:00${zone}`;
}

/** The system that a code is of, by its look. */
export function systemOf(code: string): string {
  if (/^(LA)?\d{1,6}-\d$/.test(code)) return LOINC;
  if (/^\d+$/.test(code)) return SNOMED;
  return /^[GJQSTM]\d{4}$/.test(code) ? HCPCS : ICD10;
}

export function coded(code: string, display?: string, system: string = systemOf(code)): More {
  return { coding: [{ system, code, ...(display === undefined ? {} : { display }) }] };
}

let made = 0;
/** Ids only have to differ; a scenario that refers to a resource names it itself. */
function idFor(type: string, named: string | undefined): string {
  made += 1;
  return named ?? `${type.toLowerCase()}-${made}`;
}

const subject = { reference: `Patient/${PATIENT_ID}` };

export function patient(more: More = {}): Resource {
  return { resourceType: 'Patient', id: PATIENT_ID, birthDate: '1958-05-03', gender: 'female', ...more };
}

export interface ConditionSaid {
  readonly id?: string;
  readonly onset?: string;
  readonly recorded?: string;
  /** clinicalStatus; `null` leaves it out. */
  readonly status?: string | null;
  readonly verification?: string;
  readonly category?: 'problem-list-item' | 'encounter-diagnosis' | null;
  readonly display?: string;
  readonly text?: string;
  readonly system?: string;
  /** Stage as words or AJCC value in Condition.stage. */
  readonly stage?: string | More;
  readonly abatement?: string;
  readonly encounter?: string;
  readonly more?: More;
}

/** A confirmed active diagnosis on the problem list since 400 days, unless said otherwise. `null` for words without a code. */
export function condition(code: string | null, said: ConditionSaid = {}): Resource {
  const { status = 'active', category = 'problem-list-item' } = said;
  return {
    resourceType: 'Condition',
    id: idFor('Condition', said.id),
    subject,
    ...(status === null
      ? {}
      : { clinicalStatus: coded(status, undefined, 'http://terminology.hl7.org/CodeSystem/condition-clinical') }),
    verificationStatus: coded(
      said.verification ?? 'confirmed',
      undefined,
      'http://terminology.hl7.org/CodeSystem/condition-ver-status',
    ),
    ...(category === null
      ? {}
      : { category: [coded(category, undefined, 'http://terminology.hl7.org/CodeSystem/condition-category')] }),
    code: {
      ...(code === null ? {} : coded(code, said.display, said.system ?? systemOf(code))),
      ...(said.text === undefined ? {} : { text: said.text }),
    },
    ...(said.onset === undefined && said.recorded === undefined ? { onsetDateTime: ago(400) } : {}),
    ...(said.onset === undefined ? {} : { onsetDateTime: said.onset }),
    ...(said.recorded === undefined ? {} : { recordedDate: said.recorded }),
    ...(said.abatement === undefined ? {} : { abatementDateTime: said.abatement }),
    ...(said.stage === undefined
      ? {}
      : { stage: [{ summary: typeof said.stage === 'string' ? { text: said.stage } : said.stage }] }),
    ...(said.encounter === undefined ? {} : { encounter: { reference: said.encounter } }),
    ...said.more,
  };
}

/** A diagnosis coded at one visit and on no problem list. */
export function visitDiagnosis(code: string, recorded: string, said: ConditionSaid = {}): Resource {
  return condition(code, { status: null, category: 'encounter-diagnosis', recorded, ...said });
}

/** "Stage IV" of the reference: solid, metastatic, advanced, diagnosed more than 180 days ago. */
export const STAGE_IV: readonly Resource[] = [
  condition('C34.11', {
    id: 'lung',
    onset: ago(400),
    display: 'Malignant neoplasm of upper lobe, right bronchus or lung',
  }),
  condition('C78.7', { id: 'liver', onset: ago(390), display: 'Secondary malignant neoplasm of liver' }),
];

/** "Stage II" of the reference: breast, staged, diagnosed more than 180 days ago. */
export const STAGE_II: readonly Resource[] = [
  condition('C50.911', { id: 'breast', onset: ago(400), recorded: ago(400), stage: 'Stage II' }),
];

/** "Stage I" lung cancer, diagnosed more than 180 days ago. */
export const LUNG_STAGE_I: readonly Resource[] = [
  condition('C34.11', { id: 'lung', onset: ago(400), recorded: ago(400), stage: 'Stage IA' }),
];

export interface StaySaid {
  readonly id?: string;
  readonly start?: string | null;
  readonly end?: string | null;
  readonly status?: string;
  /** A v3-ActCode, or `<system>|<code>|<display>` of a local system; `null` leaves the class out. */
  readonly class?: string | null;
  readonly type?: string;
  readonly typeText?: string;
  /** hospitalization.admitSource = emd */
  readonly from?: 'emergency';
  readonly to?: string;
  readonly priority?: string;
  /** Reference to the principal diagnosis. */
  readonly principal?: string;
  readonly more?: More;
}

/** A finished inpatient stay (class IMP) unless said otherwise. */
export function stay(said: StaySaid): Resource {
  const [system, code, display] =
    said.class?.includes('|') === true
      ? said.class.split('|')
      : [ACT_CODE, said.class === undefined ? 'IMP' : said.class];
  return {
    resourceType: 'Encounter',
    id: idFor('Encounter', said.id),
    subject,
    status: said.status ?? (said.end === null ? 'in-progress' : 'finished'),
    ...(code === null ? {} : { class: { system, code, ...(display === undefined ? {} : { display }) } }),
    ...(said.type === undefined && said.typeText === undefined
      ? {}
      : {
          type: [
            {
              ...(said.type === undefined ? {} : coded(said.type)),
              ...(said.typeText === undefined ? {} : { text: said.typeText }),
            },
          ],
        }),
    ...(said.start === null || (said.start === undefined && said.end === undefined)
      ? {}
      : {
          period: {
            ...(said.start === undefined ? {} : { start: said.start }),
            ...(typeof said.end === 'string' ? { end: said.end } : {}),
          },
        }),
    ...(said.from === undefined && said.to === undefined
      ? {}
      : {
          hospitalization: {
            ...(said.from === undefined
              ? {}
              : { admitSource: coded('emd', undefined, 'http://terminology.hl7.org/CodeSystem/admit-source') }),
            ...(said.to === undefined
              ? {}
              : {
                  dischargeDisposition: coded(
                    said.to,
                    undefined,
                    /^\d+$/.test(said.to)
                      ? 'http://www.nubc.org/patient-discharge'
                      : 'http://terminology.hl7.org/CodeSystem/discharge-disposition',
                  ),
                }),
          },
        }),
    ...(said.priority === undefined
      ? {}
      : { priority: coded(said.priority, undefined, 'http://terminology.hl7.org/CodeSystem/v3-ActPriority') }),
    ...(said.principal === undefined ? {} : { diagnosis: [{ condition: { reference: said.principal }, rank: 1 }] }),
    ...said.more,
  };
}

/** An emergency department visit of a few hours. */
export function edVisit(start: string, end: string, more: Omit<StaySaid, 'start' | 'end'> = {}): Resource {
  return stay({ class: 'EMER', start, end, ...more });
}

/** Three days in hospital that began so many days ago; nothing says that it was planned. */
export function daysInHospital(startedDaysAgo: number, more: StaySaid = {}): Resource {
  return stay({ start: at(startedDaysAgo, '10:00'), end: at(startedDaysAgo - 3, '11:00'), to: 'home', ...more });
}

/** A final Observation with a code and a value[x]. */
export function observation(code: string, when: string | null, value: More, more: More = {}): Resource {
  return {
    resourceType: 'Observation',
    id: idFor('Observation', undefined),
    status: 'final',
    subject,
    code: coded(code),
    ...(when === null ? {} : { effectiveDateTime: when }),
    ...value,
    ...more,
  };
}

/** ECOG by LOINC 89247-1: a number, or the words as text. */
export function ecog(value: number | string, when: string | null, more: More = {}): Resource {
  return observation(
    '89247-1',
    when,
    typeof value === 'number' ? { valueInteger: value } : { valueString: value },
    more,
  );
}

/** Karnofsky by LOINC 89243-0, in percent. */
export function karnofsky(value: number | string, when: string | null, more: More = {}): Resource {
  return observation(
    '89243-0',
    when,
    typeof value === 'number' ? { valueQuantity: { value, unit: '%', code: '%' } } : { valueString: value },
    more,
  );
}

/** A stage group: words or AJCC value ("IVA"), about a Condition when one is named. */
export function stageGroup(value: string | More, when: string | null, focus?: string): Resource {
  return observation(
    '21908-9',
    when,
    { valueCodeableConcept: typeof value === 'string' ? { text: value } : value },
    focus === undefined ? {} : { focus: [{ reference: focus }] },
  );
}

/** An M category: "M0", "cM1b". */
export function mCategory(value: string | More, when: string | null, focus?: string): Resource {
  return observation(
    '21907-1',
    when,
    { valueCodeableConcept: typeof value === 'string' ? { text: value } : value },
    focus === undefined ? {} : { focus: [{ reference: focus }] },
  );
}

/** Cancer disease status, by SNOMED CT value. */
export function diseaseStatus(value: string, when: string): Resource {
  return observation('97509-4', when, { valueCodeableConcept: coded(value) });
}

export function procedure(code: string, when: string | null, more: More = {}): Resource {
  return {
    resourceType: 'Procedure',
    id: idFor('Procedure', undefined),
    status: 'completed',
    subject,
    code: coded(code),
    ...(when === null ? {} : { performedDateTime: when }),
    ...more,
  };
}

export function referral(code: string, authored: string | null, more: More = {}): Resource {
  return {
    resourceType: 'ServiceRequest',
    id: idFor('ServiceRequest', undefined),
    status: 'active',
    intent: 'order',
    subject,
    code: coded(code),
    ...(authored === null ? {} : { authoredOn: authored }),
    ...more,
  };
}

export function carePlan(code: string | null, start: string, more: More = {}): Resource {
  return {
    resourceType: 'CarePlan',
    id: idFor('CarePlan', undefined),
    status: 'active',
    intent: 'plan',
    subject,
    ...(code === null ? {} : { category: [coded(code)] }),
    period: { start },
    ...more,
  };
}

export type StateName = SourceState['state'];
export const STATE_NAMES: readonly StateName[] = [
  'loaded',
  'partial',
  'failed',
  'forbidden',
  'unsupported',
  'not-asked',
];

export function stateOf(name: StateName, count = 0): SourceState {
  switch (name) {
    case 'loaded':
      return { state: 'loaded', count, newest: null, caveats: [] };
    case 'partial':
      return { state: 'partial', count, newest: null, why: problem('too-much', 'the stated cap was reached') };
    case 'failed':
      return { state: 'failed', problem: problem('server', 'GET failed', { status: 500 }) };
    case 'forbidden':
      return { state: 'forbidden', problem: null };
    case 'unsupported':
    case 'not-asked':
      return { state: name };
    default:
      return name satisfies never;
  }
}

export interface Scene {
  readonly asOf?: string;
  /** How sources ended; those not named are loaded. A source that gave nothing keeps its resources out of the chart. */
  readonly states?: Readonly<Partial<Record<SourceId, StateName>>>;
  readonly offsetAt?: OffsetAt;
  /** Site map of local Encounter.class codes, "<system>|<code>". */
  readonly encounterClasses?: Readonly<Record<string, EncounterKind>>;
  /** The namespace of what the site's app has written. */
  readonly identifierSystem?: string;
  readonly options?: AssessOptions;
  /** Resources of further servers, each completely loaded. */
  readonly others?: Readonly<Record<string, readonly Resource[]>>;
}

/** The chart of these resources as the readers make it. A patient is added when none is among them. */
export function chartOf(resources: readonly Resource[], scene: Scene = {}): Chart {
  const received = [
    receivedFrom('ehr', resources, scene.states ?? {}),
    ...Object.entries(scene.others ?? {}).map(([origin, all]) => receivedFrom(origin, all, {})),
  ];
  const options: ReadOptions = {
    asOf: parseWhen(scene.asOf ?? AS_OF)?.lo ?? 0,
    base: 'https://ehr.example.org/fhir',
    ...(scene.offsetAt === undefined ? {} : { offsetAt: scene.offsetAt }),
    ...(scene.identifierSystem === undefined ? {} : { identifierSystem: scene.identifierSystem }),
    ...(scene.encounterClasses === undefined ? {} : { encounterClasses: scene.encounterClasses }),
  };
  const chart = readChart(PATIENT_ID, received, options);
  if (!chart.ok) throw new Error(`The chart was refused: ${chart.problem.detail}`);
  return chart.value;
}

const GIVES_NOTHING: readonly StateName[] = ['failed', 'forbidden', 'unsupported', 'not-asked'];

function receivedFrom(
  origin: string,
  resources: readonly Resource[],
  names: Readonly<Partial<Record<SourceId, StateName>>>,
): Received {
  const all = resources.some((one) => one.resourceType === 'Patient') ? resources : [patient(), ...resources];
  const states: Record<SourceId, SourceState> = { ...nothingAsked() };
  const grouped: Partial<Record<SourceId, FhirResource[]>> = {};
  for (const id of SOURCE_IDS) {
    const name = names[id] ?? 'loaded';
    const own = GIVES_NOTHING.includes(name) ? [] : all.filter((one) => one.resourceType === id);
    grouped[id] = own as unknown as FhirResource[];
    states[id] = stateOf(name, own.length);
  }
  return { origin, resources: grouped, states };
}

/** The engine's answer for these resources. */
export function assessOf(resources: readonly Resource[], scene: Scene = {}): Assessment {
  return assess(chartOf(resources, scene), scene.options ?? {});
}

/** Short names of the triggers in force, for tables. */
export const TRIGGERS = {
  metastatic: 'metastatic-solid-tumor',
  cns: 'cns-metastases',
  function: 'poor-performance-status',
  stays: 'repeat-unplanned-admissions',
} as const satisfies Readonly<Record<string, TriggerId>>;

/**
 * What a row of a scenario table claims; what it leaves out is not claimed. A trigger is claimed in words that must all be
 * so: outcome, strength, certainty, reasons of what is missing ("met major definite", "not-assessable stale").
 */
export interface Claim {
  /** Any trigger by its id, in the same words; a part that begins with "!" must not be so. */
  readonly triggers?: Readonly<Partial<Record<TriggerId, string>>>;
  readonly metastatic?: string;
  readonly cns?: string;
  readonly function?: string;
  readonly stays?: string;
  /** Active malignancy (M), advanced (A), and the fact `chart.metastatic`. */
  readonly M?: boolean | null;
  readonly A?: boolean | null;
  readonly isMetastatic?: boolean | null;
  readonly sites?: readonly string[] | null;
  readonly level?: string;
  readonly notLevel?: readonly string[];
  readonly urgency?: string | null;
  readonly gate?: string | null;
  readonly basis?: string;
  readonly hospice?: boolean | null;
  /** `involvement.palliative`. */
  readonly palliative?: boolean | null;
  readonly tasks?: readonly string[];
  readonly edVisits?: number | null;
  readonly unplanned?: number | null;
  readonly planned?: number | null;
  readonly reviewOn?: string | null;
  /** Part of the headline sentence. */
  readonly headline?: string;
  /** Part of the first reason under the headline. */
  readonly firstReason?: string;
  /** Part of any remark or reason. */
  readonly remark?: string;
  readonly noTriggers?: true;
}

/** The answer reduced to what a claim speaks of, so that a failing row shows claim and answer side by side. */
export function claimOf(answer: Assessment, wanted: Claim): Claim {
  const { facts, recommendation } = answer;
  const said = (id: TriggerId): string => {
    const one = answer.triggers.find((result) => result.id === id);
    if (one === undefined) return 'not among the triggers';
    return [
      one.outcome,
      one.strength,
      one.certainty,
      one.counted ? 'counted' : null,
      ...one.facets,
      ...one.missing.map(({ reason }) => reason),
    ]
      .filter((word) => word !== null)
      .join(' ');
  };
  const trigger = (id: TriggerId, claim: string): string => {
    const words = said(id).split(' ');
    return claim
      .split(' ')
      .every((word) => (word.startsWith('!') ? !words.includes(word.slice(1)) : words.includes(word)))
      ? claim
      : said(id);
  };
  const contains = (whole: string, part: string): string => (whole.includes(part) ? part : whole);
  const headline = say(recommendation.headline);
  const reasons = recommendation.because.map((one) => say(one.say));
  const remarks = [...recommendation.remarks.map(say), ...reasons];
  const actual: Record<keyof Claim, unknown> = {
    triggers: Object.fromEntries(
      Object.entries(wanted.triggers ?? {}).map(([id, claim]) => [id, trigger(id as TriggerId, claim)]),
    ),
    metastatic: trigger(TRIGGERS.metastatic, wanted.metastatic ?? ''),
    cns: trigger(TRIGGERS.cns, wanted.cns ?? ''),
    function: trigger(TRIGGERS.function, wanted.function ?? ''),
    stays: trigger(TRIGGERS.stays, wanted.stays ?? ''),
    M: facts.activeMalignancy,
    A: facts.advanced,
    isMetastatic: facts.metastatic,
    sites: facts.metastaticSites === null ? null : [...facts.metastaticSites].toSorted(),
    level: recommendation.level,
    notLevel: wanted.notLevel?.includes(recommendation.level) === true ? recommendation.level : wanted.notLevel,
    urgency: recommendation.urgency,
    gate: recommendation.suppressedBy,
    basis: recommendation.basis,
    hospice: facts.involvement.hospice,
    palliative: facts.involvement.palliative,
    tasks: (wanted.tasks ?? []).every((one) => (recommendation.tasks as readonly string[]).includes(one))
      ? wanted.tasks
      : recommendation.tasks,
    edVisits: facts.acuteCare.edVisits,
    unplanned: facts.acuteCare.unplannedAdmissions,
    planned: facts.acuteCare.plannedAdmissions,
    reviewOn: recommendation.reviewOn === null ? null : isoDay(recommendation.reviewOn),
    headline: contains(headline, wanted.headline ?? ''),
    firstReason: contains(reasons[0] ?? '(no reason)', wanted.firstReason ?? ''),
    remark: remarks.some((one) => one.includes(wanted.remark ?? '')) ? wanted.remark : remarks,
    noTriggers: answer.triggers.length === 0 ? true : answer.triggers.map((one) => one.id),
  };
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, actual[key as keyof Claim]]));
}

/** Every reference that these resources can be known by. */
export function referencesOf(resources: readonly Resource[]): ReadonlySet<string> {
  return new Set(resources.map((one) => `${one.resourceType}/${one.id}`));
}
