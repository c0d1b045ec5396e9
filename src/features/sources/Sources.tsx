import { useState, type ReactNode } from 'react';
import { SOURCE_IDS, type SourceId, type SourcesOfOrigin, type SourceState } from '../../domain/chart/source.ts';
import { useChart } from '../../session/useChart.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useEhrName, useWho } from '../../session/useWho.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Technical } from '../../ui/TechnicalLines.tsx';
import { Quiet, Small } from '../../ui/Text.tsx';
import { basis } from '../../words/basis.ts';
import { screen } from '../../words/screen.ts';
import { LeftOut } from './LeftOut.tsx';
import { allLines } from './all-lines.ts';
import { hasStandingNotice, ownCaveats } from './caveats.ts';
import { OriginLine } from './OriginLine.tsx';
import { SourceRow } from './SourceRow.tsx';
import { Meanwhile } from './Waited.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './Sources.module.css';

const GROUPS = ['none', 'not-asked'] as const;
type Group = (typeof GROUPS)[number];

/** What needs no row of its own, for twenty rows hide the one that failed: empty without a remark, or never asked for. */
function groupOf(state: SourceState, settled: boolean): Group | null {
  if (state.state === 'not-asked') return 'not-asked';
  return settled && state.state === 'loaded' && state.count === 0 && ownCaveats(state).length === 0 ? 'none' : null;
}

/** What was read, from where, how much, how new, and what could not be read: each can be asked again alone. */
export function Sources(): ReactNode {
  const { view, retry } = useChart();
  const ehr = useEhrName();
  const { launch, ehrHost } = useWho();
  const clock = useSessionClock();
  /** What was asked for again keeps its row, so that whoever pressed the button finds what came of it. */
  const [again, setAgain] = useState<readonly SourceId[]>([]);
  if (view.at !== 'reading' && view.at !== 'settled') return null;
  const pending = view.at === 'reading' ? view.pending : [];
  const retrying = view.at === 'settled' ? view.retrying : [];
  const mayRetry = view.at === 'settled' && clock.at !== 'over';
  const askAgain = (source: SourceId): void => {
    setAgain((before) => [...before, source]);
    retry(source);
  };
  // While the chart is being read every source keeps its place: nothing jumps.
  const groupFor = (source: SourceId, state: SourceState): Group | null =>
    pending.includes(source) || again.includes(source) ? null : groupOf(state, view.at === 'settled');
  return (
    <section aria-labelledby="sources">
      <SectionTitle id="sources">{basis.sources.title}</SectionTitle>
      {launch.askedLess && <p>{basis.sources.askedLess}</p>}
      {Object.entries(view.chart.sources).map(([origin, states]) => (
        <Origin key={origin}>
          <h3>
            <Quiet>{basis.sources.from(basis.sources.originName(origin, ehr))}</Quiet>
          </h3>
          {view.at === 'settled' && <OriginLine states={states} asOf={view.chart.asOf} />}
          {view.at === 'settled' && <StandingNotice states={states} />}
          <ul>
            {SOURCE_IDS.filter((source) => groupFor(source, states[source]) === null).map((source) => (
              <SourceRow
                key={source}
                source={source}
                state={states[source]}
                pending={pending.includes(source)}
                retrying={retrying.includes(source)}
                settled={view.at === 'settled'}
                // Only the launching EHR can be asked again from here.
                retry={mayRetry && origin === 'ehr' ? askAgain : null}
              />
            ))}
            {GROUPS.map((group) => {
              const names = SOURCE_IDS.filter((source) => groupFor(source, states[source]) === group).map(
                (source) => screen.sources[source],
              );
              return (
                names.length > 0 && (
                  <Several key={group}>
                    <span>{basis.sources.group[group]}</span> <span>{basis.sources.several(names)}</span>
                  </Several>
                )
              );
            })}
          </ul>
        </Origin>
      ))}
      {pending.length + retrying.length > 0 && <Meanwhile />}
      <LeftOut unreadable={view.chart.unreadable} />
      <AllLines lines={allLines({ chart: view.chart, pending, host: ehrHost })} />
    </section>
  );
}

function StandingNotice({ states }: { readonly states: SourcesOfOrigin }): ReactNode {
  const lists = Object.values(states).filter(hasStandingNotice).length;
  return lists > 0 && <p>{basis.sources.mayBeIncomplete(lists)}</p>;
}

/** What an integrator is mailed. Each source that failed has lines of its own as well. */
function AllLines({ lines }: { readonly lines: string }): ReactNode {
  return (
    <div data-print="never">
      <Disclosure summary={<Small>{basis.sources.technical}</Small>}>
        <Technical>{lines}</Technical>
        <CopyButton look="quiet" label={basis.sources.copyTechnical} text={lines} />
      </Disclosure>
    </div>
  );
}

const Several = dressed('li', css.several);

const Origin = dressed('div', css.origin);
