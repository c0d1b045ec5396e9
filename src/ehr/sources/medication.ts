import { list, reference } from '../../fhir/read/json.ts';
import type { Received, ReferencedSource } from './source.ts';

const SAY_DRUGS = ['MedicationRequest', 'MedicationAdministration', 'MedicationStatement'] as const;

/** Drugs that orders, administrations and lists name by reference alone, as some EHRs always do (interop 3.2). */
export const medicationSource: ReferencedSource<'Medication'> = {
  how: 'referenced',
  id: 'Medication',
  needs: 'r',
  after: SAY_DRUGS,
  // Different drugs, not orders: a long cancer history has some dozens. [DESIGN]
  atMost: 100,
  references: (received) => [...drugsNamed(received)],
};

function* drugsNamed(received: Received): Generator<string> {
  for (const type of SAY_DRUGS) {
    for (const one of list(received[type])) {
      const named = reference(one['medicationReference']);
      if (named !== null) yield named;
    }
  }
}
