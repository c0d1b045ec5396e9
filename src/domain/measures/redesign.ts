/**
 * The eight redesign activities of the model (clinical reference 6.1), as far as one chart shows them, and what a palliative visit would add.
 * They are the practice's duties: that one is not seen here does not say that it is not done.
 */
import type { ChartFacts } from '../assessment.ts';
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import { isLoaded, type SourceId } from '../chart/source.ts';
import { compareWhen, within } from '../logic/when.ts';
import type { LensNumbers } from './model.ts';

export const ACTIVITIES = [
  'access-24-7',
  'navigation',
  'care-plan',
  'guidelines',
  'social-needs',
  'patient-reported-outcomes',
  'quality-improvement',
  'certified-technology',
] as const;
export type ActivityId = (typeof ACTIVITIES)[number];

/** `of-the-practice`: no chart shows it. `not-looked-for`: this app reads nothing of it. */
export type Shown = 'seen' | 'not-seen' | 'cannot-tell' | 'not-looked-for' | 'of-the-practice';

export interface Activity {
  readonly id: ActivityId;
  readonly shown: Shown;
  readonly evidence: readonly Evidence[];
  /** A palliative referral or visit would add to it. */
  readonly adds: boolean;
}

/**
 * Parts of the documented care plan after the Institute of Medicine. Known and not read again: off unless a site turns them on
 * (`operations.carePlanComponents`).
 */
export const CARE_PLAN_PARTS = [
  'patient-information',
  'diagnosis',
  'prognosis',
  'treatment-goals',
  'plan-and-duration',
  'expected-response',
  'benefits-and-harms',
  'quality-of-life',
  'who-is-responsible',
  'advance-care-plans',
  'costs',
  'psychosocial-plan',
  'survivorship-plan',
] as const;
export type CarePlanPart = (typeof CARE_PLAN_PARTS)[number];

/** Which of these a palliative visit usually brings. */
const BROUGHT: ReadonlySet<CarePlanPart> = new Set([
  'prognosis',
  'treatment-goals',
  'quality-of-life',
  'advance-care-plans',
  'psychosocial-plan',
]);

export interface CarePlanPartShown {
  readonly part: CarePlanPart;
  readonly shown: Shown;
  readonly adds: boolean;
}

/** `isMeasured`: alive, and perhaps in the model. Of others it is not said what would add to it. */
export function activitiesOf(
  chart: Chart,
  facts: ChartFacts,
  isMeasured: boolean,
  numbers: LensNumbers,
): readonly Activity[] {
  const { asOf } = chart;
  const lately = <One extends Evidence>(all: readonly One[]): readonly One[] =>
    all
      .filter(({ when }) => when !== null && within(when, asOf, numbers.lookBackDays) === true)
      .toSorted((a, b) => (a.when === null || b.when === null ? 0 : compareWhen(b.when, a.when)));
  const navigator = [
    ...lately(chart.decisions.filter(({ decision }) => decision === 'navigator-contact')),
    ...chart.careTeams.filter(
      ({ active, members }) => active && members.some(({ role }) => NAVIGATOR.test(role ?? '')),
    ),
  ];
  const answered = lately(chart.observations.filter(({ source }) => source === 'QuestionnaireResponse'));
  const seen: Readonly<Partial<Record<ActivityId, readonly [found: readonly Evidence[], needs: readonly SourceId[]]>>> =
    {
      navigation: [navigator, ['CareTeam', 'Task']],
      'care-plan': [facts.carePlan === null ? [] : [facts.carePlan], ['CarePlan']],
      'patient-reported-outcomes': [answered, ['QuestionnaireResponse']],
    };
  return ACTIVITIES.map((id) => {
    const found = seen[id];
    const adds = isMeasured && ADDS.has(id);
    if (found === undefined) return { id, shown: OTHERS[id] ?? 'of-the-practice', evidence: [], adds };
    const [evidence, needs] = found;
    return { id, shown: shownOf(chart, evidence.length > 0, needs), evidence: evidence.slice(0, 1), adds };
  });
}

const NAVIGATOR = /navigat/i;
/** Access at any hour is the practice's own duty: a service's line does not fulfil it. */
const ADDS: ReadonlySet<ActivityId> = new Set(['navigation', 'care-plan', 'patient-reported-outcomes']);
const OTHERS: Readonly<Partial<Record<ActivityId, Shown>>> = { 'social-needs': 'not-looked-for' };

function shownOf({ sources }: Chart, isSeen: boolean, needs: readonly SourceId[]): Shown {
  if (isSeen) return 'seen';
  return needs.every((source) => isLoaded(sources, source)) ? 'not-seen' : 'cannot-tell';
}

export function carePlanPartsOf(chart: Chart, facts: ChartFacts, isMeasured: boolean): readonly CarePlanPartShown[] {
  const planning = [
    ...chart.documents.filter(({ what }) => what !== 'other'),
    ...chart.observations.filter((one) => one.kind === 'advance-care-planning' && one.recorded),
    ...chart.procedures.filter(({ tags }) => tags.has('advance-care-planning')),
  ];
  const seen: Readonly<Partial<Record<CarePlanPart, readonly [isSeen: boolean, needs: readonly SourceId[]]>>> = {
    'patient-information': [true, []],
    diagnosis: [facts.cancers.some(({ status }) => status === 'active'), ['Condition']],
    'treatment-goals': [chart.goals.some(({ current }) => current), ['Goal', 'CarePlan']],
    'quality-of-life': [chart.observations.some(({ kind }) => kind === 'quality-of-life'), ['Observation']],
    'advance-care-plans': [planning.length > 0, ['DocumentReference', 'Consent', 'Observation', 'Procedure']],
  };
  return CARE_PLAN_PARTS.map((part) => {
    const [isSeen, needs] = seen[part] ?? [];
    const shown = isSeen === undefined || needs === undefined ? 'not-looked-for' : shownOf(chart, isSeen, needs);
    return { part, shown, adds: isMeasured && BROUGHT.has(part) };
  });
}
