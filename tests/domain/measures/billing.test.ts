/** Options of billing: shown where what they are for is documented or planned, as long as they are known to be there. */
import { describe, expect, it } from 'vitest';
import shipped from '../../../public/billing-options.json' with { type: 'json' };
import { dayOf } from '../../../src/domain/logic/when.ts';
import type { BillingList, BillingOption } from '../../../src/domain/measures/billing.ts';
import { parseBilling } from '../../../src/site/billing-options.ts';
import { lensFixture } from '../../support/lens-fixture.ts';

const FOLDER = 'fhir-fixtures/measures';
const parsed = parseBilling(shipped);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { list } = parsed;

const named = (folder: string, billing: BillingList = list): readonly string[] =>
  lensFixture(`${FOLDER}/${folder}`, { billing }).billing?.options.map(({ name }) => name) ?? [];

describe('the list that is shipped', () => {
  it('has for everything a source and how sure it is, and no code that is licensed', () => {
    for (const { source, certainty, codes } of list.options) {
      expect(source).not.toBe('');
      expect(['read', 'not-re-read']).toContain(certainty);
      // HCPCS level II begins with a letter; CPT is five figures.
      for (const code of codes) expect(code).toMatch(/^[A-Z]\d{4}$/);
    }
    expect(JSON.stringify(shipped)).not.toMatch(/\b\d{5}\b/);
  });

  it('offers the monthly payment of the model to those who may be in it, and to nobody else', () => {
    expect(named('in-the-model-gaps')).toContain('Monthly Enhanced Oncology Services (MEOS)');
    expect(named('medicare-advantage-hormonal')).not.toContain('Monthly Enhanced Oncology Services (MEOS)');
  });

  it('offers nothing for somebody who has died', () => {
    expect(named('died-hospice-10-days')).toEqual([]);
  });

  it('leaves out what has ended', () => {
    const [risk] = list.options.filter(({ codes }) => codes.includes('G0136'));
    expect(risk?.until).toBe(dayOf(2025, 12, 31));
    for (const folder of ['in-the-model-gaps', 'in-the-model-all-met'])
      expect(named(folder)).not.toContain('Social risk assessment');
  });

  it('offers hospice supervision only where hospice care is on record', () => {
    expect(named('in-the-model-gaps')).not.toContain('Hospice care supervision');
  });
});

describe('a list of a site', () => {
  const option: BillingOption = {
    name: 'Our own',
    codes: ['X1'],
    fits: ['model', 'navigation'],
    note: null,
    source: 'Our fee schedule',
    certainty: 'read',
    until: null,
  };

  it('takes the place of ours, and says what speaks for each', () => {
    const billing = { asOf: dayOf(2027, 1, 4), options: [option] };
    const lens = lensFixture(`${FOLDER}/in-the-model-gaps`, { billing });
    expect(lens.billing?.asOf).toBe(dayOf(2027, 1, 4));
    expect(lens.billing?.options).toMatchObject([
      { name: 'Our own', because: [{ occasion: 'model', is: 'estimated' }] },
    ]);
  });

  it.each<readonly [string, unknown, string]>([
    ['no list', null, ' must be an object with named fields, in braces'],
    ['no day', { options: [] }, 'asOf is missing'],
    ['a day that is none', { asOf: '2026-02-30', options: [] }, 'asOf must be a day, for example "2026-11-23"'],
    [
      'an option without a source',
      { asOf: '2026-11-23', options: [{ name: 'x', fits: ['visit'], certainty: 'read' }] },
      'options[0].source is missing',
    ],
    [
      'an occasion that nobody knows',
      { asOf: '2026-11-23', options: [{ name: 'x', fits: ['tea'], source: 's', certainty: 'read' }] },
      'options[0].fits[0] must be one of "model", "navigation", "care-management", "advance-care-planning", "hospice", "visit"',
    ],
    [
      'more than anybody reads',
      {
        asOf: '2026-11-23',
        options: Array.from({ length: 101 }, () => ({ name: 'x', fits: ['visit'], source: 's', certainty: 'read' })),
      },
      'options must have no more than 100 entries',
    ],
    [
      'an amount of ours',
      { asOf: '2026-11-23', options: [{ name: 'x', fits: ['visit'], source: 's', certainty: 'read', amount: 5 }] },
      'options[0].amount is not a field that billing-options.json knows',
    ],
  ])('%s: said in words that somebody can act on', (_, json, message) => {
    const result = parseBilling(json);
    expect(result.ok ? [] : result.problems.map((one) => `${one.field} ${one.message}`)).toContain(message);
  });
});
