import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import type { LookedAt, TriggerResult } from '../../domain/triggers/trigger.ts';
import { useChart } from '../../session/useChart.ts';
import { useRecord } from '../../session/useRecord.ts';
import { useEhrName } from '../../session/useWho.ts';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { screen } from '../../words/en-screen.ts';
import { say, sayDay } from '../../words/say.ts';

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
      <dt>{screen.why.found}</dt>
      <dd>
        {evidence.length === 0 && <p>{screen.why.nothingFound}</p>}
        <ul>
          {evidence.map((one) => (
            <li key={`${one.origin} ${one.reference}`}>
              <EvidenceLine
                evidence={one}
                asOf={asOf}
                origin={origins.length > 1 ? screen.sources.originName(one.origin, ehr) : undefined}
                record={record}
              />
            </li>
          ))}
        </ul>
      </dd>
      <dt>{screen.why.rule}</dt>
      <dd>
        {say(rule)} <Quiet>{screen.why.ruleVersion(ruleVersion)}</Quiet>
      </dd>
      {/* What was counted and what is missing is known only when every source has ended. */}
      {settled && (
        <>
          <Lines title={screen.why.lookedAt} lines={lookedAt.map(lookedAtLine)} />
          <Lines title={screen.why.missing} lines={missing.map((one) => say(one.say))} />
          <Lines title={screen.why.caveats} lines={caveats.map(say)} />
        </>
      )}
      <Lines title={screen.why.citations} lines={citations.map(({ text }) => text)} />
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
  return screen.why.lookedAtLine(
    screen.sources.counted[source](count),
    since === null ? null : sayDay(since),
    newest === null ? null : sayDay(newest),
  );
}

const Parts = styled.dl({
  display: 'grid',
  gridTemplateColumns: '7rem minmax(0, 1fr)',
  gap: '0.5rem 1rem',
  padding: '0.25rem 0.5rem 0.875rem 3.75rem',
  '& > dt': { fontSize: '0.8125rem', color: 'var(--quiet)', lineHeight: 1.75 },
  '& > dd': { maxWidth: '75ch' },
  '@container page (max-width: 36rem)': {
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '0.125rem',
    paddingInlineStart: '0.5rem',
    '& > dd': { marginBottom: '0.5rem' },
  },
  '@media print': { paddingInlineStart: '1.5rem' },
});
