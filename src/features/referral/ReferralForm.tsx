import styled from '@emotion/styled';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import type { Urgency } from '../../domain/dosing/recommendation.ts';
import { QUESTION_LIMIT, type PatientAgrees, type ReferralDraft } from '../../domain/referral/draft.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useReferral, type WriteTexts } from '../../session/useReferral.ts';
import { useSite } from '../../session/useWho.ts';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { Note } from '../../ui/Note.tsx';
import { Quiet, Whole } from '../../ui/Text.tsx';
import { screen } from '../../words/en-screen.ts';
import { say } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';
import { Preview } from './Preview.tsx';
import { Refusal } from './Refusal.tsx';

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
  const { services } = useSite().referral;
  const assessment = useAssessment();
  const edit = (change: Partial<ReferralDraft>): void => actions.edit(change);
  return (
    <Form>
      {submission.refused.length > 0 && <Refusal submission={submission} />}
      {assessment?.recommendation.level === 'navigator' && <Note tone="look">{screen.referral.nurseCall}</Note>}
      <ChoiceGroup title={screen.referral.service}>
        {services.length === 0 && <p>{screen.referral.noService}</p>}
        {services.map((service) => (
          <Choice
            key={service.id}
            type="radio"
            name="service"
            checked={draft.serviceId === service.id}
            onChange={() => edit({ serviceId: service.id })}
          >
            {service.name}
            <Detail>
              {screen.referral.modality[service.modality]}
              {service.phone !== undefined && (
                <>
                  , <Whole>{service.phone}</Whole>
                </>
              )}
            </Detail>
          </Choice>
        ))}
      </ChoiceGroup>
      <ChoiceGroup title={screen.referral.urgency} inline>
        {URGENCIES.map((urgency) => (
          <Choice
            key={urgency}
            type="radio"
            name="urgency"
            checked={draft.urgency === urgency}
            onChange={() => edit({ urgency })}
          >
            {screen.referral.urgencyOption[urgency]}
          </Choice>
        ))}
      </ChoiceGroup>
      <ChoiceGroup title={screen.referral.reasons}>
        {draft.reasons.length === 0 && <p>{screen.referral.noReasons}</p>}
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
      <ChoiceGroup title={screen.referral.agrees} inline>
        {ANSWERS.map((answer) => (
          <Choice
            key={answer}
            type="radio"
            name="agrees"
            checked={draft.patientAgrees === answer}
            onChange={() => edit({ patientAgrees: answer })}
          >
            {screen.referral.agreesOption[answer]}
          </Choice>
        ))}
      </ChoiceGroup>
      <Preview submission={submission} write={write} />
    </Form>
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
      <GroupTitle htmlFor="question">{screen.referral.question}</GroupTitle>
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
            <span>{screen.referral.questionHelp}</span>
            <span>{screen.referral.counter(question.length, QUESTION_LIMIT)}</span>
          </HelpLine>
        }
      />
    </div>
  );
}

/** A form in looks only: nothing in it submits by Enter, sending has a button of its own. */
const Form = styled.div({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '1.125rem', maxWidth: '40rem' });

const Detail = styled(Quiet)({ display: 'block' });

const GroupTitle = styled.label({ display: 'block', fontWeight: 600, marginBottom: '0.25rem' });

const HelpLine = styled.span({ display: 'flex', justifyContent: 'space-between', columnGap: '1rem', flexWrap: 'wrap' });
