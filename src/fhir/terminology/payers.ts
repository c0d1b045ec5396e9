/** Who pays, by the Source of Payment Typology of the Public Health Data Standards Consortium (clinical reference 6.2): its first digits. */
import type { Code } from '../../domain/chart/evidence.ts';
import type { PayerKind } from '../../domain/measures/practice-records.ts';
import { PAYER_TYPOLOGY } from './palliative.ts';

/** 1 Medicare, 12 not managed, 121 fee for service. */
const FFS: ReadonlySet<string> = new Set(['1', '12', '121']);

/** `unknown` without a code of the typology; 9999 and its like say no more. Of codes that contradict each other none is believed. */
export function payerKind(codes: readonly Code[]): PayerKind {
  const kinds = new Set(codes.flatMap((one) => (PAYER_TYPOLOGY.has(one.system) ? [kindOf(one.code)] : [])));
  const [kind = 'unknown'] = kinds;
  return kinds.size > 1 ? 'medicare-unclear' : kind;
}

function kindOf(code: string): PayerKind {
  if (!/^[1-9]\d{0,4}$/.test(code) || code.startsWith('99')) return 'unknown';
  if (FFS.has(code)) return 'medicare-ffs';
  if (code.startsWith('11')) return 'medicare-advantage';
  // Drug benefit, hospice, organizations for people with both programs, pending: none tells how care is paid.
  if (code.startsWith('1')) return 'medicare-unclear';
  return code.startsWith('2') ? 'medicaid' : 'other';
}
