import type { Evidence } from '../domain/chart/evidence.ts';
import { useEhr } from './ehr-context.ts';

/** Gives the FHIR record behind an evidence, as it was received. */
export function useRecord(): (evidence: Evidence) => { readonly title: string; readonly json: string } | null {
  const { port } = useEhr();
  return (evidence) => port.record(evidence);
}
