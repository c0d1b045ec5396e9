import type { TriggerId } from './trigger.ts';

/**
 * Numbers of the rules that a site has changed, by trigger and by name of the threshold. `site/thresholds.ts` checks names and
 * bounds against the catalogue; whatever the catalogue does not know is ignored here.
 */
export type ThresholdOverrides = Readonly<
  Partial<Record<TriggerId, Readonly<Record<string, number | boolean | undefined>> | undefined>>
>;
