import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import type { Outcome, TriggerResult } from '../../domain/triggers/trigger.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { screen } from '../../words/en-screen.ts';
import { TriggerItem } from './TriggerItem.tsx';

/** Open on the screen: what was found, and what could not be told. The rest is folded behind its count. */
const OPEN: readonly Outcome[] = ['met', 'not-assessable'];
const FOLDED: readonly Outcome[] = ['not-met', 'not-applicable'];

/** Every rule with its outcome, each opening in place to what it rests on. */
export function Why(): ReactNode {
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
      <SectionTitle id="why">{screen.why.title}</SectionTitle>
      <InThisVersion>{screen.why.inThisVersion(triggers.length)}</InThisVersion>
      {open.map((outcome) => {
        const group = of(outcome);
        return (
          group.length > 0 && (
            <Group key={outcome}>
              <Title>
                {screen.outcome[outcome]} <Quiet>{group.length}</Quiet>
              </Title>
              <Triggers triggers={group} asOf={asOf} printed />
            </Group>
          )
        );
      })}
      {!settled && waiting > 0 && <Waiting>{screen.why.reading(waiting)}</Waiting>}
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
                      {screen.outcome[outcome]} <Quiet>{group.length}</Quiet>
                    </TitleWords>
                  }
                >
                  <Triggers triggers={group} asOf={asOf} />
                </Disclosure>
              </Group>
            )
          );
        })}
    </section>
  );
}

interface TriggersProps {
  readonly triggers: readonly TriggerResult[];
  readonly asOf: number;
  readonly printed?: boolean;
}

function Triggers({ triggers, asOf, printed = false }: TriggersProps): ReactNode {
  return (
    <ul>
      {triggers.map((trigger) => (
        <Item key={trigger.id} data-print="keep-together">
          <TriggerItem trigger={trigger} asOf={asOf} printed={printed} />
        </Item>
      ))}
    </ul>
  );
}

const InThisVersion = styled(Quiet)({ display: 'block', padding: '0 0.5rem 0.375rem' });

const Group = styled.div({ marginBottom: '0.75rem' });

const Title = styled.h3({ fontSize: '0.8125rem', fontWeight: 600, padding: '0.25rem 0.5rem', color: 'var(--quiet)' });

const TitleWords = styled.span({ fontSize: '0.8125rem', fontWeight: 600, color: 'var(--quiet)' });

const Item = styled.li({ borderTop: '1px solid var(--line)' });

const Waiting = styled.p({ padding: '0.25rem 0.5rem', color: 'var(--quiet)' });
