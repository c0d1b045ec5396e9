/**
 * A question to the palliative team, or news for a team that follows the patient already or is booked to see them (product row M9,
 * clinical reference 3.5 and 4.4): a message, never a referral. It asks for no visit and orders nothing. Pure.
 */
import type { Assessment } from '../assessment.ts';
import type { Chart } from '../chart/chart.ts';
import { newsForTheTeam, toldWithReferral } from '../dosing/gates.ts';
import type { Day } from '../logic/when.ts';
import type { Statement } from '../statement.ts';
import { CLINICIAN } from '../visit/visit.ts';

/** `tell`: what is new since the team has last seen the patient; all of it to a team that has yet to see them. */
export type QuestionKind = 'ask' | 'tell';

export interface QuestionFinding {
  readonly say: Statement;
  /** By the clinician at this visit; the chart does not say so. */
  readonly told: boolean;
  readonly included: boolean;
}

export interface Question {
  readonly kind: QuestionKind;
  readonly serviceId: string | null;
  readonly findings: readonly QuestionFinding[];
  /** In the clinician's own words; the patient reads them. At most QUESTION_TEXT_LIMIT. */
  readonly text: string;
  /** Whom the team calls back. At most PHONE_LIMIT; empty: nobody is named. */
  readonly phone: string;
}

/** A question as it is written down. */
export interface Asked {
  /** Minted once, kept before it leaves, found again by it. A UUID. */
  readonly id: string;
  readonly question: Question;
  readonly asOf: Day;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** In English, for whoever opens the record, the patient too. */
export interface QuestionTexts {
  /** "Question about a patient. This is a question, not a referral. Nothing was ordered." Without name or finding. */
  readonly line: string;
  /** The whole. */
  readonly note: string;
}

/** [DESIGN] What is longer is no question, and some servers cut it. */
export const QUESTION_TEXT_LIMIT = 2000;
export const PHONE_LIMIT = 60;

export type QuestionGap = 'no-service' | 'nothing-said' | 'text-too-long' | 'phone-too-long';

/** What has to be settled before it can be sent; empty when it can. `serviceIds`: those of the site to which it may go. */
export function questionGaps(
  { serviceId, findings, text, phone }: Question,
  serviceIds: readonly string[],
): readonly QuestionGap[] {
  const says = text.trim() !== '' || findings.some(({ included }) => included);
  return [
    ...(serviceId === null || !serviceIds.includes(serviceId) ? (['no-service'] as const) : []),
    ...(says ? [] : (['nothing-said'] as const)),
    ...(text.length > QUESTION_TEXT_LIMIT ? (['text-too-long'] as const) : []),
    ...(phone.length > PHONE_LIMIT ? (['phone-too-long'] as const) : []),
  ];
}

/**
 * A question as the form begins. The findings are those of the answer; of news, only what came since the team's last contact or
 * our referral is ticked, and all where there was neither. `againDays`: `GATES.againDays` in force.
 */
export function beginQuestion(
  kind: QuestionKind,
  chart: Chart,
  { recommendation, triggers }: Pick<Assessment, 'recommendation' | 'triggers'>,
  { serviceIds, phone, againDays }: { serviceIds: readonly string[]; phone: string; againDays: number },
): Question {
  const { headline, because } = recommendation;
  const met = new Set(triggers.filter(({ outcome }) => outcome === 'met').map((one) => asKey(one.because)));
  const news =
    kind === 'tell' &&
    headline.code === 'gate-under-specialist-care' &&
    (headline.params.onlyBooked === undefined || toldWithReferral(chart) !== null)
      ? new Set(newsForTheTeam(triggers, headline.params.last, chart, againDays).map((one) => asKey(one.because)))
      : met;
  return {
    kind,
    serviceId: serviceIds[0] ?? null,
    // The sentence of a gate is no finding.
    findings: because
      .filter(({ say }) => met.has(asKey(say)))
      .map(({ say, evidence }) => ({
        say,
        told: evidence.some(({ origin }) => origin === CLINICIAN),
        included: news.has(asKey(say)),
      })),
    text: '',
    phone,
  };
}

const asKey = (statement: Statement): string => JSON.stringify(statement);
