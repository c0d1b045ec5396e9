import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import {
  CAREGIVER_LIMIT,
  draftFrom,
  gapsOf,
  LANGUAGE_LIMIT,
  QUESTION_LIMIT,
  type DraftGap,
  type ReferralDraft,
} from '../../../src/domain/referral/draft.ts';
import type { TriggerResult } from '../../../src/domain/triggers/trigger.ts';
import { fixtureChart } from '../../support/fixture-chart.ts';

const NOBODY = { interpreterNeeded: null, language: null };
const lung = assess(fixtureChart('lung-stage-4-two-unplanned-stays'));

describe('a draft from the answer', () => {
  it('takes over the time of a specialist visit, and of nothing else', () => {
    const urgent = { ...lung, recommendation: { ...lung.recommendation, urgency: 'urgent' } } as const;
    expect(draftFrom(urgent, [], NOBODY).urgency).toBe('urgent');
    const call = assess(fixtureChart('lung-stage-unknown-three-stays'));
    expect(call.recommendation).toMatchObject({ level: 'navigator', urgency: 'urgent' });
    expect(draftFrom(call, [], NOBODY).urgency).toBe('soon');
  });

  it('has the reasons in the order of the answer, strongest first', () => {
    expect(draftFrom(lung, [], NOBODY).reasons.map((one) => one.say)).toEqual(
      lung.recommendation.because.map((one) => one.say),
    );
    // Where the answer gives none (behind some gates), what is enough alone still comes first.
    const silent = { ...lung, recommendation: { ...lung.recommendation, because: [] } };
    expect(draftFrom(silent, [], NOBODY).reasons.map((one) => one.trigger)).toEqual([
      'repeat-unplanned-admissions',
      'declining-performance-status',
      'metastatic-solid-tumor',
    ]);
  });

  it('says one finding once, with the records of every rule that found it', () => {
    const { reasons } = draftFrom(assess(fixtureChart('breast-brain-metastases')), [], NOBODY);
    const findings = reasons.map((one) => JSON.stringify(one.say.params));
    expect(new Set(findings).size).toBe(findings.length);

    const [first] = lung.triggers.filter((one) => one.id === 'metastatic-solid-tumor');
    if (first === undefined) throw new Error('no trigger');
    const [record] = first.evidence;
    if (record === undefined) throw new Error('no record');
    const entry = { ...record, reference: 'Condition/second-entry' };
    const second: TriggerResult = {
      ...first,
      id: 'cns-metastases',
      counted: true,
      because: { code: 'cns-metastasis-recorded', params: first.because.params } as TriggerResult['because'],
      evidence: [record, entry],
    };
    const merged = draftFrom({ ...lung, triggers: [first, second] }, [], NOBODY).reasons;
    expect(merged).toHaveLength(1);
    // The finding that counts comes first, with its records; the other adds what it has beyond them.
    expect(merged[0]?.evidence).toEqual([record, entry, ...first.evidence.slice(1)]);
  });

  it('assumes nothing of the patient’s wish, and cannot be sent before it is said', () => {
    const draft = draftFrom(lung, ['clinic'], NOBODY);
    expect(draft.patientAgrees).toBeNull();
    expect(gapsOf(draft, ['clinic'])).toEqual(['patient-not-answered']);
    expect(gapsOf({ ...draft, patientAgrees: 'not-yet-asked' }, ['clinic'])).toEqual([]);
  });
});

describe('what is asked for the patient’s visit', () => {
  const LANGUAGES = [
    ['is not recorded', NOBODY, 'not-recorded', ''],
    [
      'is not recorded, but a language is',
      { interpreterNeeded: null, language: 'Vietnamese' },
      'not-recorded',
      'Vietnamese',
    ],
    ['is needed', { interpreterNeeded: true, language: 'Vietnamese' }, 'yes', 'Vietnamese'],
    ['is needed in a language that nobody wrote down', { interpreterNeeded: true, language: null }, 'yes', ''],
    ['is not needed', { interpreterNeeded: false, language: null }, 'no', ''],
  ] as const;
  it.each(LANGUAGES)('that an interpreter %s is taken from the chart as it is', (_, patient, needed, language) => {
    expect(draftFrom(lung, [], patient).interpreter).toEqual({ needed, language });
  });

  it('a language of any length fits into the form', () => {
    const { interpreter } = draftFrom(lung, ['clinic'], { interpreterNeeded: true, language: 'Xhosa '.repeat(50) });
    expect(interpreter.language).toHaveLength(LANGUAGE_LIMIT);
    expect(interpreter.language).toMatch(/^Xhosa /);
  });

  it('nobody is invited along before somebody was named', () => {
    expect(draftFrom(lung, [], NOBODY).caregiver).toBe('');
  });
});

describe('what a draft lacks', () => {
  const whole: ReferralDraft = { ...draftFrom(lung, ['clinic'], NOBODY), patientAgrees: 'yes' };
  const inLanguage = (language: string) => ({ interpreter: { needed: 'yes' as const, language } });

  it.each<readonly [string, Partial<ReferralDraft>, readonly DraftGap[]]>([
    ['nothing', {}, []],
    ['a service', { serviceId: null }, ['no-service']],
    ['the service that was chosen', { serviceId: 'closed' }, ['service-gone']],
    ['a reason or a question', { reasons: [], question: ' \n' }, ['no-reason-and-no-question']],
    ['nothing, when the question is as long as may be', { question: 'x'.repeat(QUESTION_LIMIT) }, []],
    ['room for the question', { question: 'x'.repeat(QUESTION_LIMIT + 1) }, ['question-too-long']],
    ['nothing, when the caregiver is as long as may be', { caregiver: 'x'.repeat(CAREGIVER_LIMIT) }, []],
    ['room for the caregiver', { caregiver: 'x'.repeat(CAREGIVER_LIMIT + 1) }, ['caregiver-too-long']],
    ['nothing, when the language is as long as may be', inLanguage('x'.repeat(LANGUAGE_LIMIT)), []],
    ['room for the language', inLanguage('x'.repeat(LANGUAGE_LIMIT + 1)), ['language-too-long']],
    ['the patient’s word', { patientAgrees: null }, ['patient-not-answered']],
    ['the patient’s yes', { patientAgrees: 'no' }, ['patient-declined']],
    [
      'several things, all told',
      { serviceId: 'closed', caregiver: 'x'.repeat(999), patientAgrees: 'no' },
      ['service-gone', 'caregiver-too-long', 'patient-declined'],
    ],
  ])('%s', (_, change, gaps) => {
    expect(gapsOf({ ...whole, ...change }, ['clinic'])).toEqual(gaps);
  });
});
