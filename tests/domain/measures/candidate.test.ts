/** May the patient be in the model, and since when: payers, cancers and treatments of every bad kind. Unknown stays unknown. */
import { describe, expect, it } from 'vitest';
import { isoDay, dayOf } from '../../../src/domain/logic/when.ts';
import { addMonths } from '../../../src/domain/measures/episode.ts';
import { lensFixture, type LensFixtureOptions } from '../../support/lens-fixture.ts';

const ALL_MET = 'fhir-fixtures/measures/in-the-model-all-met';

interface Entry {
  resource: Record<string, unknown> & { resourceType: string };
}

/** The chart with its resources changed: what comes back null is left out, a list takes the place of one. */
const changed =
  (how: (one: Entry['resource']) => Entry['resource'] | readonly Entry['resource'][] | null) =>
  (text: string): string => {
    const bundle = JSON.parse(text) as { entry: readonly Entry[] };
    const entry = bundle.entry.flatMap(({ resource }) => {
      const after = how(resource);
      return [after ?? []].flat().map((one) => ({ resource: one }));
    });
    return JSON.stringify({ ...bundle, entry });
  };

const coverage = (one: Entry['resource']): boolean => one.resourceType === 'Coverage';
const payer = (code: string, display: string, more: object = {}) => ({
  resourceType: 'Coverage',
  id: `cov-${code}`,
  status: 'active',
  type: { coding: [{ system: 'https://nahdo.org/sopt', code, display }] },
  beneficiary: { reference: 'Patient/eoma-patient' },
  payor: [{ display }],
  ...more,
});
const covered = (...all: readonly Entry['resource'][]): LensFixtureOptions => ({
  change: changed((one) => (coverage(one) ? all : one)),
});
const FFS = payer('121', 'Medicare');
const WITH_ASKED = {
  resourceType: 'Bundle',
  type: 'searchset',
  total: 0,
  link: [{ relation: 'self', url: 'https://ehr.invalid/fhir/Coverage?patient=eoma-patient' }],
};

describe('the payer', () => {
  it.each<readonly [string, LensFixtureOptions, may: boolean | null, says: string]>([
    ['original Medicare', covered(FFS), true, 'payer-ffs'],
    ['Medicare, not managed', covered(payer('12', 'Medicare')), true, 'payer-ffs'],
    ['original Medicare and a supplement', covered(FFS, payer('5', 'Example Supplement')), true, 'payer-ffs'],
    [
      'original Medicare, and what is to pay before it',
      covered({ ...FFS, order: 2 }, payer('5', 'Employer Plan', { order: 1 })),
      null,
      'payer-second',
    ],
    [
      'original Medicare, and what is to pay after it',
      covered({ ...FFS, order: 1 }, payer('5', 'Example Supplement', { order: 2 })),
      true,
      'payer-ffs',
    ],
    ['Medicare Advantage', covered(payer('111', 'Example Advantage HMO')), false, 'payer-not-ffs'],
    ['a private plan', covered(payer('5', 'Example Health')), false, 'payer-not-ffs'],
    ['Medicaid alone', covered(payer('2', 'State Medicaid')), false, 'payer-not-ffs'],
    ['original Medicare and Advantage at once', covered(FFS, payer('112', 'Advantage')), null, 'payer-both'],
    ['an organization for people with both programs', covered(payer('14', 'Dual')), null, 'payer-unclear'],
    [
      'codes of both kinds on one',
      covered({ ...FFS, type: { coding: ['111', '121'].map((code) => ({ system: 'https://nahdo.org/sopt', code })) } }),
      null,
      'payer-unclear',
    ],
    ['the drug benefit alone', covered(payer('122', 'Part D')), null, 'payer-unclear'],
    ['a code of no typology', covered({ ...FFS, type: { text: 'Medicare' } }), null, 'payer-unclear'],
    ['a code that says "unknown"', covered(payer('9999', 'Unavailable')), null, 'payer-unclear'],
    ['one that has ended', covered(payer('121', 'Medicare', { period: { end: '2025-12-31' } })), null, 'payer-expired'],
    ['one that was cancelled', covered(payer('121', 'Medicare', { status: 'cancelled' })), null, 'payer-expired'],
    [
      'one that ended and one in force',
      covered(payer('121', 'Medicare', { period: { end: '2025-12-31' } }), payer('112', 'Advantage')),
      false,
      'payer-not-ffs',
    ],
    [
      'one that ends this year, no day told',
      covered(payer('121', 'Medicare', { period: { end: '2026' } })),
      null,
      'payer-unclear',
    ],
    [
      'one whose last day cannot be read',
      covered(payer('121', 'Medicare', { period: { start: '2020-01-01', end: 'last spring' } })),
      null,
      'payer-unclear',
    ],
    ['one whose period is no period', covered(payer('121', 'Medicare', { period: 'always' })), null, 'payer-unclear'],
    [
      'an order of payment that is none',
      covered({ ...FFS, order: 2 }, payer('5', 'Employer Plan', { order: 0 })),
      true,
      'payer-ffs',
    ],
    ['none, and they were asked for', covered(WITH_ASKED), null, 'payer-none'],
    ['none was asked for', covered(), null, 'not-read'],
    [
      'one of somebody else',
      covered(payer('121', 'Medicare', { beneficiary: { reference: 'Patient/other' } })),
      null,
      'not-read',
    ],
    ['one without a status', covered({ ...FFS, status: undefined }), null, 'not-read'],
  ])('%s', (_, options, may, says) => {
    const { candidate } = lensFixture(ALL_MET, options);
    expect({ may: candidate.may, says: candidate.payer.says.code }).toEqual({ may, says });
  });
});

it('names what is beside original Medicare where it is not recorded who pays first', () => {
  const beside = (...all: readonly Entry['resource'][]) => {
    const { says } = lensFixture(ALL_MET, covered(...all)).candidate.payer;
    return says.code === 'payer-ffs' ? says.params.beside : says.code;
  };
  expect(beside(FFS, payer('5', 'Employer Plan'))).toEqual(['Employer Plan']);
  expect(beside(FFS, payer('2', 'State Medicaid'))).toEqual([]);
  expect(beside({ ...FFS, order: 1 }, payer('5', 'Employer Plan', { order: 2 }))).toEqual([]);
});

const cancerOf = (...codings: readonly object[]): LensFixtureOptions => ({
  change: changed((one) =>
    one.resourceType === 'Condition' && one['id'] === 'eoma-lung'
      ? codings.map((coding, index) => ({
          ...one,
          id: `cancer-${index}`,
          code: { coding: [coding], text: `Cancer ${index}` },
        }))
      : one,
  ),
});
const icd = (code: string): object => ({ system: 'http://hl7.org/fhir/sid/icd-10-cm', code });
const snomed = (code: string, display: string): object => ({ system: 'http://snomed.info/sct', code, display });

describe('the cancer', () => {
  it.each<readonly [string, LensFixtureOptions, holds: boolean | null, says: string]>([
    ['of the lung', cancerOf(icd('C34.11')), true, 'cancer-in-model'],
    ['a code without its dot', cancerOf(icd('C3411')), true, 'cancer-in-model'],
    ['of the small intestine', cancerOf(icd('C17.0')), true, 'cancer-in-model'],
    ['chronic lymphocytic leukemia', cancerOf(icd('C91.10')), true, 'cancer-in-model'],
    ['acute myeloid leukemia', cancerOf(icd('C92.00')), false, 'cancer-not-in-model'],
    ['of the pancreas', cancerOf(icd('C25.0')), false, 'cancer-not-in-model'],
    ['mesothelioma of the pleura', cancerOf(icd('C45.0')), false, 'cancer-not-in-model'],
    ['carcinoid of the bowel, which CMS may list', cancerOf(icd('C7A.020')), null, 'cancer-unclear'],
    ['two, of which one is in the model', cancerOf(icd('C25.0'), icd('C61')), true, 'cancer-in-model'],
    ['by SNOMED CT alone', cancerOf(snomed('254637007', 'Non-small cell lung cancer')), true, 'cancer-in-model'],
    [
      'leukemia by SNOMED CT, of which kind is not told',
      cancerOf(snomed('93143009', 'Leukemia, disease')),
      null,
      'cancer-unclear',
    ],
    [
      'none',
      {
        change: changed((one) =>
          one['id'] === 'eoma-lung'
            ? { ...one, clinicalStatus: { coding: [{ code: 'resolved' }] }, abatementDateTime: '2020-01-01' }
            : one,
        ),
      },
      false,
      'cancer-none',
    ],
  ])('%s', (_, options, holds, says) => {
    const { cancer } = lensFixture(ALL_MET, options).candidate;
    expect({ holds: cancer.holds, says: cancer.says.code }).toEqual({ holds, says });
  });

  it('of two names the other one too', () => {
    const { cancer } = lensFixture(ALL_MET, cancerOf(icd('C25.0'), icd('C61'))).candidate;
    expect(cancer.says.params).toMatchObject({ group: 'prostate', beside: ['Cancer 0'] });
  });
});

const treated = (when: string | null): LensFixtureOptions => ({
  change: changed((one) => {
    if (one.resourceType !== 'MedicationAdministration') return one;
    if (one['id'] !== 'eoma-pemetrexed-2026-10-26') return null;
    const { effectiveDateTime: _was, ...rest } = one;
    return when === null ? rest : { ...rest, effectiveDateTime: when };
  }),
});

describe('the treatment and the episode', () => {
  it.each<readonly [string, LensFixtureOptions, holds: boolean | null, therapy: string, episode: string | null]>([
    ['within 180 days', treated('2026-10-26'), true, 'therapy-seen', 'episode'],
    ['179 days ago', treated('2026-05-17'), true, 'therapy-seen', 'episode'],
    ['a year ago', treated('2025-10-26'), false, 'therapy-none', 'episode-over'],
    ['without a date', treated(null), null, 'therapy-undated', 'episode-undated'],
    ['of which only the year is known', treated('2026'), null, 'therapy-undated', 'episode-undated'],
    ['before the model began, and long over', treated('2023-06-30'), false, 'therapy-none', null],
  ])('%s', (_, options, holds, says, episode) => {
    const lens = lensFixture(ALL_MET, options);
    expect({ holds: lens.candidate.therapy.holds, says: lens.candidate.therapy.says.code }).toEqual({ holds, says });
    expect(lens.episode?.says.code ?? null).toBe(episode);
  });

  it('an episode that would end after the model does is said to be so', () => {
    const late = { ...treated('2030-02-10'), asOf: '2030-03-01' };
    const lens = lensFixture(ALL_MET, late);
    expect(lens.episode?.says.code).toBe('episode-past-end-of-model');
    expect(lens.episode?.says.params).toMatchObject({ modelEnds: dayOf(2030, 6, 30) });
    expect(lens.candidate.may).toBe(true);
  });

  it('after the last day of the model nobody is in it', () => {
    const lens = lensFixture(ALL_MET, { ...treated('2030-06-10'), asOf: '2030-07-01' });
    expect(lens.ended).toBe(dayOf(2030, 6, 30));
    expect(lens.candidate.may).toBe(false);
  });

  it('a second episode begins with the first treatment after the first has ended', () => {
    const lens = lensFixture(ALL_MET, {
      asOf: '2026-11-12',
      change: changed((one) => {
        if (one['id'] === 'eoma-pemetrexed-2026-08-03')
          return { ...one, effectiveDateTime: '2026-02-01T10:00:00-05:00' };
        return one;
      }),
    });
    // The first runs to 31 July; the next treatment is of 24 August.
    expect(lens.episode?.days && isoDay(lens.episode.days.start)).toBe('2026-08-24');
  });

  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-08-03', 6, '2027-02-03'],
    ['2026-07-15', 5, '2026-12-15'],
  ])('months are those of the calendar: %s and %i months', (from, months, to) => {
    const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
    expect(isoDay(addMonths(dayOf(year, month, day), months))).toBe(to);
  });
});

describe('the visits on treatment', () => {
  const said = (how: Parameters<typeof changed>[0]) => {
    const lens = lensFixture(ALL_MET, { change: changed(how) });
    const measure = lens.measures.find(({ id }) => id === 'EOM-4a');
    return { outcome: measure?.outcome, params: measure?.says[0]?.says.params };
  };
  const isVisit = (one: Entry['resource'], day: string): boolean => one['id'] === `eoma-visit-${day}`;

  it('several resources of one day are one visit', () => {
    const twice = said((one) => (isVisit(one, '2026-10-05') ? [one, { ...one, id: 'eoma-infusion' }] : one));
    expect(twice).toMatchObject({ outcome: 'met', params: { visits: 3 } });
  });

  it('one that goes on is none yet: its score may still come', () => {
    const going = said((one) => {
      if (one['id'] === 'eoma-pain-2026-10-05') return null;
      return isVisit(one, '2026-10-05') ? { ...one, status: 'in-progress' } : one;
    });
    expect(going).toMatchObject({ outcome: 'met', params: { visits: 2 } });
  });

  it('a score in words, or on a scale that nobody knows, is not "not asked"', () => {
    const unclear = said((one) => {
      if (one['id'] !== 'eoma-pain-2026-10-05') return one;
      const { valueInteger: _score, ...rest } = one;
      return { ...rest, valueString: 'quite a lot' };
    });
    expect(unclear.outcome).toBe('cannot-tell');
  });
});

describe('which visits are on treatment (CMS157)', () => {
  const INFUSION = 'eoma-pemetrexed-2026-08-03';
  const PAIN = 'eoma-pain-2026-08-24';
  /** One visit, on 24 August, and infusions on these days. */
  const onDays = (days: readonly string[], more: readonly Entry['resource'][] = [], painOn: string | null = null) => {
    const lens = lensFixture(ALL_MET, {
      change: changed((one) => {
        const id = String(one['id']);
        if (id === INFUSION)
          return [
            ...days.map((day, index) => ({
              ...one,
              id: `infusion-${index}`,
              effectiveDateTime: `${day}T10:30:00-04:00`,
            })),
            ...more,
          ];
        if (id === PAIN) return painOn === null ? null : { ...one, effectiveDateTime: `${painOn}T09:10:00-04:00` };
        return /^eoma-(pemetrexed|pain|visit-2026-(09|10))/.test(id) ? null : one;
      }),
    });
    const measure = lens.measures.find(({ id }) => id === 'EOM-4a');
    return [measure?.outcome, measure?.says[0]?.says.code];
  };
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['one before and one after', ['2026-08-10', '2026-09-10'], ['not-met', 'pain-not-asked']],
    ['30 days before and 30 after', ['2026-07-25', '2026-09-23'], ['not-met', 'pain-not-asked']],
    ['that day and one after', ['2026-08-24', '2026-09-10'], ['not-met', 'pain-not-asked']],
    ['that day and one before', ['2026-08-24', '2026-08-10'], ['not-met', 'pain-not-asked']],
    ['two before, none after: by one definition only', ['2026-08-03', '2026-08-17'], ['cannot-tell', 'visit-open']],
    ['two after, none before: the same', ['2026-08-31', '2026-09-14'], ['cannot-tell', 'visit-open']],
    ['that day alone', ['2026-08-24'], ['not-in-denominator', 'no-visit']],
    ['31 days before and one after', ['2026-07-24', '2026-09-10'], ['not-in-denominator', 'no-visit']],
    ['one before and 31 days after', ['2026-08-10', '2026-09-24'], ['not-in-denominator', 'no-visit']],
  ])('treated %s', (_, days, expected) => {
    expect(onDays(days)).toEqual(expected);
  });

  const radiotherapy = {
    resourceType: 'Procedure',
    id: 'radiotherapy',
    status: 'completed',
    subject: { reference: 'Patient/eoma-patient' },
    code: {
      coding: [
        { system: 'http://snomed.info/sct', code: '108290001', display: 'Radiation oncology AND/OR radiotherapy' },
      ],
    },
    performedDateTime: '2026-08-24',
  };
  it('in a course of radiotherapy that began the week before, a visit may count', () => {
    expect(onDays(['2026-05-18'], [{ ...radiotherapy, performedDateTime: '2026-08-17' }])).toEqual([
      'cannot-tell',
      'visit-open',
    ]);
  });

  it.each<readonly [string, string | null, readonly string[]]>([
    ['nowhere', null, ['not-met', 'pain-not-asked']],
    ['that day', '2026-08-24', ['met', 'pain-asked']],
    [
      'in the week of radiotherapy before it, for which the visit may stand',
      '2026-08-18',
      ['cannot-tell', 'pain-unclear'],
    ],
    ['earlier', '2026-08-17', ['not-met', 'pain-not-asked']],
  ])('in radiotherapy, with pain scored %s', (_, painOn, expected) => {
    expect(onDays(['2026-05-18'], [radiotherapy], painOn)).toEqual(expected);
  });
});

describe('admissions after treatment (EOM-1)', () => {
  const eom1 = (how: Parameters<typeof changed>[0]) => {
    const measure = lensFixture(ALL_MET, { change: changed(how) }).measures.find(({ id }) => id === 'EOM-1');
    return [measure?.outcome, measure?.says[0]?.says.code];
  };
  const stay = (start: string, end: string, more: object = {}) => ({
    resourceType: 'Encounter',
    id: 'stay',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: { reference: 'Patient/eoma-patient' },
    period: { start, end },
    ...more,
  });

  it('an emergency visit after outpatient treatment counts', () => {
    expect(eom1((one) => one)).toEqual(['met', 'stay-after-treatment']);
  });

  it('treatment that was given during a stay is not outpatient treatment', () => {
    const inside = eom1((one) => {
      if (one['id'] === 'eoma-pemetrexed-2026-10-05') return [one, stay('2026-10-03', '2026-10-07')];
      return String(one['id']).startsWith('eoma-pemetrexed') ? null : one;
    });
    expect(inside).toEqual(['not-in-denominator', 'no-treatment']);
  });

  it('treatment before a stay on the same day still is', () => {
    const before = eom1((one) => {
      if (one['id'] === 'eoma-pemetrexed-2026-10-05') return [one, stay('2026-10-05', '2026-10-07')];
      return String(one['id']).startsWith('eoma-pemetrexed') ? null : one;
    });
    expect(before).toEqual(['met', 'stay-after-treatment']);
  });

  it('of somebody with leukemia, whom OP-35 leaves out, nothing is told for sure', () => {
    const leukemia = eom1((one) =>
      one['id'] === 'eoma-lung'
        ? { ...one, code: { coding: [icd('C91.10')], text: 'Chronic lymphocytic leukemia' } }
        : one,
    );
    expect(leukemia).toEqual(['cannot-tell', 'leukemia-left-out']);
  });
});

describe('a screening that is not scored by the rules on care', () => {
  const screened = (value: object, code = '55758-7', more: object = {}) => {
    const lens = lensFixture(ALL_MET, {
      change: changed((one) =>
        String(one['id']).startsWith('eoma-phq9')
          ? {
              ...one,
              code: { coding: [{ system: 'http://loinc.org', code }] },
              valueInteger: undefined,
              ...value,
              ...more,
            }
          : one,
      ),
    });
    const measure = lens.measures.find(({ id }) => id === 'EOM-5');
    return [measure?.outcome, measure?.says[0]?.says.code];
  };
  const result = (...found: readonly string[]) => ({
    valueCodeableConcept: { coding: found.map((code) => ({ system: 'http://snomed.info/sct', code })) },
  });
  it.each<readonly [string, object, string, readonly unknown[]]>([
    ['PHQ-2 of 1', { valueInteger: 1 }, '55758-7', ['met', 'screened-negative']],
    ['PHQ-2 of 3', { valueInteger: 3 }, '55758-7', ['cannot-tell', 'screened-positive']],
    ['PHQ-2 of -4', { valueInteger: -4 }, '55758-7', ['cannot-tell', 'not-screened']],
    ['PHQ-2 of 9999', { valueInteger: 9999 }, '55758-7', ['cannot-tell', 'not-screened']],
    ['negative by its result', result('428171000124102'), '73832-8', ['met', 'screened-negative']],
    ['positive by its result', result('428181000124104'), '73832-8', ['cannot-tell', 'screened-positive']],
    ['both at once', result('428171000124102', '428181000124104'), '73832-8', ['cannot-tell', 'not-screened']],
    [
      'a result of another code system',
      { valueCodeableConcept: { coding: [{ system: 'urn:x', code: '428171000124102' }] } },
      '73832-8',
      ['cannot-tell', 'not-screened'],
    ],
  ])('%s', (_, value, code, expected) => {
    expect(screened(value, code)).toEqual(expected);
  });

  it('a negative PHQ-9 settles a positive PHQ-2 of the same day, and of no other', () => {
    const both = (day: string) => {
      const lens = lensFixture(ALL_MET, {
        change: changed((one) =>
          String(one['id']).startsWith('eoma-phq9')
            ? [
                one,
                {
                  ...one,
                  id: 'phq-2',
                  code: { coding: [{ system: 'http://loinc.org', code: '55758-7' }] },
                  valueInteger: 4,
                  effectiveDateTime: `${day}T09:05:00-04:00`,
                },
              ]
            : one,
        ),
      });
      const [first] = lens.measures.find(({ id }) => id === 'EOM-5')?.says ?? [];
      return [first?.says.code, first?.says.params];
    };
    expect(both('2026-09-14')).toMatchObject(['screened-negative', { test: 'phq-9', score: 4 }]);
    expect(both('2026-09-13')).toMatchObject(['screened-positive', { test: 'phq-2', score: 4 }]);
  });

  it('a suspected bipolar disorder takes nobody out for sure', () => {
    const lens = lensFixture('fhir-fixtures/measures/medicare-advantage-hormonal', {
      change: changed((one) =>
        one['id'] === 'eomc-bipolar' ? { ...one, verificationStatus: { coding: [{ code: 'provisional' }] } } : one,
      ),
    });
    expect(lens.measures.find(({ id }) => id === 'EOM-5')?.outcome).toBe('cannot-tell');
  });
});

describe('hospice before death', () => {
  const begun = (start: string | undefined) => {
    const lens = lensFixture('fhir-fixtures/measures/died-hospice-1-day-treated-late', {
      change: changed((one) =>
        one.resourceType === 'EpisodeOfCare' ? { ...one, period: start === undefined ? {} : { start } } : one,
      ),
    });
    const measure = lens.measures.find(({ id }) => id === 'EOM-2');
    return [measure?.outcome, measure?.says[0]?.says.code];
  };
  it.each<readonly [string, string | undefined, readonly string[]]>([
    ['a day before', '2026-11-01', ['not-met', 'hospice-short']],
    ['after it', '2026-11-07', ['cannot-tell', 'hospice-not-seen']],
    ['some day of the month before', '2026-10', ['cannot-tell', 'hospice-not-seen']],
    ['on a day that is not told', undefined, ['cannot-tell', 'hospice-not-seen']],
  ])('begun %s', (_, start, expected) => {
    expect(begun(start)).toEqual(expected);
  });
});

describe('a death outside every episode', () => {
  const HOSPICE = 'fhir-fixtures/measures/died-hospice-10-days';
  const treatedIn = (year: string) => {
    const lens = lensFixture(HOSPICE, {
      change: changed((one) =>
        one.resourceType === 'MedicationAdministration'
          ? { ...one, effectiveDateTime: String(one['effectiveDateTime']).replace('2026', year) }
          : one,
      ),
    });
    return ['EOM-2', 'EOM-3'].map((id) => {
      const measure = lens.measures.find((one) => one.id === id);
      return `${measure?.outcome ?? ''}: ${measure?.says[0]?.says.code ?? ''}`;
    });
  };
  it('is not said to count', () => {
    expect(treatedIn('2025')).toEqual(['cannot-tell: death-outside-episode', 'cannot-tell: death-outside-episode']);
    expect(treatedIn('2026')).toEqual(['met: hospice-before-death', 'cannot-tell: not-treated-before-death']);
  });

  it('no episode begins or goes on after it', () => {
    const { episode } = lensFixture(HOSPICE, { asOf: '2027-03-01' });
    expect(episode?.days && isoDay(episode.days.start)).toBe('2026-07-06');
    expect(episode?.says.params).toMatchObject({ month: 4 });
  });
});

describe('what to look into', () => {
  const of = (folder: string) => {
    const { gaps, activities } = lensFixture(`fhir-fixtures/measures/${folder}`);
    return { gaps, adds: activities.filter(({ adds }) => adds).map(({ id }) => id) };
  };
  it('names what the chart lacks', () => {
    expect(of('in-the-model-gaps')).toEqual({
      gaps: [
        'score-pain',
        'plan-for-pain',
        'screen-for-depression',
        'name-navigator',
        'record-care-plan',
        'ask-symptoms',
      ],
      adds: ['navigation', 'care-plan', 'patient-reported-outcomes'],
    });
  });

  it.each(['died-hospice-10-days', 'medicare-advantage-hormonal'])(
    'nothing of somebody who has died or is not in the model: %s',
    (folder) => {
      expect(of(folder)).toEqual({ gaps: [], adds: [] });
    },
  );
});
