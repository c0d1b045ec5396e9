import { onceForEach } from '../logic/once.ts';
import type { Problem } from '../problem.ts';
import type { Statement } from '../statement.ts';
import type { When } from '../logic/when.ts';

/**
 * Kinds of data that the product reads, named as FHIR names them. Adding one makes the compiler ask for its words, its
 * query (ehr/sources/plan.ts) and its scope (ehr/launch/requested-scopes.ts); its reader (fhir/read/chart.ts) is to be
 * added with it. A kind that is not listed here is never read, and nothing may be concluded from its absence.
 */
export const SOURCE_IDS = [
  'Patient',
  'Encounter',
  'Condition',
  'CarePlan',
  'Observation',
  'Procedure',
  'ServiceRequest',
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationDispense',
  'Medication',
  'QuestionnaireResponse',
  'DocumentReference',
  'Consent',
  'Goal',
  'CareTeam',
  'Coverage',
  'Appointment',
  'Location',
  'Task',
  'EpisodeOfCare',
  'ResearchSubject',
] as const;

export type SourceId = (typeof SOURCE_IDS)[number];

/** A server (or file) that data came from: the launching EHR is `ehr`, a file on the command line `file`. */
export type OriginId = string;

/** How a source was asked for. Nothing is concluded from it: it is shown. Absent where nobody was asked, as with a file. */
export interface Asking {
  /** Milliseconds from the first request to the last answer. */
  readonly took?: number;
  /** The requests, without whose they are: "Encounter?patient={id}&date=ge2024-11-22". */
  readonly queries?: readonly string[];
}

/** How the reading of one source from one origin ended. Anything but `loaded` forbids a conclusion from absence. */
export type SourceState = Asking &
  (
    | {
        readonly state: 'loaded';
        readonly count: number;
        readonly newest: When | null;
        readonly caveats: readonly Statement[];
      }
    | { readonly state: 'partial'; readonly count: number; readonly newest: When | null; readonly why: Problem }
    | { readonly state: 'failed'; readonly problem: Problem }
    | { readonly state: 'forbidden'; readonly problem: Problem | null }
    | { readonly state: 'unsupported' }
    | { readonly state: 'not-asked' }
  );

export type SourcesOfOrigin = Readonly<Record<SourceId, SourceState>>;
export type Sources = Readonly<Record<OriginId, SourcesOfOrigin>>;

/** Every source of an origin before anything was asked. */
export function nothingAsked(): SourcesOfOrigin {
  return NOTHING_ASKED;
}

const NOT_ASKED: SourceState = { state: 'not-asked' };
const NOTHING_ASKED = Object.fromEntries(SOURCE_IDS.map((id) => [id, NOT_ASKED])) as SourcesOfOrigin;

const KNOWN: ReadonlySet<string> = new Set(SOURCE_IDS);

/** True for the kinds of data that the chart is made of. */
export function isSource(type: string): type is SourceId {
  return KNOWN.has(type);
}

/** True when every origin has this source completely: only then may its absence mean anything. */
export function isLoaded(sources: Sources, id: SourceId): boolean {
  return endsOf(sources).loaded.has(id);
}

/** True when an origin was asked for this source in vain, or did not give it in full. */
export function isWithheld(sources: Sources, id: SourceId): boolean {
  return endsOf(sources).withheld.has(id);
}

interface Ends {
  readonly loaded: ReadonlySet<SourceId>;
  readonly withheld: ReadonlySet<SourceId>;
}

/** How the sources of all origins ended: asked for hundreds of times a chart, and never changed once a chart is made. */
const endsOf = onceForEach((sources: Sources): Ends => {
  const origins = Object.values(sources);
  const loaded = new Set<SourceId>();
  const withheld = new Set<SourceId>();
  for (const id of SOURCE_IDS) {
    let complete = origins.length > 0;
    for (const origin of origins) {
      const { state } = origin[id];
      if (state !== 'loaded') complete = false;
      if (state === 'failed' || state === 'forbidden' || state === 'partial') withheld.add(id);
    }
    if (complete) loaded.add(id);
  }
  return { loaded, withheld };
});
