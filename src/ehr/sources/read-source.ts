/** Reads one source and says how that ended. */
import type { FhirResource } from 'fhir/r4';
import type { SourceState } from '../../domain/chart/source.ts';
import type { Day } from '../../domain/logic/when.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { idOf } from '../gateway/json.ts';
import type { SearchAnswer } from '../gateway/search.ts';
import type { GrantedScopes } from './scopes.ts';
import type { Query, Source } from './source.ts';

export interface ReadSourceContext {
  readonly gateway: Pick<Gateway, 'base' | 'read' | 'search'>;
  readonly granted: GrantedScopes;
  readonly patientId: string;
  readonly asOf: Day;
}

export interface SourceAnswer {
  /** As they came, whosever they are: `fhir/read` sets apart what belongs to somebody else. */
  readonly resources: readonly FhirResource[];
  readonly state: SourceState;
}

/** Never rejects. Sends nothing for what was not granted. */
export async function readSource(source: Source, context: ReadSourceContext): Promise<SourceAnswer> {
  const grant = context.granted.can(source.needs, source.id);
  if (grant.granted === 'no') {
    return ended({
      state: 'forbidden',
      problem: problem('forbidden', `${source.id}.${source.needs} was not granted; nothing was asked`),
    });
  }
  const answers =
    source.queries === null
      ? [await readOne(source, context)]
      : await searchParts(source, source.queries(context), context);
  const resources = withoutRepeats(answers);
  const reached = answers.some((answer) => answer.pages > 0);
  const why = answers.find((answer) => answer.incomplete !== null)?.incomplete ?? null;
  if (!reached && why !== null) return ended(unreached(answers, why));

  // `fhir/read` counts again what could be read, and finds the newest.
  const count = resources.length;
  const newest = null;
  if (why !== null) return { resources, state: { state: 'partial', count, newest, why } };
  if (grant.granted === 'part') {
    const onlyPart = problem(
      'forbidden',
      `granted only ${grant.only.map((query) => `${source.id}?${query}`).join(' and ')}`,
    );
    return { resources, state: { state: 'partial', count, newest, why: onlyPart } };
  }
  return { resources, state: { state: 'loaded', count, newest, caveats: [] } };
}

const ended = (state: SourceState): SourceAnswer => ({ resources: [], state });

type Part = Pick<SearchAnswer, 'resources' | 'pages' | 'incomplete'>;

async function readOne(source: Source, { gateway, patientId }: ReadSourceContext): Promise<Part> {
  const answer = await gateway.read(`${source.id}/${patientId}`);
  return answer.ok
    ? { resources: [answer.value], pages: 1, incomplete: null }
    : { resources: [], pages: 0, incomplete: answer.problem };
}

function searchParts(
  source: Source,
  queries: readonly Query[],
  { gateway }: ReadSourceContext,
): Promise<readonly Part[]> {
  return Promise.all(
    queries.map(async ({ params, fallbacks }) => {
      let answer: Part = await gateway.search(source.id, params, source.caps);
      for (const fallback of fallbacks) {
        if (answer.pages > 0 || answer.incomplete?.status !== 400) break;
        answer = narrowed(await gateway.search(source.id, fallback.params, source.caps), fallback.leavesOut);
      }
      return answer;
    }),
  );
}

/** What the server would not be asked for was not received, however completely the rest came. */
function narrowed(answer: Part, leavesOut: string | null): Part {
  if (leavesOut === null || answer.incomplete !== null) return answer;
  return { ...answer, incomplete: problem('not-supported', `the server does not search for ${leavesOut}`) };
}

/** The parts of a source overlap: a performance status comes by its category and by its code. */
function withoutRepeats(answers: readonly Part[]): readonly FhirResource[] {
  const known = new Set<string>();
  return answers
    .flatMap((answer) => answer.resources)
    .filter((resource) => {
      const id = idOf(resource);
      if (id === null) return true;
      if (known.has(id)) return false;
      known.add(id);
      return true;
    });
}

/** Nothing at all was received. Forbidden or unsupported only if every part says so. */
function unreached(answers: readonly Part[], first: Problem): SourceState {
  if (answers.every((answer) => answer.incomplete?.kind === 'forbidden')) return { state: 'forbidden', problem: first };
  if (answers.every((answer) => answer.incomplete?.kind === 'not-supported')) return { state: 'unsupported' };
  return { state: 'failed', problem: first };
}
