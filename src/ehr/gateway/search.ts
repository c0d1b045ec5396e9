/** A search with all its pages: what came, and whether that is all there is. */
import type { FhirResource, OperationOutcome } from 'fhir/r4';
import { problem, type Problem, type Result } from '../../domain/problem.ts';
import { isSource } from '../../domain/chart/source.ts';
import { askedBy, idIn, isNoOutcome, issuesIn, issueSaysLess } from '../../fhir/intake/search-result.ts';
import type { Json } from '../../fhir/read/json.ts';
import { newestVersions } from '../../fhir/read/versions.ts';
import { within, type Base } from './address.ts';
import { idOf, isBundle, isOutcome } from './json.ts';
import { textsOf } from './operation-outcome.ts';
import { readPage, type Page } from './page.ts';

/** By name; several values of one name have to hold together. */
export type SearchParams = Readonly<Record<string, string | readonly string[]>>;

/** How much of one search is read at most. What lies beyond makes the answer incomplete, never shorter in silence. */
export interface Caps {
  readonly pages: number;
  readonly resources: number;
  /** Longest time for the pages after the first, in milliseconds; half a minute when nothing is said. */
  readonly milliseconds?: number;
}

const BUDGET = 30_000;

export const DEFAULT_CAPS: Caps = { pages: 50, resources: 5000 };

export interface SearchAnswer {
  /** Matches of the type asked for, each once, in its newest version. */
  readonly resources: readonly FhirResource[];
  /** Included resources and those of another type. */
  readonly others: readonly FhirResource[];
  readonly outcomes: readonly OperationOutcome[];
  /** Pages that were read. 0 means that nothing is known. */
  readonly pages: number;
  /** Null when everything that matches was received. */
  readonly incomplete: Problem | null;
  /** What the server says of a complete answer, each once. */
  readonly notices: readonly Notice[];
}

/** Worth telling, and no sign that a part of this answer is missing. */
export type Notice = 'may-hold-more' | 'outside-records-withheld';
/** What an issue beside the matches means: that less was given than asked for, a notice, or nothing that matters here. */
export type Remark = 'less' | 'nothing' | Notice;

/** What is known of the server that is asked. */
export interface Manner {
  /** Null for an issue that means what it means anywhere. */
  readonly remark?: (issue: Json) => Remark | null;
  /** A 500 is its answer, not a mishap: asked again it will be the same. */
  readonly meansServerErrors?: boolean;
}

type Get = (url: URL, detail: string) => Promise<Result<FhirResource>>;

export async function searchAll(
  get: Get,
  base: Base,
  type: string,
  params: SearchParams,
  caps: Caps,
  remark: Manner['remark'] = () => null,
  now: () => number = Date.now,
): Promise<SearchAnswer> {
  const found: FhirResource[] = [];
  const ids = new Set<string>();
  const pages: Page[] = [];
  const asked = new Set<string>();
  const detail = `GET ${type}`;
  const tooMuch = problem('too-much', `${detail}: more than ${caps.pages} pages or ${caps.resources} resources`);
  const budget = caps.milliseconds ?? BUDGET;
  let since = 0;
  let stopped: Problem | null = null;
  let next: string | null = `${base.href}/${type}?${queryOf(params)}`;

  while (next !== null && stopped === null) {
    const url = within(base, next);
    const page = pages.length + 1;
    if (url === null) {
      stopped = problem(
        'foreign-address',
        `${detail}: the link to page ${page} leads to another server and was not followed`,
      );
    } else if (page > 1 && leadsElsewhere(url, base, type, params)) {
      stopped = problem('foreign-address', `${detail}: the link to page ${page} leads to something else on the server`);
    } else if (asked.has(url.href)) {
      stopped = problem('unreadable', `${detail}: the link to page ${page} leads back to an earlier page`);
    } else if (page > caps.pages || ids.size >= caps.resources) {
      stopped = tooMuch;
    } else if (page > 1 && now() - since > budget) {
      stopped = problem('timeout', `${detail}: page ${page} and later were not read within ${budget / 1000} s`);
    } else {
      asked.add(url.href);
      const answer = await get(url, page === 1 ? detail : `${detail}, page ${page}`);
      if (!answer.ok) stopped = answer.problem;
      else if (!isBundle(answer.value)) stopped = notABundle(answer.value, detail);
      else {
        const read = readPage(answer.value, type, params['_include'] !== undefined);
        for (const match of read.matches) {
          const id = idOf(match) ?? `#${found.length}`; // one without an id cannot be known to be the same as another
          if (!ids.has(id) && ids.size >= caps.resources) {
            stopped = tooMuch;
            break;
          }
          ids.add(id);
          found.push(match);
        }
        if (page === 1) since = now();
        pages.push(read);
        next = read.next;
      }
    }
  }
  const outcomes = pages.flatMap((page) => page.outcomes);
  const said = outcomes.flatMap((outcome) =>
    issuesIn(outcome).map((issue) => ({ outcome, means: meaning(issue, remark) })),
  );
  const less = outcomes.find(isNoOutcome) ?? said.find(({ means }) => means === 'less')?.outcome;
  return {
    resources: newestVersions(found),
    others: pages.flatMap((page) => page.others),
    outcomes,
    pages: pages.length,
    incomplete: stopped ?? leftOut(pages, less, ids.size, type, params),
    notices: [...new Set(said.flatMap(({ means }) => (means === 'less' || means === 'nothing' ? [] : [means])))],
  };
}

const queryOf = (params: SearchParams): string =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString();

function meaning(issue: Json, remark: NonNullable<Manner['remark']>): Remark {
  return remark(issue) ?? (issueSaysLess(issue) ? 'less' : 'nothing');
}

function notABundle(resource: FhirResource, detail: string): Problem {
  return problem(
    'unreadable',
    `${detail}: no Bundle but ${isOutcome(resource) ? 'an OperationOutcome' : 'another resource'}`,
    {
      said: textsOf(resource),
    },
  );
}

/** All pages came, and still something is missing: the server says so, sends what cannot be read, or counts more than it sent. */
function leftOut(
  pages: readonly Page[],
  less: OperationOutcome | undefined,
  received: number,
  type: string,
  params: SearchParams,
): Problem | null {
  const detail = `GET ${type}`;
  if (less !== undefined)
    return problem('server', `${detail}: the server says that it left something out`, { said: textsOf(less) });
  const unreadable = pages.reduce((sum, page) => sum + page.unreadable, 0);
  if (unreadable > 0) return problem('unreadable', `${detail}: ${unreadable} entries without a resource`);
  if (pages.some((page) => page.isOdd)) return problem('unreadable', `${detail}: a Bundle that is no search result`);
  if (pages.some(({ self }, index) => self !== null && asksOtherwise(self, index === 0, type, params)))
    return problem('unreadable', `${detail}: the answer is to another question, or a narrower one`);
  const total = Math.max(...pages.map((page) => page.total ?? 0));
  return total > received ? problem('too-much', `${detail}: the server counts ${total} and sent ${received}`) : null;
}

/**
 * Whether an address that the server calls its own answer asks for another type, another patient, or less than was asked.
 * What it leaves out or adds to keep its place means nothing, and on later pages it may stand for the whole question.
 */
function asksOtherwise(address: string, isFirst: boolean, type: string, params: SearchParams): boolean {
  const said = askedBy(address);
  if (said === null) return false;
  const patient = [params['patient'] ?? params['subject'] ?? []].flat()[0];
  return (
    (isSource(said.type) && said.type !== type) ||
    said.patientIds.some((id) => patient === undefined || id !== idIn(patient)) ||
    (isFirst && said.narrowedBy.some((name) => params[name] === undefined))
  );
}

/** The next page of a search is at its own path, or at the base, where some servers keep all of theirs. */
function leadsElsewhere(url: URL, base: Base, type: string, params: SearchParams): boolean {
  const path = url.pathname.slice(base.path.length).replace(/\/$/, '');
  return (
    (path !== '' && path !== `/${type}` && path !== `/${type}/_search`) || asksOtherwise(url.href, false, type, params)
  );
}
