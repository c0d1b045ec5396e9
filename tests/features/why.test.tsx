// @vitest-environment happy-dom
import { screen as dom, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { problem } from '../../src/domain/problem.ts';
import type { Outcome } from '../../src/domain/triggers/trigger.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { LUNG, mount } from '../support/mount.tsx';

describe('why', () => {
  it('groups the rules by outcome, in words, with counts', async () => {
    const chart = fixtureChart(LUNG, {
      Observation: { state: 'failed', problem: problem('timeout', 'GET Observation') },
    });
    mount({ chart });
    const why = await dom.findByRole('region', { name: 'Why' });
    const groups = within(why)
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => textContent);
    const { triggers } = assess(chart);
    const counted = (outcome: Outcome): number => triggers.filter((one) => one.outcome === outcome).length;
    expect(groups.slice(0, 3)).toEqual([
      `Met ${counted('met')}`,
      `Cannot tell ${counted('not-assessable')}`,
      `Not met ${counted('not-met')}`,
    ]);
    expect(groups.slice(3)).toEqual(
      counted('not-applicable') === 0 ? [] : [`Does not apply ${counted('not-applicable')}`],
    );
    expect(within(why).getByRole('button', { name: /^Cannot tell: Needs much help/ })).toHaveAttribute(
      'aria-expanded',
      'false',
    );
  });

  it('opens in place, by key, to what was found, the rule, what was looked at, and why it matters', async () => {
    const { user } = mount();
    const row = await dom.findByRole('button', { name: /^Met: Two or more unplanned hospital stays/ });
    row.focus();
    await user.keyboard('{Enter}');
    expect(row).toHaveAttribute('aria-expanded', 'true');
    const detail = document.getElementById(row.getAttribute('aria-controls') ?? '');
    expect(detail).toBeVisible();
    for (const part of ['Found', 'The rule', 'Looked at', 'Bear in mind', 'Why it matters'])
      expect(detail).toHaveTextContent(part);
    expect(detail).toHaveTextContent(/7 encounters since \d+ Aug 2026, newest 12 Nov 2026/);
    await user.keyboard(' ');
    expect(detail).not.toBeVisible();
  });

  it('shows the FHIR record behind a finding as text', async () => {
    const { user } = mount();
    await user.click(await dom.findByRole('button', { name: /^Met: Two or more/ }));
    const [open] = dom
      .getAllByRole('button', { name: 'Open the FHIR record' })
      .filter((one) => one.closest('[hidden]') === null);
    if (open === undefined) throw new Error('no record button');
    await user.click(open);
    expect(dom.getByRole('figure', { name: /^Encounter\// })).toHaveTextContent('"resourceType": "Encounter"');
  });

  it('folds what is not met and what does not apply behind its count', async () => {
    const { user } = mount({ chart: fixtureChart('no-cancer') });
    const fold = await dom.findByRole('button', { name: /^Does not apply/ });
    expect(dom.queryByRole('button', { name: /^Does not apply: Metastatic/ })).toBeNull();
    await user.click(fold);
    expect(dom.getByRole('button', { name: /^Does not apply: Metastatic/ })).toBeVisible();
  });
});
