/** The line under the answer: what could not be seen. */
import type { Chart } from './chart/chart.ts';
import type { Hospice } from './chart/hospice.ts';
import type { ActiveMalignancy } from './chart/malignancy.ts';
import { isLoaded } from './chart/source.ts';
import { isStageRead } from './chart/stage-on-record.ts';
import type { Kleene } from './logic/kleene.ts';
import { isSaidAlike, state, type Statement, type StatementCode } from './statement.ts';
import { neededSources } from './triggers/evaluate.ts';
import type { Missing, TriggerId, TriggerResult } from './triggers/trigger.ts';
import { unreadIn } from './triggers/unread.ts';

const HOSPICE_NOT_CHECKED: Missing = { reason: 'possible', source: null, say: state('hospice-not-checked', {}) };
const REFERRAL_NOT_CHECKED: Missing = { reason: 'possible', source: null, say: state('referral-not-checked', {}) };
const STAGE_NOT_RECORDED: Missing = { reason: 'never-recorded', source: null, say: state('stage-not-recorded', {}) };
const ELSEWHERE: Missing = { reason: 'not-asked', source: null, say: state('acute-care-elsewhere', {}) };

/** What could not be seen, most telling first, each thing once. */
export function notSeen(
  chart: Chart,
  triggers: readonly TriggerResult[],
  malignancy: ActiveMalignancy,
  advanced: Kleene,
  hospice: Hospice,
): readonly Missing[] {
  const readable = isStageRead(chart);
  const { first, all } = untoldBy(chart, triggers, readable);
  const told = new Told();
  if (hospice.now === null) told.add(HOSPICE_NOT_CHECKED);
  if (!isLoaded(chart.sources, 'ServiceRequest')) told.add(REFERRAL_NOT_CHECKED);
  for (const one of all) if (one.source !== null && !isStanding(chart, one)) told.add(one);
  for (const one of first) if (one.source === null) told.add(one);
  // What other hospitals hold is as telling as what decides most answers.
  told.add(ELSEWHERE);
  for (const one of all) if (one.source === null) told.add(one);
  const others = neededSources().flatMap((source) => {
    const missing = unreadIn(chart, source);
    const isTold = (source === 'Patient' && all.length > 0) || all.some((one) => one.source === source);
    return missing === null || isTold ? [] : [missing];
  });
  for (const one of others) if (!isStanding(chart, one)) told.add(one);
  // The same for every patient of this EHR: it must not stand before what is missing of this one.
  for (const one of [...all, ...others]) if (isStanding(chart, one)) told.add(one);
  const stageTold = all.some(({ say }) => say.code === 'stage-not-recorded' || say.code === 'nodes-recorded-stage-not');
  if (readable && malignancy.active === true && advanced === null && !stageTold) told.add(STAGE_NOT_RECORDED);
  return told.list;
}

/** What this EHR gives of no patient, what its make leaves out, or what is asked of it for none. */
function isStanding({ sources }: Chart, { source, reason }: Missing): boolean {
  if (source === null) return false;
  if (reason === 'unsupported' || reason === 'not-asked') return true;
  return Object.values(sources).every((states) => {
    const state = states[source];
    return state.state === 'loaded' || (state.state === 'partial' && state.why.kind === 'left-out');
  });
}

/** What rules missed, those that found something too. "Not found" is no news about what was not read: then only the source is named. */
function untoldBy(
  chart: Chart,
  triggers: readonly TriggerResult[],
  readable: boolean,
): { readonly first: readonly Missing[]; readonly all: readonly Missing[] } {
  const first: Missing[] = [];
  const then: Missing[] = [];
  const last: Missing[] = [];
  for (const { id, outcome, missing, caveats } of triggers) {
    // Found by absence, with less than all places read: where else it may stand is as unseen as what kept a rule from an answer.
    if (outcome === 'met')
      for (const { code, params } of caveats) {
        const unread = code === 'also-not-read' ? unreadIn(chart, params.source) : null;
        if (unread !== null) then.push(unread);
      }
    if (outcome !== 'not-assessable') continue;
    const place = MOST_TELLING.has(id) ? first : TO_BE_ASKED.has(id) ? last : then;
    for (const one of missing) {
      const { code } = one.say;
      // It was seen, and has to be asked about again: said under *Why*, and not as a gap of the record.
      if (code === 'symptom-moderate-once') continue;
      if (readable || (code !== 'stage-not-recorded' && code !== 'performance-status-never')) place.push(one);
    }
  }
  return { first, all: [...first, ...then, ...last] };
}

/** Function, symptoms, spread and stays decide most answers: what is missing of them is said before the rest. */
const MOST_TELLING: ReadonlySet<TriggerId> = new Set([
  'metastatic-solid-tumor',
  'poor-performance-status',
  'severe-physical-symptom',
  'recent-unplanned-admission',
  'repeat-unplanned-admissions',
]);
/** A question for the next talk rather than a gap in the record. */
const TO_BE_ASKED: ReadonlySet<TriggerId> = new Set([
  'anticancer-treatment-stopped',
  'patient-or-family-request',
  'clinician-attested-need',
  'caregiver-strain',
]);

/** Two rules miss the same, and differ in how far they look back. */
const SAID_ONCE: ReadonlySet<StatementCode> = new Set(['symptoms-never', 'symptoms-stale']);

/** Keeps of things that are said in the same words the first. */
class Told {
  readonly list: Missing[] = [];
  readonly #byCode = new Map<StatementCode, Statement[]>();

  add(one: Missing): void {
    const { say } = one;
    const alike = this.#byCode.get(say.code);
    if (alike === undefined) this.#byCode.set(say.code, [say]);
    else if (SAID_ONCE.has(say.code) || alike.some((other) => isSaidAlike(other, say))) return;
    else alike.push(say);
    this.list.push(one);
  }
}
