// @vitest-environment happy-dom
import { act, screen as dom, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem, success } from '../../src/domain/problem.ts';
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
});
