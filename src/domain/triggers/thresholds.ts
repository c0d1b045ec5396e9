import type { TriggerId } from './trigger.ts';

/**
 * Numbers that a site has changed, by trigger (or "gates", "facts", "follow-up") and by name of the threshold. `site/rules.ts` checks names and
 * bounds against the catalogue; whatever the catalogue does not know is ignored here.
 */
export type ThresholdOverrides = Readonly<
  Partial<
    Record<
      TriggerId | 'gates' | 'facts' | 'follow-up',
      Readonly<Record<string, number | boolean | undefined>> | undefined
    >
  >
>;
