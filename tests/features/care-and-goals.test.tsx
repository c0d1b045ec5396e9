// @vitest-environment happy-dom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, render, screen as dom, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { FhirResource } from 'fhir/r4';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Chart } from '../../src/domain/chart/chart.ts';
import type { SourceId } from '../../src/domain/chart/source.ts';
import { mattersOf } from '../../src/domain/matters.ts';
import { problem } from '../../src/domain/problem.ts';
import { CareAndGoals } from '../../src/features/care-and-goals/CareAndGoals.tsx';
import { MattersLine } from '../../src/features/care-and-goals/MattersLine.tsx';
import { EhrProvider } from '../../src/session/EhrProvider.tsx';
import { startSession } from '../../src/session/start-session.ts';
import { ago, carePlan, chartOf, coded, observation, patient, STAGE_IV, type Resource } from '../support/chart-of.ts';
import { BY_PATIENT, careTeam, decision, goal, output, palliativeAppointment } from '../support/builders/planning.ts';
import { demoSite } from '../support/demo-site.ts';
import { fakePort, type FakePort } from '../support/fake-port.ts';
import { chartWithout, fixtureChart, SCENARIOS } from '../support/fixture-chart.ts';

afterEach(cleanup);

const WISHES = 'colon-stage-4-wishes-recorded';

interface Shown {
  readonly port: FakePort;
  readonly user: UserEvent;
}

function show(chart: Chart, slow = false): Shown {
  const port = fakePort({ chart, slow });
  const session = startSession(port, demoSite());
  render(
    <StrictMode>
      <EhrProvider session={session}>
        <CareAndGoals />
      </EhrProvider>
    </StrictMode>,
  );
  return { port, user: userEvent.setup() };
}

const section = (): Promise<HTMLElement> => dom.findByRole('region', { name: 'Care and goals' });

/** The row of a group: its heading and what stands beside it. */
async function row(name: string): Promise<HTMLElement> {
  const heading = within(await section()).getByRole('heading', { level: 3, name });
  const found = heading.parentElement;
  if (found === null) throw new Error(`no row ${name}`);
  return found;
}

const headings = async (): Promise<readonly (string | null)[]> =>
  within(await section())
    .getAllByRole('heading', { level: 3 })
    .map(({ textContent }) => textContent);

/** What may be said only when the whole chart has been read. */
const ABSENCE = /none visible|no contact|no enrolment|cannot tell|not read in full|to do|no document/i;

describe('care and goals', () => {
  it('begins with what matters to the patient, in the patient’s words', async () => {
    show(fixtureChart(WISHES));
    expect(await headings()).toEqual([
      'What matters',
      'Advance care planning',
      'Code status',
      'Who speaks for the patient',
      'Whom to call',
      'Care plans in force',
      'Care team',
      'Palliative care',
      'Hospice care',
    ]);
    const matters = await row('What matters');
    expect(matters).toHaveTextContent('“To be at my granddaughter’s wedding in the spring”');
    expect(matters).toHaveTextContent('Said by the patient21 Aug 2026');
    expect(matters).toHaveTextContent('Written by the care team, Jordan Ellis, RN');
    expect(matters).not.toHaveTextContent('Gain 2 kg');
    expect(await row('Who speaks for the patient')).toHaveTextContent('Ana Delgado Primary healthcare agent');
    expect(await row('Whom to call')).toHaveTextContent('Inés DelgadoNext-of-Kin, sister555-0106');
    expect(await row('Care team')).toHaveTextContent('Amara Osei, MDMedical oncologist');
  });

  it('calls a visit that is only booked by that name, with the day of the visit', async () => {
    const booked = palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(3) });
    show(chartOf([patient(), ...STAGE_IV, booked]));
    const palliative = await row('Palliative care');
    expect(palliative).toHaveTextContent('Supportive & palliative care visit booked: 19 Nov 2026.');
    expect(within(palliative).getByRole('listitem')).toHaveTextContent('Palliative medicine19 Nov 2026 in 7 days');
    expect(palliative).not.toHaveTextContent(/Next visit|Involved|3 days ago/);
  });

  it('folds a long text, and shows all of it by key', async () => {
    const { user } = show(fixtureChart(WISHES));
    const matters = await row('What matters');
    const all = within(matters).getByRole('button', { name: 'Show all of it' });
    const whole = document.getElementById(all.getAttribute('aria-controls') ?? '');
    expect(whole).not.toBeVisible();
    all.focus();
    await user.keyboard('{Enter}');
    expect(whole).toBeVisible();
    expect(whole).toHaveTextContent(/than more weeks in a ward\.”$/);
    expect(within(matters).getByRole('button', { name: 'Show less' })).toHaveAttribute('aria-expanded', 'true');
  });

  it('opens the FHIR record behind a line', async () => {
    const { user } = show(fixtureChart(WISHES));
    const status = await row('Code status');
    const [first] = within(status).getAllByRole('button', { name: 'Open the FHIR record' });
    if (first === undefined) throw new Error('no record button');
    expect(first).toHaveAccessibleDescription('Code status: DNR');
    await user.click(first);
    expect(within(status).getByRole('figure', { name: /^Observation\// })).toHaveTextContent('"resourceType"');
  });

  it('shows code statuses that differ, newest first, and asks which holds', async () => {
    show(fixtureChart(WISHES));
    const status = await row('Code status');
    expect(status).toHaveTextContent('Recorded in different words, newest first. Ask which holds.');
    expect(
      within(status)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([expect.stringContaining('Code status: DNR'), expect.stringContaining('Code status: Full code')]);
  });

  it('makes missing planning a task, and never says that it was not done', async () => {
    show(fixtureChart('colon-stage-4-ecog-3'));
    expect(await row('Advance care planning')).toHaveTextContent(
      'To do: ask. No document or conversation visible in the last 12 months.',
    );
    expect(await row('What matters')).toHaveTextContent('None visible in what was read.');
    expect(await section()).toHaveTextContent(/Read, none visible Code status, who speaks for the patient/);
    expect(await section()).not.toHaveTextContent(/not done|has not|refus|never/i);
  });

  it('makes it no task where hospice care is recorded', async () => {
    show(fixtureChart('pancreas-hospice'));
    expect(await row('Hospice care')).toHaveTextContent('Recorded since 3 Oct 2026.');
    expect(await section()).not.toHaveTextContent('To do');
  });

  it('says what was not read instead of "none"', async () => {
    const failed = { state: 'failed', problem: problem('timeout', 'GET') } as const;
    show(fixtureChart('colon-stage-4-ecog-3', { DocumentReference: failed, CareTeam: failed }));
    expect(await row('What matters')).toHaveTextContent('Cannot tell. Not read in full: documents.');
    expect(await row('Advance care planning')).toHaveTextContent('Cannot tell. Not read in full: documents.');
    const region = await section();
    expect(region).toHaveTextContent(/Cannot tell Code status, .* and care team\. Not read in full: documents/);
    expect(region).toHaveTextContent('Read, none visible Whom to call');
    expect(region).not.toHaveTextContent('None visible in what was read.');
  });

  it('says beside what was found that there may be more', async () => {
    show(fixtureChart(WISHES, { DocumentReference: { state: 'forbidden', problem: null } }));
    expect(await row('Code status')).toHaveTextContent('There may be more. Not read in full: documents.');
  });

  it('while the chart is being read it says what was found, and nothing of what was not', async () => {
    const pending: readonly SourceId[] = ['Observation', 'DocumentReference', 'CareTeam'];
    const { port } = show(fixtureChart(WISHES), true);
    act(() => port.progress({ chart: chartWithout(WISHES, pending), pending }));
    expect(await row('What matters')).toHaveTextContent('“To be at my granddaughter’s wedding in the spring”');
    expect(await section()).toHaveTextContent('The rest of the chart is being read.');
    // A heading without anything beside it would say that there is nothing.
    expect(await headings()).not.toContain('Hospice care');
    expect(await section()).not.toHaveTextContent(ABSENCE);
    await act(async () => {
      port.finish();
      await Promise.resolve();
    });
    expect(await row('Code status')).toHaveTextContent('DNR');
    expect(await section()).not.toHaveTextContent('The rest of the chart');
  });

  it.each(SCENARIOS.filter((name) => !/^\d/.test(name)))(
    'says nothing of absence before %s has been read',
    async (scenario) => {
      const pending: readonly SourceId[] = ['DocumentReference', 'Goal'];
      const { port } = show(fixtureChart(scenario), true);
      act(() => port.progress({ chart: chartWithout(scenario, pending), pending }));
      expect(await section()).not.toHaveTextContent(ABSENCE);
    },
  );

  it('shows text of the record as text, and names in any writing', async () => {
    show(
      chartOf([
        ...STAGE_IV,
        patient({
          contact: [
            { name: { given: ['ليلى'], family: 'مثال' }, relationship: [{ text: 'ابنة' }] },
            { relationship: [{ text: 'neighbor' }], telecom: [{ system: 'phone', value: '555-0102' }] },
          ],
        }),
        goal('5 < 6 & <img src=x onerror=alert(1)> walk', ago(3), BY_PATIENT),
      ]),
    );
    const matters = await row('What matters');
    expect(matters).toHaveTextContent('“5 < 6 & walk”');
    expect(document.querySelector('img')).toBeNull();
    const call = await row('Whom to call');
    expect(within(call).getByText('ليلى مثال').tagName).toBe('BDI');
    expect(call).toHaveTextContent('Name not recordedneighbor555-0102');
    expect(call).toHaveTextContent('A contact does not decide for the patient unless it is said here.');
  });

  it('three hundred goals: five, and the rest behind their count', async () => {
    const many = Array.from({ length: 300 }, (_, at): Resource => goal(`Goal number ${at}`, ago(at), BY_PATIENT));
    const { user } = show(chartOf([...STAGE_IV, ...many]));
    const matters = await row('What matters');
    expect(within(matters).getAllByRole('listitem')).toHaveLength(5);
    const fold = within(matters).getByRole('button', { name: '295 more' });
    await user.click(fold);
    expect(within(matters).getAllByRole('listitem')).toHaveLength(300);
  });

  it('a plan on hold, a team without members, a preference that goes on in the record', async () => {
    show(
      chartOf([
        ...STAGE_IV,
        carePlan(null, ago(9), { title: 'Rehabilitation', status: 'on-hold', author: BY_PATIENT.expressedBy }),
        careTeam({ name: 'Empty team' }),
        observation(
          '75773-2',
          ago(9),
          { valueString: 'word '.repeat(200) },
          { code: coded('75773-2', 'Treatment preference') },
        ),
      ]),
    );
    expect(await row('Care plans in force')).toHaveTextContent(
      'Rehabilitation, on hold, written by the patient or a relative',
    );
    expect(await row('Care team')).toHaveTextContent('No member is named.');
    expect(await row('What matters')).toHaveTextContent('The words go on in the FHIR record.');
  });
});

describe('the line beside the answer', () => {
  const line = (chart: Chart): string => {
    const { container } = render(<MattersLine matters={mattersOf(chart)} />);
    return container.textContent;
  };

  it('is one line: words, who, code status, and the way to the rest', () => {
    expect(line(fixtureChart(WISHES))).toMatch(
      /^What matters: “To sleep in my own bed\..*…” \(patient, 23 Oct 2026\) Code status: entries differ; one says DNR, 12 Oct 2026 +More$/,
    );
    expect(dom.getByRole('link', { name: 'More on care and goals' })).toHaveAttribute('href', '#care');
  });

  it('is not there when nothing is on record', () => {
    expect(line(fixtureChart('colon-stage-4-ecog-3'))).toBe('');
  });

  it('names the agent where no code status is on record', () => {
    const without = fixtureChart(WISHES, { Observation: { state: 'not-asked' } });
    expect(line(without)).toMatch(/Health care agent: Ana Delgado/);
  });

  it('says no more of an order than that there is one', () => {
    const order = {
      resourceType: 'ServiceRequest',
      id: 'o1',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/colon3-patient' },
      authoredOn: '2026-11-01',
      code: coded('100822-6', 'CPR orders'),
    } as unknown as FhirResource;
    expect(line(fixtureChart('colon-stage-4-ecog-3', {}, [order]))).toMatch(/^ *Code status on record, 1 Nov 2026/);
  });
});

it('palliative care that a clinician has told of is told as in the answer: nobody was seen on that day', async () => {
  const from = { type: coded('care-giver'), valueString: 'Lakeside Home Palliative' };
  const is = output('decision', 'already-receiving');
  show(chartOf([...STAGE_IV, decision('already-receiving', ago(3), { output: [is, from] })]));
  const palliative = await row('Palliative care');
  expect(palliative).toHaveTextContent(
    'Receives palliative care from Lakeside Home Palliative (recorded, 9 Nov 2026).',
  );
  expect(palliative).not.toHaveTextContent(/Involved|seen/);
});
