/**
 * Which codes bear on which rule, for the rulebook. Everything here is taken from the tables by which charts are read, so that
 * the page cannot say anything else than the engine does. Only the command line imports it: it is no part of the app.
 */
import type { CancerConcept, CancerTrait, InvasiveCancer } from '../../domain/chart/cancer.ts';
import type { ConditionTag, Drug, HistologyGroup, MedicationRecord, ProcedureTag } from '../../domain/chart/records.ts';
import type { Gate } from '../../domain/dosing/recommendation.ts';
import { SITES_WHEN_METASTATIC } from '../../domain/triggers/rules/new-advanced-poor-prognosis.ts';
import type { TriggerId } from '../../domain/triggers/trigger.ts';
import { icd10Cancer, snomedCancers } from './cancer.ts';
import type { CodeSet } from './code-set.ts';
import { DIAGNOSES } from './diagnoses.ts';
import { ANTINEOPLASTIC_DRUG_HCPCS, billsAntineoplastic } from './drug-hcpcs.ts';
import { DRUGS } from './drug-names.ts';
import { rxnormCodesOf } from './drugs.ts';
import * as encounters from './encounters.ts';
import * as observations from './observations.ts';
import * as palliative from './palliative.ts';
import { HCPCS, ICD10CM, ICD10PCS, LOINC, RXNORM, SNOMED } from './systems.ts';
import { ANTINEOPLASTIC_PROCEDURES, ANTINEOPLASTIC_PUMP, INTENTS, PROCEDURES, STOP_REASONS } from './treatments.ts';

/** In place of a code system where a rule goes by names. What rests on them alone is probable at most. */
const WORDS = 'words';

const CANCER_SOURCE =
  'VSAC Cancer 2.16.840.1.113883.3.526.3.1010, version 20200306, in groups of our own; clinical reference 5.1-5.3, 5.5';

function diagnosesOf(...tags: readonly ConditionTag[]): readonly CodeSet[] {
  return DIAGNOSES.filter(({ tag }) => tags.includes(tag)).flatMap(({ tag, icd10, snomed, source }) => {
    const name = tag.replaceAll('-', ' ');
    return filled([
      { name, system: ICD10CM, codes: icd10, source },
      { name, system: SNOMED, codes: snomed, source },
    ]);
  });
}

function proceduresOf(...tags: readonly ProcedureTag[]): readonly CodeSet[] {
  return PROCEDURES.flatMap(({ tags: own, snomed = [], hcpcs = [], icd10pcs = [], words, source }) => {
    const told = tags.filter((tag) => own.includes(tag));
    if (told.length === 0) return [];
    const name = told.map((tag) => tag.replaceAll('-', ' ')).join(', ');
    return filled([
      { name, system: SNOMED, codes: snomed, source },
      { name, system: HCPCS, codes: hcpcs, source },
      { name, system: ICD10PCS, codes: icd10pcs, source },
      { name, system: WORDS, codes: words === undefined ? [] : [words.source], source },
    ]);
  });
}

function filled(sets: readonly CodeSet[]): readonly CodeSet[] {
  return sets.filter(({ codes }) => codes.length > 0);
}

const SNOMED_CANCERS = snomedCancers();

/** Cancer codes of one meaning, in both systems. */
function cancers(name: string, is: (concept: CancerConcept) => boolean): readonly CodeSet[] {
  const snomed = [...SNOMED_CANCERS].flatMap(([code, concept]) => (concept !== null && is(concept) ? [code] : []));
  return filled([
    { name, system: ICD10CM, codes: icd10Where(is), source: 'clinical reference 5.1, 5.5' },
    { name, system: SNOMED, codes: snomed, source: CANCER_SOURCE },
  ]);
}

/** Characters that stand in the third place and after it in ICD-10-CM codes of cancers. */
const THIRD = '0123456789AB'.split('');
const FURTHER = '0123456789ABZ'.split('');
/** The chapter of malignant neoplasms, and where malignant effusions stand: the only codes that say "cancer". */
const CHAPTERS = '0123456789'.split('').flatMap((tens) => THIRD.map((ones) => `C${tens}${ones}`));
const OTHERS = ['J91', 'R18', 'I31'];
/** No rule looks further than to the second character after the dot. */
const LONGEST = 6;

/** The shortest prefixes under which every code has the meaning. */
function icd10Where(is: (concept: CancerConcept) => boolean): readonly string[] {
  return [...CHAPTERS, ...OTHERS].flatMap((category) => prefixesIn(category, is));
}

function prefixesIn(code: string, is: (concept: CancerConcept) => boolean): readonly string[] {
  const concept = icd10Cancer(code);
  const self = concept !== null && is(concept);
  if (code.length === LONGEST) return self ? [code] : [];
  const children = FURTHER.map((one) => (code.length === 3 ? `${code}.${one}` : `${code}${one}`));
  const inside = children.flatMap((one) => prefixesIn(one, is));
  const all = inside.length === children.length && inside.every((one) => children.includes(one));
  return self && all ? [code] : inside;
}

const isInvasive = (concept: CancerConcept): concept is InvasiveCancer => concept.kind === 'invasive';

function withTrait(name: string, trait: CancerTrait): readonly CodeSet[] {
  return cancers(name, (one) => isInvasive(one) && one.traits.includes(trait));
}

function histologies(...groups: readonly HistologyGroup[]): readonly CodeSet[] {
  const source = 'clinical reference 5.5';
  const name = `histology: ${groups.join(', ')}`;
  const words = observations.HISTOLOGY_WORDS.filter(([group]) => groups.includes(group));
  return filled([
    { name, system: SNOMED, codes: keysOf(observations.HISTOLOGY_VALUES, (one) => groups.includes(one)), source },
    { name, system: WORDS, codes: words.map(([, pattern]) => pattern.source), source },
  ]);
}

function keysOf<Value>(table: Readonly<Record<string, Value>>, is: (value: Value) => boolean): readonly string[] {
  return Object.entries(table).flatMap(([code, value]) => (is(value) ? [code] : []));
}

function intents(...tags: readonly ProcedureTag[]): CodeSet {
  return {
    name: 'treatment intent',
    system: SNOMED,
    codes: [...INTENTS].flatMap(([code, tag]) => (tags.includes(tag) ? [code] : [])),
    source: 'mCODE treatment intent; clinical reference 5.4',
  };
}

function drugs(name: string, kind: Drug['kind']): readonly CodeSet[] {
  return filled([
    {
      name,
      system: RXNORM,
      codes: rxnormCodesOf(kind),
      source:
        'VSAC Chemotherapy Agents for Advanced Cancer 2.16.840.1.113762.1.4.1248.355, Opioids, All 2.16.840.1.113762.1.4.1196.226; clinical reference 5.9',
    },
    {
      name: `${name}, by name`,
      system: WORDS,
      codes: [...DRUGS.values()].filter((one) => one.kind === kind).map((one) => one.name),
      source: 'clinical reference 5.9, 3.2',
    },
  ]);
}

/** Everything that is counted as treatment against a cancer, and makes lines of therapy (clinical reference 3.4). */
const TREATMENTS: readonly CodeSet[] = [
  ...drugs('anticancer drug', 'antineoplastic'),
  ...drugs('endocrine drug', 'endocrine'),
  {
    name: 'anticancer drug, as billed',
    system: HCPCS,
    codes: [ANTINEOPLASTIC_DRUG_HCPCS.source],
    source: 'clinical reference 5.7; CMS HCPCS Level II',
  },
  {
    name: 'among them, no treatment of the whole body against cancer',
    system: HCPCS,
    codes: Array.from({ length: 1000 }, (_, number) => `J${9000 + number}`).filter(
      (code) => !billsAntineoplastic(code),
    ),
    source: 'CMS HCPCS Level II; clinical reference 3.4',
  },
  ANTINEOPLASTIC_PROCEDURES,
  ANTINEOPLASTIC_PUMP,
];

const STATUS_WORSENED: CodeSet = {
  name: 'disease status: worse',
  system: SNOMED,
  codes: keysOf(observations.DISEASE_STATUS_VALUES, (one) => one === 'worsened'),
  source: observations.DISEASE_STATUS.source,
};

const STAGING: readonly CodeSet[] = [
  observations.STAGE_GROUP_LOINC,
  observations.STAGE_GROUP,
  {
    name: 'stage group, values',
    system: SNOMED,
    codes: Object.keys(observations.STAGE_VALUES),
    source: 'AJCC values in mCODE STU4; clinical reference 5.4',
  },
  observations.M_CATEGORY_LOINC,
  observations.M_CATEGORY,
  observations.M1_VALUES,
  observations.M0_VALUES,
];

const SPREAD: readonly CodeSet[] = [
  ...cancers('distant metastasis', (one) => one.kind === 'secondary' && one.spread === 'distant'),
  ...STAGING,
];

const RESECTIONS = proceduresOf('pancreatectomy', 'hepatectomy', 'cholecystectomy', 'pleurectomy');

const LISTED: readonly CodeSet[] = [
  ...withTrait('cancer on the list by its site', 'low-survival'),
  ...withTrait('brain tumor, grade not in the code', 'low-survival-possible'),
  ...withTrait('small cell carcinoma', 'small-cell'),
  ...withTrait('liver cell carcinoma', 'liver-cell'),
  ...withTrait('ampulla of Vater', 'ampulla'),
  ...withTrait('cancer without a site', 'site-unspecified'),
  ...cancers('leptomeningeal metastasis', (one) => one.kind === 'secondary' && one.site === 'meninges'),
  ...cancers('metastasis of unknown primary', (one) => one.kind === 'secondary' && one.unknownPrimary),
  observations.HISTOLOGY,
  ...histologies('glioblastoma', 'anaplastic-thyroid', 'small-cell'),
  ...RESECTIONS,
  intents('adjuvant-intent'),
];

const PERFORMANCE: readonly CodeSet[] = [
  observations.ECOG,
  {
    name: 'ECOG, answers',
    system: LOINC,
    codes: Object.keys(observations.ECOG_ANSWERS).filter((code) => code.startsWith('LA')),
    source: observations.ECOG.source,
  },
  {
    name: 'ECOG, answers',
    system: SNOMED,
    codes: Object.keys(observations.ECOG_ANSWERS).filter((code) => !code.startsWith('LA')),
    source: observations.ECOG.source,
  },
  observations.KARNOFSKY,
  {
    name: 'Karnofsky, answers',
    system: LOINC,
    codes: Object.keys(observations.KARNOFSKY_ANSWERS),
    source: observations.KARNOFSKY.source,
  },
  { name: 'PPS', system: WORDS, codes: ['Palliative Performance Scale', 'PPS'], source: 'clinical reference 5.4' },
];

const SYMPTOM_NAMES = 'clinical reference 5.8: no code could be confirmed, so the name of the reading decides';
const SYMPTOMS: readonly CodeSet[] = [
  observations.PAIN_NUMERIC,
  observations.PAIN_VISUAL,
  {
    name: 'symptom scores',
    system: WORDS,
    codes: ['ESAS', 'PRO-CTCAE severity', 'PROMIS T-score', 'a symptom with a scale of 0 to 10 or 0 to 100'],
    source: SYMPTOM_NAMES,
  },
];
const DISTRESS: readonly CodeSet[] = [
  observations.PHQ_9,
  observations.GAD_7,
  { name: 'distress', system: WORDS, codes: ['distress thermometer'], source: SYMPTOM_NAMES },
];

const STAYS: readonly CodeSet[] = [
  encounters.INPATIENT_TYPES,
  encounters.UNPLANNED_TYPES,
  encounters.ELECTIVE_TYPES,
  encounters.NON_ACUTE_TYPES,
  encounters.OBSTETRIC_TYPES,
  ...diagnosesOf('antineoplastic-treatment', 'aftercare', 'op-35', 'injury', 'psychiatric', 'detoxification'),
  ...proceduresOf('stem-cell-transplant'),
];
const VISITS: readonly CodeSet[] = [encounters.ED_TYPES, encounters.OBSERVATION_TYPES, encounters.OBSERVATION_SERVICES];

function stopReasons(...reasons: readonly NonNullable<MedicationRecord['stopReason']>[]): CodeSet {
  return {
    name: 'reason why treatment ended',
    system: SNOMED,
    codes: [...STOP_REASONS].flatMap(([code, reason]) => (reasons.includes(reason) ? [code] : [])),
    source: 'mCODE treatment termination reason; clinical reference 5.4',
  };
}

const NO_CODES: readonly CodeSet[] = [];

/** What every rule stands on: an active cancer (clinical reference 3.1). */
export const CODES_OF_CANCER: readonly CodeSet[] = [
  ...cancers('cancer', (one) => isInvasive(one) && !one.remission),
  ...cancers('cancer in full remission', (one) => isInvasive(one) && one.remission),
  ...cancers('metastasis in lymph nodes', (one) => one.kind === 'secondary' && one.spread === 'nodal'),
  ...cancers('history of a cancer', (one) => one.kind === 'history'),
];

/** For each rule the code sets that bear on it, beside those of active cancer. */
export const CODES_BY_TRIGGER: Readonly<Record<TriggerId, readonly CodeSet[]>> = {
  'metastatic-solid-tumor': [
    ...SPREAD,
    ...cancers('stage IV inside the code', (one) => isInvasive(one) && one.stage === 'IV'),
    ...cancers('lymph nodes: never enough', (one) => one.kind === 'secondary' && one.spread === 'nodal'),
    ...cancers('malignant effusion: advanced, not metastatic', (one) => one.kind === 'malignant-effusion'),
    observations.METASTASIS_SITE_LOINC,
    observations.METASTASIS_SITE,
    {
      name: 'disease status: metastasis present',
      system: SNOMED,
      codes: keysOf(observations.DISEASE_STATUS_VALUES, (one) => one === 'metastasis-present'),
      source: observations.DISEASE_STATUS.source,
    },
    observations.METASTATIC_HISTORY,
  ],
  'new-advanced-poor-prognosis': [
    ...SITES_WHEN_METASTATIC.flatMap((site) =>
      cancers(`${site}, when metastatic`, (one) => isInvasive(one) && one.site === site),
    ),
    ...cancers('head and neck, when recurrent', (one) => isInvasive(one) && one.site === 'head-neck'),
    ...withTrait('uveal melanoma, when metastatic', 'uveal'),
    ...withTrait('EGFR, ALK or ROS1 changed', 'driver-mutation'),
    observations.GENETIC_VARIANT,
    observations.GENE_STUDIED,
    ...LISTED,
  ],
  'low-survival-cancer': LISTED,
  'progression-after-second-line': [observations.DISEASE_STATUS, STATUS_WORSENED, ...TREATMENTS],
  'recent-disease-progression': [
    observations.DISEASE_STATUS,
    STATUS_WORSENED,
    ...cancers('distant metastasis', (one) => one.kind === 'secondary' && one.spread === 'distant'),
  ],
  'cns-metastases': [
    ...cancers(
      'metastasis in brain, spinal cord or meninges',
      (one) => one.kind === 'secondary' && one.centralNervousSystem,
    ),
    observations.DISEASE_STATUS,
    STATUS_WORSENED,
  ],
  'spinal-cord-compression': [
    ...diagnosesOf('cord-compression', 'cord-compression-by-cause', 'spondylosis'),
    ...cancers('metastasis in bone', (one) => one.kind === 'secondary' && one.site === 'bone'),
    ...withTrait('tumor of the spine', 'spine'),
    ...cancers('myeloma', (one) => isInvasive(one) && one.site === 'myeloma'),
  ],
  'malignant-obstruction-or-effusion': [
    ...diagnosesOf('malignant-effusion', 'svc-syndrome', 'bowel-obstruction', 'duct-obstruction'),
    ...proceduresOf('effusion-drainage', 'duct-decompression', 'abdominal-operation'),
    ...withTrait('cancer in the chest', 'thoracic'),
  ],
  'malignant-hypercalcemia': [
    observations.CALCIUM,
    observations.IONIZED_CALCIUM,
    observations.ALBUMIN,
    ...diagnosesOf('hypercalcemia', 'hyperparathyroidism'),
    ...drugs('lithium', 'lithium'),
  ],
  'relapsed-refractory-heme': [
    ...cancers('relapsed or refractory', (one) => isInvasive(one) && one.lineage === 'haematologic' && one.relapse),
    ...withTrait('slow course', 'indolent'),
    ...withTrait('acute leukemia', 'acute-leukemia'),
    ...withTrait('not having achieved remission', 'not-in-remission'),
    ...TREATMENTS,
  ],
  'poor-performance-status': [...PERFORMANCE, ...diagnosesOf('poor-function')],
  'declining-performance-status': PERFORMANCE,
  'severe-physical-symptom': SYMPTOMS,
  'persistent-moderate-symptoms': [
    ...SYMPTOMS,
    ...DISTRESS,
    { name: 'quality of life', system: WORDS, codes: ['FACT-L total', 'FACT-G total'], source: SYMPTOM_NAMES },
    ...drugs('opioid', 'opioid'),
  ],
  'severe-emotional-distress': [
    ...DISTRESS,
    { name: 'low mood and worry', system: WORDS, codes: ['ESAS depression', 'ESAS anxiety'], source: SYMPTOM_NAMES },
  ],
  delirium: [
    ...diagnosesOf('delirium', 'disorientation', 'dementia'),
    { name: 'confusion assessment', system: WORDS, codes: ['CAM', 'CAM-ICU'], source: SYMPTOM_NAMES },
  ],
  'cachexia-weight-loss': [
    observations.BODY_WEIGHT,
    observations.BODY_MASS_INDEX,
    observations.ALBUMIN,
    ...diagnosesOf('cachexia', 'weight-loss', 'ascites'),
    ...proceduresOf('bariatric-surgery', 'paracentesis'),
    ...drugs('weight-lowering drug', 'weight-lowering'),
    ...drugs('diuretic', 'diuretic'),
  ],
  'adverse-prognostic-labs': [
    observations.ALBUMIN,
    observations.LACTATE_DEHYDROGENASE,
    ...diagnosesOf('kidney-or-liver-disease'),
    ...cancers('distant metastasis', (one) => one.kind === 'secondary' && one.spread === 'distant'),
  ],
  'recent-unplanned-admission': STAYS,
  'repeat-unplanned-admissions': STAYS,
  'frequent-ed-use': [...VISITS, ...diagnosesOf('op-35', 'injury', 'psychiatric', 'detoxification'), ...TREATMENTS],
  'prolonged-or-icu-stay': [
    ...STAYS,
    encounters.INTENSIVE_CARE_TYPES,
    encounters.INTENSIVE_CARE_WARDS,
    encounters.INTENSIVE_CARE_ROLES,
    ...proceduresOf('intensive-care', 'operation'),
  ],
  'systemic-therapy-change': TREATMENTS,
  'treatment-with-poor-function': [...TREATMENTS, ...PERFORMANCE],
  'anticancer-treatment-stopped': [stopReasons('no-response', 'not-tolerated', 'patient-choice'), ...TREATMENTS],
  'acp-gap': [
    palliative.HEALTH_CARE_AGENT,
    palliative.ADVANCE_DIRECTIVE,
    palliative.ADVANCE_DIRECTIVE_FINDING,
    palliative.PORTABLE_ORDERS,
    palliative.CODE_STATUS_LOINC,
    ...diagnosesOf('code-status'),
    palliative.CARE_PREFERENCES,
    ...proceduresOf('advance-care-planning'),
  ],
  'patient-or-family-request': [palliative.PALLIATIVE_REFERRAL],
  'clinician-attested-need': NO_CODES,
  'caregiver-strain': [
    ...diagnosesOf('caregiver-strain'),
    {
      name: 'caregiver strain',
      system: WORDS,
      codes: ['caregiver strain, burden, stress or distress'],
      source: SYMPTOM_NAMES,
    },
  ],
  'early-phase-trial': diagnosesOf('early-phase-trial'),
  'serious-comorbidity': diagnosesOf('serious-comorbidity'),
  'pathological-fracture': diagnosesOf('pathological-fracture'),
};

/** For each gate the code sets that open it. */
export const CODES_BY_GATE: Readonly<Record<Gate, readonly CodeSet[]>> = {
  deceased: [
    palliative.RECORDED_DEAD,
    {
      name: 'discharge as deceased, in any system',
      system: 'HL7 discharge disposition, NUBC, HL7 v2-0112',
      codes: [...palliative.EXPIRED_DISPOSITION_CODES],
      source: 'clinical reference 3.5',
    },
  ],
  'possibly-deceased': [palliative.CAUSE_OF_DEATH, palliative.POSSIBLY_DEAD, encounters.DEATH_CERTIFICATION],
  'under-18': NO_CODES,
  hospice: [
    palliative.HOSPICE_CARE,
    palliative.HOSPICE_ENCOUNTER_TYPES,
    palliative.UNDER_HOSPICE_CARE,
    palliative.HOSPICE_SERVICES,
    palliative.HOSPICE_DISPOSITION,
    palliative.HOSPICE_CARE_ANSWER,
    palliative.HOSPICE_ORGANIZATION,
    {
      name: 'discharge to hospice, in any system',
      system: 'HL7 discharge disposition, NUBC, HL7 v2-0112',
      codes: [...palliative.HOSPICE_DISPOSITION_CODES],
      source: 'clinical reference 3.5',
    },
    {
      name: 'Medicare hospice',
      system: [...palliative.PAYER_TYPOLOGY].join(', '),
      codes: [palliative.MEDICARE_HOSPICE_PAYER],
      source: 'Source of Payment Typology; clinical reference 5.6',
    },
  ],
  'comfort-care-recorded': [palliative.COMFORT_CARE],
  'no-active-malignancy': NO_CODES,
  'cancer-status-unclear': NO_CODES,
  'hospice-referral-open': [palliative.HOSPICE_REFERRAL],
  'under-specialist-care': [palliative.SPECIALIST_PALLIATIVE, palliative.PALLIATIVE_SPECIALTY],
  'referral-open': [palliative.PALLIATIVE_REFERRAL],
  'referral-prepared': [palliative.PALLIATIVE_REFERRAL],
  'patient-declined': NO_CODES,
  'decision-recorded': NO_CODES,
  'navigator-contact': NO_CODES,
};
