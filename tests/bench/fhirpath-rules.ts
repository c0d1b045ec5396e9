/** Three simple rules, in FHIRPath and in TypeScript. They are no rules of the product: only as much as both can say alike. */
import { compile } from 'fhirpath';

/** A chart as FHIRPath is asked of it: one Bundle of resources. */
export interface FlatBundle {
  readonly resourceType: 'Bundle';
  readonly entry: readonly { readonly resource: unknown }[];
}

export interface Days {
  /** First days of the windows of 60 and 90 days, and the last day, as written in FHIR: "2026-11-12". */
  readonly since60: string;
  readonly since90: string;
  readonly today: string;
}

const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const LOINC = 'http://loinc.org';
const ECOG = '89247-1';
/** LOINC answers: ECOG 3 and 4. */
const POOR = ['LA9625-0', 'LA9626-8'];

const METASTATIC = `Bundle.entry.resource.where(resourceType = 'Condition').code.coding
  .where(system = '${ICD10CM}' and (code.startsWith('C78') or code.startsWith('C79'))).exists()`;

const POOR_FUNCTION = `Bundle.entry.resource.where(resourceType = 'Observation'
  and code.coding.where(system = '${LOINC}' and code = '${ECOG}').exists()
  and effectiveDateTime.substring(0, 10) >= %since60 and effectiveDateTime.substring(0, 10) <= %today
  and (valueInteger >= 3 or valueQuantity.value >= 3
    or valueCodeableConcept.coding.where(code = '${POOR[0]}' or code = '${POOR[1]}').exists())).exists()`;

const STAYS = `Bundle.entry.resource.where(resourceType = 'Encounter' and class.code = 'IMP'
  and period.start.substring(0, 10) >= %since90 and period.start.substring(0, 10) <= %today).count() >= 2`;

const compiled = [METASTATIC, POOR_FUNCTION, STAYS].map((expression) => compile(expression));

/** The answers of the three rules, in FHIRPath. */
export function inFhirPath(bundle: FlatBundle, days: Days): readonly boolean[] {
  return compiled.map((ask) => (ask(bundle, { ...days }) as readonly unknown[])[0] === true);
}

/** The same three, written out. */
export function inTypeScript({ entry }: FlatBundle, days: Days): readonly boolean[] {
  const resources = entry.map(({ resource }) => resource as Loose);
  const poor = (one: Loose): boolean =>
    (one.valueInteger ?? one.valueQuantity?.value ?? 0) >= 3 ||
    (one.valueCodeableConcept?.coding ?? []).some(({ code }) => code !== undefined && POOR.includes(code));
  return [
    resources.some(
      (one) =>
        one.resourceType === 'Condition' &&
        codingsOf(one).some(({ system, code = '' }) => system === ICD10CM && /^C7[89]/.test(code)),
    ),
    resources.some(
      (one) =>
        one.resourceType === 'Observation' &&
        codingsOf(one).some(({ system, code }) => system === LOINC && code === ECOG) &&
        isBetween(one.effectiveDateTime, days.since60, days.today) &&
        poor(one),
    ),
    resources.filter(
      (one) =>
        one.resourceType === 'Encounter' &&
        one.class?.code === 'IMP' &&
        isBetween(one.period?.start, days.since90, days.today),
    ).length >= 2,
  ];
}

/** As much of a resource as the three rules look at. The charts that are measured are well-formed in it. */
interface Loose {
  readonly resourceType: string;
  readonly code?: { readonly coding?: readonly Coding[] };
  readonly class?: Coding;
  readonly effectiveDateTime?: string;
  readonly period?: { readonly start?: string };
  readonly valueInteger?: number;
  readonly valueQuantity?: { readonly value?: number };
  readonly valueCodeableConcept?: { readonly coding?: readonly Coding[] };
}

interface Coding {
  readonly system?: string;
  readonly code?: string;
}

function codingsOf({ code }: Loose): readonly Coding[] {
  return code?.coding ?? [];
}

function isBetween(date: string | undefined, first: string, last: string): boolean {
  const day = date?.slice(0, 10) ?? '';
  return day >= first && day <= last;
}
