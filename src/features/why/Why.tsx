import type { ReactNode } from 'react';
import type { Outcome, TriggerResult } from '../../domain/triggers/trigger.ts';
import type { EnteredKind } from '../../domain/visit/visit.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { basis } from '../../words/basis.ts';
import { TriggerItem } from './TriggerItem.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './Why.module.css';

/** Open on the screen: what was found, and what could not be told. The rest is folded behind its count. */
const OPEN: readonly Outcome[] = ['met', 'not-assessable'];
const FOLDED: readonly Outcome[] = ['not-met', 'not-applicable'];

export interface WhyProps {
  /** Opens the panel for adding facts with this one. */
  readonly enter: (kind: EnteredKind) => void;
}

/** Every rule with its outcome, each opening in place to what it rests on. */
export function Why({ enter }: WhyProps): ReactNode {
  const { view } = useChart();
  const assessment = useAssessment();
  if (assessment === null || view.at === 'unreadable' || view.at === 'opening') return null;
  const { triggers, asOf } = assessment;
  if (triggers.length === 0) return null;
  const of = (outcome: Outcome): readonly TriggerResult[] => triggers.filter((trigger) => trigger.outcome === outcome);
  // Until every source has answered, "not met" would reassure too early: only what was found is shown.
  const settled = view.at === 'settled';
  const open = settled ? OPEN : (['met'] as const);
  const waiting = triggers.length - of('met').length;
  return (
    <section aria-labelledby="why">
      <SectionTitle id="why">{basis.why.title}</SectionTitle>
      {open.map((outcome) => {
        const group = of(outcome);
        return (
          group.length > 0 && (
            <Group key={outcome}>
              <Title>
                {basis.outcome[outcome]} <Quiet>{group.length}</Quiet>
              </Title>
              <Triggers triggers={group} asOf={asOf} enter={enter} printed />
            </Group>
          )
        );
      })}
      {!settled && waiting > 0 && <Waiting>{basis.why.reading(waiting)}</Waiting>}
      {settled &&
        FOLDED.map((outcome) => {
          const group = of(outcome);
          return (
            group.length > 0 && (
              <Group key={outcome} data-print="never">
                <Disclosure
                  heading="h3"
                  summary={
                    <TitleWords>
                      {basis.outcome[outcome]} <Quiet>{group.length}</Quiet>
                    </TitleWords>
                  }
                >
                  <Triggers triggers={group} asOf={asOf} enter={enter} />
                </Disclosure>
              </Group>
            )
          );
        })}
    </section>
  );
}

interface TriggersProps extends WhyProps {
  readonly triggers: readonly TriggerResult[];
  readonly asOf: number;
  readonly printed?: boolean;
}

function Triggers({ triggers, asOf, enter, printed = false }: TriggersProps): ReactNode {
  return (
    <ul>
      {triggers.map((trigger) => (
        <Item key={trigger.id} data-print="keep-together">
          <TriggerItem trigger={trigger} asOf={asOf} printed={printed} enter={enter} />
        </Item>
      ))}
    </ul>
  );
}

const Group = dressed('div', css.group);

const Title = dressed('h3', css.title);

const TitleWords = dressed('span', css.titleWords);

const Item = dressed('li', css.item);

const Waiting = dressed('p', css.waiting);
