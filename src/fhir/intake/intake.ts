/** From text of any shape that FHIR files come in to resources, the names they go by, and what the file says was asked. */
import type { FhirResource } from 'fhir/r4';
import { list, object, text, type Json } from '../read/json.ts';

export interface Taken {
  readonly ok: true;
  readonly patientIds: readonly string[];
  /** As they came, but for a name where one had none. */
  readonly resources: readonly FhirResource[];
  /** Other names of resources in the file ("urn:uuid:...", absolute addresses, conditional references): relative ones. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Searches whose results the file holds, also those that gave nothing. */
  readonly searches: readonly Search[];
  /** The file is the answer to several requests, and one of them failed: whatever it was for is not here. */
  readonly requestFailed: boolean;
}

/** What a search result says of itself. */
export interface Search {
  readonly type: string;
  /** The patient asked for, by id; null where the search does not say. */
  readonly patientId: string | null;
  /** It asked for all of the type, not for some category or time. */
  readonly whole: boolean;
  /** There is more than the file holds: a page that is not here, an error among the results, a higher total. */
  readonly short: boolean;
}

export type Intake =
  | Taken
  | { readonly ok: false; readonly why: 'empty' | 'not-json' | 'not-fhir' | 'no-patient'; readonly detail: string };

/** Bundles inside bundles deeper than this are no chart but an attack or an accident. */
const DEEPEST = 16;

/** Takes in a Bundle of any type (nested too), an array of resources, a single resource, or NDJSON. */
export function takeIn(written: string): Intake {
  const clean = written.replace(/^\uFEFF/, '').trim();
  if (clean === '') return { ok: false, why: 'empty', detail: 'the file is empty' };
  const parsed = parse(clean);
  return parsed.ok ? takeInParsed(parsed.values) : { ok: false, why: 'not-json', detail: parsed.detail };
}

/** The same for what has been parsed already. Nothing that came in is changed. */
export function takeInParsed(values: readonly unknown[]): Intake {
  const collector = new Collector();
  for (const one of values) collector.collect(one, null, 0);
  const { resources } = collector;
  if (resources.length === 0) return { ok: false, why: 'not-fhir', detail: 'no FHIR resource was found' };
  const patientIds = new Set<string>();
  for (const one of resources) {
    if (one['resourceType'] !== 'Patient') continue;
    const id = text(one['id']);
    if (id === null) continue;
    patientIds.add(id);
    for (const identifier of list(one['identifier'])) {
      const value = text(identifier['value']);
      if (value === null) continue;
      collector.aliases.set(`Patient?identifier=${text(identifier['system']) ?? ''}|${value}`, `Patient/${id}`);
    }
  }
  if (patientIds.size === 0)
    return { ok: false, why: 'no-patient', detail: 'no Patient resource with an id was found' };
  return {
    ok: true,
    patientIds: [...patientIds],
    resources: resources as unknown as readonly FhirResource[],
    aliases: collector.aliases,
    searches: collector.searches(),
    requestFailed: collector.requestFailed,
  };
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

/** A page of a search result, as it says of itself. */
interface Page {
  readonly self: string | null;
  readonly next: string | null;
  readonly types: readonly string[];
  readonly patientId: string | null;
  readonly whole: boolean;
  readonly broken: boolean;
  readonly matches: number;
  readonly total: number | null;
}

const UUID_LENGTH = 36;

class Collector {
  readonly resources: Json[] = [];
  readonly aliases = new Map<string, string>();
  requestFailed = false;
  readonly #pages: Page[] = [];
  readonly #unnamed = new Map<string, number>();

  collect(value: unknown, fullUrl: string | null, depth: number): void {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) {
      for (const one of value) this.collect(one, null, depth + 1);
      return;
    }
    const resource = object(value);
    const type = text(resource?.['resourceType']);
    if (resource === null || type === null) return;
    if (type !== 'Bundle') {
      this.#keep(resource, type, fullUrl);
      return;
    }
    const entries = list(resource['entry']);
    if (resource['type'] === 'searchset') this.#pages.push(pageOf(resource, entries));
    for (const entry of entries) {
      if (entry['response'] !== undefined && hasFailed(entry['response'])) this.requestFailed = true;
      this.collect(entry['resource'], text(entry['fullUrl']), depth + 1);
    }
  }

  /** The searches, once every page has been seen. */
  searches(): readonly Search[] {
    const isShort = shortness(this.#pages);
    const found: Search[] = [];
    for (const page of this.#pages)
      for (const type of page.types)
        found.push({ type, patientId: page.patientId, whole: page.whole, short: isShort(page, type) });
    return found;
  }

  #keep(resource: Json, type: string, fullUrl: string | null): void {
    // Nameless resources get a name of their own, so that evidence can point to them.
    const id =
      text(resource['id']) ?? (fullUrl?.startsWith('urn:uuid:') === true ? fullUrl.slice(9) : this.#nameFor(resource));
    if (fullUrl !== null || id.length === UUID_LENGTH) {
      const name = `${type}/${id}`;
      if (fullUrl !== null && fullUrl !== name) this.aliases.set(fullUrl, name);
      // Some files refer to "urn:uuid:<id>" whatever their fullUrl says.
      if (id.length === UUID_LENGTH && !this.aliases.has(`urn:uuid:${id}`)) this.aliases.set(`urn:uuid:${id}`, name);
    }
    this.resources.push(resource['id'] === id ? resource : { ...resource, id });
  }

  /** A name by what is in it, so that it does not depend on the order of the file; equal ones are numbered. */
  #nameFor(resource: Json): string {
    const name = `unnamed-${digestOf(JSON.stringify(resource))}`;
    const count = (this.#unnamed.get(name) ?? 0) + 1;
    this.#unnamed.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  }
}

/** Tells of a page whether there is more of its search than all pages together hold. */
function shortness(pages: readonly Page[]): (page: Page, type: string) => boolean {
  // Nearly every search is one page that holds all that it counts: then nothing needs to be put together.
  if (pages.every(({ next, total, matches }) => next === null && (total ?? 0) <= matches))
    return ({ broken }) => broken;
  const here = new Set(pages.map(({ self }) => self));
  const held = new Map<string, number>();
  const nameOf = (type: string, { patientId, whole }: Page): string => `${type} ${patientId ?? ''} ${String(whole)}`;
  for (const page of pages)
    for (const type of page.types) {
      const name = nameOf(type, page);
      held.set(name, (held.get(name) ?? 0) + page.matches);
    }
  return (page, type) =>
    page.broken ||
    (page.next !== null && !here.has(page.next)) ||
    (page.total ?? 0) > (held.get(nameOf(type, page)) ?? 0);
}

/** A short digest of a text, to tell texts apart and for nothing else: two halves of FNV-1a. */
function digestOf(written: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < written.length; index += 1) {
    const sign = written.charCodeAt(index);
    low = Math.imul(low ^ sign, 0x01000193);
    high = Math.imul(high ^ (sign + index), 0x85ebca6b);
  }
  return (low >>> 0).toString(36) + (high >>> 0).toString(36);
}

/** Parameters that say how to answer, and leave nothing out. */
const HARMLESS = new Set(['_count', '_format', '_include', '_revinclude', '_sort', '_total', '_pretty', '_bundletype']);

function pageOf(bundle: Json, entries: readonly Json[]): Page {
  let self: string | null = null;
  let next: string | null = null;
  for (const link of list(bundle['link'])) {
    if (link['relation'] === 'self') self = text(link['url']);
    else if (link['relation'] === 'next') next = text(link['url']);
  }
  const said = self === null ? null : searchOf(self);
  const held: string[] = [];
  let broken = false;
  let matches = 0;
  for (const entry of entries) {
    const resource = object(entry['resource']);
    const type = text(resource?.['resourceType']);
    if (type === 'OperationOutcome') broken ||= isError(resource);
    else if (type !== null) {
      if (said === null && !held.includes(type)) held.push(type);
      if (object(entry['search'])?.['mode'] !== 'include') matches += 1;
    }
  }
  const total = bundle['total'];
  return {
    self,
    next,
    types: said === null ? held : [said.type],
    patientId: said?.patientId ?? null,
    whole: said?.whole ?? true,
    broken,
    matches,
    total: typeof total === 'number' ? total : null,
  };
}

/** "https://ehr.example.org/fhir/Condition?patient=p1&category=x": what was asked for. Null where it is no search of a type. */
function searchOf(self: string): Pick<Search, 'type' | 'patientId' | 'whole'> | null {
  const question = self.indexOf('?');
  if (question < 0) return null;
  const end = self.endsWith('/_search', question) ? question - '/_search'.length : question;
  const type = self.slice(self.lastIndexOf('/', end - 1) + 1, end);
  if (!TYPE.test(type)) return null;
  let patientId: string | null = null;
  let whole = true;
  for (const part of self.slice(question + 1).split('&')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    if (WHOSE.has(name)) patientId = idIn(equals < 0 ? '' : part.slice(equals + 1));
    else if (!HARMLESS.has(name)) whole = false;
  }
  return { type, patientId, whole };
}

const TYPE = /^[A-Z][A-Za-z]+$/;
/** Parameters that name the patient. */
const WHOSE = new Set(
  ['patient', 'subject', 'beneficiary', 'individual', 'for'].flatMap((name) => [name, `${name}:Patient`]),
);

/** "p1", "Patient/p1" or a whole address of it. */
function idIn(value: string): string {
  const plain = decoded(value);
  const place = plain.lastIndexOf('Patient/');
  return place < 0 ? plain : plain.slice(place + 'Patient/'.length);
}

function decoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function hasFailed(response: unknown): boolean {
  return /^[45]/.test(text(object(response)?.['status']) ?? '');
}

/** An OperationOutcome in a search result that tells of an error: something was not given. */
function isError(resource: Json | null): boolean {
  return list(resource?.['issue']).some((one) => one['severity'] === 'error' || one['severity'] === 'fatal');
}
