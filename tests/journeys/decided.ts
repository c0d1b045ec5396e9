import type { Task } from 'fhir/r4';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** A decision on record as this product writes it, of yesterday. */
export function decided(ehr: Sandbox, decision: 'decline' | 'defer', patient: string): Promise<Task> {
  const OWN = 'https://alongside.invalid/fhir/CodeSystem/alongside';
  const at = new Date(Date.now() - 86_400_000).toISOString();
  return ehr.create<'Task'>({
    resourceType: 'Task',
    status: 'completed',
    intent: 'proposal',
    code: { coding: [{ system: OWN, code: 'palliative-trigger-review' }] },
    ...(decision === 'decline'
      ? {
          statusReason: {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes', code: 'patient-refuses' },
            ],
          },
        }
      : {}),
    for: { reference: `Patient/${patient}` },
    executionPeriod: { start: at, end: at },
    authoredOn: at,
    note: [{ text: 'As it was written.' }],
    output: [
      { type: { coding: [{ system: OWN, code: 'decision' }] }, valueCodeableConcept: { coding: [{ code: decision }] } },
    ],
  });
}
