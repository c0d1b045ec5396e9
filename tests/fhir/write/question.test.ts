/**
 * A question to the palliative team as a message, a work list entry and a note: valid, taken for a referral or a decision by no reader, and
 * without a word that a patient must not meet there.
 */
import * as fc from 'fast-check';
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { involvementOf } from '../../../src/domain/chart/involvement.ts';
import { dayOf, parseWhen } from '../../../src/domain/logic/when.ts';
import { beginQuestion, type Asked, type Question, type QuestionKind } from '../../../src/domain/question/question.ts';
import { state } from '../../../src/domain/statement.ts';
import { TRIGGER_IDS } from '../../../src/domain/triggers/trigger.ts';
import { assess } from '../../../src/domain/assess.ts';
import { readDecisionNote } from '../../../src/fhir/read/decision-note.ts';
import { readFiledReferral } from '../../../src/fhir/read/filed-referral.ts';
import { readFollowedFiled } from '../../../src/fhir/read/follow-up.ts';
import type { Json } from '../../../src/fhir/read/json.ts';
import { isQuestion } from '../../../src/fhir/read/question.ts';
import type { Context } from '../../../src/fhir/read/reading.ts';
import { readTask } from '../../../src/fhir/read/task.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { communication } from '../../../src/fhir/write/communication.ts';
import { questionMessage, questionNote, questionTask, type QuestionInput } from '../../../src/fhir/write/question.ts';
import { task } from '../../../src/fhir/write/task.ts';
import { questionTexts } from '../../../src/words/question-texts.ts';
import { chartOf, type Resource } from '../../support/chart-of.ts';
import { fixtureChart, SCENARIOS } from '../../support/fixture-chart.ts';
import { GATE_DAYS } from '../../support/numbers.ts';
import { runs } from '../../support/seeded.ts';
import { input as referral, SYSTEM } from './samples.ts';
import { profileErrors, structureErrors } from './validators.ts';

const ID = '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77';
/** 22:30 in New York on the 21st. */
const AT = Date.UTC(2026, 10, 22, 3, 30, 15);
const TODAY = dayOf(2026, 11, 21);
/** Before the day of the charts that `chartOf` makes. */
const EARLIER = Date.UTC(2026, 10, 10, 15, 0, 0);
const WHEN = parseWhen('2026-11-20');
if (WHEN === null) throw new Error('no day');
const offsetAt = offsetOf('America/New_York');
const context: Context = { origin: 'ehr', patientId: 'p1', asOf: TODAY + 1, offsetAt, identifierSystem: SYSTEM };

const question = (kind: QuestionKind, change: Partial<Question> = {}): Question => ({
  kind,
  serviceId: 'palliative-clinic',
  findings: [
    { say: state('performance-status-is', { scale: 'ecog', value: '3', when: WHEN }), told: true, included: true },
    { say: state('gate-deceased', { on: null }), told: false, included: false },
  ],
  text: 'Is methadone an option?',
  phone: '+1 555 0110',
  ...change,
});

const inputOf = (asked: Asked, variant: QuestionInput['variant'] = 'full'): QuestionInput => ({
  asked,
  texts: questionTexts({
    asked,
    patient: { name: 'Ruth Martin', birth: null, mrn: '77' },
    service: 'Supportive & Palliative Care Clinic',
    who: 'Dr. Ada Okafor',
    siteName: 'Riverside Cancer Center',
  }),
  service: {
    name: 'Supportive & Palliative Care Clinic',
    modality: 'clinic',
    taskOwner: 'HealthcareService/h1',
    messageTo: ['Organization/o1', 'Patient/not-1'],
  },
  identifierSystem: SYSTEM,
  patientId: 'p1',
  encounterId: 'e7',
  requester: { reference: 'Practitioner/d1', name: 'Dr. Ada Okafor' },
  offsetAt,
  variant,
});

const asked = (one: Question): Asked => ({ id: ID, question: one, asOf: TODAY, at: AT });
const asJson = (resource: FhirResource): Json => ({ ...(resource as unknown as Json), id: 'x1' });

const WAYS = [
  ['message', questionMessage],
  ['work list entry', questionTask],
  ['note', questionNote],
] as const;
const VARIANTS = ['full', 'minimal'] as const;
const KINDS: readonly QuestionKind[] = ['ask', 'tell'];

/** Everything that is said in it, what stands in base64 too. */
function wordsIn(resource: FhirResource): string {
  const json = JSON.stringify(resource);
  const inline = [...json.matchAll(/"data":"([^"]+)"/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
  return [json, ...inline].join('\n');
}

/** By none of the readers of this product. */
function expectNoReferralNorDecision(resource: Json): void {
  expect(isQuestion(resource)).toBe(true);
  expect(readFiledReferral(resource, context, SYSTEM)).toBeNull();
  expect(readFollowedFiled(resource, context, SYSTEM)).toBeNull();
  expect(readDecisionNote(resource, context)).toBeNull();
  if (resource['resourceType'] === 'Task')
    expect(readTask(resource, context)).toMatchObject({ is: 'record', record: null });
}

describe.each(WAYS)('a question as a %s', (_, write) => {
  it.each(VARIANTS)('is valid FHIR, %s', (variant) => {
    for (const kind of KINDS) {
      const resource = write(inputOf(asked(question(kind)), variant));
      expect(structureErrors(resource)).toEqual([]);
      expect(profileErrors(resource)).toEqual([]);
      expect(JSON.stringify(resource)).not.toMatch(/\[\]|\{\}|null|:""|not-1/);
    }
  });

  it.each(VARIANTS)('is taken for a referral or a decision by no reader, %s', (variant) => {
    for (const kind of KINDS) {
      const json = asJson(write(inputOf(asked(question(kind)), variant)));
      expectNoReferralNorDecision(json);
      // A server that keeps texts and no codes of ours.
      const { topic: _t, code: _c, description: _d, ...rest } = json;
      expectNoReferralNorDecision({ ...rest, ...(rest['resourceType'] === 'Task' ? { code: { text: 'Task' } } : {}) });
    }
  });

  it('carries no code of a referral, and says that nothing was ordered', () => {
    const said = wordsIn(write(inputOf(asked(question('ask')))));
    expect(said).not.toContain('306237005');
    expect(said).toContain('This is a question, not a referral. Nothing was ordered.');
    expect(said).toContain('ECOG 3');
    expect(said).toContain('(told by the clinician)');
    expect(said).toContain('Is methadone an option?');
    expect(said).toContain('Please call back: +1 555 0110');
    expect(said).not.toContain('deceased');
  });

  it('leaves the patient’s chart as it was: no involvement, no decision, no referral', () => {
    const resource = {
      ...write(inputOf({ ...asked(question('ask')), at: EARLIER })),
      id: 'x1',
    } as unknown as Resource;
    const chart = chartOf([resource]);
    expect(chart.decisions).toEqual([]);
    expect(chart.referrals).toEqual([]);
    expect(involvementOf(chart, GATE_DAYS)).toEqual(involvementOf(chartOf([]), GATE_DAYS));
  });

  it('whatever the chart, has no name of a rule, no prognosis, no self-harm, no hastened death', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCENARIOS),
        fc.constantFrom(...KINDS),
        fc.constantFrom(...VARIANTS),
        (name, kind, variant) => {
          const chart = fixtureChart(name);
          const begun = beginQuestion(kind, chart, assess(chart), {
            serviceIds: ['palliative-clinic'],
            phone: '',
            againDays: GATE_DAYS.againDays,
          });
          const all = begun.findings.map((one) => ({ ...one, included: true }));
          const said = wordsIn(write(inputOf(asked({ ...begun, findings: all, text: 'Please call.' }), variant)));
          for (const id of TRIGGER_IDS) if (id.includes('-')) expect(said).not.toContain(id);
          expect(said).not.toMatch(/surviv|\bdeath|dying|prognos|suicid|self-harm|mortal|surprise|hasten/i);
        },
      ),
      runs(200),
    );
  });
});

it('news says nothing of how long the team has known the patient: a visit may only be booked', () => {
  expect(inputOf(asked(question('tell'))).texts.line).toBe(
    'News about a patient. This is a message, not a referral. Nothing was ordered.',
  );
});

describe('the mark in the text', () => {
  it('copied into a referral makes no question of the referral', () => {
    const quoted = `As asked before: [Supportive care question, not a referral: number ${ID}]`;
    for (const write of [communication, task]) {
      const json = asJson(write({ ...referral, patientId: 'p1', texts: { ...referral.texts, letter: quoted } }));
      expect(isQuestion(json)).toBe(false);
      expect(readFiledReferral(json, context, SYSTEM)?.is).toBe('record');
    }
  });

  it.each([null, 7, 'x', {}, [null], [{ contentString: 7, text: 7 }], [{ contentAttachment: null, attachment: [] }]])(
    'is not found in %j',
    (strange) => {
      expect(isQuestion({ payload: strange, note: strange, content: strange, code: strange, topic: strange })).toBe(
        false,
      );
    },
  );
});
