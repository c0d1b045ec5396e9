import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import type { TriggerResult } from '../../domain/triggers/trigger.ts';
import { useChart } from '../../session/useChart.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Hidden } from '../../ui/Hidden.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { screen } from '../../words/en-screen.ts';
import { say } from '../../words/say.ts';
import { TriggerDetail } from './TriggerDetail.tsx';

export interface TriggerItemProps {
  readonly trigger: TriggerResult;
  readonly asOf: number;
  readonly printed: boolean;
}

/** One rule: its shape and name, what was found in a line, and everything it rests on behind that. */
export function TriggerItem({ trigger, asOf, printed }: TriggerItemProps): ReactNode {
  const { view } = useChart();
  // How much a finding weighs can hang on what is still being read.
  const weight = view.at === 'settled' ? weightOf(trigger) : '';
  return (
    <Disclosure
      printed={printed}
      summary={
        <>
          <Shape outcome={trigger.outcome} />
          <Words>
            <Name>
              <Hidden>{screen.outcome[trigger.outcome]}: </Hidden>
              {screen.trigger[trigger.id]}
            </Name>
            {weight !== '' && <Quiet>{weight}</Quiet>}
            <Because>{say(trigger.because)}</Because>
          </Words>
        </>
      }
    >
      <TriggerDetail trigger={trigger} asOf={asOf} />
    </Disclosure>
  );
}

/** "enough alone", "counts with others, probable", "context, not counted". */
function weightOf({ strength, certainty, counted }: TriggerResult): string {
  if (strength === null) return '';
  const weight = counted ? screen.strength[strength] : screen.notCounted;
  return certainty === null || certainty === 'definite' ? weight : `${weight}, ${screen.certainty[certainty]}`;
}

const Words = styled.span({ display: 'flex', flexWrap: 'wrap', columnGap: '0.75rem', alignItems: 'baseline', flex: 1 });

const Name = styled.span({ fontWeight: 600 });

const Because = styled.span({ flexBasis: '100%' });
