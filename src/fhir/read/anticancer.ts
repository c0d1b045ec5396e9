/** Whether an order or plan names an anticancer treatment (clinical reference 5.7). */
import type { Code } from '../../domain/chart/evidence.ts';
import { anyIn } from '../terminology/code-set.ts';
import { ANTINEOPLASTIC_DRUG_HCPCS } from '../terminology/drug-hcpcs.ts';
import { HCPCS } from '../terminology/systems.ts';
import { ANTINEOPLASTIC_PROCEDURES, ANTINEOPLASTIC_PUMP } from '../terminology/treatments.ts';

export function namesAnticancerTreatment(concepts: readonly Code[]): boolean {
  return (
    anyIn(concepts, ANTINEOPLASTIC_PROCEDURES, ANTINEOPLASTIC_PUMP) ||
    concepts.some(({ system, code }) => system === HCPCS && ANTINEOPLASTIC_DRUG_HCPCS.test(code))
  );
}
