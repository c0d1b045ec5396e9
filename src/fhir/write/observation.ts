/**
 * A fact that a clinician has entered, as a FHIR R4 Observation (interop 3.3, 4.1), conformant with US Core 6.1 and 7.0. Pure: the
 * same fact gives the same bytes.
 *
 * Only readings of which a code is sourced. An Observation is released to the patient at once (clinical reference 8.5): a
 * judgment, a wish, a plan or a word about the family is never written as one, and goes along with a referral alone.
 */
import type { CodeableConcept, Coding, Observation, Reference } from 'fhir/r4';
import { isoWhen, type OffsetAt } from '../../domain/logic/when.ts';
import type { EnteredContent, EnteredFact } from '../../domain/visit/visit.ts';
import { LOINC, SNOMED } from '../terminology/systems.ts';
import { dayAt } from '../time-zone.ts';
import { fhirDateTime } from './date-time.ts';
import { some } from './parts.ts';
import { clinicianOf, isHere } from './references.ts';
import type { ReferralInput } from './referral-input.ts';

export interface ObservationInput {
  readonly fact: EnteredFact;
  readonly identifierSystem: string;
  /** From the launch, never from the screen. */
  readonly patientId: string;
  /** The launch's encounter, when it is this patient's and not over. */
  readonly encounterId: string | null;
  readonly performer: ReferralInput['requester'];
  readonly offsetAt: OffsetAt;
  readonly variant: ReferralInput['variant'];
}

/** LOINC, as mCODE STU4 and its examples have it; clinical reference 5.4. */
const ECOG: Coding = { system: LOINC, code: '89247-1', display: 'ECOG Performance Status score' };
/** LOINC, as mCODE STU4 and its examples have it; clinical reference 5.4. */
const KARNOFSKY: Coding = { system: LOINC, code: '89243-0', display: 'Karnofsky Performance Status score' };
/** LOINC, in VSAC Standardized Pain Assessment Tool 2.16.840.1.113883.3.526.3.1028; clinical reference 5.8. */
const PAIN: Coding = {
  system: LOINC,
  code: '72514-3',
  display: 'Pain severity - 0-10 verbal numeric rating [Score] - Reported',
};
/** LOINC, the one code of US Core Body Weight; clinical reference 5.8. */
const BODY_WEIGHT: Coding = { system: LOINC, code: '29463-7', display: 'Body weight' };
/** LOINC, in mCODE's stage types; clinical reference 5.4. */
const STAGE_GROUP: Coding = { system: LOINC, code: '21908-9', display: 'Stage group.clinical Cancer' };
/** SNOMED CT Stage 1 to 4: clinical reference 5.4. */
const STAGES = { I: '258215001', II: '258219007', III: '258224005', IV: '258228008' } as const;

const UCUM = 'http://unitsofmeasure.org';
const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';

/** Categories of http://terminology.hl7.org/CodeSystem/observation-category, by what US Core asks of each profile. */
const KINDS = {
  survey: { profile: 'us-core-observation-screening-assessment', code: 'survey', display: 'Survey' },
  weight: { profile: 'us-core-body-weight', code: 'vital-signs', display: 'Vital Signs' },
  stage: { profile: 'us-core-observation-clinical-result', code: 'exam', display: 'Exam' },
} as const;

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';

/** Said in the chart, where nobody sees the mark that the entry has here. */
const NOTE = 'Entered in Alongside';

interface Coded {
  readonly kind: keyof typeof KINDS;
  readonly code: CodeableConcept;
  readonly value: Pick<Observation, 'valueInteger' | 'valueQuantity' | 'valueCodeableConcept'>;
  /** The record that it is about, where it is about one. */
  readonly focus?: string;
}

/** Null for what is never written: see above, and what cannot say whose stage it is. */
export function observationFor(input: ObservationInput): Observation | null {
  const { fact, variant } = input;
  const coded = codedAs(fact.content, variant);
  // US Core: a vital sign is of a day (vs-1).
  if (coded === null || (coded.kind === 'weight' && isoWhen(fact.on).length < 10)) return null;
  const { code, value, focus } = coded;
  const { profile, ...category } = KINDS[coded.kind];
  const full = variant === 'full';
  const performer = clinicianOf(input.performer);

  return {
    resourceType: 'Observation',
    ...(full ? { meta: { profile: [`${US_CORE}${profile}`] } } : {}),
    identifier: [{ system: input.identifierSystem, value: fact.id }],
    status: 'final',
    category: [{ coding: [{ system: OBSERVATION_CATEGORY, ...category }] }],
    code,
    subject: { reference: `Patient/${input.patientId}` },
    ...some('focus', focus === undefined ? [] : [{ reference: focus }]),
    ...some('encounter', encounterOf(input)),
    effectiveDateTime: isoWhen(fact.on),
    ...(full ? { issued: fhirDateTime(fact.at, input.offsetAt) } : {}),
    ...some('performer', performer === null ? [] : [performer]),
    ...value,
    note: [{ text: NOTE }],
  };
}

/** What was so on another day was not found at this visit. */
function encounterOf({ fact: { on, at }, encounterId, offsetAt }: ObservationInput): Reference | null {
  const day = dayAt(at, offsetAt);
  return encounterId !== null && on.lo === day && on.hi === day ? { reference: `Encounter/${encounterId}` } : null;
}

function codedAs(content: EnteredContent, variant: ObservationInput['variant']): Coded | null {
  switch (content.is) {
    case 'performance':
      return performance(content);
    case 'symptom':
      // Of the other symptoms no code of a score from 0 to 10 could be confirmed (clinical reference 5.8).
      return content.item === 'pain'
        ? { kind: 'survey', code: coding(PAIN, 'Pain, 0 to 10'), value: score(content.score) }
        : null;
    case 'weight':
      return {
        kind: 'weight',
        code: coding(BODY_WEIGHT, 'Body weight'),
        value: { valueQuantity: { value: content.kilograms, unit: 'kg', system: UCUM, code: 'kg' } },
      };
    case 'stage':
      return stage(content, variant);
    // No code of the thermometer could be confirmed (clinical reference 5.8).
    case 'distress':
    // A diagnosis belongs on the problem list.
    case 'metastases':
    case 'active-cancer':
    case 'request':
    case 'planning':
    case 'line':
    case 'judgment':
    case 'no-further-therapy':
    case 'caregiver':
    case 'planned-stay':
      return null;
    default:
      return content satisfies never;
  }
}

function performance({ scale, value }: Extract<EnteredContent, { readonly is: 'performance' }>): Coded | null {
  switch (scale) {
    case 'ecog':
      return { kind: 'survey', code: coding(ECOG, 'ECOG performance status'), value: { valueInteger: value } };
    case 'karnofsky':
      return {
        kind: 'survey',
        code: coding(KARNOFSKY, 'Karnofsky performance status'),
        value: { valueInteger: value },
      };
    // No LOINC code is known (clinical reference 5.4).
    case 'palliative-performance-scale':
      return null;
    default:
      return scale satisfies never;
  }
}

/** Of one cancer among several it must say which: where it cannot, it would be taken for any of them. */
function stage(
  { group, cancer }: Extract<EnteredContent, { readonly is: 'stage' }>,
  variant: ObservationInput['variant'],
): Coded | null {
  if (cancer !== null && (variant === 'minimal' || !isHere(cancer, ['Condition']))) return null;
  return {
    kind: 'stage',
    code: coding(STAGE_GROUP, 'Stage group'),
    value: { valueCodeableConcept: { coding: [{ system: SNOMED, code: STAGES[group] }], text: `Stage ${group}` } },
    ...(cancer === null ? {} : { focus: cancer }),
  };
}

const coding = (code: Coding, text: string): CodeableConcept => ({ coding: [code], text });

/** `{score}`: UCUM's way of saying that there is no unit. */
const score = (value: number): Coded['value'] => ({
  valueQuantity: { value, unit: '{score}', system: UCUM, code: '{score}' },
});
