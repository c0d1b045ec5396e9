import type { ReactNode } from 'react';
import type { FollowUp, FollowUpSource } from '../../domain/referral/follow-up.ts';
import { useChart } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Announce } from '../../ui/Announce.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { AmendmentResult } from './AmendmentResult.tsx';
import { Questions } from './Questions.tsx';
import { ReferralItem } from './ReferralItem.tsx';
import { useService } from './useService.ts';
import css from './Referrals.module.css';

/** Each referral on record: what has become of it, who acts next, and what can be done about it. */
export function Referrals(): ReactNode {
  const { view } = useChart();
  if (view.at !== 'settled') return null;
  return <Section asOf={view.chart.asOf} />;
}

function Section({ asOf }: { readonly asOf: number }): ReactNode {
  const { at, records, followUps, amendments, asking, actions } = useFollowUp();
  const current = followUps.filter(({ isEarlier }) => !isEarlier);
  const earlier = followUps.filter(({ isEarlier }) => isEarlier);
  const gone = Object.keys(amendments).filter((one) => followUps.every(({ referral }) => referral.reference !== one));
  return (
    <section aria-labelledby="referrals">
      <SectionTitle id="referrals" tabIndex={-1}>
        {words.title}
      </SectionTitle>
      {at === 'reading' && <Line>{words.reading}</Line>}
      {at === 'not-loaded' && <Line>{words.notLoaded}</Line>}
      {records !== null && (
        <>
          {gone.map((reference) => (
            <Gone key={reference} reference={reference} />
          ))}
          <List all={current} asOf={asOf} />
          {earlier.length > 0 && (
            <Disclosure summary={words.earlier(earlier.length)} printed>
              <List all={earlier} asOf={asOf} />
            </Disclosure>
          )}
          <Questions asOf={asOf} />
          <Line>{whatIsSeen(followUps.length, unreadIn(records.unread))}</Line>
          <Foot data-print="never">
            <ActionButton look="quiet" onClick={actions.again} aria-disabled={asking}>
              {words.again}
            </ActionButton>
            {asking && <Quiet>{words.looking}</Quiet>}
          </Foot>
          <Announce>{asking ? words.looking : ''}</Announce>
        </>
      )}
    </section>
  );
}

function List({ all, asOf }: { readonly all: readonly FollowUp[]; readonly asOf: number }): ReactNode {
  if (all.length === 0) return null;
  return (
    <ul>
      {all.map((one) => (
        <ReferralItem key={one.referral.reference} followUp={one} asOf={asOf} />
      ))}
    </ul>
  );
}

/** A change of a referral that is no longer shown: entered in error above all. What has become of it is said all the same. */
function Gone({ reference }: { readonly reference: string }): ReactNode {
  const { amendments, pressed, actions } = useFollowUp();
  const amendment = amendments[reference];
  const before = pressed[reference] ?? null;
  const service = useService(before?.to ?? null);
  if (amendment === undefined) return null;
  return (
    <Past>
      <p>{before === null ? reference : [before.label, before.to].filter((one) => one !== null).join(' · ')}</p>
      <AmendmentResult
        amendment={amendment}
        phone={service?.phone ?? null}
        pressed={reference in pressed}
        lookAgain={() => actions.lookAgain(reference)}
        tryAgain={null}
      />
    </Past>
  );
}

/** Places in which a referral may stand. What tells more of one that is there is said at that one. */
function unreadIn(unread: readonly FollowUpSource[]): readonly string[] {
  const places: readonly FollowUpSource[] = ['ServiceRequest', 'Task', 'Communication', 'DocumentReference'];
  return places.filter((one) => unread.includes(one)).map((one) => words.source[one]);
}

/** "Not received" is never "not there". */
function whatIsSeen(shown: number, unread: readonly string[]): string {
  if (shown === 0) return unread.length === 0 ? words.none : words.cannotTell(unread);
  return unread.length === 0 ? '' : words.mayBeMore(unread);
}

const Line = dressed('p', css.line);

const Past = dressed('div', css.past);

const Foot = dressed('div', css.foot);
