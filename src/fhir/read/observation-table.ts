/** Which reader a code belongs to: one table, looked into once for each reading. */
import type { PlanningElement } from '../../domain/chart/records.ts';
import type { CodeSet } from '../terminology/code-set.ts';
import { readingNamed, type NamedReading } from '../terminology/observation-names.ts';
import {
  ALBUMIN,
  BODY_MASS_INDEX,
  BODY_WEIGHT,
  CALCIUM,
  DISEASE_STATUS,
  ECOG,
  ECOG_FINDING,
  ECOG_SNOMED,
  GAD_7,
  GENETIC_VARIANT,
  HISTOLOGY,
  HISTOLOGY_GRADE,
  IONIZED_CALCIUM,
  KARNOFSKY,
  LACTATE_DEHYDROGENASE,
  M_CATEGORY,
  M_CATEGORY_LOINC,
  METASTASIS_SITE,
  METASTASIS_SITE_LOINC,
  METASTATIC_HISTORY,
  OTHER_DISTRESS_SCORES,
  PAIN_NUMERIC,
  PAIN_VISUAL,
  PHQ_9,
  PHQ_9_ITEM_9,
  STAGE_GROUP,
  STAGE_GROUP_LOINC,
} from '../terminology/observations.ts';
import {
  ADVANCE_DIRECTIVE,
  ADVANCE_DIRECTIVE_FINDING,
  CARE_PREFERENCES,
  CAUSE_OF_DEATH,
  CODE_STATUS,
  CODE_STATUS_LOINC,
  HEALTH_CARE_AGENT,
  HOSPICE_CARE_ANSWER,
  PALLIATIVE_QUESTIONNAIRE,
  PORTABLE_ORDERS,
  SPECIALIST_PALLIATIVE,
  POSSIBLY_DEAD,
} from '../terminology/palliative.ts';
import { canonicalSystem, LOINC, SNOMED } from '../terminology/systems.ts';
import { object } from './json.ts';
import {
  readAlbumin,
  readBodyMassIndex,
  readCalcium,
  readIonizedCalcium,
  readLactateDehydrogenase,
  readWeight,
} from './laboratory-values.ts';
import { readEcog, readEcogFinding, readKarnofsky, readPalliativePerformance } from './performance-values.ts';
import {
  readDiseaseStatus,
  readDriverTest,
  readGrade,
  readHistology,
  readMCategory,
  readMetastasisSite,
  readMetastaticHistory,
  readStageGroup,
  readVariant,
} from './staging-values.ts';
import {
  proCtcaeOf,
  promisOf,
  qualityOfLife,
  readCaregiverStrain,
  readDeliriumScreen,
  readDistressThermometer,
  readGad7,
  readPhq9,
  readSelfHarmItem,
  symptomOf,
} from './symptom-scores.ts';
import type { Json } from './json.ts';
import { positive, valueText, yesNo, type ValueReader } from './values.ts';

const readHospiceCare: ValueReader = (holder) => ({ kind: 'hospice-care', answer: positive(holder) });
const readCauseOfDeath: ValueReader = () => ({ kind: 'cause-of-death' });
/** A finding ("seen by palliative care physician") that is stated as a reading: the code says it, "no" takes it back. */
const readPalliativeCare: ValueReader = (holder) => (positive(holder) === false ? null : { kind: 'palliative-care' });

const readPalliativePossible: ValueReader = (holder) =>
  valueText(holder) === null ? null : { kind: 'palliative-possible' };

/** A document, order or preference that is stated as a reading; "no" is recorded as no. */
function planning(what: PlanningElement): ValueReader {
  return (holder) => {
    if (valueText(holder) === null) return null;
    return { kind: 'advance-care-planning', what, recorded: !saysNone(holder, what) };
  };
}

/** "No feeding tube" is a preference and "No CPR" a code status: there only a bare "no" says that none is recorded. */
function saysNone(holder: Json, what: PlanningElement): boolean {
  if (what === 'advance-directive' || what === 'health-care-agent') return positive(holder) === false;
  return yesNo(holder) === false || /^\s*(?:no|none|negative|not recorded)\.?\s*$/i.test(valueText(holder) ?? '');
}

/** Known, and of no use to any rule: its name must not be read as if it were another. */
const readNothing: ValueReader = () => 'unused';

const READERS: readonly (readonly [ValueReader, ...(readonly CodeSet[])])[] = [
  [readEcog, ECOG, ECOG_SNOMED],
  [readEcogFinding, ECOG_FINDING],
  [readKarnofsky, KARNOFSKY],
  [readStageGroup, STAGE_GROUP, STAGE_GROUP_LOINC],
  [readMCategory, M_CATEGORY, M_CATEGORY_LOINC],
  [readMetastasisSite, METASTASIS_SITE, METASTASIS_SITE_LOINC],
  [readMetastaticHistory, METASTATIC_HISTORY],
  [readDiseaseStatus, DISEASE_STATUS],
  [readVariant, GENETIC_VARIANT],
  [readHistology, HISTOLOGY],
  [readGrade, HISTOLOGY_GRADE],
  [readHospiceCare, HOSPICE_CARE_ANSWER],
  [readCauseOfDeath, CAUSE_OF_DEATH, POSSIBLY_DEAD],
  [readPalliativeCare, SPECIALIST_PALLIATIVE],
  [readPalliativePossible, PALLIATIVE_QUESTIONNAIRE],
  [planning('code-status'), CODE_STATUS, CODE_STATUS_LOINC],
  [planning('portable-orders'), PORTABLE_ORDERS],
  [planning('advance-directive'), ADVANCE_DIRECTIVE, ADVANCE_DIRECTIVE_FINDING],
  [planning('preference'), CARE_PREFERENCES],
  [planning('health-care-agent'), HEALTH_CARE_AGENT],
  [symptomOf('pain'), PAIN_NUMERIC],
  [symptomOf('pain', 'visual-analog'), PAIN_VISUAL],
  [readPhq9, PHQ_9],
  [readGad7, GAD_7],
  [readSelfHarmItem, PHQ_9_ITEM_9],
  [readNothing, OTHER_DISTRESS_SCORES],
  [readWeight, BODY_WEIGHT],
  [readBodyMassIndex, BODY_MASS_INDEX],
  [readCalcium, CALCIUM],
  [readIonizedCalcium, IONIZED_CALCIUM],
  [readAlbumin, ALBUMIN],
  [readLactateDehydrogenase, LACTATE_DEHYDROGENASE],
];

const BY_CODE: ReadonlyMap<string, ReadonlyMap<string, ValueReader>> = (() => {
  const table = new Map<string, Map<string, ValueReader>>();
  for (const [reader, ...sets] of READERS) {
    for (const { system, codes } of sets) {
      const own = table.get(system) ?? new Map<string, ValueReader>();
      for (const code of codes) own.set(code, reader);
      table.set(system, own);
    }
  }
  return table;
})();

/** The reader of a code; null when the rules know nothing of it. */
export function readerOfCode(system: string, code: string): ValueReader | null {
  const own = BY_CODE.get(system) ?? BY_CODE.get(canonicalSystem(system));
  return own?.get(code.trim()) ?? null;
}

/** The reader of the first coding that the rules know; and the concept's name, for when there is none. */
export function readerOf(concept: unknown): ValueReader | null {
  const codings = object(concept)?.['coding'];
  if (!Array.isArray(codings)) return null;
  for (const one of codings as readonly unknown[]) {
    const coding = object(one);
    const system = coding?.['system'];
    const code = coding?.['code'];
    if (typeof system !== 'string' || typeof code !== 'string') continue;
    const reader = readerOfCode(system, code);
    if (reader !== null) return reader;
  }
  return null;
}

/** Longest name that is looked at. */
const LONGEST_NAME = 200;

/** Text and displays of a concept, joined; '' when it has none. */
export function nameOf(concept: unknown): string {
  const one = object(concept);
  if (one === null) return '';
  const said = one['text'];
  let name = typeof said === 'string' ? said.slice(0, LONGEST_NAME) : '';
  const codings = one['coding'];
  if (!Array.isArray(codings)) return name;
  for (const each of codings as readonly unknown[]) {
    const display = object(each)?.['display'];
    if (typeof display !== 'string' || display === said || name.length >= LONGEST_NAME) continue;
    name = name === '' ? display.slice(0, LONGEST_NAME) : `${name} ${display.slice(0, LONGEST_NAME)}`;
  }
  return name;
}

/** A code of LOINC or SNOMED CT stands for what its name says exactly: words like "pain score" are not guessed at. */
export function isLocal(concept: unknown): boolean {
  const codings = object(concept)?.['coding'];
  if (!Array.isArray(codings)) return true;
  return !codings.some((one) => {
    const system = object(one)?.['system'];
    return system === LOINC || system === SNOMED;
  });
}

/** Names repeat from reading to reading: each is looked at once. Bounded, since names come from outside. */
const MOST_NAMES = 4_000;
const byName = new Map<string, ValueReader | null>();

/** The reader of a name. `within`: the names of the panel or questionnaire that it stands in. */
export function readerOfName(name: string, within: string, local: boolean): ValueReader | null {
  if (name === '') return null;
  const key = within === '' ? (local ? name : `=${name}`) : `${within}\n${name}${local ? '' : '='}`;
  const known = byName.get(key);
  if (known !== undefined) return known;
  if (byName.size >= MOST_NAMES) byName.clear();
  const named = readingNamed(name, within === '' ? name : `${within} ${name}`, local);
  const reader = named === null ? null : readerOfNamed(named);
  byName.set(key, reader);
  return reader;
}

function readerOfNamed(named: NamedReading): ValueReader {
  switch (named.is) {
    case 'ecog':
      return readEcog;
    case 'karnofsky':
      return readKarnofsky;
    case 'palliative-performance-scale':
      return readPalliativePerformance;
    case 'symptom':
      return symptomOf(named.item, named.scale, named.over);
    case 'pro-ctcae':
      return proCtcaeOf(named.item);
    case 'promis':
      return promisOf(named.item, named.named);
    case 'distress-thermometer':
      return readDistressThermometer;
    case 'phq-9':
      return readPhq9;
    case 'gad-7':
      return readGad7;
    case 'self-harm-item':
      return readSelfHarmItem;
    case 'fact':
      return qualityOfLife(named.instrument);
    case 'delirium-screen':
      return readDeliriumScreen;
    case 'caregiver-strain':
      return readCaregiverStrain;
    case 'driver-test':
      return readDriverTest;
    case 'histology':
      return readHistology;
    case 'grade':
      return readGrade;
    default:
      return named satisfies never;
  }
}
