import Drawer from '@mui/material/Drawer';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { PatientRecord } from '../../domain/chart/records.ts';
import { isDraftable } from '../../domain/referral/submission.ts';
import { useChart } from '../../session/useChart.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useWho } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { MuiTheme } from '../../ui/MuiTheme.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { referral } from '../../words/referral.ts';
import { screen } from '../../words/screen.ts';
import { sayWhen } from '../../words/say.ts';
import { BeforeSending } from './BeforeSending.tsx';
import { Discard } from './Discard.tsx';
import { KeptWords } from './KeptWords.tsx';
import { ReferralForm } from './ReferralForm.tsx';
import { SHEET_BESIDE } from './sheet-width.ts';
import { SubmissionStatus } from './SubmissionStatus.tsx';
import { useWriteTexts } from './useWriteTexts.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './ReferralSheet.module.css';

export interface ReferralSheetProps {
  readonly onClose: () => void;
}

/**
 * The referral beside the answer: not modal where there is room, so that the evidence can be read while the question is
 * written; the whole page, with the focus held in it, where there is none.
 */
export function ReferralSheet({ onClose }: ReferralSheetProps): ReactNode {
  const beside = useMediaQuery(SHEET_BESIDE, { noSsr: true });
  const closeByKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  };
  return (
    <MuiTheme>
      <Drawer
        open
        anchor="right"
        variant={beside ? 'persistent' : 'temporary'}
        onClose={onClose}
        transitionDuration={0}
        data-print="never"
        slotProps={{
          paper: {
            sx: beside ? BESIDE : WHOLE_PAGE,
            role: 'dialog',
            'aria-modal': beside ? undefined : true,
            'aria-labelledby': 'referral-title',
            onKeyDown: closeByKey,
            elevation: 0,
          },
        }}
      >
        <Contents onClose={onClose} beside={beside} />
      </Drawer>
    </MuiTheme>
  );
}

const BESIDE = {
  top: 'var(--header)',
  height: 'auto',
  bottom: 0,
  width: 'var(--sheet)',
  borderLeft: '1px solid var(--line)',
};
const WHOLE_PAGE = { width: '100%' };

function Contents({ onClose, beside }: ReferralSheetProps & { readonly beside: boolean }): ReactNode {
  const { submission, actions } = useReferral();
  const { view } = useChart();
  const title = useRef<HTMLHeadingElement>(null);
  const write = useWriteTexts();
  const patient = view.at === 'reading' || view.at === 'settled' ? view.chart.patient : null;
  const written = isDraftable(submission);

  useEffect(() => title.current?.focus(), []);

  // Reads only; nothing leaves before the button is pressed. Before the first paint, so that no earlier state flashes up.
  useLayoutEffect(() => {
    if (write !== null) actions.review(write);
  }, [actions, write]);

  // What had the focus is gone when the form gives way to an outcome, or comes back with a refusal.
  const { at } = submission;
  const refused = written && submission.refused.length > 0;
  useEffect(() => {
    if (at === 'sending') title.current?.focus();
    if (at === 'settled') document.getElementById('outcome')?.focus();
  }, [at]);
  useEffect(() => {
    if (refused) document.getElementById('refusal')?.focus();
  }, [refused]);

  // The draft was thrown away: there is nothing left to stay open for.
  useEffect(() => {
    if (at === 'idle') onClose();
  }, [at, onClose]);

  return (
    <>
      <Head>
        <Title id="referral-title" ref={title} tabIndex={-1}>
          {patient === null ? referral.title : referral.to(patient.name)}
        </Title>
        {patient !== null && <Identity patient={patient} whole={!beside} />}
        {!beside && <SessionLine />}
        <Close>
          <ActionButton look="quiet" onClick={onClose} aria-description={written ? referral.closeHint : undefined}>
            {referral.close}
          </ActionButton>
        </Close>
      </Head>
      {written && patient !== null ? (
        <>
          <Scroll>
            <ReferralForm submission={submission} write={write} />
            <Discard />
          </Scroll>
          <BeforeSending submission={submission} patient={patient} />
        </>
      ) : (
        <Scroll>{written ? <KeptWords submission={submission} /> : <SubmissionStatus />}</Scroll>
      )}
    </>
  );
}

/** Over the whole page the line about the session is covered: it stands in the head, which stays in view. */
function SessionLine(): ReactNode {
  const clock = useSessionClock();
  const isNamed = useWho().user !== null;
  switch (clock.at) {
    case 'open':
      return null;
    case 'ending':
      return <Quiet>{screen.session.ending(clock.minutes, clock.sendable, isNamed)}</Quiet>;
    case 'trying':
      return <Quiet>{screen.session.trying(isNamed)}</Quiet>;
    case 'over':
      return <Quiet>{screen.session.over}</Quiet>;
    default:
      return clock satisfies never;
  }
}

/** Over the whole page the banner is covered: the sheet itself has to say whose referral it is. */
function Identity({ patient, whole }: { readonly patient: PatientRecord; readonly whole: boolean }): ReactNode {
  const { birth, sex, mrn } = patient;
  const parts = [
    ...(birth === null ? [] : [screen.banner.born(sayWhen(birth))]),
    ...(whole ? [sex === null ? screen.banner.sexNotRecorded : screen.banner.sex[sex]] : []),
    ...(whole ? [mrn === null ? screen.banner.noMrn : screen.banner.mrn(mrn)] : []),
  ];
  return parts.length === 0 ? null : <Quiet>{parts.join(', ')}</Quiet>;
}

const Head = dressed('div', css.head);

const Title = dressed('h2', css.title);

const Close = dressed('div', css.close);

const Scroll = dressed('div', css.scroll);
