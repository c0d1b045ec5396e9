/** A referral that was taken back is not forgotten: why, when, by whom; and a patient's no is the patient's no at the next launch. */
import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it, test } from 'vitest';
import { TAKEN_BACK_FOR, type TakenBackFor } from '../../../src/domain/referral/ending.ts';
import { endingOf } from '../../../src/fhir/read/ending.ts';
import { object } from '../../../src/fhir/read/json.ts';
import type { Context } from '../../../src/fhir/read/reading.ts';
import { amendedRequest } from '../../../src/fhir/write/amended-request.ts';
import { AS_OF, ago, assessOf, at, chartOf, ecog, referral, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { dayOf, isoDay } from '../../../src/domain/logic/when.ts';

const SYSTEM = 'https://example.org/fhir/NamingSystem/palliative-referral';
const scene = { identifierSystem: SYSTEM };
const OURS = { identifier: [{ system: SYSTEM, value: 'd1' }] };
const TO_PALLIATIVE = '306237005';
const [year = 0, month = 0, day = 0] = AS_OF.split('-').map(Number);
const context: Context = { origin: 'ehr', patientId: 'p1', asOf: dayOf(year, month, day) };

interface TakenBack {
  readonly why?: TakenBackFor;
  readonly action?: 'cancel' | 'discard';
  readonly words?: string;
  readonly when?: string;
}

/** As this product writes it. */
function takenBack(
  order: Resource,
  { why = 'patient-prefers-not', action = 'cancel', words = '', when = at(20, '10:00') }: TakenBack = {},
): Resource {
  return amendedRequest(order as unknown as ServiceRequest, {
    amendment: { action, why, priority: null, visitDays: null, note: words, patientAgrees: false },
    by: { reference: 'Practitioner/d1', name: 'Dr. Amara Osei' },
    at: { epochMilliseconds: Date.parse(when), offsetAt: () => 0 },
  }) as unknown as Resource;
}

const ours = (more: object = {}): Resource => referral(TO_PALLIATIVE, ago(25), { ...OURS, ...more });
/** With another last note. */
const noted = (text: string, more: object = {}): Resource =>
  ours({ status: 'revoked', note: [{ text, time: at(20, '10:00'), authorString: 'Dr. Amara Osei' }], ...more });

const gateOf = (...resources: readonly Resource[]) =>
  assessOf([...STAGE_IV, ecog(3, ago(2)), ...resources], scene).recommendation.suppressedBy;

describe('why it was taken back is read as it was written', () => {
  test.each(TAKEN_BACK_FOR.flatMap((why) => (['cancel', 'discard'] as const).map((action) => [why, action] as const)))(
    '%s, %s',
    (why, action) => {
      const words = 'As she said. On the phone: today.';
      expect(endingOf(object(takenBack(ours(), { why, action, words })) ?? {}, context)).toMatchObject({
        why,
        words: words.replace(/\.$/, ''),
        by: 'Dr. Amara Osei',
        on: { minutes: expect.any(Number) as number },
      });
      if (why !== 'other')
        expect(endingOf(object(takenBack(ours(), { why, action })) ?? {}, context)).toMatchObject({ why, words: null });
    },
  );

  it.each<readonly [string, Resource]>([
    ['one that stands', { ...noted('Cancelled: Not now.'), status: 'active' }],
    ['revoked without a word', ours({ status: 'revoked' })],
    ['a note that tells of something else', noted('Please call first. Cancelled: Not now.')],
  ])('nothing is said of %s', (_, resource) => {
    expect(endingOf(object(resource) ?? {}, context)).toBeNull();
  });
});

describe('the patient prefers not to: the no stands at the next launch', () => {
  test('as a decision of its day, in the name of who wrote it down', () => {
    const [no, ...others] = chartOf([takenBack(ours(), { words: 'Wants to wait' })], scene).decisions;
    expect(others).toEqual([]);
    expect(no).toMatchObject({
      decision: 'patient-declined',
      by: 'Dr. Amara Osei',
      reason: 'Wants to wait',
      askAgain: null,
      doNotAskAgain: false,
    });
    expect(no?.on == null ? null : isoDay(no.on.lo)).toBe(ago(20));
  });

  it.each<readonly [string, readonly Resource[], gate: string | null]>([
    ['cancelled', [takenBack(ours())], 'patient-declined'],
    ['a draft that was discarded', [takenBack(ours({ status: 'draft' }), { action: 'discard' })], 'patient-declined'],
    ['90 days ago', [takenBack(ours({ authoredOn: ago(100) }), { when: at(90, '10:00') })], 'patient-declined'],
    ['91 days ago', [takenBack(ours({ authoredOn: ago(100) }), { when: at(91, '10:00') })], null],
    [
      'a note that has lost its day counts from the referral',
      [noted('Cancelled: Patient prefers not to.', { note: [{ text: 'Cancelled: Patient prefers not to.' }] })],
      'patient-declined',
    ],
    [
      'referred again after it, and seen',
      [takenBack(ours()), referral(TO_PALLIATIVE, ago(5), { status: 'completed' })],
      null,
    ],
    [
      'referred again on the same day, later',
      [takenBack(ours()), referral(TO_PALLIATIVE, at(20, '15:00'), { status: 'completed' })],
      null,
    ],
    [
      'another referral before it',
      [takenBack(ours()), referral(TO_PALLIATIVE, ago(22), { status: 'completed' })],
      'patient-declined',
    ],
    [
      'another that was taken back as well',
      [takenBack(ours()), referral(TO_PALLIATIVE, ago(5), { status: 'revoked' })],
      'patient-declined',
    ],
    [
      'the patient’s own asking is no order',
      [takenBack(ours()), referral(TO_PALLIATIVE, ago(5), { status: 'active', intent: 'plan' })],
      'referral-prepared',
    ],
    ['taken back for another reason', [takenBack(ours(), { why: 'not-now' })], null],
    ['the last note counts', [takenBack(takenBack(ours()), { why: 'ordered-already', when: at(10, '10:00') })], null],
    [
      'an earlier reason does not',
      [takenBack(takenBack(ours(), { why: 'not-now', when: at(21, '10:00') }))],
      'patient-declined',
    ],
    ['a word that only begins like it', [noted('Cancelled: Patient prefers not to be called on Mondays.')], null],
    ['quoted in another note', [noted('They said "Cancelled: Patient prefers not to."')], null],
    ['it stands again', [{ ...takenBack(ours()), status: 'completed' }], null],
    ['entered in error', [{ ...takenBack(ours()), status: 'entered-in-error' }], null],
    ['somebody else’s order, revoked', [referral(TO_PALLIATIVE, ago(25), { status: 'revoked' })], null],
    ['somebody else’s order, with our words in it', [takenBack(referral(TO_PALLIATIVE, ago(25)))], null],
    [
      'the same number in another system',
      [takenBack(ours({ identifier: [{ system: 'urn:other', value: 'd1' }] }))],
      null,
    ],
    ['a no to hospice', [takenBack(referral('306205009', ago(25), OURS))], null],
    [
      'written by the patient’s own app',
      [
        noted('', {
          note: [
            { text: 'Cancelled: Patient prefers not to.', time: ago(20), authorReference: { reference: 'Patient/p1' } },
          ],
        }),
      ],
      null,
    ],
  ])('%s', (_, resources, gate) => {
    expect(gateOf(...resources)).toBe(gate);
  });

  test('new findings do not open it', () => {
    const found = assessOf([...STAGE_IV, ecog(4, ago(1)), takenBack(ours())], scene).recommendation;
    expect(found.suppressedBy).toBe('patient-declined');
  });
});
