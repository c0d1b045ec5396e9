import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import { draftFrom, gapsOf } from '../../../src/domain/referral/draft.ts';
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
