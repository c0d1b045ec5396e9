// @vitest-environment happy-dom
import { screen as dom, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem, success } from '../../src/domain/problem.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { demoSite, LUNG, mount } from '../support/mount.tsx';

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
    expect(dom.getByRole('link', { name: /Sources 3 of 11/ })).toBeVisible();
  });

  it('names what this version does not read', async () => {
    mount();
    const sources = await dom.findByRole('region', { name: 'Sources' });
    for (const name of ['Medication', 'Symptom scores', 'Laboratory values', 'Advance care planning'])
      expect(rowOf(name)).toHaveTextContent(`${name} not read by this version`);
    expect(sources).toBeVisible();
    expect(dom.getByRole('link', { name: /Sources 7 of 11/ })).toBeVisible();
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
