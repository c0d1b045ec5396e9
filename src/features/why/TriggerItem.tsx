import type { ReactNode } from 'react';
import type { TriggerResult } from '../../domain/triggers/trigger.ts';
import { ASKED_BY } from '../../domain/visit/asked-by.ts';
import type { EnteredKind } from '../../domain/visit/visit.ts';
import { useChart } from '../../session/useChart.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
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
  readonly enter: (kind: EnteredKind) => void;
}

/** One rule: its shape and name, what was found in a line, and everything it rests on behind that. */
export function TriggerItem({ trigger, asOf, printed, enter }: TriggerItemProps): ReactNode {
  const { view } = useChart();
  // How much a finding weighs can hang on what is still being read.
  const weight = view.at === 'settled' ? weightOf(trigger) : '';
  const asked = view.at === 'settled' && trigger.outcome === 'not-assessable' ? ASKED_BY[trigger.id] : undefined;
  return (
    <Row>
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
      {asked !== undefined && (
        <Ask data-print="never">
          <ActionButton
            look="quiet"
            aria-label={basis.why.enterFor(nameRule(trigger.id, trigger.rule))}
            onClick={() => enter(asked)}
          >
            {basis.why.enter}
          </ActionButton>
        </Ask>
      )}
    </Row>
  );
}

/** "enough alone", "counts with others, probable", "not counted on its own". */
function weightOf({ strength, certainty, counted }: TriggerResult): string {
  if (strength === null) return '';
  const weight = counted ? basis.strength[strength] : basis.notCounted;
  return certainty === null || certainty === 'definite' ? weight : `${weight}, ${basis.certainty[certainty]}`;
}

const Row = dressed('div', css.row);

/** Not inside the button that opens: a button of its own beside it. */
const Ask = dressed('span', css.ask);

const Words = dressed('span', css.words);

const Name = dressed('span', css.name);

const Because = dressed('span', css.because);
