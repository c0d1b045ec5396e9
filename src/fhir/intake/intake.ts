/** From text of any shape that FHIR files come in to resources, one patient at a time. */
import type { FhirResource } from 'fhir/r4';
import { list, object, text, type Json } from '../read/json.ts';

export type Intake =
  | { readonly ok: true; readonly patientIds: readonly string[]; readonly resources: readonly FhirResource[] }
  | { readonly ok: false; readonly why: 'empty' | 'not-json' | 'not-fhir' | 'no-patient'; readonly detail: string };

/** Bundles inside bundles deeper than this are no chart but an attack or an accident. */
const DEEPEST = 16;

/** Takes in a Bundle of any type (nested too), an array of resources, a single resource, or NDJSON. */
export function takeIn(written: string): Intake {
  const clean = written.replace(/^\uFEFF/, '').trim();
  if (clean === '') return { ok: false, why: 'empty', detail: 'the file is empty' };
  const parsed = parse(clean);
  if (!parsed.ok) return { ok: false, why: 'not-json', detail: parsed.detail };
  const resources: Json[] = [];
  const fullUrls = new Map<string, string>();
  for (const one of parsed.values) collect(one, null, resources, fullUrls, 0);
  if (resources.length === 0) return { ok: false, why: 'not-fhir', detail: 'no FHIR resource was found' };
  const patientIds = [
    ...new Set(resources.flatMap((one) => (one['resourceType'] === 'Patient' ? (text(one['id']) ?? []) : []))),
  ];
  if (patientIds.length === 0)
    return { ok: false, why: 'no-patient', detail: 'no Patient resource with an id was found' };
  const resolved = resources.map((one) => resolve(one, fullUrls) as Json);
  return { ok: true, patientIds, resources: resolved as unknown as readonly FhirResource[] };
}

type Parsed =
  { readonly ok: true; readonly values: readonly unknown[] } | { readonly ok: false; readonly detail: string };

/** The parser's own message repeats what stands in the file, and that is a chart. */
const NOT_JSON = 'it is not JSON';

function parse(written: string): Parsed {
  try {
    return { ok: true, values: [JSON.parse(written)] };
  } catch {
    const lines = written.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length < 2) return { ok: false, detail: NOT_JSON };
    const values: unknown[] = [];
    for (const [index, line] of lines.entries()) {
      try {
        values.push(JSON.parse(line.replace(/^\uFEFF/, '')));
      } catch {
        // A file that is neither one JSON value nor a value a line: say it of the file, not of a line in its middle.
        const detail = index === 0 ? NOT_JSON : `line ${index + 1} is not JSON`;
        return { ok: false, detail };
      }
    }
    return { ok: true, values };
  }
}

function collect(
  value: unknown,
  fullUrl: string | null,
  into: Json[],
  fullUrls: Map<string, string>,
  depth: number,
): void {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const one of value) collect(one, null, into, fullUrls, depth + 1);
    return;
  }
  const resource = object(value);
  const type = text(resource?.['resourceType']);
  if (resource === null || type === null) return;
  if (type === 'Bundle') {
    for (const entry of list(resource['entry']))
      collect(entry['resource'], text(entry['fullUrl']), into, fullUrls, depth + 1);
    return;
  }
  // Nameless resources get a name of their own, so that evidence can point to them.
  const id =
    text(resource['id']) ??
    (fullUrl?.startsWith('urn:uuid:') === true ? fullUrl.slice(9) : `unnamed-${into.length + 1}`);
  if (fullUrl !== null) fullUrls.set(fullUrl, `${type}/${id}`);
  // Some files refer to "urn:uuid:<id>" whatever their fullUrl says.
  if (!fullUrls.has(`urn:uuid:${id}`)) fullUrls.set(`urn:uuid:${id}`, `${type}/${id}`);
  into.push(resource['id'] === id ? resource : { ...resource, id });
}

/** Makes references to an entry's fullUrl relative, and drops the server from absolute ones that the file itself holds. */
function resolve(value: unknown, fullUrls: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, fullUrls));
  const json = object(value);
  if (json === null) return value;
  return Object.fromEntries(
    Object.entries(json).map(([name, one]) => [
      name,
      name === 'reference' && typeof one === 'string' ? (fullUrls.get(one) ?? one) : resolve(one, fullUrls),
    ]),
  );
}
