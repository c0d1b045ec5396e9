import type { CarePlanRecord } from '../../domain/chart/records.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  COMFORT_CARE,
  HOSPICE_CARE,
  PALLIATIVE_POSSIBLE,
  PALLIATIVE_POSSIBLE_SERVICES,
  SPECIALIST_PALLIATIVE,
} from '../terminology/palliative.ts';
import { namesAnticancerTreatment } from './anticancer.ts';
import { isPerson } from './goal.ts';
import { codes, list, object, oneOf, text, words, type Json } from './json.ts';
import { affirms } from './mentions.ts';
import { narrativeOf } from './narrative.ts';
import {
  evidenceOf,
  isLater,
  ownReference,
  plain,
  read,
  subjectProblem,
  unreadable,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { isPalliativeIntent } from './treatment-intent.ts';

/** Words of a plan that are kept; activities that are looked at. A plan longer than that says nothing new to a rule. */
const LONGEST_TEXT = 600;
const MOST_ACTIVITIES = 100;

/** Active, on hold or completed plans (clinical reference 3.1). */
export function readCarePlan(resource: Json, context: Context): Reading<CarePlanRecord> {
  const status = oneOf(resource['status'], [
    'active',
    'on-hold',
    'completed',
    'draft',
    'revoked',
    'entered-in-error',
    'unknown',
  ]);
  if (status === null) return unreadable('no-status');
  if (status === 'entered-in-error' || status === 'revoked' || status === 'draft' || status === 'unknown')
    return withdrawn;
  // Somebody's proposal is no plan of the patient's.
  if (resource['intent'] === 'proposal' || resource['intent'] === 'option') return withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const period = object(resource['period']);
  const start = whenOf(period?.['start'], context) ?? whenOf(resource['created'], context);
  if (isLater(start, context)) return unreadable('after-as-of');
  const end = whenOf(period?.['end'], context);
  const category = list(resource['category']);
  const activities = list(resource['activity'])
    .slice(0, MOST_ACTIVITIES)
    .map((one) => object(one['detail']))
    .filter((one) => one !== null)
    .filter(isPlanned);
  const concepts = [...codes(resource['category']), ...activities.flatMap((one) => codes(one['code']))];
  const title = text(resource['title']) ?? words(category[0]) ?? text(resource['description']) ?? 'Care plan';
  const said = wordsOf(resource, category, activities);
  const comfortCare = anyIn(concepts, COMFORT_CARE);
  const { origin, reference, code, value } = evidenceOf(resource, category[0], start, context);
  return read({
    origin,
    reference,
    label: plain(title),
    code,
    when: start,
    value,
    status: isLater(end, context) && status === 'completed' ? 'active' : status,
    end: isLater(end, context) ? null : end,
    hospice: hospiceOf(anyIn(concepts, HOSPICE_CARE), comfortCare, said),
    palliativeIntent: isPalliativeIntent(resource),
    palliative: palliativeOf(
      anyIn(concepts, SPECIALIST_PALLIATIVE),
      anyIn(concepts, PALLIATIVE_POSSIBLE, PALLIATIVE_POSSIBLE_SERVICES),
      said,
    ),
    comfortCare,
    antineoplastic: namesAnticancerTreatment(concepts),
    byPatient: isPerson(ownReference(resource['author'], context)),
    text: said.structured === '' ? said.narrative : said.structured,
  });
}

function isPlanned(detail: Json): boolean {
  const status = detail['status'];
  return (
    detail['doNotPerform'] !== true && status !== 'cancelled' && status !== 'stopped' && status !== 'entered-in-error'
  );
}

interface Said {
  readonly structured: string;
  /** Only where nothing but a title says what the plan is: some EHRs give it as text alone, and a generated narrative repeats the rest. */
  readonly narrative: string;
}

function wordsOf(resource: Json, category: readonly Json[], activities: readonly Json[]): Said {
  const own = [
    text(resource['title']),
    text(resource['description']),
    ...activities.map((one) => text(one['description'])),
  ];
  const coded = [...category.map(words), ...activities.map((one) => words(one['code']))];
  const structured = [...own, ...coded]
    .filter((one) => one !== null)
    .map(plain)
    .join('. ')
    .slice(0, LONGEST_TEXT);
  const isBare = text(resource['description']) === null && activities.length === 0;
  return { structured, narrative: isBare ? narrativeOf(resource).slice(0, LONGEST_TEXT) : '' };
}

/** A comfort-care plan that names hospice is hospice care (clinical reference 3.5); a name alone may be saying no to it. */
function hospiceOf(coded: boolean, comfortCare: boolean, said: Said): CarePlanRecord['hospice'] {
  if (coded) return 'coded';
  if (affirms(said.structured, 'hospice')) return comfortCare ? 'coded' : 'words';
  return affirms(said.narrative, 'hospice') ? 'words' : null;
}

function palliativeOf(specialist: boolean, possible: boolean, said: Said): CarePlanRecord['palliative'] {
  if (specialist) return 'specialist';
  return possible || affirms(said.structured, 'palliative') || affirms(said.narrative, 'palliative')
    ? 'possible'
    : null;
}
