import type { ProcedureRecord, ProcedureTag } from '../../domain/chart/records.ts';
import { anyIn } from '../terminology/code-set.ts';
import { ANTINEOPLASTIC_ENCOUNTER_ICD } from '../terminology/encounters.ts';
import { HOSPICE_CARE, HOSPICE_SERVICES, RECORDED_DEAD } from '../terminology/palliative.ts';
import { HCPCS, ICD10CM, normalizeIcd10 } from '../terminology/systems.ts';
import {
  ANTINEOPLASTIC_DRUG_HCPCS,
  ANTINEOPLASTIC_PROCEDURES,
  ANTINEOPLASTIC_PUMP,
} from '../terminology/treatments.ts';
import { codes, isPalliativeIntent, oneOf, words, type Json } from './json.ts';
import {
  choiceWhen,
  evidenceOf,
  isLater,
  ownReference,
  read,
  subjectProblem,
  unreadable,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** Completed or in progress (clinical reference 3.1). */
export function readProcedure(resource: Json, context: Context): Reading<ProcedureRecord> {
  const status = oneOf(resource['status'], ['completed', 'in-progress']);
  if (status === null) {
    const known = oneOf(resource['status'], [
      'preparation',
      'not-done',
      'on-hold',
      'stopped',
      'entered-in-error',
      'unknown',
    ]);
    return known === null ? unreadable('no-status') : withdrawn;
  }
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const when = choiceWhen(resource, 'performed', context);
  if (isLater(when, context)) return unreadable('after-as-of');
  const concepts = codes(resource['code']);
  if (concepts.length === 0 && words(resource['code']) === null) return unreadable('no-code');
  const tags = new Set<ProcedureTag>();
  const reasons = codes(resource['reasonCode']);
  if (
    anyIn(concepts, ANTINEOPLASTIC_PROCEDURES, ANTINEOPLASTIC_PUMP) ||
    concepts.some(({ system, code }) => system === HCPCS && ANTINEOPLASTIC_DRUG_HCPCS.test(code)) ||
    reasons.some(({ system, code }) => system === ICD10CM && ANTINEOPLASTIC_ENCOUNTER_ICD.test(normalizeIcd10(code)))
  ) {
    tags.add('antineoplastic-treatment');
  }
  if (anyIn(concepts, HOSPICE_CARE, HOSPICE_SERVICES)) tags.add('hospice-contact');
  if (anyIn(concepts, RECORDED_DEAD)) tags.add('recorded-dead');
  if (isPalliativeIntent(resource)) tags.add('palliative-intent');
  return read({
    ...evidenceOf(resource, resource['code'], when, context),
    encounter: ownReference(resource['encounter'], context),
    tags,
  });
}
