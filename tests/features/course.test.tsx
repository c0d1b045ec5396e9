// @vitest-environment happy-dom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, render, screen as dom, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Chart } from '../../src/domain/chart/chart.ts';
import type { SourceId } from '../../src/domain/chart/source.ts';
import { courseOf } from '../../src/domain/course/course.ts';
import type { AskedBack } from '../../src/domain/course/reach.ts';
import { Course } from '../../src/features/course/Course.tsx';
import { EhrProvider } from '../../src/session/EhrProvider.tsx';
import { startSession } from '../../src/session/start-session.ts';
import {
  ago,
  at,
  chartOf,
  condition,
  ecog,
  edVisit,
  stageGroup,
  stay,
  type Resource,
  type StateName,
} from '../support/chart-of.ts';
import { esas, weight } from '../support/builders/observations.ts';
import { cycles } from '../support/builders/treatment.ts';
import { demoSite } from '../support/demo-site.ts';
import { fakePort, type FakePort } from '../support/fake-port.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { tabTo } from '../support/tab-to.ts';

afterEach(cleanup);

const PATIENT: readonly Resource[] = [
  condition('C34.11', { id: 'lung', onset: ago(900) }),
  stageGroup('IV', ago(300)),
  condition('C79.31', { onset: '2026-08' }),
  ...cycles('docetaxel', 200, 32),
  edVisit(at(150, '10:00'), at(150, '15:00')),
  stay({ id: 'e9', start: ago(20), end: ago(14) }),
  ecog(1, ago(120)),
  ecog(3, ago(7)),
  esas('Pain', 8, ago(7)),
  esas('Nausea', 5, null),
  weight(70, ago(60)),
  weight(66, ago(7)),
];

interface Shown {
  readonly user: UserEvent;
  readonly port: FakePort;
}

function show(chart: Chart, options: { readonly slow?: boolean; readonly askedBack?: AskedBack } = {}): Shown {
  const { slow = false, askedBack } = options;
  const port = fakePort({ chart, slow });
  const session = startSession(port, demoSite());
  render(
    <StrictMode>
      <EhrProvider session={session}>
        <Course {...(askedBack === undefined ? {} : { askedBack })} />
      </EhrProvider>
    </StrictMode>,
  );
  return { user: userEvent.setup(), port };
}

const withStates = (states: Readonly<Partial<Record<SourceId, StateName>>>): Chart => chartOf(PATIENT, { states });
const lane = (name: string): Promise<HTMLElement> => dom.findByRole('group', { name });
const chosen = (): HTMLElement => dom.getByRole('region', { name: 'Chosen in the picture' });
const HINT = 'Choose a mark to see what it rests on.';
const expectNothingChosen = (): void => {
  expect(dom.queryByRole('region', { name: 'Chosen in the picture' })).toBeNull();
  expect(dom.getByText(HINT, { exact: false })).toBeVisible();
};
const mark = (name: RegExp): HTMLElement => dom.getByRole('button', { name });

const isMark = (element: Element | null): boolean => element?.tagName.toLowerCase() === 'g';

describe('the course of the disease', () => {
  it('is a section with its lanes in their order', async () => {
    show(chartOf(PATIENT));
    const section = await dom.findByRole('region', { name: 'Course' });
    expect(within(section).getByRole('heading', { level: 2, name: 'Course' })).toBeVisible();
    const lanes = ['Cancer', 'Treatment', 'Hospital', 'Function', 'Symptoms', 'Weight', 'Supportive care'];
    const groups = within(section)
      .getAllByRole('group')
      .map((one) => one.getAttribute('aria-label') ?? '');
    expect(groups.filter((one) => lanes.includes(one))).toEqual(lanes);
  });

  it('says every mark in words: lane, what, value, date', async () => {
    show(chartOf(PATIENT));
    await lane('Cancer');
    for (const name of [
      /^Cancer: Stage IV, 16 Jan 2026$/,
      /^Cancer: .*C79\.31.*, Aug 2026$/,
      /^Treatment: Line 1 \(estimated\): docetaxel, 26 Apr 2026 to 11 Oct 2026$/,
      /^Hospital: Emergency visit, 15 Jun 2026$/,
      /^Hospital: Hospital stay, not recorded as planned, 23 Oct 2026 to 29 Oct 2026$/,
      /^Function: ECOG 3, 5 Nov 2026$/,
      /^Symptoms: Worst symptom: pain 8, 5 Nov 2026$/,
      /^Weight: Weight 66 kg, 5 Nov 2026$/,
    ])
      expect(mark(name)).toBeVisible();
  });

  it('is reached, walked through and read with the keyboard alone', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    await tabTo(user, isMark);
    // One mark is in the order of Tab; the others are reached by arrows.
    expect(document.querySelectorAll('g[role="button"][tabindex="0"]')).toHaveLength(1);
    await user.keyboard('{ArrowDown}{ArrowDown}{Home}');
    expect(mark(/^Hospital: Emergency visit/)).toHaveFocus();
    expect(chosen()).toHaveTextContent('Emergency visit');
    await user.keyboard('{ArrowRight}');
    expect(mark(/^Hospital: Hospital stay/)).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(mark(/^Function: ECOG 3/)).toHaveFocus();
    expect(mark(/^Function: ECOG 3/)).toHaveAttribute('aria-pressed', 'true');
    expect(chosen()).toHaveTextContent(/ECOG 3 5 Nov 2026 7 days ago/);
    await user.tab();
    expect(document.activeElement).toHaveAccessibleName('Open the FHIR record');
    await user.keyboard('{Enter}');
    expect(within(chosen()).getByRole('figure', { name: /^Observation\// })).toHaveTextContent('"Observation"');
  });

  it('shows less by plus and more by minus, and keeps the focus on what it was on', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    const pressed = (name: string): string | null => dom.getByRole('button', { name }).getAttribute('aria-pressed');
    expect(pressed('2 years')).toBe('true');
    act(() => mark(/^Hospital: Emergency visit/).focus());
    await user.keyboard('+');
    expect(pressed('6 months')).toBe('true');
    expect(mark(/^Hospital: Emergency visit/)).toHaveFocus();
    await user.keyboard('+');
    expect(pressed('90 days')).toBe('true');
    expect(mark(/^Hospital: Emergency visit/)).toHaveFocus();
    expect(dom.queryByRole('button', { name: /^Hospital: Hospital stay/ })).toBeNull();
    expect(await lane('Hospital')).toHaveTextContent('1 later');
    // The next mark is brought into view.
    await user.keyboard('{ArrowRight}');
    expect(mark(/^Hospital: Hospital stay/)).toHaveFocus();
    await user.keyboard('---');
    expect(pressed('Whole record')).toBe('true');
    expect(dom.queryByText(/\d (earlier|later)/)).toBeNull();
  });

  it('moves in time by arrow keys and by buttons', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    await user.click(dom.getByRole('button', { name: '90 days' }));
    expect(dom.getByText('14 Aug 2026 to 12 Nov 2026')).toBeVisible();
    act(() => dom.getByRole('group', { name: /^Course of the disease/ }).focus());
    await user.keyboard('{ArrowLeft}');
    expect(dom.getByText('30 Jun 2026 to 28 Sep 2026')).toBeVisible();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(dom.getByText('14 Aug 2026 to 12 Nov 2026')).toBeVisible();
    await user.click(dom.getByRole('button', { name: /Earlier/ }));
    expect(dom.getByText('30 Jun 2026 to 28 Sep 2026')).toBeVisible();
  });

  it('counts what lies before the time shown', async () => {
    show(chartOf(PATIENT));
    expect(await lane('Cancer')).toHaveTextContent('1 earlier');
  });

  it('shows by a press what a mark rests on', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    expectNothingChosen();
    await user.click(mark(/^Treatment: Line 1/));
    expect(dom.queryByText(HINT, { exact: false })).toBeNull();
    expect(chosen()).toHaveTextContent('Line 1 (estimated): docetaxel 26 Apr 2026 to 11 Oct 2026');
    // Nine doses: the first ones at once, the others behind a fold.
    expect(within(chosen()).getAllByRole('button', { name: 'Open the FHIR record' })).toHaveLength(4);
    await user.click(within(chosen()).getByRole('button', { name: '5 more records' }));
    expect(within(chosen()).getAllByRole('button', { name: 'Open the FHIR record' })).toHaveLength(9);
  });

  it('stands directly beneath the lane of what is chosen, and nowhere else', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    await user.click(mark(/^Hospital: Emergency visit/));
    expect(await lane('Hospital')).toContainElement(chosen());
    expect(chosen()).toHaveTextContent('Emergency visit 15 Jun 2026');
    expect(mark(/^Hospital: Emergency visit/)).toHaveAttribute('aria-controls', chosen().id);
    await user.click(mark(/^Weight: Weight 66/));
    expect(await lane('Weight')).toContainElement(chosen());
    expect(await lane('Hospital')).not.toContainElement(chosen());
    expect(document.querySelectorAll('g[aria-pressed="true"]')).toHaveLength(1);
  });

  it('is closed by a second press, and opened by a third', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    const one = mark(/^Hospital: Emergency visit/);
    await user.click(one);
    expect(one).toHaveAttribute('aria-pressed', 'true');
    await user.click(one);
    expect(one).toHaveAttribute('aria-pressed', 'false');
    expect(one).not.toHaveAttribute('aria-controls');
    expect(one).toHaveFocus();
    expectNothingChosen();
    await user.keyboard('{Enter}');
    expect(chosen()).toHaveTextContent('15 Jun 2026');
    await user.keyboard(' ');
    expectNothingChosen();
  });

  it('is closed by Escape, from the mark and from within, and the focus is on the mark', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    const one = mark(/^Hospital: Emergency visit/);
    await user.click(one);
    await user.keyboard('{Escape}');
    expect(one).toHaveAttribute('aria-pressed', 'false');
    await user.keyboard('{Enter}');
    await user.tab();
    expect(chosen()).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard('{Escape}');
    expect(one).toHaveAttribute('aria-pressed', 'false');
    expect(one).toHaveFocus();
    // From where it was the walk goes on.
    await user.keyboard('{ArrowRight}');
    expect(mark(/^Hospital: Hospital stay/)).toHaveFocus();
    expect(chosen()).toHaveTextContent('Hospital stay, not recorded as planned');
  });

  it('is closed by its button, which comes after the records', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    const one = mark(/^Hospital: Emergency visit/);
    await user.click(one);
    await user.tab();
    await user.tab();
    expect(document.activeElement).toHaveAccessibleName('Close');
    await user.keyboard('{Enter}');
    expect(one).toHaveAttribute('aria-pressed', 'false');
    expect(one).toHaveFocus();
  });

  it('leaves the keys alone inside the details', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    await user.click(mark(/^Hospital: Emergency visit/));
    await user.tab();
    const inside = document.activeElement;
    await user.keyboard('{ArrowLeft}{ArrowDown}+');
    expect(inside).toHaveFocus();
    expect(dom.getByRole('button', { name: '2 years' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('is read out once, by the name of the mark', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    await user.click(mark(/^Hospital: Emergency visit/));
    expect(chosen().closest('[aria-live], output, [role="status"], [role="alert"]')).toBeNull();
    expect(dom.queryByRole('status')).toBeNull();
    expect(mark(/^Hospital: Emergency visit, 15 Jun 2026$/)).not.toHaveAttribute('aria-describedby');
  });

  it('has the shape of its mark, and says how many share one', async () => {
    const { user } = show(chartOf([...PATIENT, ...[1, 2, 3, 4, 5].map((day) => weight(66, ago(7 + day)))]));
    await lane('Cancer');
    const one = mark(/^Hospital: Emergency visit/);
    await user.click(one);
    const shape = within(chosen()).getAllByRole('listitem')[0]?.querySelector('svg path')?.getAttribute('d');
    expect([...one.querySelectorAll('path')].map((path) => path.getAttribute('d'))).toContain(shape);
    await user.click(mark(/^Weight: 6 entries/));
    expect(chosen()).toHaveTextContent('6 entries, 31 Oct 2026 to 5 Nov 2026');
    await user.click(within(chosen()).getByRole('button', { name: '2 more entries' }));
    expect(within(chosen()).getAllByRole('button', { name: 'Open the FHIR record' })).toHaveLength(6);
  });

  it('stays beneath its lane while the mark is out of view', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    await user.click(mark(/^Hospital: Hospital stay/));
    await user.click(dom.getByRole('button', { name: '90 days' }));
    for (let presses = 0; presses < 3; presses += 1) await user.click(dom.getByRole('button', { name: /Earlier/ }));
    expect(dom.queryByRole('button', { name: /^Hospital: Hospital stay/ })).toBeNull();
    expect(await lane('Hospital')).toContainElement(chosen());
    await user.click(within(chosen()).getByRole('button', { name: 'Close' }));
    expectNothingChosen();
    expect(dom.getByRole('group', { name: /^Course of the disease/ })).toHaveFocus();
  });

  it('is not printed, nor is what to do for it', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    expect(dom.getByText(HINT, { exact: false })).toHaveAttribute('data-print', 'never');
    await user.click(mark(/^Hospital: Emergency visit/));
    // What is told of the visit, and no other part that bears the name.
    expect(chosen()).toHaveTextContent('Emergency visit 15 Jun 2026');
    expect(chosen()).toHaveAttribute('data-print', 'never');
  });

  it('holds the same as a table', async () => {
    const chart = chartOf(PATIENT);
    const { user } = show(chart);
    await lane('Cancer');
    await user.click(dom.getByRole('button', { name: 'The same as a table' }));
    const table = dom.getByRole('table');
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Date', 'Lane', 'What', 'Value', 'Source']);
    const all = courseOf(chart).lanes.flatMap(({ items, undated }) => [...items, ...undated]);
    expect(within(table).getAllByRole('row')).toHaveLength(all.length + 1);
    expect(within(table).getByRole('row', { name: /^5 Nov 2026 Function ECOG 3 Observation\// })).toBeVisible();
    expect(within(table).getByRole('row', { name: /^not dated Symptoms Worst symptom nausea 5/ })).toBeVisible();
    expect(table.closest('[data-print]')).toHaveAttribute('data-print', 'open');
  });

  it('lists what has no date apart', async () => {
    const { user } = show(chartOf(PATIENT));
    await lane('Cancer');
    await user.click(dom.getByRole('button', { name: 'Without a date (1)' }));
    expect(dom.getByText('Worst symptom: nausea 5')).toBeVisible();
  });
});

describe('what was not read', () => {
  const SAID: readonly (readonly [StateName, string])[] = [
    ['failed', 'Not drawn, could not be read: encounters.'],
    ['forbidden', 'Not drawn, not allowed by the EHR: encounters.'],
    ['partial', 'Cut off, earlier entries may be missing: encounters.'],
    ['unsupported', 'Not offered by the EHR: encounters.'],
    ['not-asked', 'Not asked for: encounters.'],
  ];

  for (const [state, words] of SAID)
    it(`is said in its lane: ${state}`, async () => {
      show(chartOf(PATIENT.slice(0, 2), { states: { Encounter: state } }));
      const hospital = await lane('Hospital');
      expect(hospital).toHaveTextContent(words);
      expect(hospital).not.toHaveTextContent('Nothing on record');
      expect(await lane('Function')).not.toHaveTextContent('encounters');
    });

  it('leaves what did come in the picture', async () => {
    show(withStates({ MedicationRequest: 'forbidden' }));
    expect(await lane('Treatment')).toHaveTextContent('Not drawn, not allowed by the EHR: medication orders.');
    expect(mark(/^Treatment: Line 1/)).toBeVisible();
  });

  it('says where what was given is never offered: the lane shows orders then', async () => {
    show(withStates({ MedicationAdministration: 'unsupported', MedicationStatement: 'unsupported' }));
    const treatment = await lane('Treatment');
    expect(treatment).toHaveTextContent('Not offered by the EHR: medication given.');
    // What holds something at some sites only is no gap.
    expect(treatment).not.toHaveTextContent('medication lists');
  });

  it('is told apart from nothing on record', async () => {
    show(fixtureChart('no-cancer'));
    expect(await lane('Treatment')).toHaveTextContent('Nothing on record in what was read.');
  });

  it('is said of the time before the first day that was asked for', async () => {
    show(chartOf(PATIENT), { askedBack: { Encounter: 365, Observation: { weight: 240 } } });
    expect(await lane('Hospital')).toHaveTextContent('Encounters asked for since 12 Nov 2025 only.');
    expect(await lane('Weight')).toHaveTextContent('Observations asked for since 17 Mar 2026 only.');
    expect(await lane('Function')).not.toHaveTextContent('asked for');
  });

  it('is said with everything else behind a fold, lane by lane', async () => {
    const { user } = show(withStates({ MedicationDispense: 'not-asked' }));
    expect(await lane('Treatment')).not.toHaveTextContent('medication dispensed');
    await user.click(dom.getByRole('button', { name: 'How far each lane reaches' }));
    expect(dom.getByText('Not asked for: medication dispensed.')).toBeVisible();
    expect(dom.getByText('The line stands 60 days after a reading, 14 after one in hospital.')).toBeVisible();
    expect(dom.getByText('Lines are estimated from what was recorded.')).toBeVisible();
  });
});

describe('while the chart is being read', () => {
  it('shows what has arrived, says what has not, and reassures nobody', async () => {
    const { port } = show(chartOf(PATIENT), { slow: true });
    expect(dom.queryByRole('heading', { name: 'Course' })).toBeNull();
    const partly = chartOf([condition('C34.11', { onset: ago(100) })], { states: { Encounter: 'not-asked' } });
    act(() => port.progress({ chart: partly, pending: ['Encounter'] }));
    expect(await lane('Hospital')).toHaveTextContent('Still being read: encounters.');
    expect(dom.getByText('Still reading: encounters. The picture is not complete.')).toBeVisible();
    expect(mark(/^Cancer: /)).toBeVisible();
    expect(dom.queryByText('Nothing on record in what was read.')).toBeNull();
    await act(async () => {
      port.finish();
      await Promise.resolve();
    });
    expect(await dom.findByRole('button', { name: /^Hospital: Emergency visit/ })).toBeVisible();
    expect(dom.queryByText(/^Still reading/)).toBeNull();
  });

  it('keeps what is chosen when more arrives', async () => {
    const { port, user } = show(chartOf(PATIENT), { slow: true });
    const partly = chartOf(PATIENT, { states: { Encounter: 'not-asked' } });
    act(() => port.progress({ chart: partly, pending: ['Encounter'] }));
    await lane('Cancer');
    await user.click(mark(/^Function: ECOG 3/));
    await act(async () => {
      port.finish();
      await Promise.resolve();
    });
    await dom.findByRole('button', { name: /^Hospital: Emergency visit/ });
    expect(chosen()).toHaveTextContent('ECOG 3 5 Nov 2026');
    expect(mark(/^Function: ECOG 3/)).toHaveFocus();
  });
});
