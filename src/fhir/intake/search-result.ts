/** What a page of search results says of itself: a server's answer and a file are asked the same. */
import { list, object, text, type Json } from '../read/json.ts';
import { inSmall, isError } from '../read/severity.ts';

/** Codes of an issue that say, at any severity, that something was not given. A vendor's standing notice has others. */
const LEFT_OUT: ReadonlySet<string> = new Set(['incomplete', 'suppressed', 'too-costly']);

/** An OperationOutcome that tells of an error, or that not everything was given. */
export function saysLess(outcome: unknown): boolean {
  return isNoOutcome(outcome) || issuesIn(outcome).some(issueSaysLess);
}

/** Its issues stand there in another shape than FHIR gives them: nobody knows what they say. */
export function isNoOutcome(outcome: unknown): boolean {
  const issue = object(outcome)?.['issue'];
  return issue !== undefined && !Array.isArray(issue);
}

export const issuesIn = (outcome: unknown): readonly Json[] => list(object(outcome)?.['issue']);

/** What an issue says on any server. */
export const issueSaysLess = ({ severity, code }: Json): boolean => isError(severity) || LEFT_OUT.has(inSmall(code));

export interface Frame {
  readonly self: string | null;
  readonly next: string | null;
  readonly total: number | null;
  /** A part stands there in another shape than FHIR gives it: what it holds, or leads to, was not received. */
  readonly isOdd: boolean;
}

/** A Bundle but for its entries. */
export function frameOf({ entry, link, total }: Json): Frame {
  let self: string | null = null;
  let next: string | null = null;
  let isOdd = !isListOrNothing(entry) || !isListOrNothing(link) || !(total == null || typeof total === 'number');
  for (const one of list(link)) {
    const relation = one['relation'] === 'self' ? 'self' : inSmall(one['relation']);
    const url = text(one['url']);
    if (relation === 'self') self = url;
    else if (relation === 'next') {
      next = url;
      isOdd ||= url === null;
    }
  }
  return { self, next, total: typeof total === 'number' ? total : null, isOdd };
}

function isListOrNothing(value: unknown): boolean {
  return value === undefined || value === null || Array.isArray(value);
}

/** What an address asks for. */
export interface Asked {
  /** "$everything" where it is not a search of one type. */
  readonly type: string;
  /** The server; "" in a relative address. */
  readonly base: string;
  /** The patients that it names, by id; a search for two at once finds neither's records alone. */
  readonly patientIds: readonly string[];
  /** Parameters that leave something out. */
  readonly narrowedBy: readonly string[];
  /** It asks for resources of other types to come along. */
  readonly includes: boolean;
}

/** "https://ehr.example.org/fhir/Condition?patient=p1&category=x", "Patient/p1/Condition". Null where it is none of these. */
export function askedBy(address: string): Asked | null {
  const question = address.indexOf('?');
  let end = question < 0 ? address.length : question;
  if (address.endsWith('/_search', end)) end -= '/_search'.length;
  while (address.charAt(end - 1) === '/') end -= 1;
  const start = address.lastIndexOf('/', end - 1) + 1;
  const type = address.slice(start, end);
  if (type !== '$everything' && !TYPE.test(type)) return null;
  const patientIds: string[] = [];
  const narrowedBy: string[] = [];
  let base = start === 0 ? '' : address.slice(0, start - 1);
  const id = base.lastIndexOf('/') + 1;
  const owner = id === 0 ? '' : base.slice(base.lastIndexOf('/', id - 2) + 1, id - 1);
  if (owner === 'Patient') patientIds.push(base.slice(id));
  else if (COMPARTMENTS.has(owner)) narrowedBy.push(owner);
  if (patientIds.length > 0 || narrowedBy.length > 0) base = base.slice(0, Math.max(0, id - owner.length - 2));
  let includes = false;
  for (let from = question < 0 ? address.length : question + 1, to = from; from < address.length; from = to + 1) {
    to = address.indexOf('&', from);
    if (to < 0) to = address.length;
    const part = address.slice(from, to);
    const equals = part.indexOf('=');
    const name = decoded(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decoded(part.slice(equals + 1));
    if (WHOSE.has(name)) for (const one of value.includes(',') ? value.split(',') : [value]) patientIds.push(idIn(one));
    else {
      const [plain = ''] = name.split(':');
      includes ||= plain === '_include' || plain === '_revinclude';
      if (narrows(plain, value)) narrowedBy.push(plain);
    }
  }
  return { type, base, patientIds, narrowedBy, includes };
}

/** Not "FHIR", which stands at the end of many a server's address. */
const TYPE = /^(?:[A-Z][a-z]+)+$/;
/** Others than the patient who have searches of their own: "Encounter/e1/Observation". */
const COMPARTMENTS: ReadonlySet<string> = new Set(['Encounter', 'Practitioner', 'RelatedPerson', 'Device', 'Group']);
/** Parameters that name the patient. */
const WHOSE: ReadonlySet<string> = new Set(
  ['patient', 'subject', 'beneficiary', 'individual', 'for'].flatMap((name) => [name, `${name}:Patient`]),
);

/** Those parameters of FHIR's own ("_...") that leave out resources, or parts of them. The others say how to answer. */
const NARROWING: ReadonlySet<string> = new Set(
  'id,lastUpdated,tag,profile,security,source,text,content,list,has,type,typeFilter,filter,query,since,in,language,elements,summary'
    .split(',')
    .map((name) => `_${name}`),
);
/** Other names under which servers keep their place in a long answer. */
const PLACES: ReadonlySet<string> = new Set(
  'page,pagetoken,pagesize,ct,cursor,sessionid,token,offset,limit,count,format,skip'.split(','),
);

function narrows(name: string, value: string): boolean {
  if (name.startsWith('_')) return NARROWING.has(name) || (name === '_count' && value === '0');
  return name !== '' && !name.startsWith('-') && !PLACES.has(name.toLowerCase());
}

/** "p1", "Patient/p1" or a whole address of it. */
export function idIn(value: string): string {
  const place = value.lastIndexOf('Patient/');
  return place < 0 ? value : value.slice(place + 'Patient/'.length);
}

function decoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
