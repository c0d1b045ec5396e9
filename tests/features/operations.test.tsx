// @vitest-environment happy-dom
/** The panel of the practice's measures: folded, last, switched off by the site, and nothing before it is opened. */
import { act, screen as dom, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { parseBilling } from '../../src/site/billing-options.ts';
import shipped from '../../public/billing-options.json' with { type: 'json' };
import { demoSite } from '../support/demo-site.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { LUNG, mount } from '../support/mount.tsx';

const NAME = /Enhancing Oncology Model/;
const chart = fixtureChart(LUNG);
const records = {
  insurance: [
    {
      origin: 'ehr',
      reference: 'Coverage/1',
      label: 'Medicare',
      code: null,
      when: null,
      value: null,
      payer: 'medicare-ffs',
      status: 'active',
      end: null,
      periodUnread: false,
      order: null,
    },
  ],
  diagnoses: [],
  screenings: [],
  bipolar: [],
} as const;

describe('Operations', () => {
  it('is folded, asks for nothing before it is opened, and then tells each measure with its definition', async () => {
    const billing = vi.fn(async () => parseBilling(shipped));
    const { port, user } = mount({ chart }, { billing });
    const read = vi.spyOn(port, 'practiceRecords').mockResolvedValue(records);
    const button = await dom.findByRole('button', { name: NAME });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    expect(read).not.toHaveBeenCalled();
    expect(billing).not.toHaveBeenCalled();
    await user.click(button);
    const measures = await dom.findByRole('region', { name: 'Measures' });
    expect(within(measures).getAllByRole('listitem', { name: /^EOM-/ })).toHaveLength(7);
    for (const row of within(measures).getAllByRole('listitem', { name: /^EOM-/ }))
      expect(row).toHaveTextContent(/Definition: .*; as of 23 Nov 2026; (read there|not read again there)\./);
    expect(dom.getByText('Original Medicare on record: Medicare.')).toBeVisible();
    expect(dom.getByRole('region', { name: 'What can be billed' })).toHaveTextContent('G0556');
  });

  it('stands after everything else on the page', async () => {
    mount({ chart });
    await dom.findByRole('button', { name: NAME });
    const headings = dom.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(headings.at(-1)).toBe('Operations');
  });

  it('is not there where the site has switched it off', async () => {
    const site = demoSite();
    mount({ chart }, { site: { ...site, operations: { ...site.operations, shown: false } } });
    await dom.findByRole('heading', { name: 'About Alongside' });
    expect(dom.queryByRole('button', { name: NAME })).toBeNull();
    expect(dom.queryByText('Operations')).toBeNull();
  });

  it('says that it could not be loaded, and tries again', async () => {
    const { port, user } = mount({ chart });
    const read = vi.spyOn(port, 'practiceRecords').mockResolvedValue(null);
    await user.click(await dom.findByRole('button', { name: NAME }));
    expect(await dom.findByText(/A part of the app could not be loaded\./)).toBeVisible();
    read.mockResolvedValue(records);
    await user.click(dom.getByRole('button', { name: 'Try again' }));
    expect(await dom.findByRole('region', { name: 'Measures' })).toBeVisible();
  });

  it('shows a list of the site’s own in the place of ours', async () => {
    const list = {
      asOf: '2027-01-04',
      options: [{ name: 'Our own', codes: ['X1'], fits: ['visit'], source: 'Our fee schedule', certainty: 'read' }],
    };
    const { user } = mount({ chart }, { billing: async () => parseBilling(list) });
    await user.click(await dom.findByRole('button', { name: NAME }));
    const billing = await dom.findByRole('region', { name: 'What can be billed' });
    expect(billing).toHaveTextContent(/as of 4 Jan 2027.*Our own · X1.*Source: Our fee schedule; read there\./);
    expect(billing).not.toHaveTextContent('G0556');
  });

  it('names what is wrong with a list of what can be billed, and tells the rest', async () => {
    const { user } = mount({ chart }, { billing: async () => parseBilling({ options: [] }) });
    await user.click(await dom.findByRole('button', { name: NAME }));
    expect(await dom.findByText(/cannot be read: asOf is missing/)).toBeVisible();
    expect(dom.getByRole('region', { name: 'Measures' })).toBeVisible();
  });

  it('says nothing of the measures while the chart is being read', async () => {
    const { port, user } = mount({ chart, slow: true });
    await act(async () => port.progress({ chart, pending: ['Observation'] }));
    await user.click(await dom.findByRole('button', { name: NAME }));
    expect(await dom.findByText('Looking at the measures.')).toBeVisible();
    expect(dom.queryByRole('region', { name: 'Measures' })).toBeNull();
  });
});
