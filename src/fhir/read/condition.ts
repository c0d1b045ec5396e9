import type { ConditionCategory, ConditionRecord, ConditionTag } from '../../domain/chart/records.ts';
import type { CancerConcept, Stage } from '../../domain/chart/cancer.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import { classifyCancer } from '../terminology/cancer.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  AFTERCARE_ICD,
  ANTINEOPLASTIC_ENCOUNTER_ICD,
  OP35_CONDITIONS,
  OP35_ICD,
  POOR_FUNCTION_ICD,
} from '../terminology/encounters.ts';
import { POSSIBLY_DEAD, RECORDED_DEAD, UNDER_HOSPICE_CARE } from '../terminology/palliative.ts';
import { ICD10CM, normalizeIcd10 } from '../terminology/systems.ts';
import { codes, list, object, reference, words, type Json } from './json.ts';
import {
  choiceWhen,
  evidenceOf,
  isLater,
  ownReference,
  read,
  subjectProblem,
  unreadable,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { stageOf } from './stage.ts';

const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';

/** Admissibility as clinical reference 3.1: refuted and entered-in-error are withdrawn, unconfirmed is only ever possible. */
export function readCondition(resource: Json, context: Context): Reading<ConditionRecord> {
  const verification = statusOf(resource['verificationStatus'], [
    'entered-in-error',
    'refuted',
    'differential',
    'provisional',
    'unconfirmed',
    'confirmed',
  ]);
  if (verification === 'refuted' || verification === 'entered-in-error') return withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const onset = choiceWhen(resource, 'onset', context);
  const recorded = whenOf(resource['recordedDate'], context) ?? assertedDate(resource, context);
  if (isLater(onset ?? recorded, context)) return unreadable('after-as-of');
  const concepts = codes(resource['code']);
  if (concepts.length === 0 && words(resource['code']) === null) return unreadable('no-code');
  const abatement = abatementOf(resource, context);
  const clinical = statusOf(resource['clinicalStatus'], [
    'active',
    'recurrence',
    'relapse',
    'remission',
    'resolved',
    'inactive',
  ]);
  const cancer = classifyCancer(concepts, words(resource['code']), words(list(resource['bodySite'])[0]));
  return read({
    ...evidenceOf(resource, resource['code'], onset ?? recorded, context),
    verification: verification === null || verification === 'confirmed' ? 'confirmed' : 'unconfirmed',
    // clinicalStatus is today's word: a disease that ended after the day we look from was still active on it.
    clinical:
      abatement === 'later' && clinical !== null && clinical !== 'recurrence' && clinical !== 'relapse'
        ? 'active'
        : clinical,
    categories: categoriesOf(resource),
    onset,
    recorded,
    abatement: abatement === 'later' ? null : abatement,
    encounter: ownReference(resource['encounter'], context),
    cancer,
    stages: stagesOf(resource, cancer),
    stageAssessments: list(resource['stage']).flatMap((stage) =>
      list(stage['assessment']).flatMap((one) => reference(one) ?? []),
    ),
    tags: tagsOf(concepts),
  });
}

/** The status among the codings, whichever of them a server put first; the more cautious one when several stand there. */
function statusOf<Status extends string>(concept: unknown, known: readonly Status[]): Status | null {
  const found = codes(concept).map(({ code }) => code);
  return known.find((status) => found.includes(status)) ?? null;
}

/** Stages of the Condition, and the one that its own words carry ("lung cancer, stage IV"; clinical reference 5.4). */
function stagesOf(resource: Json, cancer: CancerConcept | null): readonly Stage[] {
  const stated = list(resource['stage']).flatMap((stage) => stageOf(stage['summary']) ?? []);
  if (stated.length > 0 || cancer?.kind !== 'invasive' || cancer.lineage !== 'solid' || cancer.stage !== null)
    return stated;
  const said = [words(resource['code']), ...codes(resource['code']).map((one) => one.display)];
  return said.flatMap((one) => (one !== null && /stage/i.test(one) ? (stageOf({ text: one }) ?? []) : [])).slice(0, 1);
}

function abatementOf(resource: Json, context: Context): ConditionRecord['abatement'] | 'later' {
  const when = choiceWhen(resource, 'abatement', context);
  if (when !== null) return isLater(when, context) ? 'later' : when;
  const said = ['abatementAge', 'abatementRange', 'abatementString', 'abatementDateTime'].some(
    (name) => resource[name] !== undefined,
  );
  return said || resource['abatementBoolean'] === true ? 'yes' : null;
}

function assertedDate(resource: Json, context: Context): ReturnType<typeof whenOf> {
  const found = list(resource['extension']).find((one) => one['url'] === ASSERTED);
  return whenOf(found?.['valueDateTime'], context);
}

function categoriesOf(resource: Json): readonly ConditionCategory[] {
  const found = codes(resource['category']).map(({ code }) => code);
  if (
    found.length === 0 &&
    !(Array.isArray(resource['category']) && resource['category'].some((one) => object(one) !== null))
  )
    return ['none'];
  const known = found.filter((code) => code === 'problem-list-item' || code === 'encounter-diagnosis');
  return known.length > 0 ? known : ['other'];
}

/** What a diagnosis code means for stays and gates, apart from cancer. Also used for Encounter.reasonCode. */
export function tagsOf(concepts: readonly Code[]): ReadonlySet<ConditionTag> {
  const tags = new Set<ConditionTag>();
  for (const one of concepts) {
    if (one.system !== ICD10CM) continue;
    const code = normalizeIcd10(one.code);
    if (ANTINEOPLASTIC_ENCOUNTER_ICD.test(code)) tags.add('antineoplastic-treatment');
    if (AFTERCARE_ICD.test(code)) tags.add('aftercare');
    if (OP35_ICD.test(code)) tags.add('op-35');
    if (POOR_FUNCTION_ICD.test(code)) tags.add('poor-function');
  }
  if (anyIn(concepts, OP35_CONDITIONS)) tags.add('op-35');
  if (anyIn(concepts, UNDER_HOSPICE_CARE)) tags.add('under-hospice-care');
  if (anyIn(concepts, RECORDED_DEAD)) tags.add('recorded-dead');
  if (anyIn(concepts, POSSIBLY_DEAD)) tags.add('possibly-dead');
  return tags;
}
