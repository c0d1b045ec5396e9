import type { ReactNode } from 'react';
import type { TriggerResult } from '../../domain/triggers/trigger.ts';
import { useChart } from '../../session/useChart.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Hidden } from '../../ui/Hidden.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { basis } from '../../words/basis.ts';
import { nameRule } from '../../words/say-rule.ts';
import { say } from '../../words/say.ts';
import { TriggerDetail } from './TriggerDetail.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './TriggerItem.module.css';

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
              <Hidden>{basis.outcome[trigger.outcome]}: </Hidden>
              {nameRule(trigger.id, trigger.rule)}
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

/** "enough alone", "counts with others, probable", "not counted on its own". */
function weightOf({ strength, certainty, counted }: TriggerResult): string {
  if (strength === null) return '';
  const weight = counted ? basis.strength[strength] : basis.notCounted;
  return certainty === null || certainty === 'definite' ? weight : `${weight}, ${basis.certainty[certainty]}`;
}

const Words = dressed('span', css.words);

const Name = dressed('span', css.name);

const Because = dressed('span', css.because);
