/** What is odd in Epic. */
import type { Quirk } from '../vendor.ts';
import { advertisedForOthers } from './advertised-for-others.ts';
import { carePlanByCategory } from './care-plan-by-category.ts';
import { conditionByCategory } from './condition-by-category.ts';
import { decisionsAreNotTasks } from './decisions-are-not-tasks.ts';
import { noChemotherapyInAdministrations } from './no-chemotherapy-in-administrations.ts';
import { notesNeedAnEncounter } from './notes-need-an-encounter.ts';
import { referralsAreNotSearched } from './referrals-are-not-searched.ts';
import { standingNotices } from './standing-notices.ts';

export const EPIC: readonly Quirk[] = [
  conditionByCategory,
  carePlanByCategory,
  noChemotherapyInAdministrations,
  referralsAreNotSearched,
  decisionsAreNotTasks,
  standingNotices,
  advertisedForOthers,
  notesNeedAnEncounter,
];
