import { useMemo, type ReactNode } from 'react';
import { assess } from '../../domain/assess.ts';
import { GATES } from '../../domain/chart/gate-numbers.ts';
import { isUnchanged, lastLook, sinceLook, type Since } from '../../domain/decision/since.ts';
import { numbersOf } from '../../domain/triggers/evaluate.ts';
import type { TriggerResult } from '../../domain/triggers/trigger.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useRecord } from '../../session/useRecord.ts';
import { useRules } from '../../session/useWho.ts';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { nameRule } from '../../words/say-rule.ts';
import { say, sayWhen } from '../../words/say.ts';
import { since as words } from '../../words/since.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './SinceLast.module.css';

/** What has changed since somebody last decided. Not of a decision of this very day: nothing can have changed that is dated by days. */
export function SinceLast(): ReactNode {
  const since = useSince();
  const record = useRecord();
  const assessment = useAssessment();
  if (since === null || assessment === null) return null;
  const { look, level, stays } = since;
  return (
    <Section aria-labelledby="since">
      <SectionTitle id="since">{words.title(sayWhen(look.on))}</SectionTitle>
      <EvidenceLine
        evidence={look.record}
        asOf={assessment.asOf}
        remark={look.what === 'referral' ? undefined : words.by(words.what[look.what], look.by)}
        record={record}
      />
      {look.what === 'not-understood' && <p>{words.notUnderstood}</p>}
      {level !== null && (
        <p>
          {level.before === level.now
            ? words.sameLevel(words.levels[level.now])
            : words.level(words.levels[level.before], words.levels[level.now])}
        </p>
      )}
      {(['new', 'again', 'newly-visible'] as const).map((as) => (
        <Findings
          key={as}
          title={words.came[as]}
          triggers={since.came.flatMap((one) => (one.as === as ? [one.trigger] : []))}
        />
      ))}
      {(['not-met', 'cannot-tell'] as const).map((now) => (
        <Findings
          key={now}
          title={words.gone[now]}
          triggers={since.gone.flatMap((one) => (one.now === now ? [one.trigger] : []))}
        />
      ))}
      {stays.length > 0 && (
        <>
          <Title>{words.stays(stays.length)}</Title>
          <List>
            {stays.map(({ kind, start }, at) => (
              <li key={`${kind} ${start.lo} ${at}`}>
                {words.stay[kind]}, {sayWhen(start)}
              </li>
            ))}
          </List>
        </>
      )}
      {isUnchanged(since) && <p>{words.nothing}</p>}
      {look.before === null && look.what !== 'not-understood' && <Quiet as="p">{words.findingsNotRecorded}</Quiet>}
      {look.unknownFindings > 0 && <Quiet as="p">{words.unknownFindings(look.unknownFindings)}</Quiet>}
    </Section>
  );
}

function useSince(): Since | null {
  const { view } = useChart();
  const assessment = useAssessment();
  const rules = useRules();
  const chart = view.at === 'settled' ? view.chart : null;
  return useMemo(() => {
    if (chart === null || assessment === null || assessment.triggers.length === 0) return null;
    const look = lastLook(chart);
    if (look === null || look.on.hi >= chart.asOf) return null;
    const bare = assess({ ...chart, decisions: [] }, rules);
    const { againDays } = numbersOf(GATES, rules.thresholds ?? {});
    return sinceLook(look, chart, assessment, bare, againDays);
  }, [chart, assessment, rules]);
}

function Findings({
  title,
  triggers,
}: {
  readonly title: string;
  readonly triggers: readonly TriggerResult[];
}): ReactNode {
  if (triggers.length === 0) return null;
  return (
    <>
      <Title>{title}</Title>
      <List>
        {triggers.map((one) => (
          <li key={one.id}>
            {say(one.because)} <Quiet>{nameRule(one.id, one.rule)}</Quiet>
          </li>
        ))}
      </List>
    </>
  );
}

/** The lines begin where the title does. */
const Section = dressed('section', css.section);

const Title = dressed('h3', css.title);

const List = dressed('ul', css.list);
