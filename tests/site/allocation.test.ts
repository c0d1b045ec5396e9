import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALLOCATION_NUMBERS, ALLOCATION_SOURCES } from '../../src/domain/allocation/numbers.ts';
import { orderable } from '../../src/domain/allocation/service.ts';
import { allocationOf, type Allocation } from '../../src/site/allocation.ts';
import { parseSite } from '../../src/site/site.ts';
import { mutate, mutations, runs, tellSeed } from '../support/seeded.ts';

tellSeed('allocation');

type Json = Record<string, unknown>;
const DEMO = JSON.parse(readFileSync('public/site.json', 'utf8')) as Json & { readonly referral: Json };

function read(allocation: unknown, numbers?: unknown): Allocation {
  const services = [{ id: 'a', name: 'A', modality: 'clinic', ...(allocation === undefined ? {} : { allocation }) }];
  const referral = { ...DEMO.referral, services, ...(numbers === undefined ? {} : { allocation: numbers }) };
  const parsed = parseSite({ ...DEMO, referral });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return allocationOf(parsed.site);
}

const said = (allocation: unknown, numbers?: unknown): readonly string[] =>
  read(allocation, numbers).problems.map(({ field, message }) => `${field} ${message}`);

describe('whom the services take', () => {
  it('of the demonstration is right, and one of them is a nurse’s line', () => {
    const parsed = parseSite(DEMO);
    if (!parsed.ok) throw new Error('refused');
    const { offers, problems } = allocationOf(parsed.site);
    expect(problems).toEqual([]);
    expect(offers.map(({ kind }) => kind)).toEqual(['specialist', 'specialist', 'specialist', 'navigator']);
    expect(orderable(parsed.site.referral.services).map(({ id }) => id)).not.toContain('nurse-line');
  });

  it('when nothing is said, nothing is known, and nothing is refused', () => {
    const { offers, problems, numbers } = read(undefined);
    expect(problems).toEqual([]);
    expect(numbers).toEqual(ALLOCATION_NUMBERS);
    expect(offers[0]).toMatchObject({
      kind: 'specialist',
      area: null,
      languages: null,
      interpreter: null,
      days: null,
      timeZone: null,
      newPatientsPerWeek: null,
      leadTimeDays: null,
      accepts: { urgencies: null, levels: null, notFor: [] },
    });
  });

  it('takes everything that there is to say', () => {
    const { offers, problems } = read(
      {
        area: { postalCodes: ['430', '431'], cities: ['Sampleton'], states: ['OH'] },
        position: { latitude: 40.1, longitude: -82.9 },
        languages: ['en', 'es-US'],
        interpreter: true,
        days: ['mon', 'thu'],
        hours: '8 to 4',
        alwaysOpen: true,
        timeZone: 'America/Chicago',
        capacity: { newPatientsPerWeek: 0 },
        leadTimeDays: 0,
        accepts: { urgencies: ['soon'], levels: ['specialist'], notFor: ['Patients on a ventilator'] },
      },
      { homeFromEcog: 2, farMiles: 30, bridgeWithinHours: 48, declinedDays: 30 },
    );
    expect(problems).toEqual([]);
    expect(offers[0]).toMatchObject({ days: [0, 3], newPatientsPerWeek: 0, leadTimeDays: 0, alwaysOpen: true });
  });

  const AT = 'referral.services[0].allocation';
  it.each<readonly [string, unknown, string]>([
    ['a field that is not known', { capcity: {} }, `${AT}.capcity is not a field that site.json knows`],
    [
      'half a patient',
      { capacity: { newPatientsPerWeek: 2.5 } },
      `${AT}.capacity.newPatientsPerWeek must be a whole number of patients from 0 to 1000, for example 4`,
    ],
    [
      'a number as a text',
      { leadTimeDays: '5' },
      `${AT}.leadTimeDays must be a whole number of days from 0 to 365, for example 7`,
    ],
    [
      'fewer than no days',
      { leadTimeDays: -1 },
      `${AT}.leadTimeDays must be a whole number of days from 0 to 365, for example 7`,
    ],
    [
      'a place off the earth',
      { position: { latitude: 91, longitude: 0 } },
      `${AT}.position.latitude must be degrees from -90 to 90, for example 40.1`,
    ],
    ['half a place', { position: { latitude: 9 } }, `${AT}.position.longitude is missing`],
    [
      'a day that there is not',
      { days: ['monday'] },
      `${AT}.days[0] must be one of "mon", "tue", "wed", "thu", "fri", "sat", "sun"`,
    ],
    ['no day', { days: [] }, `${AT}.days must not be empty, for example ["mon","wed"]`],
    [
      'an area of nowhere',
      { area: {} },
      `${AT}.area must name postalCodes, cities or states, for example {"postalCodes": ["430"]}`,
    ],
    [
      'a code as a number',
      { area: { postalCodes: [430] } },
      `${AT}.area.postalCodes[0] must be a text, for example "430"`,
    ],
    [
      'a language in a word',
      { languages: ['Spanish language'] },
      `${AT}.languages[0] must be a language tag, for example "es"`,
    ],
    [
      'a zone that there is not',
      { timeZone: 'Chicago' },
      `${AT}.timeZone must be an IANA time zone, for example "America/Chicago"`,
    ],
    [
      'an urgency that there is not',
      { accepts: { urgencies: ['asap'] } },
      `${AT}.accepts.urgencies[0] must be one of "urgent", "soon", "routine"`,
    ],
  ])('%s: says which field and what', (_, allocation, problem) => {
    expect(said(allocation)).toEqual([problem]);
  });

  it('numbers are held to their bounds, and each has a source', () => {
    expect(said(undefined, { homeFromEcog: 5 })).toEqual([
      'referral.allocation.homeFromEcog must be an ECOG grade from 1 to 4, for example 3',
    ]);
    expect(said(undefined, { farKilometers: 5 })).toEqual([
      'referral.allocation.farKilometers is not a field that site.json knows',
    ]);
    expect(read(undefined, { farMiles: 20 }).numbers).toEqual({ ...ALLOCATION_NUMBERS, farMiles: 20 });
    for (const { source } of Object.values(ALLOCATION_SOURCES)) expect(source).toMatch(/clinical reference|DESIGN/);
  });

  it('never throws, whatever stands there, and says where it is', () => {
    const whole = {
      area: { postalCodes: ['430'] },
      position: { latitude: 1, longitude: 2 },
      languages: ['en'],
      days: ['mon'],
      capacity: { newPatientsPerWeek: 1 },
      accepts: { urgencies: ['soon'] },
    };
    fc.assert(
      fc.property(mutations(Object.keys(whole)), (all) => {
        const allocation = mutate(whole, all);
        if (typeof allocation !== 'object' || allocation === null || Array.isArray(allocation)) return;
        for (const { field, message } of read(allocation).problems) {
          expect(field).toMatch(/^referral\.services\[0\]\.allocation/);
          expect(message).not.toMatch(/^Invalid/);
        }
      }),
      runs(500),
    );
  });
});
