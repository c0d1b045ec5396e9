import { describe, expect, it } from 'vitest';
import { milesBetween } from '../../../src/domain/allocation/distance.ts';
import { weekdayOf } from '../../../src/domain/allocation/rank-services.ts';
import type { VisitNeeds } from '../../../src/domain/allocation/needs.ts';
import type { ServiceOffer } from '../../../src/domain/allocation/service.ts';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { ALL, AS_OF, CLINIC, freeTime, HOME, ids, offer, rank, VIDEO, WARD } from './offers.ts';

const codes = (reasons: readonly { readonly code: string }[]): readonly string[] => reasons.map(({ code }) => code);

describe('which kind of visit comes first (clinical reference 4.5)', () => {
  it.each<readonly [string, Partial<VisitNeeds>, readonly string[]]>([
    ['nothing speaks against any: in the site’s order', {}, ['clinic', 'video', 'home']],
    ['ECOG 3: at home, and not a journey', { ecog: 3 }, ['home', 'video', 'clinic']],
    ['ECOG 2: no reason', { ecog: 2 }, ['clinic', 'video', 'home']],
    ['ECOG not recorded: no reason', { ecog: null }, ['clinic', 'video', 'home']],
    ['delirium: in person', { inPersonFor: ['delirium'] }, ['clinic', 'home', 'video']],
    ['hearing loss: in person', { inPersonFor: ['hearing-loss'] }, ['clinic', 'home', 'video']],
    ['dementia and ECOG 4: at home', { inPersonFor: ['dementia'], ecog: 4 }, ['home', 'clinic', 'video']],
    ['in the hospital now: the team there', { inHospital: true }, ['ward', 'clinic', 'video', 'home']],
  ])('%s', (_, who, expected) => {
    expect(ids(rank(ALL, who))).toEqual(expected);
  });

  it('without an interpreter not by video, and the others before whom it is not known of', () => {
    const who = { language: { tag: 'es', name: 'Spanish', interpreter: null } };
    const video = offer({ ...VIDEO, languages: ['en'], interpreter: false, leadTimeDays: 1 });
    const perhaps = offer({ ...CLINIC, languages: null, interpreter: null });
    const spoken = offer({ ...HOME, languages: ['en', 'es-US'], interpreter: null });
    const ranking = rank([video, perhaps, spoken], who);
    expect(ids(ranking)).toEqual(['home', 'clinic', 'video']);
    expect(codes(ranking.options[0]?.favors ?? [])).toContain('speaks-language');
    expect(codes(ranking.options[1]?.open ?? [])).toContain('languages-unknown');
    expect(codes(ranking.options[2]?.against ?? [])).toContain('no-interpreter');
  });

  it('a list of languages without the patient’s own is no word against an interpreter', () => {
    const who = { language: { tag: 'vi', name: 'Vietnamese', interpreter: true } };
    const [only] = rank([offer({ languages: ['en', 'es'], interpreter: null })], who).options;
    expect(codes(only?.open ?? [])).toContain('languages-unknown');
    expect(only?.against).toEqual([]);
  });

  it.each<readonly [string, VisitNeeds['language']]>([
    ['no language is recorded', { tag: null, name: null, interpreter: null }],
    ['it is the language of the house', { tag: 'en-US', name: 'English', interpreter: null }],
    ['nobody needs an interpreter', { tag: 'es', name: 'Spanish', interpreter: false }],
  ])('language decides nothing where %s', (_, language) => {
    const silent = offer({ ...VIDEO, languages: ['en'], interpreter: false });
    const ranking = rank([silent, CLINIC], { language });
    expect(ids(ranking)).toEqual(['video', 'clinic']);
    expect(ranking.options[0]?.against).toEqual([]);
  });

  it('an interpreter is needed, whatever the language on record', () => {
    const ranking = rank([offer({ ...VIDEO, interpreter: false }), CLINIC], {
      language: { tag: null, name: null, interpreter: true },
    });
    expect(ids(ranking)).toEqual(['clinic', 'video']);
  });
});

describe('how soon', () => {
  it('in time comes before not known, and that before late', () => {
    const late = offer({ id: 'late', leadTimeDays: 20 });
    const unknown = offer({ id: 'unknown', leadTimeDays: null });
    const ranking = rank([late, unknown, CLINIC]);
    expect(ids(ranking)).toEqual(['clinic', 'unknown', 'late']);
    expect(ranking.options.map(({ inTime }) => inTime)).toEqual([true, null, false]);
    expect(codes(ranking.options[1]?.open ?? [])).toEqual(['start-unknown']);
    expect(codes(ranking.options[2]?.against ?? [])).toEqual(['too-late']);
  });

  describe('nobody is in time', () => {
    const late = (one: ServiceOffer, leadTimeDays: number) => offer({ ...one, leadTimeDays });

    it('the earliest comes first, also where another kind of visit suits better', () => {
      const ranking = rank([late(HOME, 25), late(CLINIC, 18), late(VIDEO, 21)], { ecog: 3 });
      expect(ids(ranking)).toEqual(['clinic', 'video', 'home']);
      expect(codes(ranking.options[0]?.against ?? [])).toEqual(['too-late', 'journey-for-function']);
    });

    it('on the same day the kind of visit decides', () => {
      expect(ids(rank([late(CLINIC, 18), late(HOME, 18)], { ecog: 3 }))).toEqual(['home', 'clinic']);
    });

    it('who can hardly travel is not sent on a journey because it is sooner, and that is said', () => {
      const ranking = rank([late(CLINIC, 18), late(HOME, 25)], { ecog: 4 });
      expect(ids(ranking)).toEqual(['home', 'clinic']);
      expect(codes(ranking.options[1]?.against ?? [])).toEqual(['too-late', 'cannot-travel']);
    });

    it('who is in the hospital waits for the team there', () => {
      expect(ids(rank([late(CLINIC, 18), late(WARD, 25)], { inHospital: true }))).toEqual(['ward', 'clinic']);
    });

    it('a video visit without the interpreter that is needed is not first because it is sooner', () => {
      const silent = offer({ ...VIDEO, interpreter: false, leadTimeDays: 18 });
      const language = { tag: 'es', name: 'Spanish', interpreter: true };
      expect(ids(rank([silent, late(CLINIC, 25)], { language }))).toEqual(['clinic', 'video']);
    });

    it('a start that nobody knows is not the earliest', () => {
      const openings = { home: { is: 'none', until: AS_OF + 14 } } as const;
      expect(ids(rank([HOME, late(CLINIC, 30)], { ecog: 3 }, openings))).toEqual(['clinic', 'home']);
    });
  });

  it('the last day asked for is in time, the next is not', () => {
    expect(rank([offer({ leadTimeDays: 14 })]).options[0]?.inTime).toBe(true);
    expect(rank([offer({ leadTimeDays: 15 })]).options[0]?.inTime).toBe(false);
  });

  it('a lead time ends on a day on which new patients are seen', () => {
    // Five days from Thursday is a Tuesday; the next Thursday is two days later.
    expect(weekdayOf(AS_OF)).toBe(3);
    expect(rank([offer({ days: [3] })]).options[0]?.start).toEqual({ by: 'lead-time', day: AS_OF + 7 });
    expect(rank([offer({ days: [1, 3] })]).options[0]?.start).toEqual({ by: 'lead-time', day: AS_OF + 5 });
  });

  it('without capacity data it is offered, and that is said', () => {
    const [only] = rank([offer({ newPatientsPerWeek: null })]).options;
    expect(only?.inTime).toBe(true);
    expect(codes(only?.open ?? [])).toEqual(['capacity-unknown']);
  });

  it('a free time counts before the lead time, sooner or later', () => {
    const free = (inDays: number) => ({ is: 'free', times: [freeTime(inDays)], until: null }) as const;
    const ranking = rank([CLINIC, VIDEO], {}, { video: free(2), clinic: free(9) });
    expect(ids(ranking)).toEqual(['video', 'clinic']);
    expect(ranking.options.map(({ start }) => start)).toMatchObject([
      { by: 'free-time', day: AS_OF + 2 },
      { by: 'free-time', day: AS_OF + 9 },
    ]);
  });

  it('a free time that has begun is not offered any more: the next one is', () => {
    const openings = { clinic: { is: 'free', times: [freeTime(1), freeTime(3)], until: null } } as const;
    const start = (now: number) => rank([CLINIC], {}, openings, now).options[0]?.start;
    expect(start(freeTime(1).start - 1)).toMatchObject({ day: AS_OF + 1 });
    expect(start(freeTime(1).start)).toMatchObject({ day: AS_OF + 3 });
    // The last one has gone, too: nobody knows, and the old lead time is not taken instead.
    expect(start(freeTime(3).start)).toEqual({ by: 'unknown' });
  });

  it('a look that failed is not "nothing free": the lead time stands, and that it failed is said', () => {
    const [only] = rank([CLINIC], {}, { clinic: { is: 'unseen' } }).options;
    expect(only).toMatchObject({ start: { by: 'lead-time' }, inTime: true });
    expect(codes(only?.open ?? [])).toEqual(['free-times-unseen']);
  });

  it.each<readonly [string, number | null, boolean | null]>([
    ['to the last day asked for', AS_OF + 14, false],
    ['not so far', AS_OF + 13, null],
    ['to a day that nobody knows', null, null],
  ])('a schedule that shows nothing free, %s', (_, until, inTime) => {
    const [only] = rank([CLINIC], {}, { clinic: { is: 'none', until } }).options;
    expect(only).toMatchObject({ start: { by: 'unknown' }, inTime });
    expect(codes(only?.open ?? [])).toEqual(['nothing-free']);
  });
});

describe('whom it takes', () => {
  const area = { postalCodes: ['430'], cities: [], states: [] };

  it.each<readonly [string, Partial<ServiceOffer>, Partial<VisitNeeds>, string]>([
    ['capacity 0', { newPatientsPerWeek: 0 }, {}, 'takes-nobody'],
    ['another area', { area: { ...area, postalCodes: ['451'] } }, {}, 'outside-area'],
    ['another state', { area: { postalCodes: [], cities: [], states: ['IN'] } }, {}, 'outside-area'],
    ['the hospital’s own team', { modality: 'inpatient' }, {}, 'not-an-inpatient'],
    ['another time', { accepts: { urgencies: ['routine'], levels: null, notFor: [] } }, {}, 'not-this-urgency'],
    [
      'another level',
      { accepts: { urgencies: null, levels: ['specialist'], notFor: [] } },
      { level: 'watch' },
      'not-this-level',
    ],
  ])('not: %s', (_, change, who, code) => {
    const ranking = rank([offer(change)], who);
    expect(ranking.options).toEqual([]);
    expect(ranking.excluded.map(({ why }) => codes(why))).toEqual([[code]]);
  });

  it.each<readonly [string, VisitNeeds['home']]>([
    ['no address is recorded', null],
    ['the address has no postal code', { postalCode: null, city: 'Sampleton', state: 'OH', position: null }],
  ])('an area excludes nobody of whom %s; it is asked', (_, home) => {
    const [only] = rank([HOME], { home }).options;
    expect(codes(only?.open ?? [])).toEqual(['address-unknown']);
  });

  it('any of the lists lets in; spelling does not decide', () => {
    const wide = offer({ area: { postalCodes: ['999'], cities: ['sample-ton'], states: [] } });
    expect(rank([wide]).excluded).toEqual([]);
    const long = { postalCode: '43000-1234', city: null, state: null, position: null };
    expect(rank([HOME], { home: long }).excluded).toEqual([]);
  });

  it('visits at home without an area: where they go is asked', () => {
    const [only] = rank([offer({ ...HOME, area: null })]).options;
    expect(codes(only?.open ?? [])).toEqual(['area-unknown']);
  });

  it('not: the directory lists it as not in use', () => {
    const { excluded, options } = rank([CLINIC, VIDEO], {}, { clinic: { is: 'not-in-use' } });
    expect(excluded.map(({ why }) => codes(why))).toEqual([['not-in-use']]);
    expect(options).toHaveLength(1);
  });

  it('behind a gate there is no level: what a service accepts is no question then', () => {
    const choosy = offer({ accepts: { urgencies: null, levels: ['specialist'], notFor: [] } });
    expect(rank([choosy], { level: 'none' }).excluded).toEqual([]);
  });

  it('no service at all, no ranking', () => {
    expect(rank([])).toEqual({ options: [], excluded: [] });
  });

  it('video with somebody who has neither phone nor e-mail on record is asked about, not excluded', () => {
    const [only] = rank([VIDEO], { reachable: false }).options;
    expect(codes(only?.open ?? [])).toEqual(['not-reachable']);
  });
});

describe('how far', () => {
  const here = { latitude: 40, longitude: -83 };
  const home = { postalCode: '43000', city: null, state: null, position: here };

  it('is told in miles', () => {
    // Columbus to Cleveland, as the crow flies.
    expect(milesBetween({ latitude: 39.96, longitude: -83.0 }, { latitude: 41.5, longitude: -81.69 })).toBeCloseTo(
      127,
      -1,
    );
    expect(milesBetween(here, here)).toBe(0);
  });

  it('the nearer of two that are alike comes first, and a long way speaks against a visit in person', () => {
    const near = offer({ id: 'near', position: { latitude: 40.1, longitude: -83 } });
    const nearer = offer({ id: 'nearer', position: { latitude: 40.02, longitude: -83 } });
    const far = offer({ id: 'far', position: { latitude: 42, longitude: -83 }, leadTimeDays: 1 });
    const ranking = rank([far, near, VIDEO, nearer], { home });
    expect(ids(ranking)).toEqual(['nearer', 'near', 'video', 'far']);
    expect(codes(ranking.options[3]?.against ?? [])).toEqual(['far']);
  });
});

it('counts days without a clock: 12 November 2026 is a Thursday', () => {
  expect(weekdayOf(dayOf(1970, 1, 5))).toBe(0);
  expect(weekdayOf(dayOf(1969, 12, 28))).toBe(6);
});
