/**
 * Which services that can be billed fit what is documented and planned. Information: nothing here is a claim, and nothing is added up. The list
 * itself is data (`public/billing-options.json`), which a site can replace.
 */
import type { Assessment } from '../assessment.ts';
import type { Chart } from '../chart/chart.ts';
import { within, type Day } from '../logic/when.ts';
import type { Candidate } from './candidate.ts';
import type { Certainty } from './model.ts';

/** What an option may be for. */
export const OCCASIONS = [
  'model',
  'navigation',
  'care-management',
  'advance-care-planning',
  'hospice',
  'visit',
] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** As a site's file has it; texts are shown as they are. */
export interface BillingOption {
  readonly name: string;
  /** HCPCS, or the site's own: none is shipped that is licensed. */
  readonly codes: readonly string[];
  readonly fits: readonly Occasion[];
  readonly note: string | null;
  readonly source: string;
  readonly certainty: Certainty;
  /** Last day on which it is known to be there; null where none is known. */
  readonly until: Day | null;
}

export interface BillingList {
  readonly asOf: Day;
  readonly options: readonly BillingOption[];
}

/** On record already; what the answer suggests; not on record; by estimate only. */
export type Standing = 'documented' | 'suggested' | 'missing' | 'estimated';

export interface FittingOption extends BillingOption {
  readonly because: readonly { readonly occasion: Occasion; readonly is: Standing }[];
}

/** What was done so lately speaks for the service now. [DESIGN] */
const DOCUMENTED_DAYS = 90;

export function fittingOptions(
  list: BillingList,
  chart: Chart,
  assessment: Assessment,
  candidate: Candidate,
): readonly FittingOption[] {
  // Nothing more is planned for somebody who has died.
  if (chart.patient.deceased !== null) return [];
  const occasions = occasionsOf(chart, assessment, candidate);
  return list.options.flatMap((option) => {
    if (option.until !== null && option.until < chart.asOf) return [];
    const because = option.fits.flatMap((occasion) => {
      const is = occasions.get(occasion);
      return is === undefined ? [] : [{ occasion, is }];
    });
    return because.length === 0 ? [] : [{ ...option, because }];
  });
}

function occasionsOf(
  chart: Chart,
  { facts, recommendation, triggers }: Assessment,
  candidate: Candidate,
): ReadonlyMap<Occasion, Standing> {
  const found = new Map<Occasion, Standing>();
  const { level } = recommendation;
  const lately = (when: Chart['decisions'][number]['when']): boolean =>
    when !== null && within(when, chart.asOf, DOCUMENTED_DAYS) === true;
  const contacted = chart.decisions.some(({ decision, when }) => decision === 'navigator-contact' && lately(when));
  const talked =
    chart.procedures.some(({ tags, when }) => tags.has('advance-care-planning') && lately(when)) ||
    chart.observations.some(
      (one) => one.kind === 'advance-care-planning' && one.what === 'conversation' && one.recorded && lately(one.when),
    );
  if (candidate.may === true) found.set('model', 'estimated');
  if (contacted) found.set('navigation', 'documented');
  else if (level === 'navigator') found.set('navigation', 'suggested');
  if (facts.activeMalignancy === true) found.set('care-management', 'documented');
  if (talked) found.set('advance-care-planning', 'documented');
  else if (triggers.some(({ id, outcome }) => id === 'acp-gap' && outcome === 'met'))
    found.set('advance-care-planning', 'missing');
  if (facts.involvement.hospice === true) found.set('hospice', 'documented');
  if (facts.involvement.palliative === true) found.set('visit', 'documented');
  else if (level === 'specialist' || level === 'hospice-conversation') found.set('visit', 'suggested');
  return found;
}
