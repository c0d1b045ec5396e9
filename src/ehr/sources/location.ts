import { list, object, reference } from '../../fhir/read/json.ts';
import { parseWhen, type Day } from '../../domain/logic/when.ts';
import type { Received, ReferencedSource } from './source.ts';
import { encounterSource } from './encounter.ts';

/** Wards of the hospital stays that rules look at: intensive care is told by the ward's name or kind (clinical 3.2, 22). */
export const locationSource: ReferencedSource<'Location'> = {
  how: 'referenced',
  id: 'Location',
  needs: 'r',
  after: ['Encounter'],
  // Different places, not visits: a year of a large hospital's wards and clinics. [DESIGN]
  atMost: 50,
  references: (received, asOf) => [...placesNamed(received, asOf)],
};

/** An older encounter comes from a server that cannot search by date; what is not dated may be recent. */
function* placesNamed(received: Received, asOf: Day): Generator<string> {
  const first = asOf - (encounterSource.lookBack['all'] ?? 0);
  for (const encounter of list(received.Encounter)) {
    const end = parseWhen(object(encounter['period'])?.['end']);
    if (end !== null && end.hi < first) continue;
    for (const one of list(encounter['location'])) {
      const place = reference(one['location']);
      if (place !== null) yield place;
    }
  }
}
