/**
 * A decision as a Task, as a note and, for the oncology team, as a care plan: valid, without the name of a rule, and read back as what was
 * decided. What is written here is what the next launch goes by.
 */
import * as fc from 'fast-check';
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { Decided, Decision } from '../../../src/domain/decision/decision.ts';
import { NOT_NOW_REASONS, PATIENT_REASONS } from '../../../src/domain/decision/decision.ts';
import { CARE_ITEMS } from '../../../src/domain/decision/care-items.ts';
import type { DecisionRecord } from '../../../src/domain/chart/records.ts';
import type { Level } from '../../../src/domain/dosing/recommendation.ts';
import { involvementOf } from '../../../src/domain/chart/involvement.ts';
import { dayOf, parseWhen } from '../../../src/domain/logic/when.ts';
import { TRIGGER_IDS } from '../../../src/domain/triggers/trigger.ts';
import { readDecisionNote } from '../../../src/fhir/read/decision-note.ts';
import { readFiledReferral } from '../../../src/fhir/read/filed-referral.ts';
import type { Json } from '../../../src/fhir/read/json.ts';
import type { Context } from '../../../src/fhir/read/reading.ts';
import { readTask } from '../../../src/fhir/read/task.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { carePlan } from '../../../src/fhir/write/care-plan.ts';
import { decisionNote, decisionTask, type DecisionInput } from '../../../src/fhir/write/decision.ts';
import { CARE_ITEM_NAMES } from '../../../src/words/en/decide.ts';
import { decisionTexts } from '../../../src/words/decision-texts.ts';
import { chartOf, type Resource } from '../../support/chart-of.ts';
import { GATE_DAYS } from '../../support/numbers.ts';
import { runs } from '../../support/seeded.ts';
import { SYSTEM } from './samples.ts';
import { profileErrors, structureErrors, usCoreProfiles } from './validators.ts';

const ID = '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77';
/** 22:30 in New York on the 21st. */
const AT = Date.UTC(2026, 10, 22, 3, 30, 15);
const TODAY = dayOf(2026, 11, 21);
const offsetAt = offsetOf('America/New_York');

const decidedOf = (decision: Decision, change: Partial<Decided> = {}): Decided => ({
  id: ID,
  decision,
  comment: '',
  on: {
    triggers: ['metastatic-solid-tumor', 'low-survival-cancer', 'poor-performance-status'],
    level: 'specialist',
    engine: { version: '0.1.0', catalogue: '2026.1', profile: 'needs-v1' },
    asOf: TODAY,
  },
  at: AT,
  ...change,
});

const inputOf = (decided: Decided): DecisionInput => ({
  decided,
  texts: decisionTexts(decided, 'Dr. Ada Okafor'),
  identifierSystem: SYSTEM,
  patientId: 'p1',
  encounterId: 'e7',
  requester: { reference: 'Practitioner/d1', name: 'Dr. Ada Okafor' },
  offsetAt,
  variant: 'full',
});

const context: Context = { origin: 'ehr', patientId: 'p1', asOf: TODAY + 400, offsetAt, identifierSystem: SYSTEM };

const since = parseWhen('2026-09-01');

const DECISIONS: readonly (readonly [name: string, Decision, DecisionRecord['decision']])[] = [
  ['not now', { is: 'not-now', reason: 'limited-time', askAgain: TODAY + 30 }, 'not-now'],
  [
    'patient prefers not to',
    { is: 'patient-declined', reason: null, doNotAskAgain: false, askAgain: TODAY + 90 },
    'patient-declined',
  ],
  [
    'please do not ask again',
    { is: 'patient-declined', reason: 'prefers-alternative', doNotAskAgain: true, askAgain: TODAY + 90 },
    'patient-declined',
  ],
  ['our team', { is: 'our-team', items: ['pain', 'planning'], askAgain: TODAY + 14 }, 'our-team'],
  ['already receiving', { is: 'already-receiving', by: 'Home palliative team', since }, 'already-receiving'],
  ['plan not current', { is: 'comfort-plan-not-current' }, 'comfort-plan-not-current'],
];

const asJson = (resource: FhirResource): Json => ({ ...(resource as unknown as Json), id: 'x1' });

function readBack(resource: FhirResource): DecisionRecord {
  const json = asJson(resource);
  const reading = resource.resourceType === 'Task' ? readTask(json, context) : readDecisionNote(json, context);
  if (reading?.is !== 'record' || reading.record === null) throw new Error(`not read back: ${JSON.stringify(reading)}`);
  return reading.record;
}

const WAYS = [
  ['Task', (decided: Decided) => decisionTask(inputOf(decided))],
  ['note', (decided: Decided) => decisionNote(inputOf(decided))],
] as const;

describe.each(WAYS)('a decision as a %s', (_, write) => {
  it.each(DECISIONS)('%s is valid FHIR and read back as that', (_name, decision, as) => {
    const resource = write(decidedOf(decision));
    expect(structureErrors(resource)).toEqual([]);
    const record = readBack(resource);
    expect(record).toMatchObject({
      decision: as,
      doNotAskAgain: decision.is === 'patient-declined' && decision.doNotAskAgain,
      by: 'Dr. Ada Okafor',
      decidedOn: {
        triggers: ['metastatic-solid-tumor', 'low-survival-cancer', 'poor-performance-status'],
        level: 'specialist',
      },
      unknownFindings: 0,
    });
    expect(record.on?.lo).toBe(TODAY);
    const named = 'askAgain' in decision && !('doNotAskAgain' in decision && decision.doNotAskAgain);
    expect(record.askAgain?.lo ?? null).toBe(named ? decision.askAgain : null);
  });

  it.each([
    ['Lakeside Home Palliative', '2026-09-01'],
    ['Home team; [St. Anne]; since 1999', '2026-09'],
    ['100% “Hogar”, Niño\nde Dios %3B', null],
  ])('keeps who gives the care, and since when: %s', (by, on) => {
    const record = readBack(write(decidedOf({ is: 'already-receiving', by: ` ${by} `, since: parseWhen(on) })));
    expect(record).toMatchObject({
      decision: 'already-receiving',
      receives: { from: by.replace('\n', ' '), since: parseWhen(on) },
    });
  });

  it('keeps what the oncology team takes on, in the order in which it was ticked', () => {
    const record = readBack(write(decidedOf({ is: 'our-team', items: ['pain', 'symptom-review'], askAgain: null })));
    expect(record.takesOn).toEqual(['pain', 'symptom-review']);
  });

  it('of another kind names nobody who gives care, and nothing that is taken on', () => {
    const record = readBack(write(decidedOf({ is: 'comfort-plan-not-current' })));
    expect(record.receives).toBeUndefined();
    expect(record.takesOn).toBeUndefined();
  });

  it('is no referral, though it stands under the same namespace', () => {
    for (const [, decision] of DECISIONS)
      expect(readFiledReferral(asJson(write(decidedOf(decision))), context, SYSTEM)).toBeNull();
  });

  it('carries no name of a rule, no prognosis and no word that a patient must not meet there', () => {
    const kinds = fc.constantFrom(...DECISIONS.map(([, decision]) => decision));
    fc.assert(
      fc.property(
        kinds,
        fc.subarray([...TRIGGER_IDS]),
        fc.constantFrom<Level>('none', 'hospice-conversation'),
        (decision, triggers, level) => {
          const decided = decidedOf(decision);
          const resource = write({ ...decided, on: { ...decided.on, triggers, level } });
          const said = [JSON.stringify(resource), ...inlineTexts(resource)].join('\n');
          for (const id of TRIGGER_IDS) expect(said).not.toContain(id);
          expect(said).not.toMatch(/surviv|death|dying|hospice|prognos|suicid|mortal|surprise/i);
          expect(readBack(resource).decidedOn?.triggers.toSorted()).toEqual(triggers.toSorted());
        },
      ),
      runs(50),
    );
  });

  it('of a later version is read as not understood, and never as one of these', () => {
    const text = JSON.stringify(write(decidedOf({ is: 'not-now', reason: null, askAgain: TODAY + 30 })));
    const later = JSON.parse(text.replaceAll('defer', 'shared-visit')) as FhirResource & {
      content?: { attachment: { data?: string } }[];
    };
    // The inline text still says the older word: what the description says first counts.
    expect(readBack(later).decision).toBe('not-understood');
  });
});

function inlineTexts(resource: FhirResource): readonly string[] {
  if (resource.resourceType !== 'DocumentReference') return [];
  return resource.content.map(({ attachment }) => Buffer.from(attachment.data ?? '', 'base64').toString('utf8'));
}

describe('a note', () => {
  const note = (): Json =>
    asJson(decisionNote(inputOf(decidedOf({ is: 'not-now', reason: 'need-more-info', askAgain: TODAY + 30 }))));

  it('is found by its inline text where the server keeps no description', () => {
    const { description: _none, ...rest } = note();
    expect(readDecisionNote(rest, context)).toMatchObject({ is: 'record', record: { decision: 'not-now' } });
  });

  it('of which only the text was copied into another note is none: the number is another one’s', () => {
    expect(readDecisionNote({ ...note(), identifier: [{ system: SYSTEM, value: 'another' }] }, context)).toBeNull();
    expect(readDecisionNote({ ...note(), identifier: undefined }, context)).toBeNull();
  });

  it('that is numbered alike in another namespace, or in none, is none: it is another product’s', () => {
    const [numbered] = note()['identifier'] as Json[];
    const value = numbered?.['value'];
    for (const identifier of [{ system: 'https://other.example/numbers', value }, { value }])
      expect(readDecisionNote({ ...note(), identifier: [identifier] }, context)).toBeNull();
    const beside = [{ system: 'https://other.example/numbers', value: 'another' }, numbered];
    expect(readDecisionNote({ ...note(), identifier: beside }, context)).toMatchObject({ is: 'record' });
  });

  it('is nobody’s where the site’s namespace is not known', () => {
    expect(readDecisionNote(note(), { ...context, identifierSystem: undefined })).toBeNull();
  });

  it('that was superseded or entered in error speaks no more', () => {
    expect(readDecisionNote({ ...note(), status: 'superseded' }, context)).toEqual({ is: 'withdrawn' });
    expect(readDecisionNote({ ...note(), status: 'entered-in-error' }, context)).toEqual({ is: 'withdrawn' });
  });

  it('of another patient is not this patient’s', () => {
    expect(readDecisionNote({ ...note(), subject: { reference: 'Patient/p2' } }, context)).toMatchObject({
      is: 'unreadable',
      reason: 'other-patient',
    });
  });

  it.each([
    null,
    7,
    'x',
    [],
    {},
    [{ attachment: null }],
    [{ attachment: { data: 7, contentType: 'text/plain' } }],
    [{ attachment: { data: '%%%', contentType: 'text/plain' } }],
  ])('whose content is %j is some other document', (content) => {
    expect(readDecisionNote({ ...note(), description: 7, content }, context)).toBeNull();
  });

  it('with words beyond ASCII is found all the same', () => {
    const decided = decidedOf(
      { is: 'not-now', reason: null, askAgain: TODAY + 30 },
      { comment: 'Später, según él — 後で' },
    );
    const { description: _none, ...rest } = asJson(decisionNote(inputOf(decided)));
    expect(readDecisionNote(rest, context)).toMatchObject({ is: 'record' });
  });
});

describe('the codes of reasons', () => {
  it.each([...NOT_NOW_REASONS])('%s', (reason) => {
    const task = decisionTask(inputOf(decidedOf({ is: 'not-now', reason, askAgain: TODAY + 30 })));
    expect(task.statusReason?.coding).toEqual([
      { system: 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes', code: reason },
    ]);
    expect(task.statusReason?.text).not.toBe('');
  });

  it.each([...PATIENT_REASONS, null])('of the patient, %s: the patient’s own no stands first', (reason) => {
    const decided = decidedOf({ is: 'patient-declined', reason, doNotAskAgain: false, askAgain: TODAY + 90 });
    const codes = decisionTask(inputOf(decided)).statusReason?.coding?.map(({ code }) => code);
    expect(codes).toEqual(['patient-refuses', ...(reason === null ? [] : [reason])]);
    expect(JSON.stringify(decisionTask(inputOf(decided))).replaceAll('patient-refuses', '')).not.toMatch(
      /refus|complian/i,
    );
  });
});

describe('the care plan of the oncology team', () => {
  const items = CARE_ITEMS.map((item) => CARE_ITEM_NAMES[item]);
  const decided = decidedOf({ is: 'our-team', items: CARE_ITEMS, askAgain: TODAY + 30 });
  const { texts: _texts, ...input } = inputOf(decided);

  it('is valid, by US Core too', () => {
    const plan = carePlan({ ...input, items });
    if (plan === null) throw new Error('no plan');
    expect(structureErrors(plan)).toEqual([]);
    for (const { profile } of usCoreProfiles('us-core-careplan')) expect(profileErrors(plan, profile)).toEqual([]);
  });

  it('is not taken for the plan of a palliative service, nor for comfort care', () => {
    const plan = carePlan({ ...input, decided: { ...decided, at: Date.UTC(2026, 10, 10, 15) }, items });
    const chart = chartOf([{ ...(plan as unknown as Resource), id: 'plan' }]);
    expect(chart.carePlans).toHaveLength(1);
    const involved = involvementOf(chart, GATE_DAYS);
    expect(involved).toMatchObject({ specialist: null, comfortCare: null, possible: [] });
  });

  it('is only made of what the team takes on', () => {
    expect(carePlan({ ...input, items: [] })).toBeNull();
    for (const [, decision] of DECISIONS)
      if (decision.is !== 'our-team') expect(carePlan({ ...input, decided: decidedOf(decision), items })).toBeNull();
  });

  it('shows markup as what it is', () => {
    const plan = carePlan({ ...input, items: ['<b onload="x">&'] });
    expect(plan?.text?.div).toContain('&lt;b onload=&quot;x&quot;&gt;&amp;');
    expect(plan?.text?.div).not.toContain('<b ');
  });
});
