import type { ReactNode } from 'react';
import { Done } from '../features/done/Done.tsx';
import { useAssessment, useChart } from '../session/useChart.ts';
import { useSite } from '../session/useWho.ts';
import { basis } from '../words/basis.ts';
import { clockTime } from '../words/clock.ts';
import { sayDay } from '../words/say.ts';
import { dressed } from '../ui/dressed.ts';
import css from './PageFooter.module.css';

/** What this is, which version said it, and when the chart was read: on screen and on paper. */
export function PageFooter(): ReactNode {
  const { view } = useChart();
  const assessment = useAssessment();
  const { timeZone } = useSite();
  return (
    <Footer>
      <Done />
      <p>{basis.footer.basis}</p>
      {assessment !== null && view.at === 'settled' && (
        <p>
          {basis.footer.version(assessment.engine.version, assessment.engine.catalogue, assessment.engine.profile)}.{' '}
          {basis.footer.readAt(sayDay(assessment.asOf), clockTime(view.readAt, timeZone))}.
        </p>
      )}
    </Footer>
  );
}

const Footer = dressed('footer', css.footer);
