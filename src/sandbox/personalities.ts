/** The EHRs that the demo can be, and which one it is just now. */
import { epicLike } from './personalities/epic-like.ts';
import { hostileEhr } from './personalities/hostile.ts';
import { meditechLike } from './personalities/meditech-like.ts';
import { oracleLike } from './personalities/oracle-like.ts';
import { PERSONALITY_NAMES, plain } from './personality.ts';
import type { Personality, PersonalityName } from './personality.ts';

export const PERSONALITIES: Readonly<Record<PersonalityName, Personality>> = {
  plain,
  'epic-like': epicLike,
  'oracle-like': oracleLike,
  'meditech-like': meditechLike,
  hostile: hostileEhr,
};

export function isPersonalityName(name: unknown): name is PersonalityName {
  return PERSONALITY_NAMES.some((one) => one === name);
}

/**
 * One object that every part of the EHR holds, so that choosing another personality changes the whole EHR at once, as an upgrade
 * over night would. Charts, sign-ins and launches stay.
 */
export function changeable(first: Personality): {
  readonly personality: Personality;
  readonly become: (next: Personality) => void;
} {
  const personality = { ...first };
  return {
    personality,
    become(next) {
      for (const name of Object.keys(personality)) delete (personality as Record<string, unknown>)[name];
      Object.assign(personality, next);
    },
  };
}
