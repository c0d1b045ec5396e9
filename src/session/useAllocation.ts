import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useState } from 'react';
import { earlierNosOf } from '../domain/allocation/earlier-no.ts';
import { bridgeOf, type Bridge } from '../domain/allocation/bridge.ts';
import { needsOf } from '../domain/allocation/needs.ts';
import type { Openings } from '../domain/allocation/openings.ts';
import { rankServices, type Ranking, type ServiceOption } from '../domain/allocation/rank-services.ts';
import type { ExpectedStart, ReferralDraft } from '../domain/referral/draft.ts';
import type { Submission } from '../domain/referral/submission.ts';
import { allocationOf, type Allocation } from '../site/allocation.ts';
import type { SiteProblem } from '../site/site.ts';
import { useEhr } from './ehr-context.ts';
import { useAssessment, useChart } from './useChart.ts';
import { useFollowUp } from './useFollowUp.ts';
import { useReferral } from './useReferral.ts';
import { useTime } from './useTime.ts';

/** Free times pass while the form is open: looked at this often. */
const LOOK_EVERY_MS = 15_000;

export interface UsedAllocation {
  /** Services that an order can go to; best first. */
  readonly ranking: Ranking;
  /** Nurses' lines: called, and never ordered from here. */
  readonly navigators: Ranking;
  readonly bridge: Bridge | null;
  /** Free times have been asked for, and the answer is not there yet. */
  readonly looking: boolean;
  /** What is wrong with the services in `site.json`. */
  readonly problems: readonly SiteProblem[];
}

/** The services of the site, ranked for this patient and this draft; null while there is no answer. Fetches free times once. Reads only. */
export function useAllocation(submission: Extract<Submission, { draft: ReferralDraft }>): UsedAllocation | null {
  const { site } = useEhr();
  const { draft } = submission;
  const { actions } = useReferral();
  const { view } = useChart();
  const assessment = useAssessment();
  const allocation = useMemo(() => allocationOf(site), [site]);
  const openings = useOpenings(allocation);
  const now = Math.floor(useTime(LOOK_EVERY_MS) / 60_000);
  const chart = view.at === 'settled' || view.at === 'reading' ? view.chart : null;
  const { urgency, visitDays, interpreter } = draft;
  const { records } = useFollowUp();

  const ranked = useMemo(() => {
    if (chart === null || assessment === null) return null;
    const needs = needsOf(chart, assessment, { urgency, visitDays, interpreter });
    const { numbers } = allocation;
    const earlierNos = records === null ? {} : earlierNosOf(records, chart.asOf, numbers.declinedDays);
    const by = { needs, numbers, openings: openings ?? {}, earlierNos, now };
    const of = (kind: 'specialist' | 'navigator'): Ranking =>
      rankServices(
        allocation.offers.filter((one) => one.kind === kind),
        by,
      );
    const ranking = of('specialist');
    const navigators = of('navigator');
    return { ranking, navigators, bridge: bridgeOf(ranking, navigators, needs, numbers) };
  }, [chart, assessment, urgency, visitDays, interpreter, allocation, openings, records, now]);

  // Until the user has changed something the first of the ranking is chosen, and the list follows it; from then on neither moves.
  const { touched } = submission;
  const live = ranked === null ? null : ranked.ranking.options.map(({ offer }) => offer.id).join(',');
  const [order, setOrder] = useState<string | null>(null);
  if (live !== null && live !== order && (order === null || !touched)) setOrder(live);

  // Where a nurse call is suggested, nobody but the clinician says that it is to be a specialist's visit.
  const isCall = assessment?.recommendation.level === 'navigator';
  const first = ranked === null ? undefined : isCall ? null : firstOf(ranked.ranking);
  const choose = useEffectEvent((serviceId: string | null) => {
    if (!touched && draft.serviceId !== serviceId) actions.fillIn({ serviceId });
  });
  // Before the first paint: no other service is seen as chosen first.
  useLayoutEffect(() => {
    if (first !== undefined) choose(first);
  }, [first]);

  const expected = ranked === null ? undefined : expectedOf(ranked.ranking, draft.serviceId);
  const expectation = ranked === null ? null : JSON.stringify(expected ?? null);
  const tell = useEffectEvent((now: string) => {
    if (JSON.stringify(draft.expected ?? null) !== now) actions.fillIn({ expected });
  });
  useLayoutEffect(() => {
    if (expectation !== null) tell(expectation);
  }, [expectation]);

  if (ranked === null) return null;
  return {
    ...ranked,
    ranking: { ...ranked.ranking, options: inOrder(ranked.ranking.options, order?.split(',') ?? []) },
    looking: openings === null,
    problems: allocation.problems,
  };
}

/** Null where each has said no, or none takes the patient: then nobody but the clinician chooses one. */
function firstOf({ options }: Ranking): string | null {
  return options.find(({ declined }) => !declined)?.offer.id ?? null;
}

/** Null while they are asked for. */
function useOpenings({ offers }: Allocation): Openings | null {
  const { port } = useEhr();
  const [openings, setOpenings] = useState<Openings | null>(null);
  useEffect(() => {
    let gone = false;
    const asked = offers.map(({ id, timeZone }) => ({ serviceId: id, timeZone }));
    const unseen = (): Openings => Object.fromEntries(asked.map(({ serviceId }) => [serviceId, { is: 'unseen' }]));
    const look = async (): Promise<void> => {
      // A rejection is a bug, and reads as the most careful answer.
      const found = await port.openings(asked).catch(unseen);
      if (!gone) setOpenings(found);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [port, offers]);
  return openings;
}

function expectedOf({ options }: Ranking, serviceId: string | null): ExpectedStart | undefined {
  const start = options.find(({ offer }) => offer.id === serviceId)?.start;
  return start === undefined || start.by === 'unknown' ? undefined : { day: start.day, by: start.by };
}

function inOrder(options: readonly ServiceOption[], order: readonly string[]): readonly ServiceOption[] {
  const place = ({ offer }: ServiceOption): number => {
    const index = order.indexOf(offer.id);
    return index === -1 ? order.length : index;
  };
  return options.toSorted((a, b) => place(a) - place(b));
}
