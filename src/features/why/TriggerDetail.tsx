import type { ReactNode } from 'react';
import { recordKey } from '../../domain/chart/evidence.ts';
import { CITATION_TEXTS } from '../../domain/triggers/citation-texts.ts';
import type { LookedAt, TriggerResult } from '../../domain/triggers/trigger.ts';
import { useChart } from '../../session/useChart.ts';
import { useRecord } from '../../session/useRecord.ts';
import { useEhrName } from '../../session/useWho.ts';
import { Quiet } from '../../ui/Text.tsx';
import { basis } from '../../words/basis.ts';
import { sayRule } from '../../words/say-rule.ts';
import { say, sayDay } from '../../words/say.ts';
import { FoundLine } from './FoundLine.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './TriggerDetail.module.css';

/** What was found, what the rule asks, what was looked at, what is missing, why it matters: the basis, for review. */
export function TriggerDetail({
  trigger,
  asOf,
}: {
  readonly trigger: TriggerResult;
  readonly asOf: number;
}): ReactNode {
  const { view } = useChart();
  const ehr = useEhrName();
  const record = useRecord();
  const origins = view.at === 'reading' || view.at === 'settled' ? Object.keys(view.chart.sources) : [];
  const settled = view.at === 'settled';
  const { evidence, rule, ruleVersion, lookedAt, missing, caveats, citations } = trigger;
  return (
    <Parts>
      <dt>{basis.why.found}</dt>
      <dd>
        {evidence.length === 0 && <p>{basis.why.nothingFound}</p>}
        <ul>
          {evidence.map((one) => (
            <li key={recordKey(one)}>
              <FoundLine
                evidence={one}
                asOf={asOf}
                origin={origins.length > 1 ? basis.sources.originName(one.origin, ehr) : undefined}
                record={record}
              />
            </li>
          ))}
        </ul>
      </dd>
      <dt>{basis.why.rule}</dt>
      <dd>
        {sayRule(rule)} <Quiet>{basis.why.ruleVersion(ruleVersion)}</Quiet>
      </dd>
      {/* What was counted and what is missing is known only when every source has ended. */}
      {settled && (
        <>
          <Lines title={basis.why.lookedAt} lines={lookedAt().map(lookedAtLine)} />
          <Lines title={basis.why.missing} lines={missing.map((one) => say(one.say))} />
          <Lines title={basis.why.caveats} lines={caveats.map(say)} />
        </>
      )}
      <Lines title={basis.why.citations} lines={citations.map((one) => CITATION_TEXTS[one])} />
    </Parts>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul>
          {[...new Set(lines)].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </dd>
    </>
  );
}

function lookedAtLine({ source, count, since, newest }: LookedAt): string {
  return basis.why.lookedAtLine(
    basis.sources.counted[source](count),
    since === null ? null : sayDay(since),
    newest === null ? null : sayDay(newest),
  );
}

const Parts = dressed('dl', css.parts);
