import type { ReactNode } from 'react';
import type { Said } from '../../domain/measures/lens-says.ts';
import type { Lens } from '../../domain/measures/lens.ts';
import { MEASURES } from '../../domain/measures/model.ts';
import type { MeasureOutcome } from '../../domain/measures/judged.ts';
import type { Measure } from '../../domain/measures/quality-measures.ts';
import type { TriggerResult } from '../../domain/triggers/trigger.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useLens, type UsedLens } from '../../session/useLens.ts';
import { useRecord } from '../../session/useRecord.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { dressed } from '../../ui/dressed.ts';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { PrintButton } from '../../ui/PrintButton.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { lens as words, sayOfLens } from '../../words/lens.ts';
import { sayDay } from '../../words/say.ts';
import css from './LensPanel.module.css';
import { definitionOf, inModelOf, lensText, modelDefinition, namesOf } from './lens-text.ts';

/** What the chart says of the practice's measures. It is read from the answer and says nothing to it. */
export function LensPanel(): ReactNode {
  const used = useLens();
  const { view } = useChart();
  const assessment = useAssessment();
  switch (used.at) {
    case 'reading':
      return <output>{words.loading}</output>;
    case 'failed':
      return (
        <p>
          {words.failed}{' '}
          <ActionButton look="quiet" onClick={used.again}>
            {words.again}
          </ActionButton>
        </p>
      );
    case 'shown':
      return assessment === null || view.at !== 'settled' ? null : (
        <Shown used={used} patient={view.chart.patient} triggers={assessment.triggers} />
      );
    default:
      return used satisfies never;
  }
}

interface ShownProps {
  readonly used: Extract<UsedLens, { at: 'shown' }>;
  readonly patient: { readonly name: string; readonly mrn: string | null };
  readonly triggers: readonly TriggerResult[];
}

function Shown({ used: { lens, problems }, patient, triggers }: ShownProps): ReactNode {
  const text = lensText(lens, problems, patient, triggers);
  return (
    <Column>
      <p>{words.lead}</p>
      <Candidate lens={lens} />
      {lens.gaps.length > 0 && (
        <section aria-label={words.gaps.title}>
          <h4>{words.gaps.title}</h4>
          <p>{words.gaps.lead}</p>
          <Tasks>
            {lens.gaps.map((gap) => (
              <li key={gap}>{words.gap[gap]}</li>
            ))}
          </Tasks>
        </section>
      )}
      <section aria-label={words.measures}>
        <h4>{words.measures}</h4>
        {lens.candidate.may !== true && <p>{words.wouldCount}</p>}
        <ul>
          {lens.measures.map((one) => (
            <MeasureRow key={one.id} measure={one} triggers={triggers} lens={lens} />
          ))}
        </ul>
      </section>
      <section aria-label={words.activities.title}>
        <h4>{words.activities.title}</h4>
        <p>{words.activities.lead}</p>
        <List>
          {lens.activities.map(({ id, shown, adds }) => (
            <div key={id}>
              <dt>{words.activity[id]}</dt>
              <dd>
                {words.shown[shown]}
                {adds && <Quiet> {words.activities.adds}</Quiet>}
              </dd>
            </div>
          ))}
        </List>
      </section>
      {lens.carePlanParts.length > 0 && (
        <section aria-label={words.parts.title}>
          <h4>{words.parts.title}</h4>
          <p>{words.parts.lead}</p>
          <List>
            {lens.carePlanParts.map(({ part, shown, adds }) => (
              <div key={part}>
                <dt>{words.part[part]}</dt>
                <dd>
                  {words.shown[shown]}
                  {adds && <Quiet> {words.activities.adds}</Quiet>}
                </dd>
              </div>
            ))}
          </List>
        </section>
      )}
      <Billing lens={lens} problems={problems.map(({ field, message }) => `${field} ${message}`)} />
      <Buttons>
        <CopyButton look="outlined" label={words.copy} text={text} />
        <PrintButton label={words.print}>{text}</PrintButton>
      </Buttons>
    </Column>
  );
}

function Candidate({ lens }: { readonly lens: Lens }): ReactNode {
  const { candidate, episode, ended } = lens;
  const { title, payer, cancer, therapy, episode: episodeTitle } = words.candidate;
  return (
    <section aria-label={title}>
      <h4>{inModelOf(lens)}</h4>
      <List>
        {ended !== null && (
          <div>
            <dt>{title}</dt>
            <dd>{sayOfLens({ code: 'model-ended', params: { modelEnds: ended } })}</dd>
          </div>
        )}
        <Row name={payer} said={candidate.payer} lens={lens} />
        <Row name={cancer} said={candidate.cancer} lens={lens} />
        <Row name={therapy} said={candidate.therapy} lens={lens} />
        {episode !== null && candidate.may !== false && <Row name={episodeTitle} said={episode} lens={lens} />}
      </List>
      <p>
        <Quiet>{modelDefinition()}</Quiet>
      </p>
    </section>
  );
}

function Row({ name, said, lens }: { readonly name: string; readonly said: Said; readonly lens: Lens }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {sayOfLens(said.says)}
        <Evidence said={[said]} lens={lens} />
      </dd>
    </div>
  );
}

const SHAPES: Readonly<Record<MeasureOutcome, 'met' | 'not-met' | 'not-assessable' | 'not-applicable'>> = {
  met: 'met',
  'not-met': 'not-met',
  'cannot-tell': 'not-assessable',
  'not-in-denominator': 'not-applicable',
};

interface MeasureRowProps {
  readonly measure: Measure;
  readonly triggers: readonly TriggerResult[];
  readonly lens: Lens;
}

function MeasureRow({ measure: { id, outcome, says, findings }, triggers, lens }: MeasureRowProps): ReactNode {
  const { name, counts } = words.measure[id];
  return (
    <Item aria-label={name}>
      <strong>{name}</strong>
      <p>
        <Shape outcome={SHAPES[outcome]} /> {words.outcome[outcome]}
        <Quiet>
          {' '}
          {words.better[MEASURES[id].better]}, {words.reach[MEASURES[id].reach]}
        </Quiet>
      </p>
      {says.map((one, index) => (
        <p key={index}>{sayOfLens(one.says)}</p>
      ))}
      {findings.length > 0 && <p>{words.touched(namesOf(findings, triggers))}</p>}
      <Evidence said={says} lens={lens} />
      <p>
        <Quiet>
          {counts} {definitionOf(id)}
        </Quiet>
      </p>
    </Item>
  );
}

function Evidence({ said, lens }: { readonly said: readonly Said[]; readonly lens: Lens }): ReactNode {
  const record = useRecord();
  const all = said.flatMap(({ evidence }) => evidence);
  if (all.length === 0) return null;
  return (
    <Disclosure summary={<span>{words.records(all.length)}</span>}>
      <ul>
        {all.map((one, index) => (
          <li key={index}>
            <EvidenceLine evidence={one} asOf={lens.asOf} record={record} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function Billing({ lens, problems }: { readonly lens: Lens; readonly problems: readonly string[] }): ReactNode {
  const { billing } = lens;
  const { title, lead, none, empty, wrong, source } = words.billing;
  return (
    <section aria-label={title}>
      <h4>{title}</h4>
      {billing === null ? (
        <p>{problems.length > 0 ? wrong(problems.join('; ')) : none}</p>
      ) : (
        <>
          <p>{lead(sayDay(billing.asOf))}</p>
          {billing.options.length === 0 && <p>{empty}</p>}
          <List>
            {billing.options.map(({ name, codes, note, source: from, certainty, because }, index) => (
              <div key={index}>
                {/* The list is a site's own, in its language. */}
                <dt dir="auto">{[name, ...codes].join(' · ')}</dt>
                <dd>
                  {because.map(({ occasion, is }) => words.billing[is](words.occasion[occasion])).join('; ')}
                  {note !== null && <p dir="auto">{note}</p>}
                  <p>
                    <Quiet>{source(from, words.certainty[certainty])}</Quiet>
                  </p>
                </dd>
              </div>
            ))}
          </List>
        </>
      )}
    </section>
  );
}

const Column = dressed('div', css.column);

const List = dressed('dl', css.list);

const Tasks = dressed('ul', css.tasks);

const Item = dressed('li', css.item);

const Buttons = dressed('div', css.buttons);
