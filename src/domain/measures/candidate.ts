/**
 * Whether a patient may be in the model, by payer, cancer and therapy (clinical reference 6.2). An approximation: CMS attributes by claims.
 */
import type { CancerFact } from '../assessment.ts';
import type { CancerSite } from '../chart/cancer.ts';
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import { isSystemic, isTreatmentRead, isWithin, TREATMENT_SOURCES, type Exposure } from '../chart/exposures.ts';
import { isLoaded, type SourceId } from '../chart/source.ts';
import type { Kleene } from '../logic/kleene.ts';
import type { Day } from '../logic/when.ts';
import { said, type Said } from './lens-says.ts';
import { MODEL_TO, type LensNumbers, type ModelGroup } from './model.ts';
import type { InsuranceRecord, PracticeRecords } from './practice-records.ts';

/** One of the conditions; `holds` null: cannot tell. */
export interface Condition extends Said {
  readonly holds: Kleene;
}

export interface Candidate {
  /** All three hold; one does not; else it cannot be told. */
  readonly may: Kleene;
  readonly payer: Condition;
  readonly cancer: Condition;
  readonly therapy: Condition;
  /** Medicaid is in force beside Medicare. */
  readonly withMedicaid: boolean;
}

/** What of the treatment the lens goes by. */
export interface Treatment {
  /** Of cancers on record; endocrine treatment and radiotherapy are among them. */
  readonly exposures: readonly Exposure[];
  /** Anticancer treatment without a date. */
  readonly undated: readonly Evidence[];
}

export function candidateOf(
  chart: Chart,
  cancers: readonly CancerFact[],
  treatment: Treatment,
  records: PracticeRecords,
  numbers: LensNumbers,
): Candidate {
  const payer = payerOf(chart, records.insurance);
  const cancer = cancerOf(chart, cancers, records);
  const therapy = therapyOf(chart, treatment, numbers);
  const holds = [payer.holds, cancer.holds, therapy.holds];
  const isOver = chart.asOf > MODEL_TO;
  const may = isOver || holds.includes(false) ? false : holds.includes(null) ? null : true;
  const withMedicaid = records.insurance.some((one) => one.payer === 'medicaid' && inForce(one, chart.asOf) === true);
  return { may, payer, cancer, therapy, withMedicaid };
}

const condition = (holds: Kleene, { says, evidence }: Said): Condition => ({ holds, says, evidence });

/** Null where a date is too coarse to tell, or cannot be read. */
function inForce({ status, when, end, periodUnread }: InsuranceRecord, asOf: Day): Kleene {
  if (status === 'cancelled' || (end !== null && end.hi < asOf)) return false;
  if (when !== null && when.lo > asOf) return false;
  const isSure = !periodUnread && (end === null || end.lo >= asOf) && (when === null || when.hi <= asOf);
  return isSure ? true : null;
}

const paysBefore = (a: InsuranceRecord, b: InsuranceRecord): boolean =>
  a.order !== null && b.order !== null && a.order < b.order;

const labels = (records: readonly InsuranceRecord[]): readonly string[] => [
  ...new Set(records.map(({ label }) => label)),
];

function payerOf(chart: Chart, insurance: readonly InsuranceRecord[]): Condition {
  const now = insurance.filter((one) => inForce(one, chart.asOf) === true);
  const perhaps = insurance.filter((one) => inForce(one, chart.asOf) === null);
  const of = (kind: InsuranceRecord['payer']): readonly InsuranceRecord[] => now.filter(({ payer }) => payer === kind);
  const ffs = of('medicare-ffs');
  const advantage = of('medicare-advantage');
  const [first] = ffs;
  if (first !== undefined && advantage.length > 0) {
    const both = [...ffs, ...advantage];
    return condition(null, said('payer-both', { payers: labels(both) }, both));
  }
  if (first !== undefined) {
    const medicaid = of('medicaid');
    const others = now.filter((one) => !ffs.includes(one) && !medicaid.includes(one));
    const earlier = others.filter((one) => ffs.every((medicare) => paysBefore(one, medicare)));
    if (earlier.length > 0)
      return condition(
        null,
        said('payer-second', { payer: first.label, first: labels(earlier) }, [...ffs, ...earlier]),
      );
    const unsure = others.filter((one) => !ffs.some((medicare) => paysBefore(medicare, one)));
    const params = { payer: first.label, withMedicaid: medicaid.length > 0, beside: labels(unsure) };
    return condition(true, said('payer-ffs', params, [...ffs, ...medicaid, ...unsure]));
  }
  const unclear = [...of('medicare-unclear'), ...of('unknown'), ...perhaps];
  if (unclear.length > 0) return condition(null, said('payer-unclear', { payers: labels(unclear) }, unclear));
  if (!isLoaded(chart.sources, 'Coverage')) return condition(null, said('not-read', { sources: ['Coverage'] }));
  if (now.length > 0)
    return condition(false, said('payer-not-ffs', { payers: labels(now), advantage: advantage.length > 0 }, now));
  return insurance.length > 0
    ? condition(null, said('payer-expired', { payers: labels(insurance) }, insurance))
    : condition(null, said('payer-none', {}));
}

/** By the codes of the active cancers; one of them is enough. */
function cancerOf(chart: Chart, cancers: readonly CancerFact[], { diagnoses }: PracticeRecords): Condition {
  const active = cancers.filter(({ role, status }) => role === 'primary' && status === 'active');
  const unsure = cancers.filter(({ role, status }) => role === 'primary' && status === 'unclear');
  const known = new Map(diagnoses.map(({ origin, reference, group }) => [`${origin} ${reference}`, group]));
  const groupOf = (cancer: CancerFact): ModelGroup | 'none' | null => {
    const groups = cancer.evidence.map(({ origin, reference }) => known.get(`${origin} ${reference}`) ?? null);
    return (
      groups.find((one) => one !== null && one !== 'none') ?? groups.find((one) => one === 'none') ?? bySite(cancer)
    );
  };
  const grouped = active.map((cancer) => ({ cancer, group: groupOf(cancer) }));
  const inModel = grouped.find(({ group }) => group !== null && group !== 'none');
  if (inModel !== undefined) {
    const { cancer, group } = inModel;
    const beside = active.filter((one) => one !== cancer).map(({ name }) => name);
    return condition(
      true,
      said('cancer-in-model', { cancer: cancer.name, group: group as ModelGroup, beside }, cancer.evidence),
    );
  }
  const unclear = [...grouped.filter(({ group }) => group === null).map(({ cancer }) => cancer), ...unsure];
  if (unclear.length > 0)
    return condition(
      null,
      said(
        'cancer-unclear',
        { cancers: unclear.map(({ name }) => name) },
        unclear.flatMap(({ evidence }) => evidence),
      ),
    );
  if (!isLoaded(chart.sources, 'Condition')) return condition(null, said('not-read', { sources: ['Condition'] }));
  return active.length > 0
    ? condition(
        false,
        said(
          'cancer-not-in-model',
          { cancers: active.map(({ name }) => name) },
          active.flatMap(({ evidence }) => evidence),
        ),
      )
    : condition(false, said('cancer-none', {}));
}

/** Sites that are a group of the model by name. */
const SITES: Readonly<Partial<Record<CancerSite, ModelGroup>>> = {
  breast: 'breast',
  lung: 'lung',
  lymphoma: 'lymphoma',
  prostate: 'prostate',
  myeloma: 'multiple-myeloma',
  colorectal: 'small-intestine-colorectal',
};

/** Chronic or acute, small intestine or not: only a code would say. */
const UNTOLD: ReadonlySet<CancerSite> = new Set(['leukemia', 'other', 'unknown']);

/** Where no ICD-10-CM code is there. */
function bySite({ site }: CancerFact): ModelGroup | 'none' | null {
  return SITES[site] ?? (UNTOLD.has(site) ? null : 'none');
}

function therapyOf(chart: Chart, { exposures, undated }: Treatment, { therapyDays }: LensNumbers): Condition {
  const lately = exposures
    .filter((one) => isSystemic(one))
    .map((one) => ({ one, is: isWithin(one, chart.asOf, therapyDays) }));
  const seen = lately.findLast(({ is }) => is === true)?.one;
  if (seen !== undefined)
    return condition(true, said('therapy-seen', { drug: seen.drug, on: seen.start }, seen.evidence));
  const coarse = lately.filter(({ is }) => is === null).flatMap(({ one }) => one.evidence);
  if (coarse.length + undated.length > 0) return condition(null, said('therapy-undated', {}, [...coarse, ...undated]));
  if (!isTreatmentRead(chart)) return condition(null, said('not-read', { sources: unreadTreatment(chart) }));
  const endocrine = exposures.findLast(
    (one) => one.kind === 'endocrine' && isWithin(one, chart.asOf, therapyDays) === true,
  );
  return endocrine === undefined
    ? condition(false, said('therapy-none', { days: therapyDays }))
    : condition(false, said('therapy-endocrine-only', { drug: endocrine.drug }, endocrine.evidence));
}

/** Of the sources that hold treatment, those that were not read in full. */
export function unreadTreatment(chart: Chart): readonly SourceId[] {
  return TREATMENT_SOURCES.filter((source) => !isLoaded(chart.sources, source));
}
