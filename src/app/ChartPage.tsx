import { Suspense, useCallback, useState, type ReactNode } from 'react';
import type { DecisionKind } from '../domain/decision/decision.ts';
import type { QuestionKind } from '../domain/question/question.ts';
import { saysNothing, type EnteredKind } from '../domain/visit/visit.ts';
import { Answer, type AnswerProps } from '../features/assessment/Answer.tsx';
import { askPanel } from '../features/ask-team/later-parts.ts';
import { Away } from '../features/away/Away.tsx';
import { DecisionButtons } from '../features/decision/DecisionButtons.tsx';
import { decisionPanel, takeBack, takenOn } from '../features/decision/later-parts.ts';
import { TakeBackButton } from '../features/decision/TakeBackButton.tsx';
import { PatientBanner } from '../features/patient-banner/PatientBanner.tsx';
import { sheet } from '../features/referral/later-parts.ts';
import { AddButton } from '../features/visit/AddButton.tsx';
import { addFacts, saidLines } from '../features/visit/later-parts.ts';
import { ReferralEntry } from '../features/referral/ReferralEntry.tsx';
import { SessionClock } from '../features/session-clock/SessionClock.tsx';
import { useEhr } from '../session/ehr-context.ts';
import { toAnswer } from '../session/to-answer.ts';
import { useDecision } from '../session/useDecision.ts';
import { useKeptQuestion } from '../session/useKeptQuestion.ts';
import { useReferral } from '../session/useReferral.ts';
import { useVisit } from '../session/useVisit.ts';
import { useSite, useWho } from '../session/useWho.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { screen } from '../words/screen.ts';
import { Matters } from './Matters.tsx';
import { useAfterAnswer } from './useAfterAnswer.ts';
import { useHeaderHeight } from './useHeaderHeight.ts';
import { useLanguage } from '../ui/useLanguage.ts';
import { dressed } from '../ui/dressed.ts';
import {
  answerStrip,
  behind,
  openReferralLine,
  teamWrote,
  openReferralState,
  questionBack,
  footer,
  language,
  languageNote,
  leftBefore,
} from './later-parts.ts';
import css from './ChartPage.module.css';

/** `intent` of a launch, where an EHR has a button for it (interop 1.4). */
const FOR_A_REFERRAL = 'palliative-referral';

/** The panel for adding facts: with which of them it begins, and how often it was opened. */
interface Adding {
  readonly kind: EnteredKind | null;
  readonly times: number;
}

/** One patient's chart: who it is, the answer, why, from what; beside it, when asked for, the referral. */
export function ChartPage(): ReactNode {
  const [sheetOpen, setSheetOpen] = useState(false);
  const [atOnce, setAtOnce] = useState(useWho().launch.intent === FOR_A_REFERRAL);
  const header = useHeaderHeight();
  const after = useAfterAnswer();
  const spoken = useLanguage();
  const answered = useCallback(() => setAtOnce(false), []);
  const openSheet = useCallback(() => {
    setSheetOpen(true);
    // Already open: the button leads back into it.
    document.getElementById('referral-title')?.focus();
  }, []);
  const { visit } = useVisit();
  const { actions } = useReferral();
  const closeSheet = useCallback(() => {
    setSheetOpen(false);
    actions.leave();
    // Back to where it was opened from, or to what has become of it.
    requestAnimationFrame(() => (document.getElementById('refer') ?? document.getElementById('outcome'))?.focus());
  }, [actions]);
  const [adding, setAdding] = useState<Adding | null>(null);
  const openAdding = useCallback((kind: EnteredKind | null) => {
    setAdding((before) => ({ kind, times: (before?.times ?? 0) + 1 }));
  }, []);
  const closeAdding = useCallback(() => {
    setAdding(null);
    requestAnimationFrame(() => document.getElementById('add-what-you-know')?.focus());
  }, []);
  const kept = useDecision().kept?.decided.decision.is ?? null;
  const [pressed, setPressed] = useState<DecisionKind | null>(null);
  // One that was begun before a reload is open again.
  const deciding = kept ?? pressed;
  const closeDeciding = useCallback(() => {
    setPressed(null);
    toAnswer();
  }, []);
  const [takingBack, setTakingBack] = useState(false);
  // A change that may have left before a reload is told of, whatever it was.
  const [isUnsettled] = useState(useEhr().port.kept.isAmending());
  const closeTakingBack = useCallback(() => {
    setTakingBack(false);
    requestAnimationFrame(() => (document.getElementById('take-back') ?? document.getElementById('answer'))?.focus());
  }, []);
  const [asking, setAsking] = useState<QuestionKind | null>(useKeptQuestion());
  const openAsking = useCallback((kind: QuestionKind) => {
    setAsking(kind);
    // Already open: the button leads back into it.
    document.getElementById('ask-team-title')?.focus();
  }, []);
  const closeAsking = useCallback(() => {
    setAsking(null);
    requestAnimationFrame(() => document.getElementById('ask-team')?.focus());
  }, []);
  const { user } = useWho();
  const { referral, languages } = useSite();
  const { statusPolicy } = referral;
  const maySign = user?.role === 'prescriber' && statusPolicy === 'signed-order';
  const [before, setBefore] = useState<string | null>(null);
  const refer: AnswerProps['refer'] = (look) => (
    <ReferralEntry
      // One that left without an order may be on its way: another is no longer what comes first.
      look={look === 'sign' ? null : look === 'filled' && before !== null ? 'outlined' : look}
      toSign={look === 'sign' && maySign ? toReferrals : null}
      sheetOpen={sheetOpen}
      besideForm={deciding !== null || asking !== null}
      atOnce={atOnce}
      onAnswered={answered}
      onOpen={openSheet}
    />
  );
  const openReferral = after && (
    <ErrorBoundary part="open-referral" render={() => null}>
      <Suspense fallback={null}>
        <openReferralState.Part />
      </Suspense>
    </ErrorBoundary>
  );
  const lookAtIt: AnswerProps['toReferrals'] = (gate, usual) => (
    <>
      {after && gate === 'referral-open' ? (
        <ErrorBoundary part="open-referral" render={() => usual}>
          <Suspense fallback={usual}>
            <openReferralLine.Part usual={usual} />
          </Suspense>
        </ErrorBoundary>
      ) : (
        usual
      )}{' '}
      {/* What is to be signed has the button of the decision. */}
      {!(gate === 'referral-prepared' && maySign) && (
        <ActionButton look="quiet" onClick={toReferrals}>
          {screen.answer.lookAtIt}
        </ActionButton>
      )}
    </>
  );
  const comesBack: AnswerProps['comesBack'] = (usual) =>
    after ? (
      <ErrorBoundary part="question-back" render={() => usual}>
        <Suspense fallback={usual}>
          <questionBack.Part usual={usual} />
        </Suspense>
      </ErrorBoundary>
    ) : (
      usual
    );
  const takesOn: AnswerProps['takesOn'] = (items) =>
    after && (
      <ErrorBoundary part="taken-on" render={() => null}>
        <Suspense fallback={null}>
          <takenOn.Part items={items} />
        </Suspense>
      </ErrorBoundary>
    );
  return (
    <>
      <SkipLink href="#answer">{screen.skip}</SkipLink>
      <Header ref={header}>
        <ErrorBoundary part="patient-banner">
          <PatientBanner />
        </ErrorBoundary>
        <ErrorBoundary part="language" render={() => null}>
          <Languages>
            {after && (
              <Suspense fallback={null}>
                <language.Part offered={languages} />
              </Suspense>
            )}
          </Languages>
        </ErrorBoundary>
        <ErrorBoundary part="answer-strip" render={() => null}>
          <Suspense fallback={null}>{after && <answerStrip.Part before={before} more={openReferral} />}</Suspense>
        </ErrorBoundary>
      </Header>
      <Column data-sheet={sheetOpen ? 'open' : 'closed'}>
        <ErrorBoundary part="language-note" render={() => null}>
          <Suspense fallback={null}>{spoken !== 'en' && <languageNote.Part />}</Suspense>
        </ErrorBoundary>
        <ErrorBoundary part="session-clock">
          <SessionClock />
        </ErrorBoundary>
        <main>
          <ErrorBoundary
            part="assessment"
            render={(message) => (
              <Still>
                {message}
                {refer(null)}
              </Still>
            )}
          >
            <Answer
              refer={refer}
              others={
                <ErrorBoundary part="decision-buttons" render={() => null}>
                  <DecisionButtons open={deciding} onOpen={setPressed} asking={asking !== null} onAsk={openAsking} />
                </ErrorBoundary>
              }
              matters={
                <ErrorBoundary part="matters" render={() => null}>
                  <Matters />
                </ErrorBoundary>
              }
              add={
                <AddButton
                  open={adding !== null}
                  onPress={() => (adding === null ? openAdding(null) : closeAdding())}
                />
              }
              before={
                after && (
                  <ErrorBoundary part="left-before" render={() => null}>
                    <Suspense fallback={null}>
                      <leftBefore.Part toReferrals={toReferrals} onSaid={setBefore} />
                    </Suspense>
                  </ErrorBoundary>
                )
              }
              more={openReferral}
              toReferrals={lookAtIt}
              comesBack={comesBack}
              takesOn={takesOn}
              takeBack={<TakeBackButton open={takingBack} onOpen={() => setTakingBack(true)} />}
              said={
                <>
                  {after && (
                    <ErrorBoundary part="team-wrote" render={() => null}>
                      <Suspense fallback={null}>
                        <teamWrote.Part toReferrals={toReferrals} />
                      </Suspense>
                    </ErrorBoundary>
                  )}
                  <ErrorBoundary part="visit">
                    {!saysNothing(visit) && (
                      <Suspense fallback={null}>
                        <saidLines.Part />
                      </Suspense>
                    )}
                  </ErrorBoundary>
                </>
              }
              panel={
                <>
                  {(takingBack || isUnsettled) && (
                    <ErrorBoundary part="take-back">
                      <Suspense fallback={takingBack ? <p>{screen.decide.loading}</p> : null}>
                        <takeBack.Part open={takingBack} onClose={closeTakingBack} />
                      </Suspense>
                    </ErrorBoundary>
                  )}
                  {deciding !== null && (
                    <ErrorBoundary part="decision">
                      <Suspense fallback={<p>{screen.decide.loading}</p>}>
                        <decisionPanel.Part kind={pressed ?? deciding} onClose={closeDeciding} />
                      </Suspense>
                    </ErrorBoundary>
                  )}
                  {asking !== null && (
                    <ErrorBoundary part="ask-team">
                      <Suspense fallback={<p>{screen.decide.loading}</p>}>
                        <askPanel.Part kind={asking} onClose={closeAsking} />
                      </Suspense>
                    </ErrorBoundary>
                  )}
                  {adding !== null && (
                    <ErrorBoundary part="add-facts">
                      <Suspense fallback={<p>{screen.visit.loading}</p>}>
                        <addFacts.Part key={adding.times} first={adding.kind} onClose={closeAdding} />
                      </Suspense>
                    </ErrorBoundary>
                  )}
                </>
              }
            />
          </ErrorBoundary>
          {after && (
            <ErrorBoundary part="behind">
              <Suspense fallback={null}>
                <behind.Part enter={openAdding} />
              </Suspense>
            </ErrorBoundary>
          )}
        </main>
        {after && (
          <ErrorBoundary part="footer" render={() => null}>
            <Suspense fallback={null}>
              <footer.Part />
            </Suspense>
          </ErrorBoundary>
        )}
      </Column>
      {sheetOpen && (
        <ErrorBoundary part="referral" render={(message) => <Corner>{message}</Corner>}>
          <Suspense fallback={<Corner as="output">{screen.refer.loading}</Corner>}>
            <sheet.Part onClose={closeSheet} />
          </Suspense>
        </ErrorBoundary>
      )}
      <ErrorBoundary part="away">
        <Away />
      </ErrorBoundary>
    </>
  );
}

/**
 * The section comes a moment after the answer: whoever is quicker is led there when it stands on the page, which may
 * be some frames after its code has come. Not any more when they have turned to something else meanwhile.
 */
function toReferrals(): void {
  const from = document.activeElement;
  const start = performance.now();
  const go = (): void => {
    const section = document.getElementById('referrals');
    if (section !== null) {
      section.scrollIntoView();
      section.focus({ preventScroll: true });
    } else if (document.activeElement === from && performance.now() - start < LEAD_MS) {
      requestAnimationFrame(go);
    }
  };
  void behind.load();
  go();
}

/** As long as a press still explains a jump. */
const LEAD_MS = 5000;

/** Its place is kept while it comes: the banner does not move. */
const Languages = dressed('div', css.languages);

const SkipLink = dressed('a', css.skipLink);

const Header = dressed('header', css.header);

const Still = dressed('div', css.still);

/** Parts of the page measure themselves by this column, not by the window: beside the sheet it is narrow too. */
const Column = dressed('div', css.column);

/** Where the sheet would be, for what is said in its place. */
const Corner = dressed('div', css.corner);
