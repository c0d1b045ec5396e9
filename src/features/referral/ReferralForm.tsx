import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import type { Urgency } from '../../domain/dosing/recommendation.ts';
import {
  CAREGIVER_LIMIT,
  LANGUAGE_LIMIT,
  QUESTION_LIMIT,
  type Interpreter,
  type InterpreterNeed,
  type PatientAgrees,
  type ReferralDraft,
} from '../../domain/referral/draft.ts';
import { useAllocation } from '../../session/useAllocation.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useReferral, type WriteTexts } from '../../session/useReferral.ts';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { Note } from '../../ui/Note.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { referral } from '../../words/referral.ts';
import { say, sayWhen } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';
import { ForWhom } from './ForWhom.tsx';
import { Preview } from './Preview.tsx';
import { requestedIn } from './requested-in.ts';
import { Refusal } from './Refusal.tsx';
import { NurseCall, TooSoon, ToWhom } from './ToWhom.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './ReferralForm.module.css';

const URGENCIES: readonly Urgency[] = ['urgent', 'soon', 'routine'];
const ANSWERS: readonly PatientAgrees[] = ['yes', 'not-yet-asked', 'no'];

export interface ReferralFormProps {
  readonly submission: Draftable;
  readonly write: WriteTexts | null;
}

/** What the clinician decides: to whom, how soon, why, what is asked, and what the patient says. All of it can be changed. */
export function ReferralForm({ submission, write }: ReferralFormProps): ReactNode {
  const { draft } = submission;
  const { actions } = useReferral();
  const assessment = useAssessment();
  const allocation = useAllocation(submission);
  const edit = (change: Partial<ReferralDraft>): void => actions.edit(change);
  return (
    <Form>
      {submission.refused.length > 0 && <Refusal submission={submission} />}
      <ByLetter />
      {assessment?.recommendation.level === 'navigator' && <NurseCall allocation={allocation} />}
      <ForWhom signer={draft.signer} onChange={(signer) => edit({ signer })} />
      <ChoiceGroup title={referral.agrees} inline>
        {ANSWERS.map((answer) => (
          <Choice
            key={answer}
            type="radio"
            name="agrees"
            checked={draft.patientAgrees === answer}
            onChange={() => edit({ patientAgrees: answer })}
          >
            {referral.agreesOption[answer]}
          </Choice>
        ))}
      </ChoiceGroup>
      <ToWhom submission={submission} allocation={allocation} />
      <ChoiceGroup title={referral.urgency} inline>
        {URGENCIES.map((urgency) => (
          <Choice
            key={urgency}
            type="radio"
            name="urgency"
            checked={draft.urgency === urgency}
            onChange={() => edit({ urgency })}
          >
            {referral.urgencyOption(draft.visitDays[urgency])}
          </Choice>
        ))}
      </ChoiceGroup>
      <TooSoon draft={draft} allocation={allocation} />
      <SentAs />
      <ChoiceGroup title={referral.reasons}>
        {draft.reasons.length === 0 && <p>{referral.noReasons}</p>}
        {draft.reasons.map((reason) => (
          <Choice
            key={reason.trigger}
            type="checkbox"
            name={reason.trigger}
            checked={reason.included}
            onChange={(included) =>
              edit({ reasons: draft.reasons.map((one) => (one === reason ? { ...one, included } : one)) })
            }
          >
            {say(reason.say)}
          </Choice>
        ))}
      </ChoiceGroup>
      <Question question={draft.question} onChange={(question) => edit({ question })} />
      <InterpreterChoice interpreter={draft.interpreter} onChange={(interpreter) => edit({ interpreter })} />
      <Caregiver caregiver={draft.caregiver} onChange={(caregiver) => edit({ caregiver })} />
      <Preview submission={submission} write={write} />
    </Form>
  );
}

/** Before anything is filled in: it cannot be sent. Of what is not known, or hangs on the service, nothing is said here. */
function ByLetter(): ReactNode {
  const via = useReferral().preview?.via;
  if (via?.channel !== 'manual' || !isSettled(via.why)) return null;
  return <Note tone="look">{referral.byLetter[via.why]}</Note>;
}

type SettledWhy = keyof typeof referral.byLetter;
const isSettled = (why: string): why is SettledWhy => Object.hasOwn(referral.byLetter, why);

/** Priority and period as they stand in what would be sent: what an inbox shows first. */
function SentAs(): ReactNode {
  const { preview } = useReferral();
  const told = preview === null ? null : requestedIn(preview.resource);
  return told === null ? null : <Quiet>{referral.sentAs(told.priority, sayWhen(told.from), sayWhen(told.to))}</Quiet>;
}

const NEEDS: readonly InterpreterNeed[] = ['yes', 'no', 'not-recorded'];

function InterpreterChoice(props: {
  readonly interpreter: Interpreter;
  readonly onChange: (interpreter: Interpreter) => void;
}): ReactNode {
  const { interpreter, onChange } = props;
  return (
    <ChoiceGroup title={referral.interpreter} inline>
      {NEEDS.map((needed) => (
        <Choice
          key={needed}
          type="radio"
          name="interpreter"
          checked={interpreter.needed === needed}
          onChange={() => onChange({ ...interpreter, needed })}
        >
          {referral.interpreterOption[needed]}
        </Choice>
      ))}
      {interpreter.needed === 'not-recorded' && interpreter.language !== '' && (
        <Quiet>{referral.languageOnRecord(interpreter.language)}</Quiet>
      )}
      {interpreter.needed === 'yes' && (
        <TextField
          label={referral.language}
          value={interpreter.language}
          onChange={(event) => onChange({ ...interpreter, language: event.target.value })}
          size="small"
          margin="dense"
          error={interpreter.language.length > LANGUAGE_LIMIT}
        />
      )}
    </ChoiceGroup>
  );
}

function Caregiver(props: { readonly caregiver: string; readonly onChange: (text: string) => void }): ReactNode {
  const { caregiver, onChange } = props;
  return (
    <div>
      <GroupTitle htmlFor="caregiver">{referral.caregiver}</GroupTitle>
      <TextField
        id="caregiver"
        value={caregiver}
        onChange={(event) => onChange(event.target.value)}
        fullWidth
        size="small"
        error={caregiver.length > CAREGIVER_LIMIT}
        helperText={referral.caregiverHelp}
      />
    </div>
  );
}

function Question({
  question,
  onChange,
}: {
  readonly question: string;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const tooLong = question.length > QUESTION_LIMIT;
  return (
    <div>
      <GroupTitle htmlFor="question">{referral.question}</GroupTitle>
      <TextField
        id="question"
        value={question}
        onChange={(event) => onChange(event.target.value)}
        multiline
        fullWidth
        minRows={3}
        maxRows={10}
        size="small"
        error={tooLong}
        helperText={
          <HelpLine>
            <span>{referral.questionHelp}</span>
            <span>{referral.counter(question.length, QUESTION_LIMIT)}</span>
          </HelpLine>
        }
      />
    </div>
  );
}

/** A form in looks only: nothing in it submits by Enter, sending has a button of its own. */
const Form = dressed('div', css.form);

const GroupTitle = dressed('label', css.groupTitle);

const HelpLine = dressed('span', css.helpLine);
