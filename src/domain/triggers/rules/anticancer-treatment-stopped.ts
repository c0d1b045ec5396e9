import type { Chart } from '../../chart/chart.ts';
import type { Evidence } from '../../chart/evidence.ts';
import { isSystemic, type Exposure } from '../../chart/exposures.ts';
import type { MedicationRecord, ObservationRecord } from '../../chart/records.ts';
import type { Therapy } from '../../chart/therapy.ts';
import { compareWhen, type Day, type When } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import type { StopReason } from '../../statements/treatment.ts';
import { ASCO_2024, GSF_PIG } from '../citations.ts';
import { lookedAtTreatment } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';
import type { TriggerId, TriggerResult } from '../trigger.ts';

/** One of these has to be met beside a coded stop. */
const COMPANIONS: readonly TriggerId[] = [
  'metastatic-solid-tumor',
  'progression-after-second-line',
  'recent-disease-progression',
];

/** Trigger 25: no further cancer treatment planned, as recorded. A planned end, a pause or a transfer is none. */
export const anticancerTreatmentStopped = defineRule({
  id: 'anticancer-treatment-stopped',
  version: '1.0.0',
  category: 'treatment',
  precondition: 'advanced-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  after: COMPANIONS,
  settlesAdvanced: false,
  needs: [
    'Condition',
    'Observation',
    'MedicationRequest',
    'MedicationAdministration',
    'MedicationStatement',
    'Procedure',
  ],
  alsoReads: ['MedicationDispense', 'CarePlan', 'ServiceRequest', 'QuestionnaireResponse'],
  needsIfThere: ['MedicationDispense', 'QuestionnaireResponse'],
  citations: [GSF_PIG, ASCO_2024],
  thresholds: {
    fromDays: { ...days(28, 'days that have to pass without treatment since the stop'), atMost: 180 },
    toDays: { ...days(180, 'days after which a stop no longer speaks'), atMost: 365 },
  },

  inWords: ({ fromDays, toDays }) => state('rule-anticancer-treatment-stopped', { fromDays, toDays }),

  lookedAt: ({ asOf, facts, thresholds: { toDays } }) => lookedAtTreatment(facts.therapy.exposures, asOf - toDays),

  evaluate({ chart, asOf, facts: { therapy }, resultOf, thresholds: { fromDays, toDays } }): Finding {
    const attested = attestedStop(chart, therapy);
    if (attested !== null)
      return {
        found: 'yes',
        certainty: 'attested',
        because: state('no-further-treatment-attested', { when: attested.when }),
        evidence: [attested],
      };
    const last = lastOf(therapy);
    const nothing: Finding = { found: 'nothing', because: state('treatment-not-recorded-as-stopped', {}) };
    // Treatment that goes on, or is planned, has not been stopped. Anything else only a person can tell: it is seldom coded.
    if (last !== null && last.lastDay > asOf - fromDays) return nothing;
    if (therapy.planned.length > 0) return { ...nothing, evidence: therapy.planned };
    if (last === null || last.lastDay < asOf - toDays) return ASK;
    const companions = COMPANIONS.map(resultOf).filter((one) => one !== null);
    const met = companions.filter(({ outcome }) => outcome === 'met');
    const stop = stopOn(therapy, last.lastDay);
    if (stop === null) return met.length > 0 && mayBeStopped(last) ? askWhy(last) : ASK;
    const { record, reason, exposure } = stop;
    if (met.length === 0) return companions.some(isOpen) ? askDisease(record, reason) : ASK;
    const sure =
      exposure.certainty === 'definite' &&
      !exposure.endGuessed &&
      met.some(({ certainty }) => certainty !== 'probable');
    return {
      found: 'yes',
      certainty: sure ? 'definite' : 'probable',
      because: state('treatment-stopped', { name: record.label, when: exposure.end, reason }),
      evidence: [record, ...met.flatMap(({ evidence }) => evidence.slice(0, 1))],
      caveats: exposure.endGuessed ? [state('treatment-stopped-day-guessed', {})] : [],
    };
  },
});

const STOPPING_NOT_CODED = state('treatment-stop-not-coded', {});
const ASK: Finding = {
  found: 'nothing',
  because: STOPPING_NOT_CODED,
  missing: [{ reason: 'never-recorded', source: null, say: STOPPING_NOT_CODED }],
};

/** "No further treatment planned", said by a clinician, with no treatment begun since. */
function attestedStop(chart: Chart, { exposures }: Therapy): ObservationRecord | null {
  const [newest] = chart.observations
    .filter((one) => one.kind === 'no-further-therapy')
    .toSorted((a, b) => (a.when === null ? -1 : b.when === null ? 1 : compareWhen(b.when, a.when)));
  if (newest === undefined) return null;
  const { when } = newest;
  const since = when !== null && exposures.some((one) => isAgainstCancer(one) && one.start.lo > when.hi);
  return since ? null : newest;
}

/** Hormones go on where chemotherapy ends: while they do, treatment has not stopped. */
function isAgainstCancer(exposure: Exposure): boolean {
  return isSystemic(exposure) || exposure.kind === 'endocrine';
}

/** The treatment that ended last. */
function lastOf({ exposures }: Therapy): Exposure | null {
  let last: Exposure | null = null;
  for (const one of exposures) if (isAgainstCancer(one) && (last === null || one.lastDay >= last.lastDay)) last = one;
  return last;
}

interface Stop {
  readonly record: MedicationRecord;
  readonly reason: StopReason;
  readonly exposure: Exposure;
}

/** A coded reason on a treatment that ended on the last day of all. */
function stopOn({ exposures }: Therapy, lastDay: Day): Stop | null {
  for (const exposure of exposures) {
    if (exposure.lastDay !== lastDay || !isSystemic(exposure)) continue;
    const [record] = exposure.evidence;
    if (record === undefined || !isMedication(record)) continue;
    const { stopReason } = record;
    if (stopReason === 'no-response' || stopReason === 'not-tolerated' || stopReason === 'patient-choice')
      return { record, reason: stopReason, exposure };
  }
  return null;
}

function isMedication(evidence: Evidence): evidence is MedicationRecord {
  return 'stopReason' in evidence;
}

/** An order that ran out as written, or was ended for a reason of another kind, is no stop to ask about. */
function mayBeStopped({ evidence }: Exposure): boolean {
  const [record] = evidence;
  if (record === undefined || !isMedication(record)) return true;
  const ordered = record.told === 'request' || record.told === 'statement';
  return record.stopReason === null && !(ordered && record.status === 'completed');
}

function isOpen({ outcome }: TriggerResult): boolean {
  return outcome === 'not-assessable';
}

function askWhy(last: Exposure): Finding {
  const when: When = { lo: last.lastDay, hi: last.lastDay, precision: 'day', minutes: null };
  const say = state('treatment-stopped-why-not-recorded', { when });
  return {
    found: 'nothing',
    because: say,
    missing: [{ reason: 'possible', source: null, say }],
    evidence: last.evidence,
  };
}

function askDisease(record: MedicationRecord, reason: StopReason): Finding {
  const say = state('treatment-stopped-disease-not-told', { reason });
  return { found: 'nothing', because: say, missing: [{ reason: 'possible', source: null, say }], evidence: [record] };
}
