/** Orders, infusions, statements and dispenses of drugs, as servers send them. */
import { ago, coded, PATIENT_ID, type More, type Resource } from '../chart-of.ts';

export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';

let made = 0;
const idFor = (type: string): string => `${type.toLowerCase()}-t${(made += 1)}`;
const subject = { reference: `Patient/${PATIENT_ID}` };

/** A drug by words, or by its RxNorm code when it is a number. */
function medication(drug: string): More {
  return /^\d+$/.test(drug)
    ? coded(drug, undefined, RXNORM)
    : { coding: [{ system: RXNORM, code: '1', display: drug }] };
}

/** An active order written on a day. A drug by the display of its code, or by its RxNorm code. */
export function order(drug: string, authored: string | null, more: More = {}): Resource {
  return {
    resourceType: 'MedicationRequest',
    id: idFor('MedicationRequest'),
    status: 'active',
    intent: 'order',
    subject,
    medicationCodeableConcept: medication(drug),
    ...(authored === null ? {} : { authoredOn: authored }),
    ...more,
  };
}

/** A dose that was given. */
export function given(drug: string, when: string | null, more: More = {}): Resource {
  return {
    resourceType: 'MedicationAdministration',
    id: idFor('MedicationAdministration'),
    status: 'completed',
    subject,
    medicationCodeableConcept: medication(drug),
    ...(when === null ? {} : { effectiveDateTime: when }),
    ...more,
  };
}

/** Doses given every so many days, from and to so many days before the day of the scene. */
export function cycles(drug: string, from: number, to: number, every = 21): readonly Resource[] {
  const all: Resource[] = [];
  for (let day = from; day >= to; day -= every) all.push(given(drug, ago(day)));
  return all;
}

export function statement(drug: string, since: string, more: More = {}): Resource {
  return {
    resourceType: 'MedicationStatement',
    id: idFor('MedicationStatement'),
    status: 'active',
    subject,
    medicationCodeableConcept: medication(drug),
    effectivePeriod: { start: since },
    ...more,
  };
}

export function dispense(drug: string, when: string, days: number, more: More = {}): Resource {
  return {
    resourceType: 'MedicationDispense',
    id: idFor('MedicationDispense'),
    status: 'completed',
    subject,
    medicationCodeableConcept: medication(drug),
    whenHandedOver: when,
    daysSupply: { value: days, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' },
    ...more,
  };
}

/** Supply for so many days, with refills. */
export function supply(days: number, refills = 0): More {
  return {
    dispenseRequest: {
      expectedSupplyDuration: { value: days, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' },
      numberOfRepeatsAllowed: refills,
    },
  };
}

/** A visit so long ago that whatever began later was the first. */
export const OLD_RECORD: Resource = {
  resourceType: 'Encounter',
  id: 'old-visit',
  status: 'finished',
  subject,
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  period: { start: ago(3000), end: ago(3000) },
};
