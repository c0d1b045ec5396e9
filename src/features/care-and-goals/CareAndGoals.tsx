import { useMemo, type ReactNode } from 'react';
import type { Assessment } from '../../domain/assessment.ts';
import { CARE_GROUPS, careAndGoalsOf, type CareAndGoals as Care, type CareGroup } from '../../domain/care-and-goals.ts';
import type { Chart } from '../../domain/chart/chart.ts';
import type { SourceId } from '../../domain/chart/source.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useSite } from '../../session/useWho.ts';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { care as words } from '../../words/care.ts';
import { say } from '../../words/say.ts';
import { screen } from '../../words/screen.ts';
import { Agents, CarePlans, CareTeams, CodeStatus, Contacts, Planning, Wishes } from './Groups.tsx';
import { HospiceCare, PalliativeCare } from './Involvement.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './CareAndGoals.module.css';

/** What the patient said and what was planned comes first, and keeps its place when there is nothing. */
const ALWAYS: readonly CareGroup[] = ['wishes', 'planning', 'palliative', 'hospice'];

/** What matters to the patient, who speaks for them, and the care that is there: the record's own words, each with its record. */
export function CareAndGoals(): ReactNode {
  const { view } = useChart();
  if (view.at !== 'reading' && view.at !== 'settled') return null;
  return <Section chart={view.chart} settled={view.at === 'settled'} />;
}

function Section({ chart, settled }: { readonly chart: Chart; readonly settled: boolean }): ReactNode {
  const { thresholds } = useSite();
  const assessment = useAssessment();
  const care = useMemo(() => careAndGoalsOf(chart, thresholds), [chart, thresholds]);
  const { seen } = care;
  const gap = assessment === null ? null : planningGap(assessment);
  // Until every source has answered, only what was found is shown, and nothing is said of what was not.
  const rows = CARE_GROUPS.filter((group) => seen[group].found || (settled && ALWAYS.includes(group)));
  const others = settled ? CARE_GROUPS.filter((group) => !rows.includes(group)) : [];
  const none = others.filter((group) => seen[group].none);
  const untold = others.filter((group) => !seen[group].none);
  return (
    <section aria-labelledby="care">
      <SectionTitle id="care">{words.title}</SectionTitle>
      {rows.map((group) => (
        <Row key={group}>
          <Name>{words.group[group]}</Name>
          <Body>
            {seen[group].found && <Found group={group} care={care} />}
            {settled && <About group={group} care={care} gap={group === 'planning' ? gap : null} />}
          </Body>
        </Row>
      ))}
      {none.length > 0 && (
        <Several>
          <span>{words.noneOf}</span> <span>{words.groups(none.map((group) => words.inList[group]))}</span>
        </Several>
      )}
      {untold.length > 0 && (
        <Several>
          <span>{words.untold}</span>{' '}
          <span>
            {words.untoldLine(
              untold.map((group) => words.inList[group]),
              namesOf(new Set(untold.flatMap((group) => seen[group].unread))),
            )}
          </span>
        </Several>
      )}
      {!settled && <Waiting>{words.reading}</Waiting>}
    </section>
  );
}

function Found({ group, care }: { readonly group: CareGroup; readonly care: Care }): ReactNode {
  switch (group) {
    case 'wishes':
      return <Wishes wishes={care.wishes} />;
    case 'planning':
      return <Planning lines={care.planning} />;
    case 'codeStatus':
      return <CodeStatus facts={care.codeStatus} differs={care.codeStatusDiffers} />;
    case 'agents':
      return <Agents agents={care.agents} />;
    case 'contacts':
      return <Contacts contacts={care.contacts} agentKnown={care.agents.length > 0} />;
    case 'carePlans':
      return <CarePlans plans={care.carePlans} />;
    case 'careTeams':
      return <CareTeams teams={care.careTeams} />;
    case 'palliative':
      return <PalliativeCare care={care.palliative} />;
    case 'hospice':
      return <HospiceCare hospice={care.hospice} />;
    default:
      return group satisfies never;
  }
}

interface AboutProps {
  readonly group: CareGroup;
  readonly care: Care;
  readonly gap: string | null;
}

/** No planning is visible: a task where the answer makes it one, and never a reproach. */
function planningGap({ triggers, recommendation }: Assessment): string | null {
  const rule = triggers.find(({ id, outcome }) => id === 'acp-gap' && outcome === 'met');
  if (rule === undefined) return null;
  const sentence = say(rule.because);
  return recommendation.tasks.includes('acp') ? words.acp.todo(sentence) : words.acp.gap(sentence);
}

/** What is to be said beside what was found: a task, that nothing is visible, or what was not read. */
function About({ group, care, gap }: AboutProps): ReactNode {
  const { found, none, unread } = care.seen[group];
  const sources = namesOf(unread);
  if (gap !== null)
    return (
      <>
        <p>{gap}</p>
        {sources.length > 0 && <Quiet as="p">{words.notRead(sources)}</Quiet>}
      </>
    );
  if (none) return <Quiet as="p">{noneWords(group, care)}</Quiet>;
  if (sources.length === 0) return null;
  return <Quiet as="p">{found ? words.mayBeMore(sources) : words.cannotTell(sources)}</Quiet>;
}

function noneWords(group: CareGroup, { contactDays }: Care): string {
  if (group === 'palliative') return words.palliative.none(contactDays.palliative);
  return group === 'hospice' ? words.hospice.none(contactDays.hospice) : words.none;
}

function namesOf(sources: Iterable<SourceId>): readonly string[] {
  return [...sources].map((source) => screen.sources[source]);
}

const Row = dressed('div', css.row);

const Name = dressed('h3', css.name);

const Body = dressed('div', css.body);

const Several = dressed('p', css.several);

const Waiting = dressed('p', css.waiting);
