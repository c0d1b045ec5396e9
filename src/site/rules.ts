/**
 * What a site changes in the engine: numbers, optional rules, dosing profile; checked against the catalogue. Apart from
 * `site.ts`, because the launch page needs the one and must not load the other.
 */
import type { AssessOptions } from '../domain/assess.ts';
import { FACTS } from '../domain/chart/fact-numbers.ts';
import { GATES } from '../domain/chart/gate-numbers.ts';
import { FOLLOW_UP } from '../domain/referral/follow-up-numbers.ts';
import { CATALOGUE } from '../domain/triggers/catalogue.ts';
import type { Threshold, Thresholds } from '../domain/triggers/rule.ts';
import { profileOf } from './profile.ts';
import type { Site, SiteProblem } from './site.ts';

type RulesOfSite = Pick<Site, 'thresholds' | 'optionalTriggers' | 'profile' | 'myeloidAsBloodCancer'>;

/** For `assess`. A profile that is wrong is a problem of the site and is not taken. */
export function rulesOf(site: RulesOfSite): AssessOptions {
  const profile = profileOf(site);
  return {
    thresholds: site.thresholds,
    optionalRules: site.optionalTriggers,
    myeloidAsBloodCancer: site.myeloidAsBloodCancer,
    ...(profile.ok ? { profile: profile.profile } : {}),
  };
}

/** What has numbers that a site may change. */
const NUMBERED: readonly { readonly id: string; readonly thresholds: Thresholds }[] = [
  GATES,
  FACTS,
  FOLLOW_UP,
  ...CATALOGUE,
];

/** What is wrong with a site's numbers, optional rules and profile; empty when nothing is. */
export function ruleProblems(site: RulesOfSite): readonly SiteProblem[] {
  const profile = profileOf(site);
  const problems: SiteProblem[] = profile.ok ? [] : [...profile.problems];
  for (const [id, values] of Object.entries(site.thresholds)) {
    const rule = NUMBERED.find((one) => one.id === id);
    if (rule === undefined) {
      problems.push({
        field: `thresholds.${id}`,
        message: `is no rule; rules are ${listed(CATALOGUE.map((one) => one.id))}, gates, facts and follow-up`,
      });
      continue;
    }
    for (const [name, value] of Object.entries(values)) {
      const threshold = Object.hasOwn(rule.thresholds, name) ? rule.thresholds[name] : undefined;
      const message =
        threshold === undefined
          ? `is no number of this rule; its numbers are ${listed(Object.keys(rule.thresholds))}`
          : wrong(threshold, value);
      if (message !== null) problems.push({ field: `thresholds.${id}.${name}`, message });
    }
  }
  const optional = CATALOGUE.filter((rule) => rule.optional !== undefined).map((rule) => rule.id);
  for (const id of Object.keys(site.optionalTriggers)) {
    if (!(optional as readonly string[]).includes(id))
      problems.push({ field: `optionalTriggers.${id}`, message: `is no optional rule; those are ${listed(optional)}` });
  }
  return problems;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** What is wrong with a value for a threshold, as a person can act on it; null when nothing is. */
function wrong(threshold: Threshold, value: number | boolean): string | null {
  const example = `for example ${String(threshold.value)}`;
  if (typeof threshold.value === 'boolean')
    return typeof value === 'boolean' ? null : `must be true or false, ${example}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `must be a number (${threshold.unit}), ${example}`;
  if (value < 0) return `must not be negative, ${example}`;
  const counts = threshold.unit === 'days' || threshold.atLeast !== undefined;
  if (counts && !Number.isInteger(value)) return `must be a whole number (${threshold.unit}), ${example}`;
  if (threshold.atLeast !== undefined && value < threshold.atLeast) return `must be at least ${threshold.atLeast}`;
  return threshold.atMost !== undefined && value > threshold.atMost ? `must be at most ${threshold.atMost}` : null;
}
