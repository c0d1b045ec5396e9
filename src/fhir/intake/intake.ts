/** From text of any shape that FHIR files come in to resources, the names they go by, and what the file says was asked. */
import type { FhirResource } from 'fhir/r4';
import { list, object, reference, text, type Json } from '../read/json.ts';
import { nameOf } from '../read/patient.ts';
import { digestOf } from '../read/digest.ts';
import { idOf, isId, Names } from './names.ts';
import { askedBy, frameOf, saysLess, type Asked, type Frame } from './search-result.ts';

export interface Taken {
  readonly ok: true;
  readonly patientIds: readonly string[];
  /** As they came, but for a name where one had none. */
  readonly resources: readonly FhirResource[];
  /** Other names of resources in the file ("urn:uuid:...", absolute addresses, conditional references): relative ones. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Searches whose results the file holds, also those that gave nothing. */
  readonly searches: readonly Search[];
  /** Something is not here, and nobody can tell what: a request failed, a page of everything is missing, a part is unknown. */
  readonly cut: boolean;
  /** Types of which different servers sent resources of one id. */
  readonly clashing: ReadonlySet<string>;
  /** The server that the patients' own addresses name; null when they name none or several. */
  readonly base: string | null;
}

/** What a search result says of itself. */
export interface Search {
  readonly type: string;
  /** What was asked for; null where it does not say. */
  readonly asked: Asked | null;
  /** It asked for all of the type, not for some category or time. */
  readonly whole: boolean;
  /** There is more than the file holds: a page that is not here, an error among the results, a higher total. */
  readonly short: boolean;
}

export type Intake =
  | Taken
  | {
      readonly ok: false;
      readonly why: 'empty' | 'not-json' | 'not-fhir' | 'no-patient' | 'same-id';
      readonly detail: string;
    };

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
  const { base, clashing } = collector.settleServers();
  const patients = new Map<string, Json>();
  for (const one of resources) {
    if (one['resourceType'] !== 'Patient') continue;
    const id = text(one['id']);
    if (id === null) continue;
    const before = patients.get(id);
    if (before !== undefined && !isSamePerson(before, one)) return SAME_ID;
    patients.set(id, one);
    for (const identifier of list(one['identifier'])) {
      const value = text(identifier['value']);
      if (value === null) continue;
      collector.alias(`Patient?identifier=${text(identifier['system']) ?? ''}|${value}`, `Patient/${id}`);
    }
  }
  if (patients.size === 0) return { ok: false, why: 'no-patient', detail: 'no Patient resource with an id was found' };
  if (clashing.has('Patient')) return SAME_ID;
  const searches = collector.searches();
  return {
    ok: true,
    patientIds: [...patients.keys()].toSorted(),
    resources: resources as unknown as readonly FhirResource[],
    aliases: collector.settledAliases(),
    searches,
    cut: collector.cut,
    clashing,
    base,
  };
}

const SAME_ID: Intake = { ok: false, why: 'same-id', detail: 'two different patients in it have the same id' };

/** Versions of one patient, or two patients whose servers gave them one id? Only what both say can tell. */
function isSamePerson(one: Json, other: Json): boolean {
  const [bornOne, bornOther] = [text(one['birthDate']), text(other['birthDate'])];
  // A year alone contradicts no day of it.
  if (bornOne !== null && bornOther !== null && !bornOne.startsWith(bornOther) && !bornOther.startsWith(bornOne))
    return false;
  const [nameOne, nameOther] = [nameOf(one).toLowerCase(), nameOf(other).toLowerCase()];
  return nameOne === '' || nameOther === '' || nameOne === nameOther;
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
interface Page extends Omit<Frame, 'isOdd'> {
  readonly asked: Asked | null;
  readonly types: readonly string[];
  readonly whole: boolean;
  readonly broken: boolean;
  /** The matches, by type and id. */
  readonly matches: ReadonlySet<string>;
}

const UUID_LENGTH = 36;

class Collector {
  readonly resources: Json[] = [];
  cut = false;
  readonly #aliases = new Map<string, string>();
  /** "urn:uuid:<id>", whatever the fullUrl says: some files refer so. What an entry says of itself comes first. */
  readonly #implied = new Map<string, string>();
  /** Names of two resources: they mean neither. */
  readonly #ambiguous = new Set<string>();
  /** For each resource the server that its fullUrl names. */
  readonly #bases: (string | null)[] = [];
  #base: string | null = null;
  readonly #patientBases = new Set<string>();
  #severalBases = false;
  readonly #pages: Page[] = [];
  readonly #names = new Names();

  collect(value: unknown, fullUrl: string | null, depth: number): void {
    if (depth > DEEPEST) {
      this.cut = true;
      return;
    }
    if (Array.isArray(value)) {
      for (const one of value) this.collect(one, null, depth + 1);
      return;
    }
    const resource = object(value);
    const type = text(resource?.['resourceType']);
    // A type begins with a capital: what calls itself "encounter" is read by nobody.
    if (resource === null || type === null || type.charCodeAt(0) > CAPITAL_Z) this.cut = true;
    else if (type === 'Bundle') this.#collectBundle(resource, depth);
    else if (type === 'Parameters') this.#collectParameters(resource['parameter'], depth);
    else this.#keep(resource, type, fullUrl);
  }

  #collectBundle(bundle: Json, depth: number): void {
    const { entry } = bundle;
    const entries: readonly unknown[] = Array.isArray(entry) ? entry : [];
    const frame = frameOf(bundle);
    const isResult = bundle['type'] === 'searchset';
    let { isOdd } = frame;
    for (const item of entries) {
      const one = object(item);
      const resource = one?.['resource'] ?? null;
      const response = one?.['response'];
      if (response !== undefined && hasFailed(response)) this.cut = true;
      if (one === null || resource === null) {
        // The answer to a write, or the request of one, may well hold none.
        isOdd ||= one === null || (response === undefined && one['request'] === undefined);
      } else if (!isResult || object(resource)?.['resourceType'] !== 'OperationOutcome') {
        this.collect(resource, text(one['fullUrl']), depth + 1);
      }
    }
    if (isResult) this.#pages.push(pageOf(frame, isOdd, entries));
    else if (isOdd || frame.next !== null || (frame.total ?? 0) > entries.length) this.cut = true;
  }

  #collectParameters(parameters: unknown, depth: number): void {
    if (depth > DEEPEST) this.cut = true;
    else
      for (const one of list(parameters)) {
        if (one['resource'] !== undefined) this.collect(one['resource'], null, depth + 1);
        if (one['part'] !== undefined) this.#collectParameters(one['part'], depth + 1);
      }
  }

  /** The searches, once every page has been seen. */
  searches(): readonly Search[] {
    const isShort = shortness(this.#pages);
    const found: Search[] = [];
    for (const page of this.#pages) {
      const { types, asked, whole } = page;
      // The rest of what is not a search of one type may hold anything.
      const isOfOne = asked === null ? types.length === 1 : asked.type !== '$everything';
      if (!isOfOne && isShort(page, types[0] ?? '')) this.cut = true;
      for (const type of types) found.push({ type, asked, whole, short: isShort(page, type) });
    }
    return found;
  }

  alias(name: string, meant: string): void {
    const before = this.#aliases.get(name);
    if (before === undefined) this.#aliases.set(name, meant);
    else if (before !== meant) this.#ambiguous.add(name);
  }

  /** Other names, once all are known: those that mean two resources are none, whichever came first. */
  settledAliases(): ReadonlyMap<string, string> {
    for (const [name, meant] of this.#implied)
      if (meant !== '' && !this.#aliases.has(name)) this.#aliases.set(name, meant);
    for (const name of this.#ambiguous) this.#aliases.delete(name);
    return this.#aliases;
  }

  /**
   * One id on two servers is two resources. Those of the patients' own server keep it, the others get a name of their own, so
   * that none stands in another's place.
   */
  settleServers(): Pick<Taken, 'base' | 'clashing'> {
    const clashing = new Set<string>();
    const [only = null] = this.#patientBases;
    const base = this.#patientBases.size === 1 ? only : null;
    if (!this.#severalBases) return { base, clashing };
    const servers = new Map<string, string>();
    const twice = new Set<string>();
    for (const [index, one] of this.resources.entries()) {
      const server = this.#bases[index] ?? null;
      if (server === null) continue;
      const name = nameIn(one);
      const before = servers.get(name);
      if (before === undefined) servers.set(name, server);
      else if (before !== server) twice.add(name);
    }
    for (const [index, one] of twice.size === 0 ? [] : this.resources.entries()) {
      const name = nameIn(one);
      if (!twice.has(name)) continue;
      const type = String(one['resourceType']);
      clashing.add(type);
      const server = this.#bases[index] ?? null;
      if (type === 'Patient' || server === null || server === base) continue;
      const id = `${String(one['id'])}-${digestOf(server)}`;
      this.resources[index] = { ...resolved(one, server), id };
      this.#aliases.set(`${server}/${name}`, `${type}/${id}`);
    }
    return { base, clashing };
  }

  #keep(resource: Json, type: string, fullUrl: string | null): void {
    if (type === 'OperationOutcome' && saysLess(resource)) this.cut = true;
    const stated = text(resource['id']);
    let id = idOf(resource);
    if (id === null) {
      // Nameless resources get a name of their own, so that evidence can point to them.
      const inUrl = stated === null && fullUrl?.startsWith('urn:uuid:') === true ? fullUrl.slice(9) : '';
      id = inUrl !== '' && isId(inUrl) ? inUrl : this.#names.for(resource);
      if (stated !== null) this.alias(`${type}/${stated}`, `${type}/${id}`);
    }
    let base: string | null = null;
    if (fullUrl !== null || id.length === UUID_LENGTH) {
      const name = `${type}/${id}`;
      if (fullUrl !== null && fullUrl !== name) {
        const agrees = endsIn(fullUrl, type, id);
        if (agrees) base = this.#serverIn(fullUrl, name.length + 1);
        if (agrees || !namesAnother(fullUrl, type, stated)) this.alias(fullUrl, name);
      }
      const urn = id.length === UUID_LENGTH ? `urn:uuid:${id}` : fullUrl;
      if (urn !== null && urn !== fullUrl) {
        const before = this.#implied.get(urn);
        // "" means nothing: two resources of different types have it.
        if (before !== name) this.#implied.set(urn, before === undefined ? name : '');
      }
    }
    if (type === 'Patient' && base !== null) this.#patientBases.add(base);
    this.#bases.push(base);
    this.resources.push(resource['id'] === id ? resource : { ...resource, id });
  }

  /** The server of an absolute address; nearly always the one of all the others. */
  #serverIn(fullUrl: string, ending: number): string | null {
    const known = this.#base;
    if (known !== null && fullUrl.length === known.length + ending && fullUrl.startsWith(known)) return known;
    if (!fullUrl.startsWith('http')) return null;
    const server = fullUrl.slice(0, fullUrl.length - ending);
    if (known === null) this.#base = server;
    else this.#severalBases = true;
    return server;
  }
}

const CAPITAL_Z = 90;

const SUBJECTS = ['subject', 'patient', 'beneficiary', 'individual', 'for'];

/** With the patient as that server's: a relative reference means a resource of the server that the entry is from. */
function resolved(resource: Json, server: string): Json {
  const changed: Record<string, unknown> = { ...resource };
  for (const element of SUBJECTS) {
    const named = reference(resource[element]);
    if (named?.startsWith('Patient/') === true) changed[element] = { reference: `${server}/${named}` };
  }
  return changed;
}

function nameIn(resource: Json): string {
  return `${String(resource['resourceType'])}/${String(resource['id'])}`;
}

/** Whether an address ends in "/Condition/c1". By its parts: their text put together is only made to be kept. */
function endsIn(address: string, type: string, id: string): boolean {
  const end = address.length - id.length - 1;
  return (
    address.charAt(end) === '/' &&
    address.endsWith(id) &&
    address.endsWith(type, end) &&
    address.charAt(end - type.length - 1) === '/'
  );
}

/** An address that ends in the type and id of another resource: its entry contradicts itself. */
function namesAnother(fullUrl: string, type: string, id: string | null): boolean {
  if (fullUrl.startsWith('urn:')) return false;
  const version = fullUrl.indexOf('/_history/');
  const end = version < 0 ? fullUrl.length : version;
  const slash = fullUrl.lastIndexOf('/', end - 1);
  const stated = slash < 0 ? '' : fullUrl.slice(fullUrl.lastIndexOf('/', slash - 1) + 1, slash);
  if (!/^[A-Z][A-Za-z]+$/.test(stated)) return false;
  return stated !== type || (id !== null && fullUrl.slice(slash + 1, end) !== id);
}

/** Tells of a page whether there is more of its search than all pages together hold. */
function shortness(pages: readonly Page[]): (page: Page, type: string) => boolean {
  // Nearly every search is one page that holds all that it counts: then nothing needs to be put together.
  if (pages.every(({ next, total, matches }) => next === null && (total ?? 0) <= matches.size))
    return ({ broken }) => broken;
  const bySelf = new Map(pages.map((page) => [page.self, page]));
  const held = new Map<string, Set<string>>();
  const searchOf = (type: string, { asked, whole }: Page): string =>
    `${type} ${asked?.patientIds.join(' ') ?? ''} ${String(whole)}`;
  for (const page of pages)
    for (const type of page.types) {
      const name = searchOf(type, page);
      const known = held.get(name) ?? new Set();
      for (const match of page.matches) known.add(match);
      held.set(name, known);
    }
  const ends = new Map<Page, boolean>();
  /** Whether the links from a page on lead to a last one: not to a page that is not here, nor in a circle. */
  const comesToAnEnd = (page: Page): boolean => {
    const passed: Page[] = [];
    let isEnd = false;
    for (let at: Page | undefined = page; at !== undefined; at = bySelf.get(at.next)) {
      const known: boolean | undefined = at.next === null ? true : ends.get(at);
      if (known !== undefined) {
        isEnd = known;
        break;
      }
      passed.push(at);
      // A page that is met again before that is known closes a circle.
      ends.set(at, false);
    }
    for (const one of passed) ends.set(one, isEnd);
    return isEnd;
  };
  return (page, type) =>
    page.broken || !comesToAnEnd(page) || (page.total ?? 0) > (held.get(searchOf(type, page))?.size ?? 0);
}

function pageOf(frame: Frame, isOdd: boolean, entries: readonly unknown[]): Page {
  const { self, next, total } = frame;
  const asked = self === null ? null : askedBy(self);
  const typed = asked === null || asked.type === '$everything' ? null : asked.type;
  const held: string[] = [];
  const matches = new Set<string>();
  let broken = isOdd;
  for (const item of entries) {
    const one = object(item);
    const resource = object(one?.['resource']);
    const type = text(resource?.['resourceType']);
    if (type === 'OperationOutcome') broken ||= saysLess(resource);
    if (type === null || type === 'OperationOutcome') continue;
    const mode = object(one?.['search'])?.['mode'];
    const cameAlong = mode === 'include' || (mode !== 'match' && asked?.includes === true);
    if (typed === null && !held.includes(type)) held.push(type);
    // Something else than was asked for stands in the place of what was.
    if (typed !== null && typed !== type) broken ||= !cameAlong;
    else if (total !== null && (typed === type || !cameAlong))
      matches.add(`${type}/${text(resource?.['id']) ?? text(one?.['fullUrl']) ?? `#${matches.size}`}`);
  }
  return {
    self,
    next,
    total,
    asked,
    types: typed === null ? held : [typed],
    // Without a word of what was asked for, what is there is taken for all of it; a word that is not understood is none.
    whole: self === null || asked?.narrowedBy.length === 0,
    broken,
    matches,
  };
}

/** What came back is not a success, as far as can be told. */
function hasFailed(response: unknown): boolean {
  const status = object(response)?.['status'];
  const said = typeof status === 'number' ? String(status) : text(status);
  return (said !== null && !SUCCESS.test(said)) || saysLess(object(response)?.['outcome']);
}

/** "200", "201 Created", "HTTP/1.1 200 OK". */
const SUCCESS = /^(?:HTTP\S*\s+)?2\d\d\b/i;
