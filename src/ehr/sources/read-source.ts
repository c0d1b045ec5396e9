/** Reads one source and says how that ended. */
import type { FhirResource } from 'fhir/r4';
import type { Asking, SourceId, SourceState } from '../../domain/chart/source.ts';
import type { Day } from '../../domain/logic/when.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { state } from '../../domain/statement.ts';
import { idOf as nameIn, Names } from '../../fhir/intake/names.ts';
import { object } from '../../fhir/read/json.ts';
import { newestVersions } from '../../fhir/read/versions.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { idOf } from '../gateway/json.ts';
import { leftOut } from '../vendors/left-out.ts';
import type { Notice, SearchAnswer, SearchParams } from '../gateway/search.ts';
import type { Ask, Ways } from '../vendors/vendor.ts';
import type { GrantedScopes } from './scopes.ts';
import type { About, InstanceSource, Query, Received, ReferencedSource, SearchSource, Source } from './source.ts';

export interface ReadSourceContext {
  readonly gateway: Pick<Gateway, 'base' | 'localReference' | 'read' | 'search'>;
  readonly granted: GrantedScopes;
  readonly patientId: string;
  readonly asOf: Day;
  readonly noteType?: About['noteType'];
  readonly observationCategories?: readonly string[];
  /** What the EHR at hand does otherwise; without it, nothing. */
  readonly ways?: Ways;
  /** Milliseconds since 1970, to measure how long a reading takes. */
  readonly now?: () => number;
}

export interface SourceAnswer {
  /** As they came, whosever they are: `fhir/read` sets apart what belongs to somebody else. */
  readonly resources: readonly FhirResource[];
  /** Resources of other types that came along (`_include`). They belong to their own source and count for it. */
  readonly included: readonly FhirResource[];
  readonly state: SourceState;
  /** What was asked and for how long; empty when nothing was. */
  readonly asking: Asking;
}

/** Never rejects. Sends nothing for what was not granted. `received`: what the sources before it brought. */
export async function readSource(
  source: Source,
  context: ReadSourceContext,
  received: Received = {},
): Promise<SourceAnswer> {
  const { now = Date.now } = context;
  const start = now();
  const { queries, ...answer } = await answerOf(source, context, received);
  return { ...answer, asking: queries.length === 0 ? {} : { took: Math.max(0, now() - start), queries } };
}

interface Answered extends Omit<SourceAnswer, 'asking'> {
  /** Empty when nothing was asked. */
  readonly queries: readonly string[];
}

async function answerOf(source: Source, context: ReadSourceContext, received: Received): Promise<Answered> {
  if (source.how === 'referenced') return readReferenced(source, context, received);
  const { ways } = context;
  if (ways?.isAsked(source.id) === false) return ended({ state: 'unsupported' });
  const grant = context.granted.can(source.needs, source.id);
  if (grant.granted === 'no') return ended(notGranted(source));
  const parts = source.how === 'search' ? (ways?.queries(source.id) ?? source.queries)(context) : [];
  const queries = source.how === 'instance' ? [`${source.id}/{id}`] : parts.map((one) => shown(source, one, context));
  const answers =
    source.how === 'instance' ? [await readOne(source, context)] : await searchParts(source, parts, context);
  const resources = withoutRepeats(answers.flatMap((answer) => named(answer.resources)));
  const included = withoutRepeats(answers.flatMap((answer) => answer.others));
  const reached = answers.some((answer) => answer.pages > 0);
  const why = answers.find((answer) => answer.incomplete !== null)?.incomplete ?? null;
  if (!reached && why !== null) return ended(unreached(answers, why), queries);

  // `fhir/read` counts again what could be read, and finds the newest.
  const count = resources.length;
  const newest = null;
  if (why !== null) return { resources, included, queries, state: { state: 'partial', count, newest, why } };
  if (grant.granted === 'part') {
    const onlyPart = problem(
      'forbidden',
      `granted only ${grant.only.map((query) => `${source.id}?${query}`).join(' and ')}`,
    );
    return { resources, included, queries, state: { state: 'partial', count, newest, why: onlyPart } };
  }
  const notHere = ways === undefined ? null : leftOut(ways, source.id);
  if (notHere !== null) {
    return { resources, included, queries, state: { state: 'partial', count, newest, why: notHere } };
  }
  const notices = new Set(answers.flatMap((answer) => answer.notices));
  const caveats = [...notices].map((notice) => state(NOTICES[notice], {}));
  return { resources, included, queries, state: { state: 'loaded', count, newest, caveats } };
}

const NOTICES = {
  'may-hold-more': 'vendor-may-be-incomplete',
  'outside-records-withheld': 'outside-records-withheld',
} as const satisfies Record<Notice, string>;

/** Lists of codes are long, and what they begin with tells which one it is. */
const LONGEST_VALUE = 60;

/** A query as it may be shown and copied: whose record it asks for is left out. */
function shown({ id }: SearchSource, { params }: Query, { patientId }: ReadSourceContext): string {
  const pairs = Object.entries(params).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
  const values = pairs.map(([name, value]) => {
    if (value === patientId || value.endsWith(`/${patientId}`)) return `${name}={id}`;
    return `${name}=${value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value}`;
  });
  return `${id}?${values.join('&')}`;
}

/**
 * Reads what the resources before it refer to and what is not here yet, one by one; the gateway lets six go at a time.
 * Loaded with nothing where nothing refers to any; not asked where nobody could say what is referred to.
 */
async function readReferenced(
  source: ReferencedSource,
  context: ReadSourceContext,
  received: Received,
): Promise<Answered> {
  const { gateway, granted, asOf } = context;
  if (source.after.every((id) => received[id] === undefined)) return ended({ state: 'not-asked' });
  const here = received[source.id] ?? [];
  const known = new Set(here.map((one) => `${source.id}/${idOf(one)}`));
  const wanted = new Set<string>();
  const elsewhere = new Set<string>();
  for (const reference of source.references(received, asOf)) {
    if (reference.startsWith('#')) continue; // inside the resource itself
    const local = gateway.localReference(reference);
    if (local === null || !local.startsWith(`${source.id}/`)) elsewhere.add(reference);
    else if (!known.has(local)) wanted.add(local);
  }
  if (wanted.size > 0 && granted.can(source.needs, source.id).granted === 'no') return ended(notGranted(source));

  const answers = await Promise.all([...wanted].slice(0, source.atMost).map((one) => readReference(one, context)));
  const queries = answers.length === 0 ? [] : [`${source.id}/{id}, ${answers.length} of them`];
  const resources = withoutRepeats([...here, ...answers.flatMap((answer) => answer.resources)]);
  const why =
    answers.find((answer) => answer.incomplete !== null)?.incomplete ??
    (wanted.size > source.atMost
      ? problem('too-much', `GET ${source.id}/{id}: ${wanted.size} are referred to and ${source.atMost} were read`)
      : elsewhere.size > 0
        ? problem(
            'foreign-address',
            `${elsewhere.size} references lead elsewhere than to a ${source.id} of this server`,
          )
        : null);
  const count = resources.length;
  if (count === 0 && why !== null) return ended(unreached(answers, why), queries);
  const state: SourceState =
    why === null
      ? { state: 'loaded', count, newest: null, caveats: [] }
      : { state: 'partial', count, newest: null, why };
  return { resources, included: [], queries, state };
}

async function readReference(reference: string, { gateway }: ReadSourceContext): Promise<Part> {
  const answer = await gateway.read(reference);
  if (!answer.ok) return { ...nothing, incomplete: answer.problem };
  // Under another name it would answer for something else.
  if (`${answer.value.resourceType}/${idOf(answer.value)}` !== reference) {
    return { ...nothing, incomplete: problem('unreadable', `GET ${reference.split('/')[0]}/{id}: another one came`) };
  }
  return { ...nothing, resources: [answer.value], pages: 1 };
}

const ended = (state: SourceState, queries: readonly string[] = []): Answered => ({
  resources: [],
  included: [],
  queries,
  state,
});

function notGranted({ id, needs }: { readonly id: SourceId; readonly needs: string }): SourceState {
  return {
    state: 'forbidden',
    problem: problem('forbidden', `${id}.${needs} was not granted; nothing was asked`),
  };
}

type Part = Pick<SearchAnswer, 'resources' | 'others' | 'pages' | 'incomplete' | 'notices'>;

const nothing: Part = { resources: [], others: [], pages: 0, incomplete: null, notices: [] };

async function readOne(source: InstanceSource, { gateway, patientId }: ReadSourceContext): Promise<Part> {
  const answer = await gateway.read(`${source.id}/${patientId}`);
  return answer.ok ? { ...nothing, resources: [answer.value], pages: 1 } : { ...nothing, incomplete: answer.problem };
}

function searchParts(
  source: SearchSource,
  queries: readonly Query[],
  context: ReadSourceContext,
): Promise<readonly Part[]> {
  return Promise.all(
    queries.map(async ({ params, fallbacks }) => {
      let answer: Part = await search(source, params, context);
      for (const fallback of fallbacks) {
        if (answer.pages > 0 || answer.incomplete?.status !== 400) break;
        answer = narrowed(await search(source, fallback.params, context), fallback.leavesOut);
      }
      return answer;
    }),
  );
}

function search({ id, caps }: SearchSource, params: SearchParams, context: ReadSourceContext): Promise<Part> {
  const { gateway, ways } = context;
  if (ways === undefined) return gateway.search(id, params, caps);
  const ask: Ask = (asked, manner = {}) =>
    gateway.search(id, asked, caps, { ...manner, remark: (issue) => ways.remark(issue) });
  return ways.search(ask, id, params, context);
}

/** What the server would not be asked for was not received, however completely the rest came. */
function narrowed(answer: Part, leavesOut: string | null): Part {
  if (leavesOut === null || answer.incomplete !== null) return answer;
  return { ...answer, incomplete: problem('left-out', `the server does not search for ${leavesOut}`) };
}

/** What came without an id gets a name, so that evidence can point to it; the same in every part that it came with. */
function named(resources: readonly FhirResource[]): readonly FhirResource[] {
  const names = new Names();
  return resources.map((resource) => {
    const json = object(resource);
    return json === null || nameIn(json) !== null ? resource : { ...resource, id: names.for(json) };
  });
}

/** The parts of a source overlap: a performance status comes by its category and by its code. */
function withoutRepeats(resources: readonly FhirResource[]): readonly FhirResource[] {
  return newestVersions(resources, ({ resourceType, id }) =>
    typeof id === 'string' && id !== '' ? `${String(resourceType)}/${id}` : null,
  );
}

/** Nothing at all was received. Forbidden or unsupported only if every part says so. */
function unreached(answers: readonly Part[], first: Problem): SourceState {
  if (answers.length === 0) return { state: 'failed', problem: first };
  if (answers.every((answer) => answer.incomplete?.kind === 'forbidden')) return { state: 'forbidden', problem: first };
  if (answers.every((answer) => answer.incomplete?.kind === 'not-supported')) return { state: 'unsupported' };
  return { state: 'failed', problem: first };
}
