import type { ReactNode } from 'react';
import type { Assessment, CancerFact } from '../../domain/assessment.ts';
import { recordKey } from '../../domain/chart/evidence.ts';
import { CLINICIAN, type Visit } from '../../domain/visit/visit.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { Whole } from '../../ui/Text.tsx';
import { screen } from '../../words/screen.ts';
import { sayWhen } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './PatientBanner.module.css';

/** Whose chart this is: name, sex, birth date with age, record number. Always in view. */
export function PatientBanner(): ReactNode {
  const { view } = useChart();
  if (view.at === 'opening') return <Line aria-label={screen.banner.label}>{screen.banner.opening}</Line>;
  if (view.at === 'unreadable') return <Line aria-label={screen.banner.label}>{screen.banner.notRead}</Line>;
  const { patient } = view.chart;
  return (
    <Line aria-label={screen.banner.label}>
      <Name>{patient.name}</Name>
      <Details>
        <span>{patient.sex === null ? screen.banner.sexNotRecorded : screen.banner.sex[patient.sex]}</span>
        <span>
          <Whole>
            {patient.birth === null ? screen.banner.birthNotRecorded : screen.banner.born(sayWhen(patient.birth))}
          </Whole>
          <ErrorBoundary part="age" render={nothing}>
            <Age />
          </ErrorBoundary>
        </span>
        <Whole>{patient.mrn === null ? screen.banner.noMrn : screen.banner.mrn(patient.mrn)}</Whole>
      </Details>
      <ErrorBoundary part="cancer" render={nothing}>
        <Cancer />
      </ErrorBoundary>
    </Line>
  );
}

/**
 * Worked out by the engine, unlike the rest of the banner, which has to stand even if the engine does not. The age of the
 * dead does not run on: the day of the death stands in its place.
 */
function Age(): ReactNode {
  const assessment = useAssessment();
  if (assessment?.patient.deceased === true) {
    const { headline } = assessment.recommendation;
    const on = headline.code === 'gate-deceased' ? headline.params.on : null;
    return `, ${screen.banner.died(on === null ? null : sayWhen(on))}`;
  }
  const age = assessment?.patient.age ?? null;
  return age === null ? null : ` (${screen.banner.age(age)})`;
}

/** The main cancer as recorded: beside the rest where there is room, else on a line of its own. */
function Cancer(): ReactNode {
  const assessment = useAssessment();
  const said = assessment === null ? null : cancerOf(assessment);
  return said === null ? null : <Aside>{said}</Aside>;
}

function cancerOf({ facts, visit }: Assessment): string | null {
  const main = facts.cancers.find(({ role, status }) => role === 'primary' && status === 'active');
  if (main === undefined) return null;
  const name = isConfirmed(main, visit) ? `${main.name} (${screen.visit.confirmed})` : main.name;
  if (facts.stage === null) return name;
  const since = facts.stageSince?.when ?? null;
  const said = screen.banner.stage(name, facts.stage.text, since === null ? null : sayWhen(since));
  const stagedBy = (facts.stageSince ?? facts.stage).evidence;
  return stagedBy.origin === CLINICIAN ? `${said} (${screen.visit.mark})` : said;
}

/** The chart alone does not say that it is an active cancer: a clinician has said so at this visit. */
function isConfirmed({ evidence }: CancerFact, visit: Visit | null): boolean {
  const records = new Set(evidence.map(recordKey));
  return (
    visit?.entered.some(
      ({ content }) => content.is === 'active-cancer' && content.conditions.some((one) => records.has(recordKey(one))),
    ) ?? false
  );
}

const nothing = (): null => null;

const Line = dressed('section', css.line);

const Name = dressed('strong', css.name);

const Details = dressed('span', css.details);

const Aside = dressed('span', css.aside);
