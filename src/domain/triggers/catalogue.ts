import type { TriggerRule } from './rule.ts';
import { cnsMetastases } from './rules/cns-metastases.ts';
import { metastaticSolidTumor } from './rules/metastatic-solid-tumor.ts';
import { poorPerformanceStatus } from './rules/poor-performance-status.ts';
import { repeatUnplannedAdmissions } from './rules/repeat-unplanned-admissions.ts';

/** Raised when a rule joins, leaves or changes. Written into every referral. */
export const CATALOGUE_VERSION = '2026.1';

/** The rules in force, in the order of the clinical reference. A rule goes live by being named here. */
export const CATALOGUE: readonly TriggerRule[] = [
  metastaticSolidTumor,
  cnsMetastases,
  poorPerformanceStatus,
  repeatUnplannedAdmissions,
];
