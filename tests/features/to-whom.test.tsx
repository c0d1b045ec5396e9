// @vitest-environment happy-dom
import { act, screen as dom, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseWhen } from '../../src/domain/logic/when.ts';
import type { FreeTime, Openings } from '../../src/domain/allocation/openings.ts';
import type { Chart } from '../../src/domain/chart/chart.ts';
import type { FollowUpRecords } from '../../src/domain/referral/follow-up.ts';
import type { Site } from '../../src/site/site.ts';
import { NO_REFERRALS } from '../support/fake-port.ts';
import { demoSite } from '../support/demo-site.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { LUNG, mount, openForm, type Mounted } from '../support/mount.tsx';

afterEach(() => {
  vi.useRealTimers();
});

const chart = fixtureChart(LUNG);
/** 9:00 in New York on the day of the chart. */
const NOW = Date.UTC(2026, 10, 12, 14, 0);

function freeTime(at: string, zone: string | null = null): FreeTime {
  const when = parseWhen(at);
  const start = when?.minutes ?? 0;
  const day = when?.lo ?? 0;
  return { start, end: start + 60, day, there: { day, minutes: start - day * 1440 - 300, zone } };
}
const free = (...times: readonly FreeTime[]) => ({ is: 'free', times, until: null }) as const;

const names = (): readonly string[] =>
  within(dom.getByRole('group', { name: 'To whom' }))
    .getAllByRole('radio')
    .map((one) => /Clinic|Video|Home/.exec(one.closest('label')?.textContent ?? '')?.[0] ?? '?');
const service = (name: RegExp): HTMLElement => dom.getByRole('radio', { name });
const said = (name: RegExp): string => {
  const id = service(name).getAttribute('aria-describedby') ?? '';
  return document.getElementById(id)?.textContent ?? '';
};

/** Free times come when the test says so. */
function held(): { openings: () => Promise<Openings>; give: (found: Openings) => Promise<void> } {
  const waiting: ((found: Openings) => void)[] = [];
  return {
    openings: () => new Promise((done) => waiting.push(done)),
    give: (found) => act(async () => waiting.forEach((done) => done(found))),
  };
}

function withAllocation(change: (id: string) => Record<string, unknown> | undefined): Site {
  const site = demoSite();
  const services = site.referral.services.map((one) => ({ ...one, allocation: change(one.id) }));
  return { ...site, referral: { ...site.referral, services } };
}

describe('to whom', () => {
  it('the services stand in their order, each with its start and its reasons; the first is chosen', async () => {
    const mounted = mount();
    await openForm(mounted);
    await waitFor(() => expect(said(/Clinic/)).toContain('Expected from 17 Nov 2026, by the site’s own lead time'));
    expect(names()).toEqual(['Clinic', 'Video', 'Home']);
    expect(service(/Clinic/)).toBeChecked();
    expect(said(/Clinic/)).toContain('For it: in time (by 26 Nov 2026)');
    expect(said(/Home/)).toContain('Not for: Patients on a ventilator');
    // It was looked for, and nothing was kept or sent by it.
    expect(mounted.port.calls.openings).toBeGreaterThan(0);
    expect(mounted.port.keptNow()).toBeNull();
  });

  it('a free time decides before the lead time, and moves the order while nothing was changed', async () => {
    const { openings, give } = held();
    const mounted = mount({ openings }, { now: () => NOW });
    await openForm(mounted);
    // Meanwhile what the site says of itself stands.
    expect(dom.getByText('Looking for free times.')).toBeVisible();
    expect(said(/Clinic/)).toContain('Expected from 17 Nov 2026');
    await give({
      'palliative-clinic': free(freeTime('2026-12-15T09:00:00-05:00')),
      'palliative-virtual': free(freeTime('2026-11-13T11:00:00-05:00')),
    });
    expect(dom.queryByText('Looking for free times.')).toBeNull();
    expect(names()).toEqual(['Video', 'Home', 'Clinic']);
    expect(service(/Video/)).toBeChecked();
    expect(said(/Video/)).toContain('Free time: 13 Nov 2026, 11:00. As read; nothing is booked by it.');
    expect(said(/Clinic/)).toContain('Against it: later than asked for');
    // Nobody has written anything: closing it leaves no draft.
    await mounted.user.click(dom.getByRole('button', { name: 'Close' }));
    expect(mounted.port.keptNow()).toBeNull();
  });

  it('once something was changed neither the choice nor the order moves; the start is told all the same', async () => {
    const { openings, give } = held();
    const mounted = mount({ openings }, { now: () => NOW });
    await openForm(mounted);
    await mounted.user.click(dom.getByRole('radio', { name: 'Yes' }));
    await give({ 'palliative-virtual': free(freeTime('2026-11-13T11:00:00-05:00')) });
    expect(names()).toEqual(['Clinic', 'Video', 'Home']);
    expect(service(/Clinic/)).toBeChecked();
    expect(said(/Video/)).toContain('Free time: 13 Nov 2026, 11:00. As read; nothing is booked by it.');
  });

  it('the clinician’s choice stays, and its start goes into the letter as no promise', async () => {
    const mounted = mount();
    await openForm(mounted);
    await mounted.user.click(service(/Video/));
    await mounted.user.click(dom.getByRole('radio', { name: 'Yes' }));
    const words = dom.getByRole('tabpanel', { name: 'Words' });
    await waitFor(() =>
      expect(words).toHaveTextContent('Earliest start known for this service: 23 Nov 2026. Nothing is booked.'),
    );
    await mounted.user.click(await dom.findByRole('button', { name: /^Send referral/ }));
    await waitFor(() => expect(mounted.port.sent).toHaveLength(1));
    expect(mounted.port.sent[0]?.draft).toMatchObject({
      serviceId: 'palliative-virtual',
      expected: { by: 'lead-time' },
    });
    expect(mounted.port.sent[0]?.texts.note).toContain('Nothing is booked.');
  });

  it('a free time that has passed gives way to the next', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    vi.setSystemTime(NOW);
    const openings = () =>
      Promise.resolve({
        'palliative-clinic': free(freeTime('2026-11-12T09:10:00-05:00'), freeTime('2026-11-16T09:00:00-05:00')),
      });
    await openForm(mount({ openings }));
    await waitFor(() => expect(said(/Clinic/)).toContain('Free time: 12 Nov 2026, 09:10'));
    await act(() => vi.advanceTimersByTimeAsync(11 * 60_000));
    expect(said(/Clinic/)).toContain('Free time: 16 Nov 2026, 09:00');
  });

  it('names the zone of a service that has another clock', async () => {
    const openings = () =>
      Promise.resolve({ 'palliative-clinic': free(freeTime('2026-11-16T09:00:00-05:00', 'America/Chicago')) });
    await openForm(mount({ openings }, { now: () => NOW }));
    await waitFor(() => expect(said(/Clinic/)).toContain('09:00 (America/Chicago)'));
  });

  it('a look for free times that breaks is told as one that failed', async () => {
    await openForm(mount({ openings: () => Promise.reject(new Error('a bug')) }));
    await waitFor(() => expect(said(/Clinic/)).toContain('Not known: its free times: they could not be looked up'));
    expect(said(/Clinic/)).toContain('Expected from');
  });

  it.each<readonly [string, Chart, string]>([
    [
      'no address',
      { ...chart, patient: withoutHome(chart) },
      'Not known: whether it serves where the patient lives: no usable address is recorded',
    ],
  ])('%s: said, and nobody is left out', async (_, of, line) => {
    await openForm(mount({ chart: of }));
    await waitFor(() => expect(said(/Home/)).toContain(line));
    expect(names()).toHaveLength(3);
  });

  it('no language recorded: it decides nothing', async () => {
    const { languageTag: _tag, ...patient } = chart.patient;
    await openForm(mount({ chart: { ...chart, patient: { ...patient, language: null } } }));
    await waitFor(() => expect(said(/Clinic/)).toContain('Expected from'));
    for (const one of [/Clinic/, /Video/, /Home/]) expect(said(one)).not.toMatch(/interpreter|spoken/);
  });

  it('a service that says nothing of itself is offered, with what is not known', async () => {
    await openForm(mount({}, { site: withAllocation(() => undefined) }));
    await waitFor(() => expect(said(/Clinic/)).toContain('Earliest start not known'));
    expect(said(/Clinic/)).toContain('Not known: when it can see a new patient; how many new patients it takes');
    expect(dom.queryByText(/^No specialist visit by/)).toBeNull();
  });

  it('nobody in time: the earliest is chosen, and above all services stands who it is and whom to call meanwhile', async () => {
    const days: Readonly<Record<string, number>> = { 'palliative-clinic': 18, 'palliative-virtual': 30 };
    const site = withAllocation((id) => ({ leadTimeDays: days[id] ?? 25 }));
    await openForm(mount({}, { site }));
    const note = await dom.findByText(/^No specialist visit by 26 Nov 2026 is known\./);
    expect(note).toHaveTextContent(/Earliest: Supportive & Palliative Care Clinic, 30 Nov 2026 \(in 18 days\)\./);
    expect(note).toHaveTextContent(/Meanwhile ask .* to begin within 72 hours: \+1 555 0105/);
    expect(service(/Clinic/)).toBeChecked();
    expect(note.compareDocumentPosition(service(/Clinic/)) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('settings that cannot be used are named, and the rest goes on', async () => {
    const site = withAllocation((id) => (id === 'palliative-clinic' ? { leadTimeDays: 'soon' } : { leadTimeDays: 1 }));
    await openForm(mount({}, { site }));
    expect(
      await dom.findByText(/referral\.services\[0\]\.allocation\.leadTimeDays must be a whole number of days/),
    ).toBeVisible();
    expect(service(/Video/)).toBeChecked();
  });

  it('who does not take the patient stands apart with the reason, and can be chosen after a call', async () => {
    const site = withAllocation((id) =>
      id === 'palliative-clinic' ? { capacity: { newPatientsPerWeek: 0 } } : { leadTimeDays: 3 },
    );
    const mounted = mount({}, { site });
    await openForm(mounted);
    await waitFor(() => expect(service(/Video/)).toBeChecked());
    expect(dom.queryByRole('radio', { name: /Clinic/ })).toBeNull();
    await mounted.user.click(dom.getByRole('button', { name: '1 service does not take this patient' }));
    expect(said(/Clinic/)).toContain('it takes no new patients now');
    await mounted.user.click(service(/Clinic/));
    expect(await dom.findByText('The chosen service does not take this patient, by what is recorded.')).toBeVisible();
  });
});

function withoutHome({ patient }: Chart): Chart['patient'] {
  const { home: _home, ...rest } = patient;
  return rest;
}

/** Kept apart: the order of a kept draft is the user's. */
describe('a kept draft', () => {
  it('keeps its service, whatever is ranked first now', async () => {
    const first: Mounted = mount();
    await openForm(first);
    await first.user.click(service(/Home/));
    await waitFor(() => expect(first.port.keptNow()?.draft.serviceId).toBe('palliative-home'));
    const kept = first.port.keptNow();
    first.unmount();
    const second = mount({ kept });
    await second.user.click(await dom.findByRole('button', { name: 'Continue the referral…' }));
    await waitFor(() => expect(said(/Home/)).toContain('Expected from'));
    expect(service(/Home/)).toBeChecked();
  });
});

describe('a service that has said no to this patient', () => {
  const CLINIC = demoSite().referral.services.find(({ id }) => id === 'palliative-clinic')?.name ?? '';
  const daysAgo = (days: number) =>
    ({ lo: chart.asOf - days, hi: chart.asOf - days, precision: 'day', minutes: null }) as const;
  const record = { origin: 'ehr', label: 'Referral', code: null, when: daysAgo(9), value: null };
  const declined = {
    ...NO_REFERRALS,
    referrals: [
      {
        ...record,
        reference: 'ServiceRequest/1',
        kind: 'request',
        status: 'revoked',
        isOrder: true,
        weak: false,
        priority: 'routine',
        authored: daysAgo(9),
        wantedBy: null,
        visitDays: null,
        patientAgrees: null,
        requester: null,
        to: CLINIC,
        notes: [],
        ended: null,
        version: '1',
      },
    ],
    tasks: [
      {
        ...record,
        reference: 'Task/1',
        about: ['ServiceRequest/1'],
        status: 'rejected',
        saysScheduled: false,
        reason: 'Full until January',
        on: daysAgo(2),
        says: [],
        documents: [],
      },
    ],
  } satisfies FollowUpRecords;
  const followUp = { read: () => Promise.resolve(declined) };

  it('comes last, says when and why, and is not chosen first; who chooses it is told to call', async () => {
    const mounted = mount({ followUp });
    await openForm(mounted);
    await waitFor(() => expect(names()).toEqual(['Video', 'Home', 'Clinic']));
    expect(service(/Video/)).toBeChecked();
    expect(said(/Clinic/)).toContain('Against it: it declined this patient on 10 Nov 2026 (“Full until January”)');
    expect(dom.queryByText(/call it before you send again/)).toBeNull();
    await mounted.user.click(service(/Clinic/));
    expect(dom.getByText(/has declined this patient: call it before you send again/)).toBeVisible();
  });

  it('is not chosen for the user where it is the only one', async () => {
    const site = demoSite();
    const services = site.referral.services.filter(({ id }) => id === 'palliative-clinic');
    const mounted = mount({ followUp }, { site: { ...site, referral: { ...site.referral, services } } });
    await openForm(mounted);
    await waitFor(() => expect(said(/Clinic/)).toContain('it declined this patient'));
    expect(service(/Clinic/)).not.toBeChecked();
  });
});
