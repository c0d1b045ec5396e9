/**
 * What was read by its own address after a change, as against what a search shows of it later: indices lag, and a referral that was
 * cancelled a moment ago must not be told as open again. What somebody has changed since has a version of its own, and counts.
 */
import type { FhirResource } from 'fhir/r4';
import { object, text } from '../../fhir/read/json.ts';

/** By reference: as it was last seen, and the versions that were there before. */
export type Seen = Map<string, { readonly resource: FhirResource; readonly over: ReadonlySet<string> }>;

/** It was made of the version `over`, which is no news from now on. */
export function noteSeen(seen: Seen, resource: FhirResource, over: string): void {
  const version = versionOf(resource);
  const known = seen.get(referenceOf(resource));
  if (version === null || version === over || known?.over.has(version) === true) return;
  seen.set(referenceOf(resource), { resource, over: new Set([...(known?.over ?? []), over]) });
}

/** As a search shows them, but for those of which it shows what was there before. */
export function asSeen(seen: Seen, resources: readonly FhirResource[]): readonly FhirResource[] {
  if (seen.size === 0) return resources;
  return resources.map((one) => {
    const known = seen.get(referenceOf(one));
    const version = versionOf(one);
    return known !== undefined && version !== null && known.over.has(version) ? known.resource : one;
  });
}

/** As the server counts its changes; null where it does not. */
export function versionOf(resource: FhirResource): string | null {
  return text(object(resource.meta)?.['versionId']);
}

const referenceOf = ({ resourceType, id = '' }: FhirResource): string => `${resourceType}/${id}`;
