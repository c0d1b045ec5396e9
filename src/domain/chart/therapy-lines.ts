/** The rules by which courses of drugs are put together into lines of therapy (clinical reference 3.4, lines 1 to 5). */
import type { Day, When } from '../logic/when.ts';
import type { CancerSite } from './cancer.ts';
import type { Chart } from './chart.ts';
import { firstRecorded } from './condition-activity.ts';
import { diseaseStatuses } from './disease-status.ts';
import type { Evidence } from './evidence.ts';
import { isFor, isSystemic, type Course, type Exposure, type Exposures } from './exposures.ts';
import type { FactNumbers } from './fact-numbers.ts';
import type { CancerCondition } from './malignancy.ts';
import type { TherapyLine } from './therapy.ts';

/** What of the cancers bears on lines. */
export interface Cancers {
  /** Sites of all cancers on record, past ones among them. */
  readonly sites: ReadonlySet<CancerSite>;
  /** Acute leukemias that are there. */
  readonly acuteLeukemia: readonly CancerCondition[];
  /** Lymphoma, and nothing else. */
  readonly lymphoma: boolean;
  readonly advancedSince: { readonly day: Day | null } | null;
}

export interface DrawnLines {
  readonly lines: readonly TherapyLine[];
  /** Drugs change by plan, block after block: lines cannot be told from them. */
  readonly plannedBlocks: boolean;
  /** A treatment whose drug is not known may have been a line of its own. */
  readonly unknownDrug: boolean;
}

/** Item 3: what follows on what by plan, by drug or class. It stands only while no progression is recorded. */
const MAINTENANCE: readonly { readonly agents: readonly string[]; readonly after: readonly string[] }[] = [
  {
    agents: [
      'durvalumab',
      'avelumab',
      'pembrolizumab',
      'pemetrexed',
      'olaparib',
      'niraparib',
      'rucaparib',
      'talazoparib',
      'capecitabine',
    ],
    after: ['platinum'],
  },
  { agents: ['bevacizumab'], after: ['platinum', 'fluoropyrimidine', 'oxaliplatin'] },
  { agents: ['rituximab', 'obinutuzumab'], after: ['bendamustine', 'cyclophosphamide', 'chlorambucil', 'fludarabine'] },
  {
    agents: ['lenalidomide'],
    after: ['bortezomib', 'carfilzomib', 'ixazomib', 'melphalan', 'daratumumab', 'thalidomide'],
  },
];

/** Breast cancer that is not advanced: chemotherapy, antibodies and adjuvant drugs follow one another by plan (item 3). */
const EARLY_BREAST: ReadonlySet<string> = new Set([
  'anthracycline',
  'cyclophosphamide',
  'taxane',
  'platinum',
  'fluoropyrimidine',
  'methotrexate',
  'trastuzumab',
  'pertuzumab',
  'trastuzumab-emtansine',
  'neratinib',
  'pembrolizumab',
  'olaparib',
  'palbociclib',
  'ribociclib',
  'abemaciclib',
]);

const CONDITIONING: ReadonlySet<string> = new Set(['melphalan', 'busulfan']);
const CELLS: ReadonlySet<string> = new Set([
  'axicabtagene',
  'tisagenlecleucel',
  'lisocabtagene',
  'brexucabtagene',
  'idecabtagene',
  'ciltacabtagene',
]);
const LYMPHOMA_BLOCKS: ReadonlySet<string> = new Set(['cytarabine', 'methotrexate', 'ifosfamide']);
/** Castration goes on beneath every treatment of prostate cancer and never opens a line while one is open. */
const BACKBONE = 'gonadotropin';

/** A course that starts, or one exposure of which no drug is named. */
interface Step {
  readonly day: Day;
  readonly start: When;
  readonly lastDay: Day;
  readonly course: Course | null;
  readonly exposure: Exposure | null;
}

interface OpenLine {
  readonly start: When;
  readonly day: Day;
  lastDay: Day;
  readonly classes: Set<string>;
  readonly courses: Course[];
  readonly unnamed: Exposure[];
}

/** Puts exposures together into lines. Lines by drug changes; in acute leukemia by relapses. */
export function drawLines(chart: Chart, exposures: Exposures, cancers: Cancers): DrawnLines {
  const { numbers } = chart;
  const steps = stepsOf(exposures, cancers, numbers);
  const relapses = relapsesOf(cancers.acuteLeukemia, numbers);
  if (cancers.acuteLeukemia.length > 0 && relapses !== null && relapses.length > 0)
    return { lines: byRelapse(steps, relapses, numbers), plannedBlocks: false, unknownDrug: false };
  const drawer = new Drawer(chart, cancers, transplantDays(exposures));
  for (const [index, step] of steps.entries()) drawer.take(step, steps, index);
  const lines = drawer.lines.map((line, index) => finish(line, index, numbers));
  const leukemia = cancers.acuteLeukemia.length > 0 && (relapses === null || lines.length > 1);
  return {
    lines,
    plannedBlocks: leukemia || drawer.blocks,
    unknownDrug: drawer.unnamedLater || drawer.lines.some((one) => one.courses.length === 0),
  };
}

function stepsOf({ courses, all }: Exposures, cancers: Cancers, numbers: FactNumbers): readonly Step[] {
  const counted = courses.filter((one) => one.exposures.some((exposure) => isFor(exposure, cancers.sites)));
  const cells = counted.filter(({ drug }) => CELLS.has(drug)).map(({ start }) => start.lo);
  const steps: Step[] = [];
  for (const course of counted) {
    if (course.kind === 'endocrine' && isAdjuvant(course, cancers, numbers)) continue;
    // Bridging belongs to the cells that it bridges to, and starts no line of its own.
    const bridged = cells.find((day) => day >= course.start.lo && day - course.start.lo <= numbers.bridgingDays);
    steps.push({
      day: bridged ?? course.start.lo,
      start: course.start,
      lastDay: course.lastDay,
      course,
      exposure: null,
    });
  }
  for (const exposure of all) {
    if (exposure.drug !== null || !isSystemic(exposure)) continue;
    steps.push({
      day: exposure.start.lo,
      start: exposure.start,
      lastDay: exposure.lastDay,
      course: null,
      exposure,
    });
  }
  // On one day the drugs come first: what is not named then belongs to them.
  return steps.toSorted((a, b) => a.day - b.day || (a.course === null ? 1 : 0) - (b.course === null ? 1 : 0));
}

/** Endocrine treatment of a cancer that was not advanced when it began is no line (item 5). */
function isAdjuvant({ exposures, start }: Course, { advancedSince }: Cancers, { codedLateDays }: FactNumbers): boolean {
  const [first] = exposures;
  if (first?.intent === 'palliative') return false;
  if (first?.intent === 'adjuvant') return true;
  if (advancedSince === null) return true;
  return advancedSince.day !== null && start.lo < advancedSince.day - codedLateDays;
}

function transplantDays({ all }: Exposures): readonly Day[] {
  return all.filter(({ kind }) => kind === 'transplant').map(({ start }) => start.lo);
}

class Drawer {
  readonly lines: OpenLine[] = [];
  blocks = false;
  /** A drug without a name came to a line, or so long after it that it may have been another. */
  unnamedLater = false;
  private readonly worsened: readonly Day[];
  private readonly chart: Chart;
  private readonly cancers: Cancers;
  private readonly transplants: readonly Day[];

  constructor(chart: Chart, cancers: Cancers, transplants: readonly Day[]) {
    this.chart = chart;
    this.cancers = cancers;
    this.transplants = transplants;
    this.worsened = diseaseStatuses(this.chart).flatMap((one) =>
      one.status === 'worsened' && one.when !== null ? [one.when.hi] : [],
    );
  }

  take(step: Step, steps: readonly Step[], index: number): void {
    const line = this.lines.at(-1);
    const { course, exposure } = step;
    if (exposure !== null) {
      if (line === undefined || step.day - line.lastDay > this.chart.numbers.restartDays) return this.open(step);
      if (exposure.kind === 'antineoplastic' || step.day - line.lastDay > this.chart.numbers.unnamedDrugDays)
        this.unnamedLater = true;
      return extend(line, step);
    }
    if (course === null) return;
    if (line === undefined || step.day - line.lastDay > this.chart.numbers.restartDays) this.open(step);
    else if (step.day - line.day <= this.chart.numbers.regimenDays || this.belongs(course, step, line))
      extend(line, step);
    else if (this.isMaintenance(course, step, line) && !this.hasNewPartner(steps, index, line)) extend(line, step);
    else {
      const block = LYMPHOMA_BLOCKS.has(course.drug) && step.day - line.day <= this.chart.numbers.blockDays;
      if (this.cancers.lymphoma && block) this.blocks = true;
      this.open(step);
    }
  }

  private open(step: Step): void {
    const line: OpenLine = {
      start: step.start,
      day: step.day,
      lastDay: step.lastDay,
      classes: new Set(),
      courses: [],
      unnamed: [],
    };
    this.lines.push(line);
    extend(line, step);
  }

  /** The same class again, conditioning for a transplant, a planned sequence, castration beneath it all. */
  private belongs(course: Course, step: Step, line: OpenLine): boolean {
    if (line.classes.has(course.lineClass) || course.lineClass === BACKBONE) return true;
    if (CONDITIONING.has(course.drug) && line.courses.length > 0) return true;
    if (this.transplants.some((day) => day >= step.day - 1 && day - step.day <= this.chart.numbers.conditioningDays))
      return true;
    return (
      this.cancers.sites.has('breast') &&
      EARLY_BREAST.has(course.lineClass) &&
      [...line.classes].every((one) => EARLY_BREAST.has(one)) &&
      this.isEarly(step.day)
    );
  }

  private isEarly(day: Day): boolean {
    const { advancedSince } = this.cancers;
    return (
      advancedSince === null ||
      (advancedSince.day !== null && day < advancedSince.day - this.chart.numbers.codedLateDays)
    );
  }

  private isMaintenance(course: Course, step: Step, line: OpenLine): boolean {
    if (this.worsened.some((day) => day >= line.day && day <= step.day)) return false;
    return MAINTENANCE.some(
      ({ agents, after }) => agents.includes(course.drug) && after.some((one) => line.classes.has(one)),
    );
  }

  /** A maintenance drug that comes with another new drug is a new regimen. */
  private hasNewPartner(steps: readonly Step[], index: number, line: OpenLine): boolean {
    const day = steps[index]?.day ?? 0;
    for (let next = index + 1; next < steps.length; next += 1) {
      const step = steps[next];
      if (step === undefined || step.day - day > this.chart.numbers.regimenDays) return false;
      const { course } = step;
      if (course !== null && !this.belongs(course, step, line) && !this.isMaintenance(course, step, line)) return true;
    }
    return false;
  }
}

function extend(line: OpenLine, step: Step): void {
  line.lastDay = Math.max(line.lastDay, step.lastDay);
  if (step.course !== null) {
    line.classes.add(step.course.lineClass);
    line.courses.push(step.course);
  }
  if (step.exposure !== null) line.unnamed.push(step.exposure);
}

/** Relapses of acute leukemia by their first day; null when one is on record without a date. */
function relapsesOf(conditions: readonly CancerCondition[], { oneRelapseDays }: FactNumbers): readonly Day[] | null {
  const days: Day[] = [];
  for (const one of conditions) {
    const { cancer, clinical } = one;
    const relapsed =
      (cancer.kind === 'invasive' && cancer.relapse) || clinical === 'relapse' || clinical === 'recurrence';
    if (!relapsed) continue;
    const when = one.recorded ?? firstRecorded(one);
    if (when === null) return null;
    days.push(when.lo);
  }
  days.sort((a, b) => a - b);
  return days.filter((day, index) => index === 0 || day - (days[index - 1] ?? day) > oneRelapseDays);
}

/** One line before the first relapse, and one after each (item 4). */
function byRelapse(steps: readonly Step[], relapses: readonly Day[], numbers: FactNumbers): readonly TherapyLine[] {
  const drawn = new Map<number, OpenLine>();
  for (const step of steps) {
    const after = relapses.filter((day) => day <= step.day).length;
    let line = drawn.get(after);
    if (line === undefined) {
      line = {
        start: step.start,
        day: step.day,
        lastDay: step.lastDay,
        classes: new Set(),
        courses: [],
        unnamed: [],
      };
      drawn.set(after, line);
    }
    extend(line, step);
  }
  return [...drawn.values()].map((line, index) => finish(line, index, numbers));
}

/** A line is certain when a drug that it began with is, and the day is. */
function finish(line: OpenLine, index: number, { regimenDays }: FactNumbers): TherapyLine {
  const opening = line.courses.filter((one) => one.start.lo - line.day <= regimenDays);
  const sure = opening.some((one) => one.certainty === 'definite' && one.start.lo === one.start.hi);
  const drugs = [...new Set(line.courses.map(({ drug }) => drug))];
  return {
    number: index + 1,
    drugs,
    start: line.start,
    endocrineOnly: line.courses.length > 0 && line.courses.every(({ kind }) => kind === 'endocrine'),
    certainty: sure ? 'definite' : 'probable',
    evidence: evidenceOf(line),
  };
}

/** The record with which each drug began, and the first of those that name none. */
function evidenceOf(line: OpenLine): readonly Evidence[] {
  const first = line.courses.flatMap(({ exposures }) => exposures[0]?.evidence ?? []);
  return first.length > 0 ? first : (line.unnamed[0]?.evidence ?? []);
}
