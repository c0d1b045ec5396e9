import type { AssessOptions } from '../domain/assess.ts';
import { orderable } from '../domain/allocation/service.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { PatientRecord } from '../domain/chart/records.ts';
import type { EhrPort } from '../ehr/port.ts';
import { rulesOf } from '../site/rules.ts';
import type { Site } from '../site/site.ts';
import { startChart, type ChartStore } from './chart-store.ts';
import { startPresence, type PresenceStore } from './presence.ts';
import { startDecision, type DecisionStore } from './decision-store.ts';
import { startReferral, type ReferralStore } from './referral-store.ts';
import { startVisit, type VisitStore } from './visit-store.ts';

export interface EhrSession {
  readonly port: EhrPort;
  readonly site: Site;
  /** Numbers, optional rules and profile in force. */
  readonly rules: AssessOptions;
  readonly now: () => number;
  readonly mintId: () => string;
  readonly chart: ChartStore;
  readonly referral: ReferralStore;
  readonly presence: PresenceStore;
  readonly visit: VisitStore;
  readonly decision: DecisionStore;
}

export interface SessionOptions {
  readonly now?: () => number;
  readonly mintId?: () => string;
  /** Leaves this page for one that shows nothing of the patient. */
  readonly leave?: (how: 'done' | 'idle') => void;
  /** Somebody came back to this chart, in a window in which another has been opened since. */
  readonly cameBack?: boolean;
}

/** Starts reading at once, before anything is rendered. Once for a page: what React does cannot repeat it. */
export function startSession(port: EhrPort, site: Site, options: SessionOptions = {}): EhrSession {
  const now = options.now ?? Date.now;
  const mintId = options.mintId ?? (() => crypto.randomUUID());
  const visit = startVisit(port, now, mintId);
  const rules = rulesOf(site);
  const chart = startChart(port, visit, rules, now);
  const serviceIds = orderable(site.referral.services).map(({ id }) => id);
  // A gate can turn up with the last source: only the answer for the whole chart lets anything be sent.
  const answer = (): Assessment | null => (chart.view().at === 'settled' ? chart.assessment() : null);
  const patient = (): PatientRecord | null => {
    const view = chart.view();
    return view.at === 'reading' || view.at === 'settled' ? view.chart.patient : null;
  };
  const { stopAt } = site.referral;
  const referral = startReferral(port, { serviceIds, stopAt, patient, answer, now, mintId });
  chart.subscribe(referral.answerChanged);
  const decision = startDecision(port, chart, now, mintId);
  const presence = startPresence(port, referral, visit, decision, {
    now,
    leave: options.leave ?? (() => {}),
    cameBack: options.cameBack ?? false,
  });
  return { port, site, rules, now, mintId, chart, referral, presence, visit, decision };
}
