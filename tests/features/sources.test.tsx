// @vitest-environment happy-dom
import { act, screen as dom, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Chart } from '../../src/domain/chart/chart.ts';
import type { SourceState } from '../../src/domain/chart/source.ts';
import { dayOf } from '../../src/domain/logic/when.ts';
import { problem, success, type ProblemKind } from '../../src/domain/problem.ts';
import { chartWithout, fixtureChart } from '../support/fixture-chart.ts';
import { demoSite } from '../support/demo-site.ts';
import { LUNG, mount } from '../support/mount.tsx';

const broken = fixtureChart(LUNG, {
  Encounter: { state: 'failed', problem: problem('timeout', 'GET Encounter: 15 s') },
  Observation: {
    state: 'partial',
    count: 33,
    newest: null,
    why: problem('foreign-address', 'a next link to https://evil.example.net was not followed'),
  },
  CarePlan: { state: 'forbidden', problem: null },
  Procedure: { state: 'unsupported' },
});

function partly(kind: ProblemKind): SourceState {
  return { state: 'partial', count: 3, newest: null, why: problem(kind, '') };
}

const rowOf = (name: string): HTMLElement => {
  const row = within(dom.getByRole('region', { name: 'Sources' }))
    .getByText(name)
    .closest('li');
  if (row === null) throw new Error(name);
  return row;
};

describe('sources', () => {
  it('says of each how its reading ended, how much there is, and how new it is', async () => {
    mount({ chart: broken });
    await dom.findByRole('region', { name: 'Sources' });
    expect(rowOf('Diagnoses')).toHaveTextContent(/read7, newest 30 Oct 2026/);
    expect(rowOf('Encounters')).toHaveTextContent(/could not be read.*The EHR took too long to answer/);
    expect(rowOf('Observations')).toHaveTextContent(
      /read in part33.*pointed to an address outside its own server. Nothing was sent there/,
    );
    expect(rowOf('Care plans')).toHaveTextContent(/not allowed/);
    expect(rowOf('Procedures')).toHaveTextContent(/not offered by this EHR/);
    expect(dom.getByRole('link', { name: /Sources 19 of 23/ })).toBeVisible();
  });

  it('says in one line what was read and is empty, and in another what was not asked for', async () => {
    const notAsked = { state: 'not-asked' } as const;
    mount({ chart: fixtureChart(LUNG, { EpisodeOfCare: notAsked, ResearchSubject: notAsked }) });
    const sources = await dom.findByRole('region', { name: 'Sources' });
    expect(rowOf('Read, none on record')).toHaveTextContent(/medication orders.*questionnaires.*tasks and decisions/);
    expect(rowOf('Not asked')).toHaveTextContent('Not asked enrolments, clinical trials');
    expect(within(sources).queryByText('Questionnaires')).toBeNull();
    expect(within(sources).getAllByRole('listitem').length).toBeLessThan(12);
    expect(dom.getByRole('link', { name: /Sources 21 of 21/ })).toBeVisible();
  });

  it('gives every source its place while the chart is being read', async () => {
    const { port } = mount({ slow: true });
    act(() => port.progress({ chart: chartWithout(LUNG, ['Goal', 'Task']), pending: ['Goal', 'Task'] }));
    await dom.findByRole('region', { name: 'Sources' });
    expect(rowOf('Goals')).toHaveTextContent('being read');
    expect(rowOf('Questionnaires')).toHaveTextContent(/^Questionnaires\s*read$/);
    expect(dom.queryByText('Read, none on record')).toBeNull();
    expect(dom.getByRole('link', { name: /Sources 21 of 23/ })).toBeVisible();
  });

  it('keeps the row of what was asked for again, also when it is empty', async () => {
    const failed = { state: 'failed', problem: problem('timeout', 'GET Goal: 15 s') } as const;
    const { user } = mount({
      chart: fixtureChart(LUNG, { Goal: failed }),
      retried: success({ chart: fixtureChart(LUNG), pending: [] }),
    });
    await user.click(await dom.findByRole('button', { name: 'Read again: goals' }));
    await waitFor(() => expect(rowOf('Goals')).toHaveTextContent(/read.*none on record/));
    expect(rowOf('Goals').querySelector(':focus')).toHaveTextContent('read');
  });

  it('says once of a forbidden source what can be done', async () => {
    const state = { state: 'forbidden', problem: problem('forbidden', 'GET CarePlan', { status: 403 }) } as const;
    mount({ chart: fixtureChart(LUNG, { CarePlan: state }) });
    await dom.findByRole('region', { name: 'Sources' });
    const row = rowOf('Care plans');
    expect(row.querySelectorAll('p')).toHaveLength(1);
    expect(row.textContent?.match(/can grant it/g)).toHaveLength(1);
    expect(row).toHaveTextContent('Until then nothing is concluded from its absence.');
  });

  it('calls the EHR what the site calls it', async () => {
    const [issuer] = demoSite().issuers;
    if (issuer === undefined) throw new Error('no issuer');
    const site = { ...demoSite(), issuers: [{ ...issuer, iss: 'https://ehr.example.org/fhir', label: 'Demo EHR' }] };
    mount({}, { site });
    expect(await dom.findByText('From Demo EHR')).toBeVisible();
    expect(document.body).not.toHaveTextContent('ehr.example.org');
  });

  it('asks one source again, keeps the answer meanwhile, and leads to what came of it', async () => {
    const { user, port } = mount({ chart: broken, retried: success({ chart: fixtureChart(LUNG), pending: [] }) });
    await user.click(await dom.findByRole('button', { name: 'Read again: encounters' }));
    expect(port.calls.retry).toEqual(['Encounter']);
    await waitFor(() => expect(rowOf('Encounters')).toHaveTextContent(/read15/));
    expect(rowOf('Encounters').querySelector(':focus')).toHaveTextContent('read');
    expect(dom.queryByRole('button', { name: /^Read again/ })).toBeNull();
  });

  it('offers no new try when the session has ended', async () => {
    mount({ chart: broken, expiresAt: 1 });
    await dom.findByRole('region', { name: 'Sources' });
    expect(dom.queryByRole('button', { name: /^Read again/ })).toBeNull();
  });

  it('has technical lines to copy, without patient data', async () => {
    const { user } = mount({ chart: broken });
    await dom.findByRole('region', { name: 'Sources' });
    await user.click(within(rowOf('Observations')).getByRole('button', { name: 'Technical lines' }));
    await user.click(within(rowOf('Observations')).getByRole('button', { name: 'Copy the technical lines' }));
    const copied = await navigator.clipboard.readText();
    expect(copied).toBe('problem: foreign-address\ndetail: a next link to https://evil.example.net was not followed');
  });

  it('counts and names what was left out, with the reason', async () => {
    const chart = fixtureChart(LUNG);
    const { user } = mount({
      chart: { ...chart, unreadable: [{ origin: 'ehr', reference: 'Condition/c9', reason: 'other-patient' }] },
    });
    await user.click(await dom.findByRole('button', { name: '1 record was left out' }));
    expect(dom.getByText('another patient’s record')).toBeVisible();
    expect(dom.getByText('Condition/c9')).toBeVisible();
  });

  it('says how long it took where somebody may have waited, and of the EHR in all', async () => {
    const chart = fixtureChart(LUNG);
    const ehr = chart.sources['ehr'];
    if (ehr === undefined) throw new Error('no EHR');
    const sources = {
      ehr: {
        ...ehr,
        Encounter: { ...ehr.Encounter, took: 3400 },
        Condition: { ...ehr.Condition, took: 300 },
        CarePlan: { state: 'failed', problem: problem('timeout', 'GET CarePlan'), took: 75_000 },
      } as const,
    };
    mount({ chart: { ...chart, sources } });
    expect(
      await dom.findByText(/^22 of 23 kinds of data read completely, \d+ records, newest .*, in 1 min 15 s$/),
    ).toBeVisible();
    expect(rowOf('Encounters')).toHaveTextContent(/15, newest .*, took 3\.4 s/);
    expect(rowOf('Care plans')).toHaveTextContent(/took 1 min 15 s/);
    expect(rowOf('Diagnoses')).not.toHaveTextContent('took');
  });

  it('does not call what was read in part empty', async () => {
    const why = problem('network', 'GET Goal, page 2');
    mount({ chart: fixtureChart(LUNG, { Goal: { state: 'partial', count: 0, newest: null, why } }) });
    await dom.findByRole('region', { name: 'Sources' });
    expect(rowOf('Goals')).toHaveTextContent('read in part');
    expect(rowOf('Goals')).not.toHaveTextContent('none on record');
  });

  it.each<[string, SourceState, boolean]>([
    ['failed by a time-out', { state: 'failed', problem: problem('timeout', '') }, true],
    ['was cut off by a lost connection', partly('network'), true],
    ['is granted in part', partly('forbidden'), false],
    ['is longer than is read at once', partly('too-much'), false],
    ['goes on at another server', partly('foreign-address'), false],
    ['cannot be asked for in full', partly('not-supported'), false],
    ['lies on another server', { state: 'failed', problem: problem('foreign-address', '') }, false],
    ['is not allowed', { state: 'forbidden', problem: problem('forbidden', '') }, false],
  ])('offers another try of what %s only where that can help', async (_, state, offered) => {
    mount({ chart: fixtureChart(LUNG, { Observation: state }) });
    await dom.findByRole('region', { name: 'Sources' });
    expect(within(rowOf('Observations')).queryAllByRole('button', { name: /^Read again/ })).toHaveLength(
      offered ? 1 : 0,
    );
  });

  it('names what fewer permissions leave out as its rows do', async () => {
    const state = { state: 'forbidden', problem: problem('forbidden', 'CarePlan.s was not granted') } as const;
    mount({ chart: fixtureChart(LUNG, { CarePlan: state }), launch: { askedLess: true } });
    expect(
      await dom.findByText(/asked for fewer\. What cannot be read because of that says “not allowed” below\./),
    ).toBeVisible();
    expect(rowOf('Care plans')).toHaveTextContent('not allowed');
  });
});

describe('the wait for a source', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const pass = (seconds: number): void =>
    act(() => {
      vi.advanceTimersByTime(seconds * 1000);
    });

  it('is said after ten seconds, with the time so far, and that the rest can be used', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() });
    const { port } = mount({ slow: true });
    const rest = { chart: chartWithout(LUNG, ['Encounter']), pending: ['Encounter'] } as const;
    act(() => port.progress(rest));
    expect(rowOf('Encounters')).toHaveTextContent(/^Encounters\s*being read$/);
    pass(12);
    expect(rowOf('Encounters')).toHaveTextContent(/being read\s*for more than 10 seconds/);
    const meanwhile = /What has been read can be used meanwhile; nothing is concluded from what is still being read/;
    expect(dom.getByText(meanwhile)).toBeVisible();
    pass(33);
    expect(rowOf('Encounters')).toHaveTextContent('for more than 40 seconds');
    expect(rowOf('Diagnoses')).not.toHaveTextContent('for more than');
    pass(30);
    expect(rowOf('Encounters')).toHaveTextContent('for more than 1 min 10 s');
    act(() => port.finish());
    await waitFor(() => expect(rowOf('Encounters')).not.toHaveTextContent('for more than'));
    expect(dom.queryByText(meanwhile)).toBeNull();
  });

  it('counts anew when a source is read again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() });
    const { port, user } = mount({ chart: broken });
    port.retry = () => new Promise(() => {});
    const button = await dom.findByRole('button', { name: 'Read again: encounters' });
    pass(60);
    await user.click(button);
    expect(rowOf('Encounters')).toHaveTextContent('being read again');
    expect(rowOf('Encounters')).not.toHaveTextContent('for more than');
    pass(16);
    expect(rowOf('Encounters')).toHaveTextContent('for more than 10 seconds');
  });
});

describe('the technical lines of all sources', () => {
  const copied = async (chart: Chart): Promise<string> => {
    const { user } = mount({ chart });
    await user.click(await dom.findByRole('button', { name: 'Technical lines of all sources' }));
    await user.click(dom.getByRole('button', { name: 'Copy the technical lines of all sources' }));
    return await navigator.clipboard.readText();
  };

  it('say of each how it ended, with status, count, time and what was asked', async () => {
    const chart = fixtureChart(LUNG, {
      Encounter: {
        state: 'failed',
        problem: problem('server', 'GET Encounter', { status: 500 }),
        took: 6123,
        queries: ['Encounter?patient={id}&date=ge2024-11-22&_count=100'],
      },
    });
    const lines = (await copied(chart)).split('\n');
    expect(lines[0]).toBe('from: ehr.example.org');
    expect(lines).toContain('Encounter: failed, server, HTTP 500, 6.1 s, GET Encounter');
    expect(lines).toContain('  Encounter?patient={id}&date=ge2024-11-22&_count=100');
    expect(lines).toContain('Condition: loaded, count 7');
    expect(lines).toHaveLength(25);
  });

  it('never hold the name, the number, the birth date, an id or a token, whatever a detail quotes', async () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJydXRoIn0x.c2lnbmF0dXJlLXdpdGgtMTIz';
    const { patient } = fixtureChart(LUNG);
    const detail = [
      `GET Patient/${patient.id} of ${patient.name.toUpperCase()}, MRN ${patient.mrn}, born 1958-05-03`,
      `Bearer ${token}\nEncounter/e-17 0f8fad5b-d9cb-469f-a165-70867728950e`,
    ].join(' ');
    const said = [`No access for ${patient.name}`];
    const chart = fixtureChart(LUNG, {
      Encounter: {
        state: 'failed',
        problem: problem('forbidden', detail, { said }),
        queries: [`Encounter?patient=${patient.id}`],
      },
      Observation: { state: 'partial', count: 3, newest: null, why: problem('unreadable', detail, { said }) },
    });
    expect(chart.patient).toMatchObject({ birth: { lo: dayOf(1958, 5, 3) } });
    const lines = await copied(chart);
    for (const secret of [patient.id, patient.mrn ?? '-', ...patient.name.split(' '), '1958', 'e-17', '0f8fad5b'])
      expect(lines.toLowerCase()).not.toContain(secret.toLowerCase());
    for (const part of token.split('.')) expect(lines).not.toContain(part);
    expect(lines).toContain('Observation: partial, unreadable, count 33');
    expect(lines.split('\n')).toHaveLength(25);
  });
});
