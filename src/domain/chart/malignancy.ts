/**
 * Is there an active cancer, and is it advanced? Both may be "cannot tell" (clinical reference 3.1, "M" and "A"). Safer than the rules
 * as written: a cancer that a newer code calls history, and for which nothing else speaks, is asked about.
 */
import type { Kleene } from '../logic/kleene.ts';
import { onceForEach } from '../logic/once.ts';
import { compareWhen, within, type Day, type When } from '../logic/when.ts';
import { state, type Statement } from '../statement.ts';
import { invasive, type CancerConcept, type CancerSite } from './cancer.ts';
import type { Chart } from './chart.ts';
import { activityOf, firstRecorded, onlyFromVisits, type Activity } from './condition-activity.ts';
import {
  diseaseStatuses,
  newestStatuses,
  newestStatusFor,
  saysDisease,
  type NewestStatuses,
} from './disease-status.ts';
import { isFor, isSystemic, isTreatmentRead, isWithin, type Exposure, type Exposures } from './exposures.ts';
import type { ConditionRecord } from './records.ts';
import { SameDiagnosis } from './same-diagnosis.ts';
import { isLoaded, type SourceId } from './source.ts';
import { mayRuleOut } from './whether-read.ts';

type PossibleWhy = Extract<CancerConcept, { readonly kind: 'possible' }>['why'];

export type CancerCondition = ConditionRecord & {
  readonly cancer: Extract<CancerConcept, { readonly kind: 'invasive' | 'secondary' }>;
};

export interface ActiveMalignancy {
  readonly active: Kleene;
  /** Only hospital coding or a code block says so: whatever rests on it is probable. */
  readonly probable: boolean;
  /** The cancers and metastases that count as present. */
  readonly conditions: readonly CancerCondition[];
  /** Diagnoses of a single visit: they may or may not be there. */
  readonly oneVisit: readonly CancerCondition[];
  /** Unconfirmed, provisional, differential, or in remission as far as it was read: never more than possible. */
  readonly unconfirmed: readonly CancerCondition[];
  /** Cancers that are over. */
  readonly past: readonly { readonly condition: CancerCondition; readonly activity: Activity }[];
  readonly because: Statement | null;
  /** The entries that leave it open whether there is a cancer; the one that `because` names is the first. */
  readonly doubtful: readonly ConditionRecord[];
  /**
   * Those of them that the word of a clinician makes an active cancer. Where one was confirmed, the others: what is said of one
   * diagnosis settles no other.
   */
  readonly confirmable: readonly ConditionRecord[];
  /** Where there is none that counts: what is on record and is no cancer by the rules (3.1, M item 1). */
  readonly uncounted: { readonly what: 'skin' | 'myeloid'; readonly on: readonly ConditionRecord[] } | null;
  /** Active only because a cancer that is in full remission is treated on: rules about the disease do not apply. */
  readonly inRemission: boolean;
}

/** `exposures`: all treatment on record; without its sources a doubt that it would settle stays one. */
export function activeMalignancy(chart: Chart, exposures: Exposures): ActiveMalignancy {
  const cancers = cancersIn(chart);
  const statuses = newestStatuses(diseaseStatuses(chart));
  const past: { condition: CancerCondition; activity: Activity }[] = [];
  const present: CancerCondition[] = [];
  const unconfirmed: CancerCondition[] = [];
  const said = saidActive(chart);
  for (const condition of cancers) {
    if (isSaidActive(condition)) continue;
    const activity = standingActivity(condition, chart, statuses);
    if (activity === null) unconfirmed.push(condition);
    else if (activity !== 'active') past.push({ condition, activity });
    else if (condition.verification === 'unconfirmed') unconfirmed.push(condition);
    else present.push(condition);
  }
  const held = withoutOverturned(withoutRemitted(present, past), past);
  const overtaken = overtakenByHistory(held, said, chart, exposures, statuses);
  const standing = overtaken.length === 0 ? held : held.filter((one) => !overtaken.includes(one));
  unconfirmed.push(...overtaken);
  const visits = new Visits([...said, ...standing]);
  const certain: CancerCondition[] = [...said];
  const oneVisit: CancerCondition[] = [];
  // That there is a cancer has been said; which one it is may rest on a code that does not tell.
  let probable = said.length === 0;
  for (const one of standing) {
    const is = standingOf(one, visits, chart, exposures);
    // What rests on one visit, or on the coding of one stay, is probable, whatever else stands beside it.
    (is === 'one-visit' ? oneVisit : certain).push(is === 'certain' ? one : asProbable(one));
    if (is === 'certain') probable = false;
  }
  const told = (
    active: Kleene,
    conditions: readonly CancerCondition[],
    because: Statement | null,
  ): ActiveMalignancy => ({
    active,
    probable: false,
    conditions,
    oneVisit,
    unconfirmed,
    past,
    because,
    doubtful: [],
    confirmable: [],
    uncounted: null,
    inRemission: false,
  });

  if (certain.length > 0)
    return {
      ...told(true, certain, null),
      probable,
      confirmable: said.length === 0 ? [] : stillInDoubt(chart, said, { oneVisit, unconfirmed, past }),
    };
  const maintained = past.filter(
    ({ condition, activity }) => isMaintained(condition, activity, chart, exposures) === true,
  );
  if (maintained.length > 0) {
    const because = state('in-remission', { since: remissionOf(maintained)?.since ?? null });
    const conditions = maintained.map(({ condition }) => condition);
    return {
      ...told(true, conditions, because),
      past: past.filter((one) => !maintained.includes(one)),
      // Another cancer may stand in what was not read.
      inRemission: isLoaded(chart.sources, 'Condition'),
    };
  }
  const doubt = doubtOf(chart, exposures, { oneVisit, overtaken, unconfirmed, past });
  if (doubt !== null) {
    const conditions = doubt.treatedAs === undefined ? [] : [doubt.treatedAs];
    return {
      ...told(doubt.active, conditions, doubt.because),
      probable: doubt.active === true,
      doubtful: doubt.active === true ? [] : doubt.on,
      confirmable: doubt.active === true ? [] : confirmableOf(doubt),
    };
  }
  if (!isLoaded(chart.sources, 'Condition')) return told(null, [], state('conditions-not-loaded', {}));
  const remission = remissionOf(past);
  return {
    ...told(false, [], remission === null ? null : state('in-remission', remission)),
    uncounted: remission === null ? uncountedIn(chart) : null,
  };
}

/** The diagnoses that a clinician says are active cancers. */
function saidActive({ conditions }: Chart): readonly CancerCondition[] {
  return conditions.filter(isSaidActive).map(asCancer);
}

const isSaidActive = (one: ConditionRecord): boolean => one.saidActive === true && mayBeSaidActive(one);

/** Beside a diagnosis that was confirmed: those that are in doubt as before. An older entry of the same cancer is not. */
function stillInDoubt(
  chart: Chart,
  said: readonly CancerCondition[],
  { oneVisit, unconfirmed, past }: Pick<ActiveMalignancy, 'oneVisit' | 'unconfirmed' | 'past'>,
): readonly ConditionRecord[] {
  const same = new SameDiagnosis<true>();
  for (const one of said) same.add(one, () => true);
  const sites = new Set(said.flatMap(({ cancer }) => (cancer.kind === 'invasive' ? [cancer.site] : [])));
  const old = past.flatMap(({ condition, activity }) =>
    activity === 'too-old' && !isOfSite(condition, sites) ? [condition] : [],
  );
  return [...oneVisit, ...unconfirmed, ...possible(chart, 'suspected'), ...old].filter(
    (one) => mayBeSaidActive(one) && !isSaidActive(one) && same.of(asCancer(one)).length === 0,
  );
}

/** A site that holds many cancers tells none. */
function isOfSite({ cancer }: CancerCondition, sites: ReadonlySet<CancerSite>): boolean {
  return cancer.kind === 'invasive' && cancer.site !== 'other' && cancer.site !== 'unknown' && sites.has(cancer.site);
}

/**
 * What can be confirmed names a cancer: by its code, or as one that is suspected. Benign, in situ and of uncertain behavior is no
 * cancer by being told of (3.1, M item 3), nor is one that its code says is over; words without a code do not say which it is.
 */
function mayBeSaidActive({ cancer }: ConditionRecord): boolean {
  if (cancer?.kind === 'invasive') return !cancer.remission;
  return cancer?.kind === 'secondary' || (cancer?.kind === 'possible' && cancer.why === 'suspected');
}

/** Of a remission the question is whether treatment goes on: that there is active disease would answer another one. */
function confirmableOf({ because, on }: Doubt): readonly ConditionRecord[] {
  return because.code === 'remission-treatment-unseen' ? [] : on.filter(mayBeSaidActive);
}

function uncountedIn(chart: Chart): ActiveMalignancy['uncounted'] {
  const skin = possible(chart, 'skin');
  if (skin.length > 0) return { what: 'skin', on: skin };
  const myeloid = possible(chart, 'uncertain-behavior').filter(
    ({ cancer }) => cancer?.kind === 'possible' && cancer.myeloid !== undefined,
  );
  return myeloid.length > 0 ? { what: 'myeloid', on: myeloid } : null;
}

/** The cancers and metastases on record; one of the skin only once an M category says that it has spread (3.1, M item 1). */
function cancersIn(chart: Chart): readonly CancerCondition[] {
  const found: CancerCondition[] = [];
  for (const one of chart.conditions) {
    if (isCancer(one)) found.push(one);
    else if (isSkin(one) && saysM1(one, chart)) found.push({ ...one, cancer: invasive('other', 'solid') });
  }
  return found;
}

const isSkin = ({ cancer }: ConditionRecord): boolean => cancer?.kind === 'possible' && cancer.why === 'skin';

function saysM1(condition: ConditionRecord, { observations }: Chart): boolean {
  return (
    condition.mCategories.includes(true) ||
    condition.stages.some(({ m }) => m === true) ||
    observations.some(
      (one) => one.kind === 'm-category' && one.metastasis === true && one.focus.includes(condition.reference),
    )
  );
}

/** Stage IV of a cancer of the skin may be without metastasis: a question. */
function saysStageFour(condition: ConditionRecord, { observations }: Chart): boolean {
  return (
    condition.stages.some(({ group }) => group === 'IV') ||
    observations.some(
      (one) => one.kind === 'stage-group' && one.stage?.group === 'IV' && one.focus.includes(condition.reference),
    )
  );
}

function asProbable(condition: CancerCondition): CancerCondition {
  return condition.cancer.probable ? condition : { ...condition, cancer: { ...condition.cancer, probable: true } };
}

/** Without blood cancers of which a newer code says that they are in remission: the newest evidence wins (3.1, M item 6). */
function withoutRemitted(
  present: readonly CancerCondition[],
  past: readonly { readonly condition: CancerCondition; readonly activity: Activity }[],
): readonly CancerCondition[] {
  const since = new Map<string, When>();
  for (const { condition, activity } of past) {
    const { cancer } = condition;
    if (activity !== 'remission' || cancer.kind !== 'invasive' || !cancer.remission || cancer.entity === null) continue;
    const when = lastRecorded(condition);
    const before = since.get(cancer.entity);
    if (when !== null && (before === undefined || compareWhen(when, before) > 0)) since.set(cancer.entity, when);
  }
  if (since.size === 0) return present;
  return present.filter((one) => {
    const entity = one.cancer.kind === 'invasive' ? one.cancer.entity : null;
    const remission = entity === null ? undefined : since.get(entity);
    const when = lastRecorded(one);
    return remission === undefined || when === null || compareWhen(remission, when) <= 0;
  });
}

/** The day on which it was written down, else the day on which it began. */
function lastRecorded({ recorded, when }: CancerCondition): When | null {
  return recorded ?? when;
}

export function isCancer(condition: ConditionRecord): condition is CancerCondition {
  return condition.cancer?.kind === 'invasive' || condition.cancer?.kind === 'secondary';
}

/**
 * Without those that were set to ended later on another list: the newest evidence wins (3.1, M item 6).
 */
function withoutOverturned(
  present: readonly CancerCondition[],
  past: readonly { readonly condition: CancerCondition }[],
): readonly CancerCondition[] {
  if (present.length === 0 || past.length === 0) return present;
  // By diagnosis and list: the last end.
  const ends = new SameDiagnosis<Map<string, When>>();
  for (const { condition } of past) {
    const end = condition.abatement !== null && condition.abatement !== 'yes' ? condition.abatement : condition.when;
    if (end === null) continue;
    const list = condition.categories.join();
    ends.add(condition, (before = new Map<string, When>()) => {
      const last = before.get(list);
      return last === undefined || compareWhen(end, last) > 0 ? before.set(list, end) : before;
    });
  }
  return present.filter((one) => {
    const { when } = one;
    const own = one.categories.join();
    return (
      when === null ||
      !ends.of(one).some((lists) => [...lists].some(([list, end]) => list !== own && compareWhen(end, when) > 0))
    );
  });
}

/** Where a metastasis, a disease status or treatment would speak for a cancer: not received is not "nothing speaks for it". */
const SPEAKING: readonly SourceId[] = ['Condition', 'Observation', 'MedicationRequest'];
const ALSO_SPEAKING: readonly SourceId[] = [
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationDispense',
  'Procedure',
];

/**
 * Cancers of which somebody has since recorded that they are history, and that nothing speaks for: no metastasis, no treatment
 * lately, no disease status. They may be over and left on the list. [DESIGN, safer than the reference 3.1: the newest evidence asks]
 */
function overtakenByHistory(
  held: readonly CancerCondition[],
  said: readonly CancerCondition[],
  chart: Chart,
  exposures: Exposures,
  statuses: NewestStatuses,
): readonly CancerCondition[] {
  // A metastasis that a clinician has confirmed speaks for its cancer as one on record does.
  const spread = [...said, ...held].some(({ cancer }) => cancer.kind === 'secondary');
  if (spread || !mayRuleOut(chart, SPEAKING, ALSO_SPEAKING)) return [];
  const since = new Map<CancerSite, When>();
  for (const { cancer, verification, recorded, when } of chart.conditions) {
    const said = recorded ?? when;
    if (cancer?.kind !== 'history' || cancer.site === undefined || verification !== 'confirmed' || said === null)
      continue;
    const before = since.get(cancer.site);
    if (before === undefined || compareWhen(said, before) > 0) since.set(cancer.site, said);
  }
  if (since.size === 0) return [];
  return held.filter((one) => {
    const history = one.cancer.kind === 'invasive' ? since.get(one.cancer.site) : undefined;
    const last = lastRecorded(one);
    return (
      history !== undefined &&
      last !== null &&
      history.lo > last.hi &&
      !isTreated(one, chart, exposures) &&
      !isTakenBack(one, statuses, history)
    );
  });
}

type Standing = 'certain' | 'probable' | 'one-visit';

/** A diagnosis from visits alone has to be backed: a hospital stay, a second day, or a treatment (3.1, M item 2). */
function standingOf(condition: CancerCondition, visits: Visits, chart: Chart, exposures: Exposures): Standing {
  if (!onlyFromVisits(condition)) return condition.cancer.probable ? 'probable' : 'certain';
  if (visits.isOnSeveral(condition) || isTreated(condition, chart, exposures)) return 'certain';
  return isOfStay(condition, chart) ? 'probable' : 'one-visit';
}

/** Coded in a hospital stay, or named by one. */
function isOfStay({ encounter, reference }: CancerCondition, { encounters }: Chart): boolean {
  const { stays, diagnoses } = inpatient(encounters);
  return (encounter !== null && stays.has(encounter)) || diagnoses.has(reference);
}

/** Stays, and the diagnoses that they name, by reference. */
const inpatient = onceForEach((encounters: Chart['encounters']) => {
  const stays = new Set<string>();
  const diagnoses = new Set<string>();
  for (const one of encounters) {
    if (one.kind !== 'inpatient') continue;
    stays.add(one.reference);
    if (one.principalDiagnosis !== null) diagnoses.add(one.principalDiagnosis);
    for (const diagnosis of one.diagnoses) diagnoses.add(diagnosis);
  }
  return { stays, diagnoses };
});

/**
 * The occasions on which each diagnosis was coded. Diagnoses back each other by name, and by site where a site is not one
 * that holds many cancers.
 */
class Visits {
  readonly #all: readonly CancerCondition[];
  #byKind: ReadonlyMap<CancerCondition['cancer']['kind'], VisitsOfKind> | null = null;

  constructor(all: readonly CancerCondition[]) {
    this.#all = all;
  }

  isOnSeveral(condition: CancerCondition): boolean {
    const { kind, site } = condition.cancer;
    const own = (this.#byKind ??= filed(this.#all)).get(kind);
    if (own === undefined) return false;
    let first: string | null = null;
    for (const occasions of [...own.byDiagnosis.of(condition), own.bySite.get(site) ?? NEVER])
      for (const one of occasions) {
        if (first !== null && one !== first) return true;
        first = one;
      }
    return false;
  }
}

interface VisitsOfKind {
  readonly byDiagnosis: SameDiagnosis<Set<string>>;
  readonly bySite: Map<CancerCondition['cancer']['site'], Set<string>>;
}

const NEVER: ReadonlySet<string> = new Set();

function filed(all: readonly CancerCondition[]): ReadonlyMap<CancerCondition['cancer']['kind'], VisitsOfKind> {
  const byKind = new Map<CancerCondition['cancer']['kind'], VisitsOfKind>();
  for (const one of all) {
    const { kind, site } = one.cancer;
    let own = byKind.get(kind);
    if (own === undefined) byKind.set(kind, (own = { byDiagnosis: new SameDiagnosis(), bySite: new Map() }));
    const occasion = visitOf(one);
    own.byDiagnosis.add(one, (before = new Set<string>()) => before.add(occasion));
    if (site === 'other' || site === 'unknown') continue;
    const there = own.bySite.get(site);
    if (there === undefined) own.bySite.set(site, new Set([occasion]));
    else there.add(occasion);
  }
  return byKind;
}

/** The occasion on which it was coded: its day of recording, else its visit, else its date. */
function visitOf(condition: CancerCondition): string {
  const { recorded, encounter, when } = condition;
  if (recorded !== null) return `day ${recorded.lo}`;
  return encounter ?? (when === null ? 'undated' : `day ${when.lo}`);
}

/** Drugs, radiotherapy, a transplant or a resection lately back a diagnosis that was coded once. */
function isTreated(condition: CancerCondition, chart: Chart, exposures: Exposures): boolean {
  const sites = sitesOf(condition);
  const hormones = sites.has('breast') || sites.has('prostate');
  return (
    exposures.all.some(
      (one) =>
        (one.kind !== 'endocrine' || hormones) &&
        isFor(one, sites) &&
        isWithin(one, chart.asOf, chart.numbers.treatedDays) === true,
    ) ||
    chart.procedures.some(
      ({ tags, when }) =>
        tags.has('cancer-resection') && when !== null && within(when, chart.asOf, chart.numbers.treatedDays) === true,
    )
  );
}

function sitesOf({ cancer }: CancerCondition): ReadonlySet<CancerSite> {
  return new Set<CancerSite>([cancer.kind === 'invasive' ? cancer.site : 'unknown']);
}

/** A drug against cancer, and nothing else, lately: what is not settled as a cancer is treated as one. */
function isTreatedAsCancer(chart: Chart, exposures: Exposures): Kleene {
  return exposedWithin(chart, exposures, chart.numbers.treatedDays, (one) => one.treats.length === 0);
}

/** False only when everything that tells of treatment was read, and nothing in it is without a date. */
function exposedWithin(
  chart: Chart,
  exposures: Exposures,
  days: number,
  counts: (exposure: Exposure) => boolean,
): Kleene {
  let perhaps = exposures.undated.length > 0 || !isTreatmentRead(chart);
  for (const one of exposures.all) {
    if (!isSystemic(one) || !counts(one)) continue;
    const recent = isWithin(one, chart.asOf, days);
    if (recent === true) return true;
    if (recent === null) perhaps = true;
  }
  return perhaps ? null : false;
}

/** Whether a cancer in full remission is treated on; false for cancers in which that is not done (3.1, M item 5). */
function isMaintained(condition: CancerCondition, activity: Activity, chart: Chart, exposures: Exposures): Kleene {
  const { cancer } = condition;
  if (activity !== 'remission' || cancer.kind !== 'invasive' || condition.verification === 'unconfirmed') return false;
  const slow = cancer.site === 'myeloma' || cancer.traits.includes('indolent');
  // The code of a remission says which cancer it is; a remission by status leaves that to the code of the disease.
  if (!cancer.treatedInRemission && (cancer.lineage !== 'haematologic' || cancer.remission || !slow)) return false;
  const sites = sitesOf(condition);
  return exposedWithin(chart, exposures, chart.numbers.maintenanceDays, (one) => isFor(one, sites));
}

interface Doubt {
  readonly active: Kleene;
  readonly because: Statement;
  readonly on: readonly ConditionRecord[];
  readonly treatedAs?: CancerCondition;
}

/** The doubts that name a diagnosis. */
type NamedDoubt =
  | 'one-visit-diagnosis'
  | 'remission-not-checked'
  | 'cancer-suspected'
  | 'cancer-in-words-only'
  | 'cancer-uncertain-behavior'
  | 'remission-treatment-unseen'
  | 'metastasis-possible'
  | 'history-recorded-since'
  | 'old-visit-diagnosis';

/** Cannot tell, because of these entries; the first is named. */
function unclear(code: NamedDoubt, first: ConditionRecord, on: readonly ConditionRecord[]): Doubt {
  return { active: null, because: state(code, { name: first.label, when: first.when }), on };
}

/** What speaks for a cancer without settling it; treated as one, it is one in all probability (3.1, M items 2 and 3). */
function doubtOf(
  chart: Chart,
  exposures: Exposures,
  {
    oneVisit,
    overtaken,
    unconfirmed,
    past,
  }: Pick<ActiveMalignancy, 'oneVisit' | 'unconfirmed' | 'past'> & { readonly overtaken: readonly CancerCondition[] },
): Doubt | null {
  const [visit] = oneVisit;
  if (visit !== undefined) return unclear('one-visit-diagnosis', visit, [...oneVisit, ...unconfirmed]);
  const [first] = overtaken;
  if (first !== undefined) return unclear('history-recorded-since', first, overtaken);
  const unchecked = unconfirmed.find((one) => one.verification !== 'unconfirmed');
  if (unchecked !== undefined) return unclear('remission-not-checked', unchecked, unconfirmed);
  const allSuspected = [...unconfirmed, ...possible(chart, 'suspected')];
  const allUncertain = [...possible(chart, 'in-situ'), ...possible(chart, 'uncertain-behavior')];
  const [suspected] = allSuspected;
  const [uncertain] = allUncertain;
  const unsettled = suspected ?? uncertain;
  const treated = unsettled === undefined ? false : isTreatedAsCancer(chart, exposures);
  if (unsettled !== undefined && treated === true)
    return {
      active: true,
      because: state('cancer-treated-unsettled', { name: unsettled.label, when: unsettled.when }),
      on: [],
      treatedAs: asCancer(unsettled),
    };
  const skin = treatedSkin(chart, exposures);
  if (skin !== null) return skin;
  if (suspected !== undefined) return unclear('cancer-suspected', suspected, allSuspected);
  const allWorded = possible(chart, 'text-only');
  const [worded] = allWorded;
  if (worded !== undefined) return unclear('cancer-in-words-only', worded, allWorded);
  // What is no cancer for the rules is one when it has spread.
  const spread = chart.conditions.filter((one) => hasPerhapsSpread(one, chart));
  const [perhaps] = spread;
  if (perhaps !== undefined) return unclear('metastasis-possible', perhaps, spread);
  // A malignant effusion has a cancer behind it, even where none is on the list.
  const fluid = chart.conditions.find(
    (one) => one.cancer?.kind === 'malignant-effusion' && activityOf(one, chart) === 'active',
  );
  if (fluid !== undefined) return unclear('cancer-suspected', fluid, [fluid]);
  // In situ or of uncertain behavior is no cancer unless it is treated as one.
  if (uncertain !== undefined && treated === null) return unclear('cancer-uncertain-behavior', uncertain, allUncertain);
  const unseen = past.find(({ condition, activity }) => isMaintained(condition, activity, chart, exposures) === null);
  if (unseen !== undefined) return unclear('remission-treatment-unseen', unseen.condition, [unseen.condition]);
  const old = past.flatMap(({ condition, activity }) => (activity === 'too-old' ? [condition] : []));
  const [oldest] = old;
  return oldest === undefined ? null : unclear('old-visit-diagnosis', oldest, old);
}

/**
 * A cancer of the skin that is treated with drugs of the whole body. Hormones are for another cancer, and so may the drugs be when
 * one is on record. [DESIGN: the reference (3.1, M items 1 and 3) leaves it out]
 */
function treatedSkin(chart: Chart, exposures: Exposures): Doubt | null {
  const [skin] = possible(chart, 'skin');
  if (skin === undefined) return null;
  const treated = exposedWithin(
    chart,
    exposures,
    chart.numbers.treatedDays,
    (one) => one.kind === 'antineoplastic' && one.treats.length === 0,
  );
  return treated === true
    ? {
        active: true,
        because: state('cancer-treated-unsettled', { name: skin.label, when: skin.when }),
        on: [],
        treatedAs: { ...skin, cancer: invasive('other', 'solid', { probable: true }) },
      }
    : null;
}

/** A neoplasm that is treated as a cancer, as the cancer of its site: whatever rests on it is probable. */
function asCancer(condition: ConditionRecord): CancerCondition {
  const { cancer } = condition;
  if (isCancer(condition)) return condition;
  const site = cancer?.kind === 'possible' ? cancer.site : undefined;
  const myeloid = cancer?.kind === 'possible' && cancer.myeloid !== undefined;
  const lineage = myeloid ? 'haematologic' : site === 'brain' ? 'brain' : 'solid';
  return { ...condition, cancer: invasive(site ?? (myeloid ? 'other' : 'unknown'), lineage, { probable: true }) };
}

/**
 * A remission that the newest disease status takes back is none: partial remission is active disease (3.1, M item 4). Null
 * where the disease status was not read.
 */
function standingActivity(condition: CancerCondition, chart: Chart, statuses: NewestStatuses): Activity | null {
  const activity = activityOf(condition, chart);
  if (condition.cancer.kind === 'invasive' && condition.cancer.remission)
    // The code was true when it was written: only a newer status takes it back.
    return activity === 'active' && isTakenBack(condition, statuses, lastRecorded(condition)) ? 'active' : 'remission';
  if (activity !== 'remission') return activity;
  if (isTakenBack(condition, statuses, null)) return 'active';
  return isLoaded(chart.sources, 'Observation') ? activity : null;
}

/** Partial remission, stable or worse, and not before `since`: the newest disease status speaks of disease that is there. */
function isTakenBack({ reference }: CancerCondition, statuses: NewestStatuses, since: When | null): boolean {
  if (statuses.size === 0) return false;
  const newest = newestStatusFor(statuses, reference);
  if (newest === null || !saysDisease(newest)) return false;
  return since === null || newest.when === null || compareWhen(newest.when, since) > 0;
}

/** Skin, in situ, of uncertain behavior: what its words or its stage say of metastasis makes it more than that. */
function hasPerhapsSpread(one: ConditionRecord, chart: Chart): boolean {
  if (one.cancer?.kind !== 'possible' || activityOf(one, chart) !== 'active') return false;
  return one.cancer.spreadInWords !== undefined || (isSkin(one) && saysStageFour(one, chart));
}

/** Standing entries that only say "perhaps", of one kind. */
function possible(chart: Chart, why: PossibleWhy): readonly ConditionRecord[] {
  return chart.conditions.filter(
    (one) => one.cancer?.kind === 'possible' && one.cancer.why === why && activityOf(one, chart) === 'active',
  );
}

/** The end of the last cancer, when it is dated. The day of diagnosis or of recording is not the day of remission. */
function remissionOf(past: ActiveMalignancy['past']): { readonly since: When | null } | null {
  const inRemission = past.filter(({ activity }) => activity === 'remission');
  if (inRemission.length === 0) return null;
  const ends = inRemission.flatMap(({ condition: { abatement } }) =>
    abatement === null || abatement === 'yes' ? [] : [abatement],
  );
  return { since: ends.toSorted(compareWhen).at(-1) ?? null };
}

/** The first day on which any of these cancers is on record; null when none is dated. */
export function firstDiagnosis(conditions: readonly CancerCondition[]): Day | null {
  let first: Day | null = null;
  for (const one of conditions) {
    const day = firstRecorded(one)?.lo ?? null;
    if (day !== null && (first === null || day < first)) first = day;
  }
  return first;
}
