import { useId, useState, type ReactNode } from 'react';
import type { Assessment } from '../../domain/assessment.ts';
import { careItemsFor, type CareItem } from '../../domain/decision/care-items.ts';
import { NOT_NOW_REASONS, PATIENT_REASONS, type Decision } from '../../domain/decision/decision.ts';
import { isoDay, parseWhen, type Day } from '../../domain/logic/when.ts';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { PanelField } from '../../ui/Panel.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { decide } from '../../words/decide.ts';
import { sayDay } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './DecisionFields.module.css';

export interface DecisionFieldsProps {
  readonly decision: Decision;
  readonly assessment: Assessment;
  readonly onChange: (decision: Decision) => void;
}

/** What an answer has to say beyond itself; each is one press where the usual values fit. */
export function DecisionFields({ decision, assessment, onChange }: DecisionFieldsProps): ReactNode {
  switch (decision.is) {
    case 'not-now':
      return (
        <ChoiceGroup title={decide.reason}>
          {NOT_NOW_REASONS.map((reason) => (
            <Reason key={reason} chosen={decision.reason === reason} onChoose={() => onChange({ ...decision, reason })}>
              {decide.notNow[reason]}
            </Reason>
          ))}
        </ChoiceGroup>
      );
    case 'patient-declined':
      return (
        <ChoiceGroup title={decide.reasonOptional}>
          <Reason chosen={decision.reason === null} onChoose={() => onChange({ ...decision, reason: null })}>
            {decide.noReason}
          </Reason>
          {PATIENT_REASONS.map((reason) => (
            <Reason key={reason} chosen={decision.reason === reason} onChoose={() => onChange({ ...decision, reason })}>
              {decide.patient[reason]}
            </Reason>
          ))}
        </ChoiceGroup>
      );
    case 'our-team':
      return (
        <Items assessment={assessment} items={decision.items} onChange={(items) => onChange({ ...decision, items })} />
      );
    case 'already-receiving':
      return <Receiving decision={decision} asOf={assessment.asOf} onChange={onChange} />;
    case 'comfort-plan-not-current':
      return null;
    default:
      return decision satisfies never;
  }
}

interface ReasonProps {
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Reason({ chosen, onChoose, children }: ReasonProps): ReactNode {
  return (
    <Choice type="radio" name="decision-reason" checked={chosen} onChange={onChoose}>
      {children}
    </Choice>
  );
}

/** Days that are offered at one press; the usual one (clinical reference 3.5) is chosen at first. [DESIGN] */
const DAYS: Readonly<Partial<Record<Decision['is'], readonly number[]>>> = {
  'not-now': [14, 30, 90],
  'patient-declined': [30, 90, 180],
  'our-team': [14, 30],
};

/** When the question is put again, where the answer is one that comes to an end. */
export function WhenAgain({ decision, assessment: { asOf }, onChange }: DecisionFieldsProps): ReactNode {
  const first = 'askAgain' in decision && decision.askAgain !== null ? decision.askAgain - asOf : null;
  // What the site has set stands among them, whatever it is.
  const [usual] = useState(first);
  const days = DAYS[decision.is];
  if (days === undefined || !('askAgain' in decision)) return null;
  const offered = usual === null || days.includes(usual) ? days : [...days, usual].toSorted((a, b) => a - b);
  const { askAgain: day } = decision;
  const choose = (askAgain: Day | null): void => onChange({ ...decision, askAgain });
  const never = decision.is === 'patient-declined' && decision.doNotAskAgain;
  return (
    <ChoiceGroup title={decide.askAgain}>
      {offered.map((one) => (
        <Choice
          key={one}
          type="radio"
          name="ask-again"
          checked={!never && day === asOf + one}
          onChange={() =>
            onChange({
              ...decision,
              askAgain: asOf + one,
              ...(decision.is === 'patient-declined' ? { doNotAskAgain: false } : {}),
            })
          }
        >
          {decide.inDays(one, sayDay(asOf + one))}
        </Choice>
      ))}
      {decision.is === 'patient-declined' && (
        <Choice
          type="radio"
          name="ask-again"
          checked={decision.doNotAskAgain}
          onChange={() => onChange({ ...decision, doNotAskAgain: true })}
        >
          {decide.doNotAskAgain}
        </Choice>
      )}
      {!never && (
        <Day>
          <span>{decide.otherDay}</span>
          <input
            type="date"
            aria-label={decide.askAgainOn}
            value={day === null ? '' : isoDay(day)}
            min={isoDay(asOf + 1)}
            onChange={(event) => choose(parseWhen(event.target.value, () => 0)?.lo ?? null)}
          />
        </Day>
      )}
    </ChoiceGroup>
  );
}

interface ItemsProps {
  readonly assessment: Assessment;
  readonly items: readonly CareItem[];
  readonly onChange: (items: readonly CareItem[]) => void;
}

function Items({ assessment, items, onChange }: ItemsProps): ReactNode {
  const { found, others } = careItemsFor(assessment);
  const group = (title: string, offered: readonly CareItem[]): ReactNode =>
    offered.length > 0 && (
      <ChoiceGroup title={title}>
        {offered.map((item) => (
          <Choice
            key={item}
            type="checkbox"
            name={`care-${item}`}
            checked={items.includes(item)}
            onChange={(on) => onChange(on ? [...items, item] : items.filter((one) => one !== item))}
          >
            {decide.item[item]}
            <Hint>{decide.hint[item]}</Hint>
          </Choice>
        ))}
      </ChoiceGroup>
    );
  return (
    <>
      {group(decide.items, found)}
      {group(decide.others, others)}
      <Quiet as="p">{decide.hintSource}</Quiet>
    </>
  );
}

type ReceivingDecision = Extract<Decision, { is: 'already-receiving' }>;

function Receiving(props: {
  readonly decision: ReceivingDecision;
  readonly asOf: Day;
  readonly onChange: (decision: Decision) => void;
}): ReactNode {
  const { decision, asOf, onChange } = props;
  const ids = useId();
  return (
    <>
      <PanelField>
        <span>{decide.by}</span>
        <input
          type="text"
          value={decision.by}
          aria-describedby={`${ids}-by`}
          onChange={(event) => onChange({ ...decision, by: event.target.value })}
        />
        <Quiet id={`${ids}-by`}>{decide.byHint}</Quiet>
      </PanelField>
      <Day>
        <span>{decide.since}</span>
        <input
          type="date"
          value={decision.since === null ? '' : isoDay(decision.since.lo)}
          max={isoDay(asOf)}
          onChange={(event) => onChange({ ...decision, since: parseWhen(event.target.value, () => 0) })}
        />
      </Day>
    </>
  );
}

const Day = dressed(PanelField, css.day);

const Hint = dressed(Quiet, css.hint);
