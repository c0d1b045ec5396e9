/**
 * Lines of anticancer therapy, estimated from exposures (clinical reference 3.4, "Lines"), and whether treatment goes on.
 */
import type { Kleene } from '../logic/kleene.ts';
import type { Day, When } from '../logic/when.ts';
import { CLINICIAN, referenceOf, type EnteredFact } from '../visit/visit.ts';
import type { CancerSite } from './cancer.ts';
import type { Chart } from './chart.ts';
import type { Evidence } from './evidence.ts';
import { firstRecorded } from './condition-activity.ts';
import { isFor, isSystemic, isTreatmentRead, isWithin, type Exposure, type Exposures } from './exposures.ts';
import { firstDiagnosis, type ActiveMalignancy } from './malignancy.ts';
import type { SourceId } from './source.ts';
import { drawLines, type Cancers } from './therapy-lines.ts';
import { noneWithheld } from './whether-read.ts';

/** An estimated line of therapy. Numbered from 1 in the order of their start; adjuvant endocrine treatment is none. */
export interface TherapyLine {
  readonly number: number;
  /** In the order of their start; empty when only procedures tell of the treatment. */
  readonly drugs: readonly string[];
  readonly start: When;
  /** Only endocrine drugs. */
  readonly endocrineOnly: boolean;
  readonly certainty: 'definite' | 'probable';
  readonly evidence: readonly Evidence[];
  /** A clinician has said at this visit which line it is: it is no estimate. */
  readonly said?: true;
}

export interface Therapy {
  /** Exposures that count: those of drugs for other diseases are left out unless a cancer that they treat is on record. */
  readonly exposures: readonly Exposure[];
  readonly lines: readonly TherapyLine[];
  /** Number of lines on record; null when it cannot be told. */
  readonly lineCount: number | null;
  /** The record begins too late, or a drug is not known: there may have been more lines. */
  readonly atLeast: boolean;
  /** Why lines cannot be told, or not all of them. */
  readonly unclear: 'study-drug' | 'planned-blocks' | 'unknown-drug' | 'record-begins-late' | 'not-loaded' | null;
  /** On systemic treatment now: exposure lately, or supply that covers the day; endocrine alone does not count. */
  readonly onTreatment: Kleene;
  /** First day of the first line since the first diagnosis; null when none is known. */
  readonly firstLineStart: Day | null;
  /** Orders and plans of treatment that has not begun, or is on hold. */
  readonly planned: readonly Evidence[];
  /** Since when the disease is metastatic or of stage IV; `day` null when that is on record without a date. */
  readonly advancedSince: { readonly day: Day | null } | null;
}

const MEDICATION_SOURCES: readonly SourceId[] = [
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationDispense',
];

/** What is there of these has to have been given, or a line may be missing. */
const LINE_SOURCES: readonly SourceId[] = [...MEDICATION_SOURCES, 'Procedure', 'ResearchSubject'];

/** Estimates lines of therapy from everything that tells of a treatment. */
export function therapyOf(chart: Chart, malignancy: ActiveMalignancy, exposures: Exposures): Therapy {
  const cancers = cancersOf(chart, malignancy);
  const counted = exposures.all.filter((one) => isFor(one, cancers.sites));
  const { lines, plannedBlocks, unknownDrug } = drawLines(chart, exposures, cancers);
  const unknown = unknownDrug || exposures.undated.some((one) => !isDatedToo(one, counted));
  const late = beginsLate(chart, malignancy, counted, cancers.advancedSince);
  const unclear = !areLinesRead(chart, lines.length)
    ? 'not-loaded'
    : exposures.studyDrugs.length > 0 || chart.trials.some((one) => one.active)
      ? 'study-drug'
      : plannedBlocks
        ? 'planned-blocks'
        : unknown
          ? 'unknown-drug'
          : late
            ? 'record-begins-late'
            : null;
  const diagnosed = firstDiagnosis(malignancy.conditions);
  const said = lineSaid(chart);
  if (said !== null)
    return {
      exposures: counted,
      lines: linesAsSaid(lines, said),
      lineCount: said.number,
      atLeast: false,
      unclear: null,
      onTreatment: onTreatment(chart, exposures, counted),
      firstLineStart: lines.find(({ start }) => diagnosed === null || start.hi >= diagnosed)?.start.lo ?? null,
      planned: plannedIn(chart, exposures),
      advancedSince: cancers.advancedSince,
    };
  return {
    exposures: counted,
    lines,
    // What began before the record did is not on record: the lines that are can still be counted.
    lineCount: unclear === null || unclear === 'record-begins-late' ? lines.length : null,
    atLeast: unclear !== null,
    unclear,
    onTreatment: onTreatment(chart, exposures, counted),
    firstLineStart: lines.find(({ start }) => diagnosed === null || start.hi >= diagnosed)?.start.lo ?? null,
    planned: plannedIn(chart, exposures),
    advancedSince: cancers.advancedSince,
  };
}

interface LineSaid {
  readonly number: number;
  readonly fact: EnteredFact;
}

/** The line that a clinician says it is: the last one that they entered. */
function lineSaid({ visit }: Chart): LineSaid | null {
  const fact = visit?.entered.findLast(({ content }) => content.is === 'line');
  return fact?.content.is === 'line' ? { number: fact.content.number, fact } : null;
}

/**
 * The estimate, put right: the line that was said begins on its day, the ones before it are the last that were drawn before
 * that day. Where fewer were drawn than there have been, their days are not known; they are taken as that of the line said.
 */
function linesAsSaid(drawn: readonly TherapyLine[], { number, fact }: LineSaid): readonly TherapyLine[] {
  const evidence = [
    {
      origin: CLINICIAN,
      reference: referenceOf(fact),
      label: `Line ${number}`,
      code: null,
      when: fact.on,
      value: null,
    },
  ];
  const running = drawn.findLast(({ start }) => start.lo <= fact.on.hi && start.hi >= fact.on.lo);
  const known = number === 1 ? [] : drawn.filter(({ start }) => start.hi < fact.on.lo).slice(1 - number);
  const unknown = Array.from({ length: number - 1 - known.length }, (): Omit<TherapyLine, 'number'> => ({
    drugs: [],
    start: fact.on,
    endocrineOnly: false,
    certainty: 'definite',
    evidence,
  }));
  const said = {
    drugs: running?.drugs ?? [],
    start: fact.on,
    endocrineOnly: running?.endocrineOnly ?? false,
    certainty: 'definite' as const,
    said: true as const,
    evidence: [...evidence, ...(running?.evidence ?? [])],
  };
  return [...unknown, ...known, said].map((line, index) => ({ ...line, number: index + 1 }));
}

function plannedIn(chart: Chart, exposures: Exposures): readonly Evidence[] {
  const onHold = chart.medications.filter(
    (one) =>
      one.status === 'on-hold' &&
      (one.unknownAntineoplastic || one.drugs.some(({ kind }) => kind === 'antineoplastic' || kind === 'endocrine')),
  );
  const plans = chart.carePlans.filter(
    (one) => one.antineoplastic && (one.status === 'active' || one.status === 'on-hold'),
  );
  const asked = chart.referrals.filter(
    (one) => one.antineoplastic && (one.status === 'active' || one.status === 'draft' || one.status === 'on-hold'),
  );
  return [...exposures.planned, ...onHold, ...plans, ...asked];
}

function onTreatment(chart: Chart, { undated, studyDrugs }: Exposures, counted: readonly Exposure[]): Kleene {
  let perhaps = undated.length > 0 || studyDrugs.length > 0 || !isTreatmentRead(chart);
  for (const one of counted) {
    if (!isSystemic(one)) continue;
    const recent = isWithin(one, chart.asOf, chart.numbers.onTreatmentDays);
    if (recent === true) return true;
    if (recent === null) perhaps = true;
  }
  return perhaps ? null : false;
}

/** An order without a date adds no line when the same drug is there with one. */
function isDatedToo(record: Exposures['undated'][number], counted: readonly Exposure[]): boolean {
  return record.drugs.length > 0 && record.drugs.every(({ name }) => counted.some((one) => one.drug === name));
}

/**
 * A count is made from the medication sources that there are: one is enough for what it holds, and orders are for "none".
 * A source that is there and was not given makes it unknown.
 */
function areLinesRead(chart: Chart, lines: number): boolean {
  const states = Object.values(chart.sources);
  const read = (id: SourceId): boolean => states.some((origin) => origin[id].state === 'loaded');
  return noneWithheld(chart, LINE_SOURCES) && (lines > 0 ? MEDICATION_SOURCES.some(read) : read('MedicationRequest'));
}

function cancersOf(chart: Chart, malignancy: ActiveMalignancy): Cancers {
  const { conditions, oneVisit, unconfirmed, past } = malignancy;
  const sites = new Set<CancerSite>();
  let any = false;
  for (const list of [conditions, oneVisit, unconfirmed, past.map(({ condition }) => condition)])
    for (const { cancer } of list) {
      any = true;
      if (cancer.kind === 'invasive') sites.add(cancer.site);
    }
  if (sites.size === 0 && any) sites.add('unknown');
  const invasive = conditions.filter(({ cancer }) => cancer.kind === 'invasive');
  return {
    sites,
    acuteLeukemia: conditions.filter(
      ({ cancer }) =>
        cancer.kind === 'invasive' &&
        (cancer.traits.includes('acute-leukemia') || cancer.traitsInWords.includes('acute-leukemia')),
    ),
    lymphoma: invasive.length > 0 && invasive.every(({ cancer }) => cancer.site === 'lymphoma'),
    advancedSince: advancedSince(chart, malignancy),
  };
}

/** The first day on which a distant metastasis, stage IV or M1 is on record. */
function advancedSince(chart: Chart, { conditions }: ActiveMalignancy): Cancers['advancedSince'] {
  let known = false;
  let day: Day | null = null;
  const add = (when: When | null): void => {
    known = true;
    if (when !== null && (day === null || when.lo < day)) day = when.lo;
  };
  for (const one of conditions) {
    const { cancer } = one;
    const distant = cancer.kind === 'secondary' ? cancer.spread === 'distant' : false;
    const fourth =
      cancer.kind === 'invasive' &&
      cancer.lineage === 'solid' &&
      (cancer.stage === 'IV' || one.stages.some(({ group }) => group === 'IV'));
    if (distant || fourth) add(firstRecorded(one));
  }
  const solid = conditions.some(({ cancer }) => cancer.kind === 'invasive' && cancer.lineage === 'solid');
  for (const one of chart.observations) {
    if (one.kind === 'm-category' && one.metastasis === true) add(one.when);
    else if (one.kind === 'stage-group' && solid && one.stage?.group === 'IV') add(one.when);
    else if (one.kind === 'distant-metastasis-site' && !one.none) add(one.when);
  }
  return known ? { day } : null;
}

/**
 * The history may begin with a later line: the record is not much older than the first exposure, or younger than advanced
 * disease. A record that reaches back to the onset of the cancer holds all that was done about it.
 */
function beginsLate(
  chart: Chart,
  { conditions }: ActiveMalignancy,
  counted: readonly Exposure[],
  advanced: Cancers['advancedSince'],
): boolean {
  const [first] = counted;
  if (first === undefined) return false;
  const begin = recordBegins(chart);
  if (begin === null || (advanced?.day != null && begin > advanced.day)) return true;
  const reachesBack = conditions.length > 0 && conditions.every(({ onset }) => onset !== null && begin <= onset.lo);
  return first.start.lo - begin < chart.numbers.recordBeforeDays && !reachesBack;
}

/** The oldest day of which the record itself tells. An onset is told from memory where the day of recording is known. */
function recordBegins(chart: Chart): Day | null {
  let first = Infinity;
  const add = (when: When | null): void => {
    if (when !== null && when.lo < first) first = when.lo;
  };
  for (const one of chart.encounters) add(one.start);
  for (const one of chart.observations) add(one.when);
  for (const one of chart.procedures) add(one.when);
  for (const one of chart.conditions) add(one.recorded ?? one.onset);
  for (const one of chart.medications) add(one.authored ?? one.start);
  for (const one of chart.referrals) add(one.authored);
  return isFinite(first) ? first : null;
}
