import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { orderable } from '../../domain/allocation/service.ts';
import { GATES } from '../../domain/chart/gate-numbers.ts';
import { isQuestionOnlyHere, questionMayHaveLeft } from '../../domain/question/question-write.ts';
import { beginQuestion, questionGaps, type Asked, type QuestionKind } from '../../domain/question/question.ts';
import { numbersOf } from '../../domain/triggers/evaluate.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { useQuestion } from '../../session/useQuestion.ts';
import { useRules, useSite, useWho } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { Panel, PanelActions, PanelField, PanelForm, PanelGaps, PanelPart } from '../../ui/Panel.tsx';
import { askTeam } from '../../words/ask-team.ts';
import { questionTexts } from '../../words/question-texts.ts';
import { say, sayWhen } from '../../words/say.ts';
import { AskOutcome } from './AskOutcome.tsx';

export interface AskPanelProps {
  /** What was pressed; a question that was found again in this tab speaks for itself. */
  readonly kind: QuestionKind;
  readonly onClose: () => void;
}

/** A question to the palliative team: what goes with it, to whom, how it is sent, and what became of it. In place, not over the answer. */
export function AskPanel({ kind, onClose }: AskPanelProps): ReactNode {
  const assessment = useAssessment();
  const { view } = useChart();
  const { kept, actions } = useQuestion();
  const rules = useRules();
  const { referral } = useSite();
  const title = useRef<HTMLHeadingElement>(null);
  const chart = view.at === 'settled' ? view.chart : null;
  const isReady = chart !== null && assessment !== null;
  useEffect(() => {
    // What may have left stays in view until it is known; what was begun goes on.
    if (chart === null || assessment === null || kept !== null) return;
    const { againDays } = numbersOf(GATES, rules.thresholds ?? {});
    const serviceIds = orderable(referral.services).map(({ id }) => id);
    const phone = referral.contactPhone ?? '';
    actions.begin({
      question: beginQuestion(kind, chart, assessment, { serviceIds, phone, againDays }),
      asOf: assessment.asOf,
    });
    // Once for an opened form: what is changed after it is the clinician's.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady]);
  const isShown = kept !== null && chart !== null;
  useEffect(() => {
    if (isShown) title.current?.focus();
  }, [isShown]);
  const close = (): void => {
    actions.close();
    onClose();
  };
  if (kept === null || chart === null) return null;
  const { question } = kept.asked;
  const { patient } = chart;
  return (
    <Panel
      title={askTeam.title[question.kind]}
      titleRef={title}
      titleId="ask-team-title"
      close={isQuestionOnlyHere(kept) ? { label: askTeam.close, onClose: close } : null}
    >
      {isQuestionOnlyHere(kept) && <AskForm patient={patient} />}
      <AskOutcome patient={patient} onClose={close} isOpen={questionMayHaveLeft(kept)} />
    </Panel>
  );
}

type Patient = Parameters<typeof questionTexts>[0]['patient'];

function AskForm({ patient }: { readonly patient: Patient }): ReactNode {
  const { kept, way, actions } = useQuestion();
  const { records } = useFollowUp();
  const site = useSite();
  const who = useWho();
  const ids = useId();
  const [tried, setTried] = useState(false);
  if (kept === null) return null;
  const { asked } = kept;
  const { question } = asked;
  const services = orderable(site.referral.services);
  const service = services.find(({ id }) => id === question.serviceId) ?? null;
  const gaps = questionGaps(
    question,
    services.map(({ id }) => id),
  );
  const textsOf = (leaving: Asked) =>
    questionTexts({
      asked: leaving,
      patient,
      service: service?.name ?? null,
      who: who.user?.name ?? null,
      siteName: site.name,
    });
  const waiting = (records?.questions ?? []).filter(({ state }) => state === 'waits');
  const latest = waiting.toSorted((one, other) => (other.on?.lo ?? 0) - (one.on?.lo ?? 0))[0]?.on ?? null;
  const send = (): void => {
    setTried(true);
    if (gaps.length === 0) actions.send(textsOf);
  };
  const tick = (index: number, included: boolean): void =>
    actions.edit({ findings: question.findings.map((one, at) => (at === index ? { ...one, included } : one)) });
  const isByHand = way === 'nowhere' || way === 'could-not-ask';
  return (
    <PanelForm>
      <Quiet as="p">{askTeam.lead[question.kind]}</Quiet>
      {waiting.length > 0 && <p>{askTeam.waiting(waiting.length, latest === null ? null : sayWhen(latest))}</p>}
      <PanelPart>
        <PanelField as="div">
          <label htmlFor={`${ids}-ask`}>{askTeam.text[question.kind]}</label>
          <textarea
            id={`${ids}-ask`}
            rows={3}
            value={question.text}
            aria-describedby={`${ids}-text`}
            onChange={(event) => actions.edit({ text: event.target.value })}
          />
          <Quiet id={`${ids}-text`}>{askTeam.textHint}</Quiet>
        </PanelField>
        {question.findings.length > 0 && (
          <ChoiceGroup title={askTeam.findings[question.kind]}>
            {question.findings.map((finding, index) => (
              <Choice
                key={JSON.stringify(finding.say)}
                type="checkbox"
                name={`ask-finding-${index}`}
                checked={finding.included}
                onChange={(on) => tick(index, on)}
              >
                {say(finding.say)}
                {finding.told && <Quiet> {askTeam.told}</Quiet>}
              </Choice>
            ))}
          </ChoiceGroup>
        )}
      </PanelPart>
      <PanelPart>
        <PanelField as="div">
          <label htmlFor={`${ids}-to`}>{askTeam.to}</label>
          <select
            id={`${ids}-to`}
            value={question.serviceId ?? ''}
            onChange={(event) => actions.edit({ serviceId: event.target.value })}
          >
            {services.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </PanelField>
        <PanelField as="div">
          <label htmlFor={`${ids}-phone`}>{askTeam.phone}</label>
          <input
            id={`${ids}-phone`}
            type="tel"
            value={question.phone}
            onChange={(event) => actions.edit({ phone: event.target.value })}
          />
        </PanelField>
        {tried && gaps.length > 0 && <PanelGaps gaps={gaps.map((gap) => askTeam.gap[gap])} />}
        <p id={`${ids}-where`} aria-live="polite">
          {askTeam.where[way ?? 'asking']}
        </p>
        {(isByHand || way === 'note') && service !== null && (
          <p>
            {service.phone === undefined ? askTeam.noPhone(service.name) : askTeam.call(service.name, service.phone)}
          </p>
        )}
        <PanelActions>
          {way === 'could-not-ask' && (
            <ActionButton look="outlined" onClick={actions.askWay}>
              {askTeam.lookAgain}
            </ActionButton>
          )}
          {isByHand ? (
            <CopyButton look="outlined" label={askTeam.copy} text={textsOf(asked).note} />
          ) : (
            way !== null && (
              <ActionButton look="filled" onClick={send} aria-describedby={`${ids}-where`}>
                {askTeam.sendFor[way](patient.name)}
              </ActionButton>
            )
          )}
        </PanelActions>
      </PanelPart>
    </PanelForm>
  );
}
