import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { state } from '../../domain/statement.ts';
import { isoDay, parseWhen, type Day } from '../../domain/logic/when.ts';
import { kindsToAsk } from '../../domain/visit/asked-by.ts';
import type { EnteredContent, EnteredKind } from '../../domain/visit/visit.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useVisit } from '../../session/useVisit.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Announce } from '../../ui/Announce.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { say } from '../../words/say.ts';
import { visitForm } from '../../words/visit-form.ts';
import { FACT_FIELDS } from './fact-fields.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './AddFacts.module.css';

// Comes in the same file.
export { SaidLines } from './SaidLines.tsx';

/** What began on some day: today is seldom the answer, and would make old disease new. */
const BEGAN: ReadonlySet<EnteredKind> = new Set(['line', 'metastases', 'stage']);

export interface AddFactsProps {
  /** The fact to begin with: that of the rule beside which it was asked for. */
  readonly first: EnteredKind | null;
  readonly onClose: () => void;
}

/** What the chart lacks, on the spot: in place, not over the answer, which is worked out anew with every entry. */
export function AddFacts({ first, onClose }: AddFactsProps): ReactNode {
  const assessment = useAssessment();
  const { visit } = useVisit();
  const title = useRef<HTMLHeadingElement>(null);
  const [added, setAdded] = useState('');
  useEffect(() => {
    if (first === null) title.current?.focus();
  }, [first]);
  // Fixed while the panel is open: a row that moved under the hand would lose what was typed in it.
  const [{ missing, others }] = useState(() =>
    kindsToAsk((assessment?.triggers ?? []).filter(({ outcome }) => outcome === 'not-assessable').map(({ id }) => id)),
  );
  // Without a wish of its own it begins with what the answer lacks most, and nobody has told yet.
  const [begin] = useState(
    () => first ?? missing.find((kind) => !visit.entered.some(({ content }) => content.is === kind)),
  );
  if (assessment === null) return null;
  const { asOf } = assessment;
  const rows = (kinds: readonly EnteredKind[]): ReactNode =>
    kinds.map((kind) => (
      <FactRow key={kind} kind={kind} asOf={asOf} opened={kind === begin} focused={kind === first} onAdded={setAdded} />
    ));
  return (
    <Panel aria-labelledby="add-facts" data-print="never">
      <Head>
        <h2 id="add-facts" tabIndex={-1} ref={title}>
          {visitForm.title}
        </h2>
        <ActionButton look="quiet" onClick={onClose}>
          {visitForm.close}
        </ActionButton>
      </Head>
      <Quiet as="p">{visitForm.lead}</Quiet>
      <Announce>{added === '' ? '' : visitForm.added(added)}</Announce>
      {missing.length > 0 && (
        <>
          <Title>{visitForm.missing}</Title>
          <Rows>{rows(missing)}</Rows>
        </>
      )}
      <Title>{visitForm.others}</Title>
      <Rows>{rows(others)}</Rows>
    </Panel>
  );
}

/** Entered several in a row, as symptoms are: the form stays open. */
const SEVERAL: ReadonlySet<EnteredKind> = new Set(['symptom', 'planning']);

interface FactRowProps extends FactFormProps {
  readonly opened: boolean;
}

/** One kind of fact: its name, what was said of it at this visit, and behind it the form. Once it is answered it folds. */
function FactRow({ opened, onAdded, ...form }: FactRowProps): ReactNode {
  const { kind } = form;
  const { visit } = useVisit();
  const row = useRef<HTMLLIElement>(null);
  const [answers, setAnswers] = useState(0);
  // Once it is folded, and has moved by that: who goes by the keyboard stays at the row.
  useEffect(() => {
    if (answers > 0) row.current?.querySelector('button')?.focus();
  }, [answers]);
  const said = visit.entered.filter(({ content }) => content.is === kind);
  const last = said.at(-1);
  const answered = (what: string): void => {
    onAdded(what);
    if (!SEVERAL.has(kind)) setAnswers((before) => before + 1);
  };
  return (
    <Row ref={row}>
      <Disclosure
        key={answers}
        opened={opened && answers === 0}
        summary={
          <span>
            {visitForm.kind[kind]}
            {last !== undefined && (
              // Seen; it was announced when it was added, and stands among what was said at the visit.
              <Said aria-hidden="true">
                {' '}
                {visitForm.added(say(state('entered', { content: last.content, on: last.on })))}
                {said.length > 1 && ` ${visitForm.more(said.length - 1)}`}
              </Said>
            )}
          </span>
        }
      >
        <FactForm {...form} onAdded={answered} />
      </Disclosure>
    </Row>
  );
}

interface FactFormProps {
  readonly kind: EnteredKind;
  readonly asOf: Day;
  /** Its first field gets the focus. */
  readonly focused: boolean;
  readonly onAdded: (what: string) => void;
}

/** One fact: its values, its day, and one press. What cannot be is said beside it, and nothing that was typed is lost. */
function FactForm({ kind, asOf, focused, onAdded }: FactFormProps): ReactNode {
  const { actions } = useVisit();
  const today = isoDay(asOf);
  const [day, setDay] = useState(BEGAN.has(kind) ? '' : today);
  const [round, setRound] = useState(0);
  const [refusal, setRefusal] = useState<keyof typeof visitForm.refusal | null>(null);
  const content = useRef<EnteredContent | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const ids = useId();
  const Fields = FACT_FIELDS[kind];

  useEffect(() => {
    if (focused) form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, [focused]);

  const add = (event: FormEvent): void => {
    event.preventDefault();
    const on = parseWhen(day, () => 0);
    const said = content.current;
    if (said === null) return setRefusal('no-value');
    if (on === null) return setRefusal('no-date');
    const why = actions.enter(said, on, asOf);
    setRefusal(why);
    if (why !== null) return undefined;
    content.current = null;
    setDay(BEGAN.has(kind) ? '' : today);
    setRound((before) => before + 1);
    onAdded(say(state('entered', { content: said, on })));
    return undefined;
  };

  return (
    <Form ref={form} onSubmit={add} aria-label={visitForm.kind[kind]} noValidate>
      {/* Emptied after each entry, so that the next one is not the last one again. */}
      <Fields key={round} onChange={(next) => (content.current = next)} />
      <Field>
        <span>{BEGAN.has(kind) ? visitForm.since : visitForm.on}</span>
        <input type="date" value={day} max={today} onChange={(event) => setDay(event.target.value)} />
      </Field>
      <ActionButton look="outlined" type="submit" aria-describedby={refusal === null ? undefined : `${ids}-why`}>
        {visitForm.add}
      </ActionButton>
      {refusal !== null && (
        <Refusal id={`${ids}-why`} role="alert">
          {visitForm.refusal[refusal]}
        </Refusal>
      )}
    </Form>
  );
}

const Panel = dressed('section', css.panel);

const Head = dressed('div', css.head);

const Title = dressed('h3', css.title);

const Rows = dressed('ul', css.rows);

const Row = dressed('li', css.row);

const Form = dressed('form', css.form);

const Field = dressed('label', css.field);

const Said = dressed('span', css.said);

const Refusal = dressed('p', css.refusal);
