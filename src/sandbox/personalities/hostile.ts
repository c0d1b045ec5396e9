/**
 * An EHR that does everything wrong at once, as a test of what an app lets happen to itself: links and references to a foreign
 * host, paging without end, ten thousand entries, a page that takes a minute, another patient's record among the answers, markup in
 * every text, a patient who is somebody else the next time, and orders that are taken while the connection breaks.
 */
import { commitThenDrop, delay, rewriteBody } from '../faults.ts';
import type { FaultAction } from '../faults.ts';
import { records, string } from '../fhir-types.ts';
import { plain } from '../personality.ts';
import type { Personality } from '../personality.ts';

type Json = Record<string, unknown>;

/** A host that no name server knows (RFC 2606). */
export const FOREIGN = 'https://elsewhere.invalid';
export const MARKUP = '<img src="/x" onerror="document.title=\'hostile\'"><script>document.title="hostile"</script>';
const MANY = 10_000;

const TEXTS: ReadonlySet<string> = new Set([
  'display',
  'text',
  'title',
  'description',
  'family',
  'comment',
  'diagnostics',
]);

/** Markup behind every text that people read, at any depth. */
function scripted(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return TEXTS.has(name) ? `${value}${MARKUP}` : value;
  if (Array.isArray(value)) return value.map((one) => scripted(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, scripted(one, key)]));
}

const hostile = (change: (bundle: Json) => Json = (bundle) => bundle): FaultAction =>
  rewriteBody((body) => scripted(change(body)));

const nextAt =
  (url: string) =>
  (bundle: Json): Json => ({ ...bundle, link: [{ relation: 'next', url }] });

const entriesOf = (bundle: Json): Json[] => records(bundle['entry']);

function withStranger(bundle: Json): Json {
  const [first] = entriesOf(bundle);
  const resource = records(first?.['resource'])[0];
  if (resource === undefined) return bundle;
  const stranger = { ...resource, id: 'stranger-encounter', subject: { reference: 'Patient/somebody-else' } };
  return { ...bundle, entry: [...entriesOf(bundle), { resource: stranger, search: { mode: 'match' } }] };
}

function withMany(bundle: Json): Json {
  const matches = entriesOf(bundle);
  const entry = Array.from({ length: matches.length === 0 ? 0 : MANY }, (_, index) => {
    const one = matches[index % matches.length] ?? {};
    return { ...one, resource: { ...records(one['resource'])[0], id: `many-${index}` } };
  });
  return { ...bundle, total: MANY, entry };
}

function withForeignDrugs(bundle: Json): Json {
  const entry = entriesOf(bundle).map((one) => {
    const { medicationCodeableConcept: _inside, ...resource } = records(one['resource'])[0] ?? {};
    const isOrder = resource['resourceType'] === 'MedicationRequest';
    return isOrder
      ? { ...one, resource: { ...resource, medicationReference: { reference: `${FOREIGN}/fhir/Medication/1` } } }
      : one;
  });
  return { ...bundle, entry };
}

/** The first answer tells of one person, each later one of another under the same id. */
function changing(): FaultAction {
  const seen = new Set<string>();
  return rewriteBody((body) => {
    const id = string(body['id']) ?? '';
    const other = seen.has(id) ? { birthDate: '1931-01-01', gender: 'other', name: [{ family: 'Somebody Else' }] } : {};
    seen.add(id);
    return scripted({ ...body, ...other });
  });
}

export const hostileEhr: Personality = {
  ...plain,
  name: 'hostile',
  label: 'Hostile',
  software: 'Hostile demonstration server',
  faults: ({ fhirUrl }) => {
    let page = 0;
    const search = (type: string): RegExp => new RegExp(`^/fhir/${type}\\?`);
    return [
      { method: 'POST', path: /^\/fhir\/[A-Z]/, action: commitThenDrop() },
      { method: 'GET', path: /^\/fhir\/Patient\/[^/]+$/, action: changing() },
      { method: 'GET', path: search('Condition'), action: hostile(nextAt(`${FOREIGN}/fhir/Condition?page=2`)) },
      {
        method: 'GET',
        path: search('Procedure'),
        action: hostile((bundle) => nextAt(`${fhirUrl}/Procedure?_getpages=${(page += 1)}`)(bundle)),
      },
      { method: 'GET', path: /^\/fhir\/Observation\?.*category=laboratory/, action: hostile(withMany) },
      { method: 'GET', path: search('Encounter'), action: hostile(withStranger) },
      { method: 'GET', path: search('MedicationRequest'), action: hostile(withForeignDrugs) },
      { method: 'GET', path: search('DocumentReference'), action: delay(60_000) },
      { method: 'GET', path: /^\/fhir\/[A-Z]/, action: hostile() },
    ];
  },
};
