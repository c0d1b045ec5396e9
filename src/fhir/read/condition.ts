import type { ConditionCategory, ConditionRecord } from '../../domain/chart/records.ts';
import type { When } from '../../domain/logic/when.ts';
import type { CancerConcept, Stage } from '../../domain/chart/cancer.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import { classifyCancer, type Histology } from '../terminology/cancer.ts';
import { mCategoryInWords } from '../terminology/cancer-display.ts';
import { tagsOf } from '../terminology/diagnoses.ts';
import { isKnownDiagnosisSystem } from '../terminology/systems.ts';
import { codes, list, object, words, type Json } from './json.ts';
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
import { abatementOf, atAge, clinicalOf, verificationOf } from './condition-status.ts';
import { mCategoryIn, stageOf } from './stage.ts';

const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';
const HISTOLOGY = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior';
/** Words of a diagnosis in which a stage may stand. */
const STAGE_WORDS = /stage/i;
/** Words of a diagnosis in which an M category stands beside a T or an N. */
const TNM = /\b[ycpra]{0,3}[TN][0-4][^.;]{0,20}M[01]/;

/** Admissibility as clinical reference 3.1: refuted and entered-in-error are withdrawn, unconfirmed is only ever possible. */
export function readCondition(resource: Json, context: Context): Reading<ConditionRecord> {
  const verification = verificationOf(resource['verificationStatus']);
  if (verification === 'refuted' || verification === 'entered-in-error') return withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const onset = choiceWhen(resource, 'onset', context);
  const recorded = whenOf(resource['recordedDate'], context) ?? assertedDate(resource, context);
  if (isLater(onset ?? recorded, context) || isRecordedLater(recorded, context)) return unreadable('after-as-of');
  const age = onset === null ? (resource['onsetAge'] ?? object(resource['onsetRange'])?.['low']) : undefined;
  if (age !== undefined && atAge(age, context) === 'later') return unreadable('after-as-of');
  const concepts = codes(resource['code']);
  const said = words(resource['code']);
  // A code of a system that is not known, and no words: it may be anything, a cancer too.
  if (said === null && !concepts.some(({ system }) => isKnownDiagnosisSystem(system))) return unreadable('no-code');
  const abatement = abatementOf(resource, context);
  const { clinical, doubtful } = clinicalOf(resource['clinicalStatus']);
  const isOver = clinical === 'resolved' || clinical === 'inactive' || clinical === 'remission';
  // An end, or a status that speaks of one, that cannot be read: there or not, nobody can tell.
  const unsettled = verification === 'unreadable' || doubtful || (abatement === 'unclear' && !isOver);
  const cancer = classifyCancer(concepts, said, bodySiteOf(resource), histologyOf(resource));
  const evidence = evidenceOf(resource, resource['code'], onset ?? recorded, context);
  return read({
    origin: evidence.origin,
    reference: evidence.reference,
    label: evidence.label,
    code: evidence.code,
    when: evidence.when,
    value: evidence.value,
    verification: !unsettled && (verification === null || verification === 'confirmed') ? 'confirmed' : 'unconfirmed',
    // clinicalStatus is today's word: a disease that ended after the day we look from was still active on it.
    clinical:
      abatement === 'later' && clinical !== null && clinical !== 'recurrence' && clinical !== 'relapse'
        ? 'active'
        : clinical,
    categories: categoriesOf(resource),
    onset,
    recorded,
    abatement: abatement === 'later' || abatement === 'unclear' ? null : abatement,
    encounter: ownReference(resource['encounter'], context),
    cancer,
    stages: stagesOf(resource, cancer, concepts, said),
    mCategories: mCategoriesOf(resource, cancer, said),
    stageAssessments:
      resource['stage'] === undefined
        ? NOTHING
        : list(resource['stage']).flatMap((stage) =>
            list(stage['assessment']).flatMap((one) => ownReference(one, context) ?? []),
          ),
    tags: tagsOf(concepts),
  });
}

/**
 * Whatever day the disease began on: what was not yet recorded was not yet known. An instant in a zone that nobody names may
 * be of the day itself: this evening's entry is tomorrow's in UTC.
 */
function isRecordedLater(recorded: When | null, context: Context): boolean {
  if (recorded === null) return false;
  const perhapsToday = recorded.minutes !== null && context.offsetAt === undefined;
  return recorded.lo > context.asOf + (perhapsToday ? 1 : 0);
}

const NOTHING: readonly never[] = [];

/** The organ in words, when the resource names one. */
function bodySiteOf(resource: Json): string | null {
  if (resource['bodySite'] === undefined) return null;
  for (const site of list(resource['bodySite'])) {
    const said = words(site);
    if (said !== null) return said;
  }
  return null;
}

/** Histology as mCODE writes it: an extension of the diagnosis. */
function histologyOf(resource: Json): Histology | null {
  if (resource['extension'] === undefined) return null;
  const found = list(resource['extension']).find((one) => one['url'] === HISTOLOGY)?.['valueCodeableConcept'];
  return found === undefined ? null : { codes: codes(found), text: words(found) };
}

/** Stages of the Condition, and the one that its own words carry ("lung cancer, stage IV"; clinical reference 5.4). */
function stagesOf(
  resource: Json,
  cancer: CancerConcept | null,
  concepts: readonly Code[],
  text: string | null,
): readonly Stage[] {
  const stated =
    resource['stage'] === undefined
      ? NOTHING
      : list(resource['stage']).flatMap((stage) => stageOf(stage['summary']) ?? []);
  if (stated.length > 0 || cancer?.kind !== 'invasive' || cancer.lineage !== 'solid' || cancer.stage !== null)
    return stated;
  for (const said of [text, ...concepts.map((one) => one.display)]) {
    const stage = said !== null && STAGE_WORDS.test(said) ? stageOf({ text: said }) : null;
    // "Extensive stage" in the name of a diagnosis is told by its traits, as words.
    if (stage !== null && stage.extensive === undefined) return [stage];
  }
  return NOTHING;
}

/** M categories that stand where a stage is expected, without one: "T3 N2 M1". */
function mCategoriesOf(resource: Json, cancer: CancerConcept | null, text: string | null): readonly boolean[] {
  const summaries = resource['stage'] === undefined ? NOTHING : list(resource['stage']);
  const inCode = text !== null && cancer?.kind === 'invasive' && TNM.test(text) ? mCategoryInWords(text) : null;
  if (summaries.length === 0 && inCode === null) return NOTHING;
  const found = summaries.flatMap(({ summary }) => (stageOf(summary) === null ? (mCategoryIn(summary) ?? []) : []));
  return inCode === null ? found : [...found, inCode];
}

function assertedDate(resource: Json, context: Context): ReturnType<typeof whenOf> {
  const found = list(resource['extension']).find((one) => one['url'] === ASSERTED);
  return whenOf(found?.['valueDateTime'], context);
}

function categoriesOf(resource: Json): readonly ConditionCategory[] {
  const concepts = list(resource['category']);
  if (concepts.length === 0) return NO_CATEGORY;
  const known: ConditionCategory[] = [];
  for (const concept of concepts)
    for (const { code } of list(concept['coding'])) {
      const name = typeof code === 'string' ? code.trim() : null;
      if (name === 'problem-list-item' || name === 'encounter-diagnosis') known.push(name);
    }
  return known.length > 0 ? known : OTHER_CATEGORY;
}

const NO_CATEGORY: readonly ConditionCategory[] = ['none'];
const OTHER_CATEGORY: readonly ConditionCategory[] = ['other'];

/** What a refuted diagnosis says was not there, and when that was written down. */
export interface Refutation {
  readonly codes: readonly Code[];
  readonly when: When;
}

/** Null for what refutes nothing, for another patient's, and where no day on or before the one we look from is given. */
export function refutationOf(resource: Json, context: Context): Refutation | null {
  if (verificationOf(resource['verificationStatus']) !== 'refuted' || subjectProblem(resource, context) !== null)
    return null;
  const when = whenOf(resource['recordedDate'], context) ?? assertedDate(resource, context);
  return when === null || isLater(when, context) ? null : { codes: codes(resource['code']), when };
}
