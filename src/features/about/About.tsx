import type { ReactNode } from 'react';
import { useAssessment } from '../../session/useChart.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { about } from '../../words/about.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './About.module.css';

/** What this is, what it does not decide, what it rests on, what of the person it uses: for whoever relies on it. */
export function About(): ReactNode {
  const assessment = useAssessment();
  const { uses, limits, evidence, data, versions, notices } = about;
  return (
    <section aria-labelledby="about" data-print="never">
      <SectionTitle id="about">{about.title}</SectionTitle>
      <Part title={uses.title} items={uses.items} />
      <Part title={limits.title} items={limits.items} />
      <Part title={evidence.title} items={evidence.items} />
      <Folded>
        <Disclosure heading="h3" summary={<span>{data.title}</span>}>
          <List>
            {data.rows.map(([what, use]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{use}</dd>
              </div>
            ))}
          </List>
        </Disclosure>
      </Folded>
      <Part
        title={versions.title}
        items={[
          ...(assessment === null
            ? []
            : [versions.engine(assessment.engine.version, assessment.engine.catalogue, assessment.engine.profile)]),
          ...versions.items,
        ]}
      />
      <Part title={notices.title} items={notices.items} />
    </section>
  );
}

function Part({ title, items }: { readonly title: string; readonly items: readonly string[] }): ReactNode {
  return (
    <Folded>
      <Disclosure heading="h3" summary={<span>{title}</span>}>
        <Items>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </Items>
      </Disclosure>
    </Folded>
  );
}

const Folded = dressed('div', css.folded);

const Items = dressed('ul', css.items);

const List = dressed('dl', css.list);
