/** A session that is not renewed, and a launch from a chart with nothing beside the patient. */
import type { LaunchedWith, SessionLife } from '../../../src/ehr/port.ts';

export function fixedLife(expiresAt: number | null, now: () => number): SessionLife {
  return {
    endsAt: () => expiresAt,
    mayRenew: () => false,
    lasts: async (milliseconds) => expiresAt === null || expiresAt - now() >= milliseconds,
    keepAlive: () => {},
    end: () => {},
  };
}

export const FROM_CHART: LaunchedWith = {
  from: 'chart',
  intent: null,
  open: [],
  styleUrl: null,
  isEarlier: false,
  askedLess: false,
};
