/** Gates: what speaks before any level (clinical reference 3.5). The first that applies decides. */
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { Hospice } from '../chart/hospice.ts';
import type { ActiveMalignancy } from '../chart/malignancy.ts';
import { ageOn } from '../chart/age.ts';
import { within, type Day } from '../logic/when.ts';
import { state, type Statement, type StatementCode } from '../statement.ts';
import type { CancerDoubt } from '../statement-codes.ts';
import type { Gate } from './recommendation.ts';

/** An open referral speaks for so many days after it was written (clinical reference 3.5). [DESIGN] */
const REFERRAL_DAYS = 90;

export interface GateFound {
  readonly gate: Gate;
  readonly headline: Statement;
  readonly evidence: readonly Evidence[];
  readonly reviewOn: Day | null;
}

export function gateOf(chart: Chart, malignancy: ActiveMalignancy, hospice: Hospice): GateFound | null {
  return (
    deceased(chart) ??
    possiblyDeceased(chart) ??
    underAge(chart) ??
    (hospice.now === true
      ? found('hospice', state('gate-hospice', { since: hospice.since }), hospice.evidence)
      : null) ??
    noCancer(malignancy) ??
    openReferral(chart)
  );
}

function found(
  gate: Gate,
  headline: Statement,
  evidence: readonly Evidence[] = [],
  reviewOn: Day | null = null,
): GateFound {
  return { gate, headline, evidence, reviewOn };
}

function deceased(chart: Chart): GateFound | null {
  const { deceased: death } = chart.patient;
  if (death !== null) return found('deceased', state('gate-deceased', { on: death.on }));
  const stay = chart.encounters.find((one) => one.disposition === 'expired');
  if (stay !== undefined) return found('deceased', state('gate-deceased', { on: stay.end ?? stay.start }), [stay]);
  const recorded = [...chart.conditions, ...chart.procedures].find((one) =>
    (one.tags as ReadonlySet<string>).has('recorded-dead'),
  );
  return recorded === undefined ? null : found('deceased', state('gate-deceased', { on: recorded.when }), [recorded]);
}

/** Anyone who may be dead is not to be called before somebody has looked. */
function possiblyDeceased(chart: Chart): GateFound | null {
  const sign =
    chart.observations.find(
      (one) => one.kind === 'cause-of-death' || ('reading' in one && one.reading.is === 'dead'),
    ) ??
    chart.encounters.find((one) => one.deathCertification) ??
    chart.conditions.find((one) => one.tags.has('possibly-dead'));
  if (sign === undefined) return null;
  return found('possibly-deceased', state('gate-possibly-deceased', { what: sign.label, when: sign.when }), [sign]);
}

function underAge(chart: Chart): GateFound | null {
  const { birth } = chart.patient;
  return birth !== null && ageOn(birth, chart.asOf) < 18 ? found('under-18', state('gate-under-18', {})) : null;
}

function noCancer(malignancy: ActiveMalignancy): GateFound | null {
  if (malignancy.active === true) return null;
  const evidence = [...malignancy.oneVisit, ...malignancy.unconfirmed];
  if (malignancy.active === false) {
    const { because } = malignancy;
    const headline =
      because?.code === 'in-remission'
        ? state('gate-in-remission', because.params)
        : state('gate-no-active-malignancy', {});
    return found(
      'no-active-malignancy',
      headline,
      malignancy.past.map(({ condition }) => condition),
    );
  }
  const { because } = malignancy;
  const why = because === null ? undefined : DOUBTS[because.code];
  // The name of a diagnosis that may be wrong does not stand in the headline: the screen is often turned to the patient.
  const headline =
    because === null || why === undefined
      ? state('gate-cancer-not-readable', {})
      : state('gate-cancer-status-unclear', {
          why,
          when: 'when' in because.params ? (because.params.when ?? null) : null,
        });
  return found('cancer-status-unclear', headline, evidence);
}

const DOUBTS: Readonly<Partial<Record<StatementCode, CancerDoubt>>> = {
  'one-visit-diagnosis': 'one-visit',
  'cancer-suspected': 'suspected',
  'cancer-in-words-only': 'words-only',
  'cancer-uncertain-behavior': 'uncertain-behavior',
  'remission-treatment-unseen': 'remission',
  'old-visit-diagnosis': 'old-visit',
  'record-after-death': 'contradiction',
};

function openReferral(chart: Chart): GateFound | null {
  const recent = chart.referrals.filter(
    (one) =>
      one.asksFor === 'palliative' &&
      !one.weak &&
      (one.authored === null || within(one.authored, chart.asOf, REFERRAL_DAYS) !== false),
  );
  const after = (on: Evidence['when']): Day | null => (on === null ? null : on.hi + REFERRAL_DAYS);
  const open = recent.find((one) => (one.status === 'active' || one.status === 'on-hold') && one.intent === 'order');
  if (open !== undefined)
    return found(
      'referral-open',
      state('gate-referral-open', { on: open.authored, what: open.label }),
      [open],
      after(open.authored),
    );
  const prepared = recent.find(
    (one) =>
      one.status === 'draft' || ((one.status === 'active' || one.status === 'on-hold') && one.intent !== 'order'),
  );
  if (prepared === undefined) return null;
  return found(
    'referral-prepared',
    state('gate-referral-prepared', { on: prepared.authored, what: prepared.label }),
    [prepared],
    after(prepared.authored),
  );
}
