/** What the clinician reads: sentences of clinical reference 4.2, 4.3 and 8.5, dates as they are known, and the letter. */
import { describe, expect, test } from 'vitest';
import type { AssessOptions } from '../../src/domain/assess.ts';
import { NEEDS_V1 } from '../../src/domain/dosing/profiles.ts';
import { draftFrom } from '../../src/domain/referral/draft.ts';
import { dayOf, parseWhen, type When } from '../../src/domain/logic/when.ts';
import { state } from '../../src/domain/statement.ts';
import type { TriggerId } from '../../src/domain/triggers/trigger.ts';
import { parseSite, type Site } from '../../src/site/site.ts';
import { screen } from '../../src/words/screen.ts';
import { letterText, noteText } from '../../src/words/letter.ts';
import { nameRule } from '../../src/words/say-rule.ts';
import { ago as agoInWords, say, sayDay, sayWhen } from '../../src/words/say.ts';
import {
  ago,
  assessOf,
  at,
  chartOf,
  condition,
  daysInHospital,
  ecog,
  patient,
  procedure,
  STAGE_II,
  STAGE_IV,
  stay,
  type Resource,
  type Scene,
} from '../support/chart-of.ts';
import { pain } from '../support/builders/observations.ts';

const when = (text: string): When => parseWhen(text) ?? { lo: 0, hi: 0, precision: 'day', minutes: null };

describe('dates', () => {
  test.each([
    ['2026-11-12', '12 Nov 2026'],
    ['2026-01-01', '1 Jan 2026'],
    ['2024-02-29', '29 Feb 2024'],
    ['2026-10', 'Oct 2026'],
    ['2026', '2026'],
    ['2026-11-12T23:59:00-10:00', '12 Nov 2026'],
    ['1926-03-01', '1 Mar 1926'],
    ['0099-03-01', '1 Mar 0099'],
  ])('%s is "%s"', (text, words) => {
    // Years of two digits are nobody's birthday, but must not become 1999.
    expect(sayWhen(when(text)).replace(/\b99$/, '0099')).toBe(words);
  });

  test('every day of two years is written as it is', () => {
    for (let day = dayOf(2023, 12, 31); day <= dayOf(2026, 1, 1); day += 1) {
      const [date = '', month = '', year = ''] = sayDay(day).split(' ');
      expect(`${year}-${month}-${date.padStart(2, '0')}`).toBe(
        new Date(day * 86_400_000)
          .toLocaleDateString('en-GB', { timeZone: 'UTC', day: '2-digit', month: 'short', year: 'numeric' })
          .replace('Sept', 'Sep')
          .split(' ')
          .toReversed()
          .join('-'),
      );
    }
  });

  test.each([
    [0, 'today'],
    [1, 'yesterday'],
    [2, '2 days ago'],
    [14, '14 days ago'],
    [27, '27 days ago'],
    [28, '4 weeks ago'],
    [59, '8 weeks ago'],
    [60, '2 months ago'],
    [365, '12 months ago'],
    [800, '2 years ago'],
  ])('%i days before: %s', (days, words) => {
    expect(agoInWords(dayOf(2026, 11, 12) - days, dayOf(2026, 11, 12))).toBe(words);
  });

  test('nothing is said of how long ago a month or a year was', () => {
    expect(agoInWords(when('2026-10'), dayOf(2026, 11, 12))).toBe('');
    expect(agoInWords(when('2025'), dayOf(2026, 11, 12))).toBe('');
  });
});

const headline = (resources: readonly Resource[], scene?: Scene): string =>
  say(assessOf(resources, scene).recommendation.headline);
const reasons = (resources: readonly Resource[], scene?: Scene): readonly string[] =>
  assessOf(resources, scene).recommendation.because.map((one) => say(one.say));
const well = [...STAGE_II, ecog(1, '2026-11-05')];

describe('headlines', () => {
  test.each<readonly [situation: string, resources: readonly Resource[], sentence: string | RegExp]>([
    [
      'specialist, soon',
      [...STAGE_IV, ecog(3, ago(20))],
      'A supportive & palliative care visit is suggested, within 2 weeks.',
    ],
    [
      'specialist, urgent: bedbound, but newly diagnosed and not yet treated',
      [condition('C34.11', { onset: ago(60) }), condition('C78.7', { onset: ago(60) }), ecog(4, ago(20))],
      'A supportive & palliative care visit is suggested, within 72 hours.',
    ],
    [
      'goals-of-care conversation',
      [...STAGE_IV, ecog(4, ago(20))],
      'A goals-of-care conversation is suggested at this visit. Prognosis is your judgment.',
    ],
    ['nurse call, soon', STAGE_IV, 'A supportive-care nurse call is suggested, within 7 days.'],
    [
      'nurse call, urgent',
      [condition('C50.911'), ecog(3, ago(5))],
      'A supportive-care nurse call is suggested, within 2 working days.',
    ],
    ['watch, enough known', well, /^Nothing recorded calls for a supportive-care step now\..*ECOG 1 on 5 Nov/],
    ['watch, too little known', STAGE_II, /^Too little is recorded to say/],
    [
      'watch, last performance status too old',
      [...STAGE_II, ecog(1, ago(100))],
      /^Too little is recorded to say.*4 Aug 2026/,
    ],
    ['no cancer', [condition('I10')], 'No active cancer is recorded in what we could read.'],
    [
      'only skin cancer',
      [condition('C44.311')],
      'No active cancer is recorded in what we could read, but for skin cancer, which counts only once it has spread or is treated with drugs.',
    ],
    [
      'only a myelodysplastic syndrome',
      [condition('D46.9')],
      'No active cancer is recorded in what we could read, but for a myelodysplastic or myeloproliferative disease, which this site does not count.',
    ],
    [
      'a brain tumor of unknown grade is no blood cancer',
      [condition('C71.9', { onset: '2020-01-01', recorded: '2020-01-01' })],
      /type or grade of the brain tumor not recorded/,
    ],
    [
      'hospice, a single contact',
      [...STAGE_IV, procedure('385763009', '2026-10-03')],
      'Hospice care recorded on 3 Oct 2026.',
    ],
    ['remission', [condition('C81.9A', { onset: '2024-05-01' })], /^In remission/],
    ['deceased', [patient({ deceasedDateTime: '2026-11-01' }), ...STAGE_IV], 'Recorded as deceased, 1 Nov 2026.'],
    [
      'hospice',
      [...STAGE_IV, stay({ class: 'HH', type: '305336008', start: '2026-10-03', end: null })],
      'Hospice care recorded since 3 Oct 2026.',
    ],
    [
      'possibly deceased',
      [...STAGE_IV, ecog(5, '2026-11-01')],
      /^The record may say that the patient has died \(.*1 Nov 2026\)\. Check before any contact\.$/,
    ],
    [
      'one visit diagnosis',
      [
        condition('C25.0', {
          status: null,
          category: 'encounter-diagnosis',
          recorded: '2026-11-10',
          text: 'Cancer of the head of pancreas',
        }),
      ],
      /^Cancer status unclear: one visit diagnosis, 10 Nov 2026\.$/,
    ],
  ])('%s', (_, resources, sentence) => {
    if (typeof sentence === 'string') expect(headline(resources)).toBe(sentence);
    else expect(headline(resources)).toMatch(sentence);
  });

  test('times are those of the profile in force', () => {
    const profile = {
      ...NEEDS_V1,
      wellDays: 30,
      visitDays: {
        specialist: { urgent: 2, soon: 10, routine: 21 },
        navigator: { urgent: 1, soon: 14, routine: 14 },
      },
    };
    const told = (resources: readonly Resource[]): readonly string[] => {
      const assessment = assessOf(resources, { options: { profile } });
      const { headline: first, remarks } = assessment.recommendation;
      const { urgency, visitDays } = draftFrom(assessment, [], NOBODY);
      return [say(first), ...remarks.map(say), `${visitDays[urgency]}`];
    };
    expect(told([...STAGE_IV, ecog(3, ago(20))])[0]).toMatch(/visit is suggested, within 10 days\.$/);
    expect(told([...STAGE_IV, ecog(3, ago(20))]).at(-1)).toBe('10');
    expect(
      told([condition('C34.11', { onset: ago(60) }), condition('C78.7', { onset: ago(60) }), ecog(4, ago(20))])[0],
    ).toMatch(/within 48 hours\.$/);
    expect(told(STAGE_IV)[0]).toBe('A supportive-care nurse call is suggested, within 2 weeks.');
    expect(told(STAGE_IV)[1]).toMatch(/not on record for the last 30 days/);
    expect(told([condition('C50.911'), ecog(3, ago(5))])[0]).toMatch(
      /nurse call is suggested, within 1 working day\.$/,
    );
  });

  test('the day of remission is not the day of diagnosis when the record tells them apart', () => {
    // Onset of the disease 2019; in remission by status only: since when is not on record, so no date may be claimed.
    expect(headline([condition('C50.911', { onset: '2019-03-01', status: 'remission' })])).not.toContain('1 Mar 2019');
  });

  test('a reassuring sentence never stands on thin ground', () => {
    for (const source of ['Condition', 'Encounter', 'Observation'] as const)
      expect(headline(well, { states: { [source]: 'failed' } })).not.toMatch(/^Nothing recorded calls/);
  });
});

describe('names', () => {
  const named = (id: TriggerId, thresholds: AssessOptions['thresholds'] = {}): string => {
    const { triggers } = assessOf(STAGE_IV, { options: { thresholds } });
    const found = triggers.find((one) => one.id === id);
    return found === undefined ? '' : nameRule(id, found.rule);
  };
  test('a number in the name of a rule is the one in force', () => {
    expect(named('repeat-unplanned-admissions')).toBe('Two or more unplanned hospital stays in 90 days');
    expect(named('repeat-unplanned-admissions', { 'repeat-unplanned-admissions': { windowDays: 365, count: 3 } })).toBe(
      'Three or more unplanned hospital stays in 365 days',
    );
    expect(named('recent-unplanned-admission', { 'recent-unplanned-admission': { windowDays: 14 } })).toBe(
      'Unplanned hospital stay in the last 14 days',
    );
    expect(named('poor-performance-status')).toBe('Needs much help with daily life (ECOG 3 or 4)');
    expect(named('poor-performance-status', { 'poor-performance-status': { ecog: 2 } })).toBe(
      'Needs much help with daily life (ECOG 2 or worse)',
    );
    expect(named('delirium')).toBe('Delirium');
  });

  test.each<[AssessOptions, string]>([
    [{}, 'needs-v1'],
    [{ thresholds: {}, optionalRules: {}, myeloidAsBloodCancer: false }, 'needs-v1'],
    [{ thresholds: { gates: { decisionDays: 14 } } }, 'needs-v1+site'],
    [{ optionalRules: { 'caregiver-strain': false } }, 'needs-v1+site'],
    [{ myeloidAsBloodCancer: true }, 'needs-v1+site'],
  ])('an answer tells whether a site has changed what made it: %o', (options, name) => {
    expect(assessOf(STAGE_IV, { options }).engine.profile).toBe(name);
  });

  test('a question at the end of what was not seen ends with its own mark', () => {
    expect(screen.answer.notSeenLine(['Calcium not recorded.', 'Which line is it?'])).toBe(
      'calcium not recorded; which line is it?',
    );
    expect(screen.answer.notSeenLine(['Calcium not recorded.'])).toBe('calcium not recorded.');
  });

  test('the banner tells the stage as it was recorded, and the metastasis beside it', () => {
    expect(screen.banner.stage('Breast cancer', 'IIA', null)).toBe('Breast cancer, stage IIA');
    expect(screen.banner.stage('Breast cancer', 'IIA', '3 May 2026')).toBe(
      'Breast cancer, stage IIA; metastasis since 3 May 2026',
    );
  });
});

describe('reasons', () => {
  test('a score of a stay or after an operation is said to be one', () => {
    const said = (resources: readonly Resource[]): string =>
      assessOf([...STAGE_IV, ...resources])
        .triggers.filter(({ id }) => id === 'severe-physical-symptom')
        .map(({ because }) => say(because))
        .join();
    expect(
      said([
        pain(8, ago(5)),
        procedure('80146002', ago(6), {
          code: { coding: [{ system: 'http://snomed.info/sct', code: '80146002', display: 'Appendectomy' }] },
        }),
      ]),
    ).toMatch(/^Pain 8\/10 on .* \(in hospital, .* operation\)$/);
    expect(said([pain(8, ago(5))])).toMatch(/^Pain 8\/10 on \d+ \w+ 2026$/);
  });

  test('a relapse is said to be one where its name does not', () => {
    const when = { lo: 0, hi: 0, precision: 'day', minutes: null } as const;
    expect(say(state('relapse-recorded', { name: 'Follicular lymphoma', when }))).toBe(
      'Follicular lymphoma, recorded as relapsed or refractory; first recorded 1 Jan 1970',
    );
    expect(say(state('relapse-recorded', { name: 'Myeloma in relapse', when }))).toBe(
      'Myeloma in relapse, recorded 1 Jan 1970',
    );
  });

  test('findings with value and date; "unplanned" only where it is known', () => {
    expect(reasons([...STAGE_IV, daysInHospital(80), daysInHospital(20)])[0]).toBe(
      'Two hospital stays in 90 days, neither recorded as planned: 24 Aug 2026, 23 Oct 2026',
    );
    expect(
      reasons([...STAGE_IV, daysInHospital(80, { from: 'emergency' }), daysInHospital(20, { priority: 'EM' })])[0],
    ).toBe('Two unplanned hospital stays in 90 days: 24 Aug 2026, 23 Oct 2026');
    expect(reasons([...STAGE_IV, daysInHospital(80, { from: 'emergency' }), daysInHospital(20)])[0]).not.toMatch(
      /unplanned/i,
    );
    expect(reasons([...STAGE_IV, ecog(3, '2026-11-05')])[0]).toMatch(/^ECOG 3, 5 Nov 2026/);
  });

  test('an unclear performance status is asked for', () => {
    const missing = assessOf([...STAGE_IV, ecog('2-3', '2026-11-05')]).notSeen.map((one) => say(one.say));
    expect(missing).toContain('ECOG "2-3" on 5 Nov 2026: which?');
  });

  test('what the chart holds is never rendered as markup', () => {
    const evil = condition('C34.11', { text: '<img src=x onerror=alert(1)>Lung <b>cancer</b>' });
    const answer = assessOf([
      evil,
      condition('C78.7', { text: '<script>alert(1)</script>Liver' }),
      ecog('<b>3</b>', ago(5)),
      stay({ typeText: '<i>x</i>', start: at(5, '10:00'), end: at(4, '10:00') }),
    ]);
    expect(JSON.stringify(answer.recommendation)).not.toMatch(/<(img|b|script|i)\b/);
    expect(
      answer.triggers
        .flatMap((one) => one.evidence.map(({ label, value }) => `${label} ${value ?? ''}`))
        .filter((text) => text.includes('<')),
    ).toEqual([]);
  });
});

const NOBODY = { interpreterNeeded: null, language: null };

describe('the letter and the note', () => {
  const parsed = parseSite({
    name: 'Riverside',
    timeZone: 'America/New_York',
    issuers: [{ iss: 'https://ehr.example.org/fhir', label: 'EHR', clientId: 'x' }],
    referral: {
      identifierSystem: 'https://example.org/ids',
      services: [
        {
          id: 'clinic',
          name: 'Supportive & Palliative Care Clinic',
          modality: 'clinic',
          phone: '+1 555 0100',
          nightPhone: '+1 555 0199',
        },
      ],
    },
  });
  const site: Site = (() => {
    if (!parsed.ok) throw new Error(parsed.problems.map((one) => one.message).join());
    return parsed.site;
  })();
  const resources = [
    patient({ name: [{ family: 'Martin', given: ['Ruth'] }] }),
    ...STAGE_IV,
    ecog(3, '2026-11-05'),
    daysInHospital(80),
    daysInHospital(20),
  ];
  const answer = assessOf(resources);
  const content = {
    draft: { ...draftFrom(answer, ['clinic'], NOBODY), patientAgrees: 'not-yet-asked' as const },
    patient: chartOf(resources).patient,
    service: site.referral.services[0] ?? null,
    site,
    requester: 'Dr Example',
    decisionId: 'abc',
  };

  test('carries findings and what is asked, who knows of it, and whom to call at night', () => {
    const text = letterText(content);
    for (const part of [
      'Ruth Martin',
      'ECOG 3, 5 Nov 2026',
      'First visit asked for within 2 weeks',
      'call the referring team before contacting the patient',
      '+1 555 0199',
      'Supportive & Palliative Care Clinic',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });

  test('what is released to the patient at once holds no survival, no alarm, and no trigger id (8.5)', () => {
    const [letter, note] = [letterText(content), noteText(content)];
    for (const text of [letter, note]) {
      expect(text).not.toMatch(/surviv|prognos|end of life|risk of death|surprise|hospice|high-risk|refused/i);
    }
    for (const { id } of answer.triggers) for (const text of [letter, note]) expect(text).not.toContain(id);
  });

  test('findings that the clinician left out are left out', () => {
    const draft = {
      ...content.draft,
      reasons: content.draft.reasons.map((one) => ({ ...one, included: false })),
      question: 'Pain control',
    };
    const text = noteText({ ...content, draft });
    expect(text).not.toContain('ECOG');
    expect(text).toContain('Pain control');
  });

  test('no wish of the patient is assumed', () => {
    expect(draftFrom(answer, [], NOBODY).patientAgrees).toBeNull();
    expect(draftFrom(answer, [], NOBODY).serviceId).toBeNull();
  });
});
