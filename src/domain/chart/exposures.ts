/**
 * Anticancer treatment as recorded, before anything is known of the cancer: drugs, chemotherapy procedures, radiotherapy,
 * transplants (clinical reference 3.4, "Exposure").
 */
import type { Kleene } from '../logic/kleene.ts';
import { compareWhen, type Day, type When } from '../logic/when.ts';
import type { CancerSite } from './cancer.ts';
import type { Chart } from './chart.ts';
import type { Evidence } from './evidence.ts';
import type { FactNumbers } from './fact-numbers.ts';
import { isLoaded, type SourceId } from './source.ts';
import type { Drug, MedicationRecord, ProcedureTag } from './records.ts';
import { noneWithheld } from './whether-read.ts';

/** Cancers in which methotrexate in a low weekly dose is a treatment, in maintenance. [DESIGN] */
const TREATED_BY_LOW_DOSE: readonly CancerSite[] = ['leukemia', 'lymphoma'];

/** One record of a treatment: one order, infusion, statement or procedure. */
export interface Exposure {
  /** Drug name; null for a procedure or order that names none. */
  readonly drug: string | null;
  readonly lineClass: string | null;
  /** `procedure`: chemotherapy of which no drug is named. */
  readonly kind: 'antineoplastic' | 'endocrine' | 'radiotherapy' | 'procedure' | 'transplant';
  /** Never after the day from which we look. */
  readonly start: When;
  readonly end: When | null;
  /** Last day, which may lie ahead when the supply does. */
  readonly lastDay: Day;
  /** Neither end nor supply is recorded: the last day is a guess of ours. */
  readonly endGuessed: boolean;
  /** Counts only while one of these cancers is there; empty for drugs that treat nothing else. */
  readonly treats: readonly CancerSite[];
  /** `probable`: a single order, or a drug that only text names. */
  readonly certainty: 'definite' | 'probable';
  readonly intent: MedicationRecord['intent'];
  readonly evidence: readonly Evidence[];
}

/** One drug from its start until it is given up, or not given for longer than `restartDays`. */
export interface Course {
  readonly drug: string;
  readonly lineClass: string;
  readonly kind: 'antineoplastic' | 'endocrine';
  readonly exposures: readonly Exposure[];
  readonly start: When;
  readonly lastDay: Day;
  readonly certainty: 'definite' | 'probable';
}

export interface Exposures {
  /** In the order of their start. */
  readonly all: readonly Exposure[];
  /** In the order of their start. */
  readonly courses: readonly Course[];
  /** Treatments without a date: they were, but nobody can say when. */
  readonly undated: readonly MedicationRecord[];
  /** Ordered or meant, and not begun on the day from which we look. */
  readonly planned: readonly MedicationRecord[];
  /** Orders of drugs under study. */
  readonly studyDrugs: readonly MedicationRecord[];
}

/** Sources that hold systemic treatment: without one of them nothing may be concluded from absence. */
export const TREATMENT_SOURCES = [
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'Procedure',
] as const satisfies readonly SourceId[];

/** Whether everything that tells of systemic treatment was read. */
export function isTreatmentRead(chart: Chart): boolean {
  return (
    TREATMENT_SOURCES.every((source) => isLoaded(chart.sources, source)) && noneWithheld(chart, ['MedicationDispense'])
  );
}

/** Everything in the chart that tells of an anticancer treatment. */
export function exposuresOf(chart: Chart): Exposures {
  const byDrug = new Map<string, { readonly drug: Drug; readonly told: Told[] }>();
  const all: Exposure[] = [];
  const undated: MedicationRecord[] = [];
  const planned: MedicationRecord[] = [];
  const studyDrugs: MedicationRecord[] = [];
  for (const record of chart.medications) {
    if (record.studyDrug && record.status !== 'planned') studyDrugs.push(record);
    const drugs = record.drugs.filter(({ kind }) => kind === 'antineoplastic' || kind === 'endocrine');
    if (record.local || (drugs.length === 0 && !record.unknownAntineoplastic)) continue;
    const { start } = record;
    if (record.status === 'planned' || (start !== null && start.lo > chart.asOf)) planned.push(record);
    else if (start === null) undated.push(record);
    else {
      const lastDay = lastDayOf(record, start, chart.numbers);
      if (drugs.length === 0) all.push(exposureOf({ record, start, lastDay }, null, 'antineoplastic', [], 'probable'));
      for (const drug of drugs) {
        const before = byDrug.get(drug.name);
        if (before === undefined) byDrug.set(drug.name, { drug, told: [{ record, start, lastDay }] });
        else before.told.push({ record, start, lastDay });
      }
    }
  }
  const courses: Course[] = [];
  for (const { drug, told } of byDrug.values()) addCourses(drug, told, chart.numbers.restartDays, courses);
  for (const course of courses) for (const one of course.exposures) all.push(one);
  addProcedures(chart, all);
  return {
    all: all.toSorted(byStart),
    courses: courses.toSorted((a, b) => byStart(a, b) || (a.drug < b.drug ? -1 : 1)),
    undated,
    planned,
    studyDrugs,
  };
}

interface Told {
  readonly record: MedicationRecord;
  readonly start: When;
  /** May lie ahead when the supply does. */
  readonly lastDay: Day;
}

function byStart(a: { readonly start: When }, b: { readonly start: When }): number {
  return a.start.lo - b.start.lo || compareWhen(a.start, b.start);
}

/** The same drug again within so many days is one course; after a longer gap it starts anew. */
function addCourses(drug: Drug, told: readonly Told[], restartDays: number, courses: Course[]): void {
  let open: [Told, ...Told[]] | null = null;
  let until: Day = 0;
  for (const one of told.toSorted(byStart)) {
    if (open !== null && one.start.lo - until <= restartDays) {
      open.push(one);
      until = Math.max(until, one.lastDay);
      continue;
    }
    if (open !== null) courses.push(courseOf(drug, open));
    open = [one];
    until = one.lastDay;
  }
  if (open !== null) courses.push(courseOf(drug, open));
}

/** Given, dispensed, or ordered on two days: definite. One order, or words alone: probable. */
function courseOf(drug: Drug, told: readonly [Told, ...Told[]]): Course {
  const named = told.filter(({ record }) => record.identifiedBy === 'code');
  const given = named.some(({ record }) => record.told === 'administration' || record.told === 'dispense');
  const days = new Set(named.map(({ start }) => start.lo));
  const certainty = given || days.size >= 2 ? 'definite' : 'probable';
  const kind = drug.kind === 'endocrine' ? 'endocrine' : 'antineoplastic';
  const exposures = told.map((one) =>
    exposureOf(one, drug, kind, one.record.lowDose ? TREATED_BY_LOW_DOSE : drug.treats, certainty),
  );
  return {
    drug: drug.name,
    lineClass: drug.lineClass,
    kind,
    exposures,
    start: told[0].start,
    lastDay: exposures.reduce((last, { lastDay }) => Math.max(last, lastDay), -Infinity),
    certainty,
  };
}

function exposureOf(
  { record, start, lastDay }: Told,
  drug: Drug | null,
  kind: 'antineoplastic' | 'endocrine',
  treats: readonly CancerSite[],
  certainty: Exposure['certainty'],
): Exposure {
  return {
    drug: drug?.name ?? null,
    lineClass: drug?.lineClass ?? null,
    kind,
    start,
    end: record.end,
    lastDay,
    endGuessed: record.end === null && record.told !== 'administration',
    treats,
    certainty,
    intent: record.intent,
    evidence: [record],
  };
}

/** The last day of a treatment; where neither end nor supply is told, so many days after it was ordered. */
function lastDayOf(record: MedicationRecord, start: When, { untoldSupplyDays }: FactNumbers): Day {
  if (record.end !== null) return record.end.hi;
  return record.told === 'administration' ? start.hi : start.hi + untoldSupplyDays;
}

const TREATMENT_TAGS = [
  ['antineoplastic-treatment', 'procedure'],
  ['radiotherapy', 'radiotherapy'],
  ['stem-cell-transplant', 'transplant'],
] as const satisfies readonly (readonly [ProcedureTag, Exposure['kind']])[];

function addProcedures(chart: Chart, all: Exposure[]): void {
  for (const procedure of chart.procedures) {
    const { when, tags, tagsInWords } = procedure;
    if (when === null) continue;
    for (const [tag, kind] of TREATMENT_TAGS) {
      if (!tags.has(tag)) continue;
      all.push({
        drug: null,
        lineClass: null,
        kind,
        start: when,
        end: when,
        lastDay: when.hi,
        endGuessed: false,
        treats: tag === 'antineoplastic-treatment' ? procedure.treats : [],
        certainty: tagsInWords.has(tag) ? 'probable' : 'definite',
        intent: intentOf(tags),
        evidence: [procedure],
      });
    }
  }
}

function intentOf(tags: Chart['procedures'][number]['tags']): Exposure['intent'] {
  if (tags.has('palliative-intent')) return 'palliative';
  if (tags.has('adjuvant-intent')) return 'adjuvant';
  return tags.has('curative-intent') ? 'curative' : null;
}

/** A treatment that reaches the whole body and is meant for the cancer: not radiotherapy, not hormones. */
export function isSystemic({ kind }: Exposure): boolean {
  return kind === 'antineoplastic' || kind === 'procedure';
}

/** Whether a drug that is given for other diseases too is given for one of these cancers. */
export function isFor({ treats }: Pick<Exposure, 'treats'>, sites: ReadonlySet<CancerSite>): boolean {
  return treats.length === 0 || treats.some((one) => sites.has(one));
}

/** Some day of it within so many days before the day from which we look; null when the date is too coarse to tell. */
export function isWithin({ start, lastDay }: Pick<Exposure, 'start' | 'lastDay'>, asOf: Day, days: number): Kleene {
  if (lastDay < asOf - days) return false;
  // A year or a month: the last day is the last that it can have been.
  return lastDay - (start.hi - start.lo) >= asOf - days ? true : null;
}
