import type { CancerSite } from '../../domain/chart/cancer.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import type { ProcedureRecord, ProcedureTag } from '../../domain/chart/records.ts';
import { tagsOf } from '../terminology/diagnoses.ts';
import { treatedByBilled } from '../terminology/drug-hcpcs.ts';
import { HCPCS } from '../terminology/systems.ts';
import { procedureTags, procedureTagsInWords } from '../terminology/treatments.ts';
import { codes, oneOf, words, type Json } from './json.ts';
import {
  choiceWhen,
  evidenceOf,
  isLater,
  ownReference,
  read,
  subjectProblem,
  unreadable,
  unused,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { intentsOf } from './treatment-intent.ts';

const NONE: ReadonlySet<ProcedureTag> = new Set();

/** Completed or in progress (clinical reference 3.1). One that no rule speaks of is counted and not kept. */
export function readProcedure(resource: Json, context: Context): Reading<ProcedureRecord | null> {
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
  const said = words(resource['code']);
  if (concepts.length === 0 && said === null) return unreadable('no-code');
  const byCode = procedureTags(concepts);
  const byReason = tagsByReason(resource);
  const byIntent = intentsOf(resource);
  const worded = said === null ? [] : procedureTagsInWords(said);
  // Most procedures are none that a rule speaks of.
  if (byCode.length + byReason.length + byIntent.length + worded.length === 0) return unused(when);
  const coded = new Set<ProcedureTag>([...byCode, ...byReason, ...byIntent]);
  const tagsInWords = worded.some((tag) => !coded.has(tag)) ? new Set(worded.filter((tag) => !coded.has(tag))) : NONE;
  if (coded.has('paracentesis') || tagsInWords.has('paracentesis')) drainsMalignantFluid(resource, coded);
  const evidence = evidenceOf(resource, resource['code'], when, context);
  return read({
    origin: evidence.origin,
    reference: evidence.reference,
    label: evidence.label,
    code: evidence.code,
    when: evidence.when,
    value: evidence.value,
    encounter: ownReference(resource['encounter'], context),
    tags: tagsInWords.size === 0 ? coded : new Set([...coded, ...tagsInWords]),
    tagsInWords,
    treats: byCode.includes('antineoplastic-treatment') ? treatedBy(concepts) : NO_SITE,
  });
}

const NO_SITE: readonly CancerSite[] = [];

/** A claim may bill a drug that has other uses than cancer. Where another code says chemotherapy, it is for cancer. */
function treatedBy(concepts: readonly Code[]): readonly CancerSite[] {
  const sites: CancerSite[] = [];
  for (const one of concepts) {
    if (!procedureTags([one]).includes('antineoplastic-treatment')) continue;
    const treats = one.system === HCPCS ? treatedByBilled(one.code) : NO_SITE;
    if (treats.length === 0) return NO_SITE;
    sites.push(...treats);
  }
  return sites;
}

/** A procedure done because of chemotherapy or radiotherapy is part of it. */
function tagsByReason(resource: Json): readonly ProcedureTag[] {
  if (resource['reasonCode'] === undefined) return [];
  return tagsOf(codes(resource['reasonCode'])).has('antineoplastic-treatment') ? ['antineoplastic-treatment'] : [];
}

/** Paracentesis counts as drainage of malignant ascites when its reason says so. */
function drainsMalignantFluid(resource: Json, tags: Set<ProcedureTag>): void {
  if (tagsOf(codes(resource['reasonCode'])).has('malignant-effusion')) tags.add('effusion-drainage');
}
