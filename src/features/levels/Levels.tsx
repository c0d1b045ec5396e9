import type { ReactNode } from 'react';
import { NEEDS_V1, type Profile } from '../../domain/dosing/profiles.ts';
import type { Level } from '../../domain/dosing/recommendation.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useRules } from '../../session/useWho.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { levels } from '../../words/levels.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Levels.module.css';

type Given = Exclude<Level, 'none'>;

/** Most help first, as the answer looks for it. */
const LEVELS: readonly Given[] = ['hospice-conversation', 'specialist', 'navigator', 'oncology-team', 'watch'];

/** What each answer asks, of whom, how soon, and when it is looked at again: by the numbers in force here. */
export function Levels(): ReactNode {
  const { view } = useChart();
  const assessment = useAssessment();
  const { profile = NEEDS_V1 } = useRules();
  const current = view.at === 'settled' ? assessment?.recommendation.level : undefined;
  return (
    <section aria-labelledby="levels" data-print="never">
      <SectionTitle id="levels">{levels.title}</SectionTitle>
      <Lead>{levels.lead}</Lead>
      <ul>
        {LEVELS.map((level) => (
          <Item key={level}>
            <Disclosure
              summary={
                <span>
                  {levels.name[level]} {level === current && <Quiet>{levels.current}</Quiet>}
                </span>
              }
            >
              <Parts>
                <p>{levels.who[level]}</p>
                <p>{levels.what[level]}</p>
                <p>
                  <strong>{levels.soonTitle}:</strong> {soonOf(level, profile)}
                </p>
                <p>
                  <strong>{levels.againTitle}:</strong> {levels.again[level](profile.steppedDays[level])}
                </p>
              </Parts>
            </Disclosure>
          </Item>
        ))}
      </ul>
      <Notes>
        <p>{levels.after(profile.afterDischargeDays)}</p>
        <p>{levels.checkpoint(profile.checkpointDays)}</p>
        <p>{levels.source}</p>
      </Notes>
    </section>
  );
}

function soonOf(level: Given, { visitDays: { specialist, navigator } }: Profile): string {
  switch (level) {
    case 'hospice-conversation':
      return levels.soon.conversation(specialist.soon);
    case 'specialist':
      return levels.soon.specialist(specialist.urgent, specialist.soon, specialist.routine);
    case 'navigator':
      return levels.soon.navigator(navigator.urgent, navigator.soon);
    case 'oncology-team':
    case 'watch':
      return levels.soon.none;
    default:
      return level satisfies never;
  }
}

const Lead = dressed('p', css.lead);

const Item = dressed('li', css.item);

const Parts = dressed('div', css.parts);

const Notes = dressed('div', css.notes);
