import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gate } from '../../../src/domain/dosing/recommendation.ts';
import type { ReferralRecord } from '../../../src/domain/chart/records.ts';
import { problem } from '../../../src/domain/problem.ts';
import { gapsOf, type ReferralDraft } from '../../../src/domain/referral/draft.ts';
import type { SubmissionOutcome } from '../../../src/domain/referral/outcome.ts';
import { state } from '../../../src/domain/statement.ts';
import {
  advance,
  IDLE,
  isDraftable,
  isUnknown,
  maySend,
  NOT_THERE_AFTER_MS,
  wouldLose,
  type GateSpeaks,
  type Submission,
  type SubmissionEvent,
} from '../../../src/domain/referral/submission.ts';

const draft: ReferralDraft = {
  serviceId: 'palliative-clinic',
  urgency: 'soon',
  visitDays: { urgent: 3, soon: 14, routine: 28 },
  reasons: [],
  question: 'Please help with breathlessness.',
  patientAgrees: 'yes',
  interpreter: { needed: 'no', language: '' },
  caregiver: '',
  about: [],
  basedOn: null,
  engine: { version: '0', catalogue: '0', profile: 'needs-v1' },
  asOf: 20000,
};
const lost = problem('network', 'POST ServiceRequest');
const unknown: SubmissionOutcome = { outcome: 'unknown', via: 'fhir-create', why: lost };
const placed: SubmissionOutcome = { outcome: 'placed', reference: 'ServiceRequest/1', readBack: true, alsoOpen: [] };
const SENT_AT = 1_000_000;
const SERVICES = ['palliative-clinic'];

function after(...events: readonly SubmissionEvent[]): Submission {
  return events.reduce(advance, IDLE);
}

const opened: SubmissionEvent = { type: 'opened', decisionId: 'd1', draft };
const noGate: SubmissionEvent = { type: 'gate-seen', gate: 'none' };
const checked: readonly SubmissionEvent[] = [
  opened,
  noGate,
  { type: 'check-begun' },
  { type: 'check-ended', check: { result: 'none', searched: 3 } },
];
const submitted: readonly SubmissionEvent[] = [...checked, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES }];
const speaks = (gate: Gate): GateSpeaks => ({
  gate,
  headline: state('gate-hospice', { since: null, enrolled: true }),
  siteStops: false,
});
const answered = (outcome: SubmissionOutcome): SubmissionEvent => ({ type: 'answered', outcome, since: null });

describe('the life of a referral', () => {
  it('goes from a draft over a look for others to sending and a known end', () => {
    expect(after(opened).at).toBe('editing');
    expect(after(...checked).at).toBe('confirming');
    expect(after(...submitted)).toMatchObject({ at: 'sending', since: SENT_AT, acknowledged: null });
    expect(after(...submitted, answered(placed))).toMatchObject({ at: 'settled', outcome: placed, decisionId: 'd1' });
  });

  it('does not send before other referrals have been looked for', () => {
    expect(after(opened, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES }).at).toBe('editing');
    expect(after(opened, { type: 'check-begun' }, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES }).at).toBe(
      'checking',
    );
  });

  it.each([
    { result: 'open', referrals: [] },
    { result: 'similar', referrals: [] },
    { result: 'could-not-check', why: lost },
  ] as const)('needs the user to have read "$result" before it sends', (check) => {
    const found = after(opened, noGate, { type: 'check-begun' }, { type: 'check-ended', check });
    expect(maySend(found, SERVICES)).toBe(false);
    expect(advance(found, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES })).toBe(found);
    const read = advance(found, { type: 'acknowledged', yes: true });
    expect(advance(read, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES })).toMatchObject({
      at: 'sending',
      acknowledged: check.result,
    });
  });

  it('does not send a draft that lacks something', () => {
    const declined = after(...checked, { type: 'edited', draft: { ...draft, patientAgrees: 'no' } });
    expect(advance(declined, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES })).toBe(declined);
  });

  it('does not send before somebody has said what the patient says', () => {
    const silent = after(...checked, { type: 'edited', draft: { ...draft, patientAgrees: null } });
    expect(gapsOf({ ...draft, patientAgrees: null }, SERVICES)).toEqual(['patient-not-answered']);
    expect(advance(silent, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES })).toBe(silent);
  });

  it.each(['hospice', 'possibly-deceased', 'cancer-status-unclear', 'no-active-malignancy'] as const)(
    'needs the user to have read the gate "%s" before it sends',
    (gate) => {
      const behind = after(...checked, { type: 'gate-seen', gate: speaks(gate) });
      expect(advance(behind, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES })).toBe(behind);
      const read = advance(behind, { type: 'gate-acknowledged', yes: true });
      expect(advance(read, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES }).at).toBe('sending');
      // Two things to read are two ticks.
      const similar = advance(advance(read, { type: 'check-begun' }), {
        type: 'check-ended',
        check: { result: 'similar', referrals: [] },
      });
      expect(maySend(similar, SERVICES)).toBe(false);
    },
  );

  it('takes a tick for the gate that it was given for, and for no other', () => {
    const read = after(
      ...checked,
      { type: 'gate-seen', gate: speaks('cancer-status-unclear') },
      { type: 'gate-acknowledged', yes: true },
    );
    expect(advance(read, { type: 'gate-seen', gate: speaks('cancer-status-unclear') })).toBe(read);
    expect(maySend(read, SERVICES)).toBe(true);
    expect(maySend(advance(read, { type: 'gate-seen', gate: speaks('hospice') }), SERVICES)).toBe(false);
  });

  it('sends nothing for the dead or a child, and nothing before it is known whether a gate speaks', () => {
    const tick: SubmissionEvent = { type: 'gate-acknowledged', yes: true };
    for (const gate of ['deceased', 'under-18'] as const)
      expect(maySend(after(...checked, { type: 'gate-seen', gate: speaks(gate) }, tick), SERVICES)).toBe(false);
    expect(maySend(after(...checked.filter((one) => one !== noGate), tick), SERVICES)).toBe(false);
  });

  it('ignores every further submit while it sends', () => {
    const sending = after(...submitted);
    expect(advance(sending, { type: 'submitted', now: SENT_AT + 1, serviceIds: SERVICES })).toBe(sending);
    expect(advance(sending, { type: 'edited', draft: { ...draft, question: 'x' } })).toBe(sending);
    expect(advance(sending, { type: 'discarded' })).toBe(sending);
  });

  it('comes back from a refusal with everything typed and the same decision', () => {
    const refused = after(...submitted, answered({ outcome: 'refused', problems: [lost] }));
    expect(refused).toMatchObject({ at: 'editing', decisionId: 'd1', draft, refused: [lost], touched: true });
  });

  it('comes back from a reload in mid-send as unknown, counted from the time of the send', () => {
    const found = after({ type: 'send-found', decisionId: 'd1', via: 'fhir-create', draft, since: SENT_AT });
    expect(isUnknown(found)).toBe(true);
    expect(found).toMatchObject({ since: SENT_AT });
  });

  it('leaves unknown by a look that finds it', () => {
    const looking = after(...submitted, answered(unknown), { type: 'look-begun' });
    expect(advance(looking, { type: 'look-ended', outcome: placed })).toMatchObject({ outcome: placed });
    expect(isUnknown(advance(looking, { type: 'look-ended', outcome: unknown }))).toBe(true);
    // A look-up cannot refuse, and cannot make a letter of it.
    expect(isUnknown(advance(looking, { type: 'look-ended', outcome: { outcome: 'refused', problems: [] } }))).toBe(
      true,
    );
    expect(isUnknown(advance(looking, { type: 'look-ended', outcome: { outcome: 'manual' } }))).toBe(true);
  });

  it('keeps "I see the order" as the user’s word beside an outcome that stays unknown', () => {
    const said = after(...submitted, answered(unknown), { type: 'user-sees-it' });
    expect(said).toMatchObject({ at: 'settled', outcome: unknown, userWord: 'sees-it' });
    expect(isUnknown(said)).toBe(false);
  });

  it('hears "it is not there" only 20 seconds after the send, and keeps the decision', () => {
    const lostAnswer = after(...submitted, answered(unknown));
    const early: SubmissionEvent = { type: 'user-says-not-there', now: SENT_AT + NOT_THERE_AFTER_MS - 1 };
    expect(advance(lostAnswer, early)).toBe(lostAnswer);
    const late = advance(lostAnswer, { type: 'user-says-not-there', now: SENT_AT + NOT_THERE_AFTER_MS });
    expect(late).toMatchObject({ at: 'editing', decisionId: 'd1', draft });
  });

  it('does not hear "it is not there" while a look is under way', () => {
    const looking = after(...submitted, answered(unknown), { type: 'look-begun' });
    expect(advance(looking, { type: 'user-says-not-there', now: SENT_AT + 60_000 })).toBe(looking);
  });

  it('warns of leaving while words or an answer would be lost', () => {
    expect(wouldLose(after(opened))).toBe(false);
    expect(wouldLose(after(opened, { type: 'edited', draft }))).toBe(true);
    expect(wouldLose(after(...submitted))).toBe(true);
    expect(wouldLose(after(...submitted, answered(placed)))).toBe(false);
  });
});

describe('behind a gate at which the site stops', () => {
  const stopped = (gate: Gate): SubmissionEvent => ({ type: 'gate-seen', gate: { ...speaks(gate), siteStops: true } });

  it.each(['hospice', 'comfort-care-recorded', 'patient-declined'] as const)(
    'nothing is sent at "%s", whatever is ticked',
    (gate) => {
      const behind = after(...checked, stopped(gate), { type: 'gate-acknowledged', yes: true });
      expect(behind).toMatchObject({ gateAcknowledged: false });
      expect(maySend(behind, SERVICES)).toBe(false);
      expect(advance(behind, { type: 'submitted', now: SENT_AT, serviceIds: SERVICES })).toBe(behind);
    },
  );

  it('a tick that was given before the site stopped there does not open it', () => {
    const read = after(
      ...checked,
      { type: 'gate-seen', gate: speaks('hospice') },
      { type: 'gate-acknowledged', yes: true },
    );
    expect(maySend(read, SERVICES)).toBe(true);
    expect(maySend(advance(read, stopped('hospice')), SERVICES)).toBe(false);
  });

  it('nor can the letter be handed on', () => {
    const handed = after(...checked, stopped('hospice'), {
      type: 'handed-on',
      word: 'handed-on',
      now: SENT_AT,
      serviceIds: SERVICES,
    });
    expect(handed.at).toBe('confirming');
  });
});

describe('what was done by hand', () => {
  const handed = (word: 'placed-it' | 'handed-on'): SubmissionEvent => ({
    type: 'handed-on',
    word,
    now: SENT_AT,
    serviceIds: SERVICES,
  });

  it.each([
    ['placed-it', [opened, noGate]],
    ['handed-on', checked],
    ['handed-on', [opened, noGate, { type: 'check-begun' } as const]],
    ['placed-it', [...submitted, answered({ outcome: 'refused', problems: [lost] }), noGate]],
  ] as const)('is "%s" by the user’s word, and nothing was sent', (word, events) => {
    const now = after(...events, handed(word));
    expect(now).toMatchObject({ at: 'settled', decisionId: 'd1', outcome: { outcome: 'manual' }, userWord: word });
    expect(now).toMatchObject({ since: SENT_AT, draft });
    expect([isUnknown(now), wouldLose(now)]).toEqual([false, false]);
  });

  it.each([
    ['nothing was written', []],
    ['the patient was not asked', [...checked, { type: 'edited', draft: { ...draft, patientAgrees: null } } as const]],
    ['the patient does not agree', [...checked, { type: 'edited', draft: { ...draft, patientAgrees: 'no' } } as const]],
    ['a gate was not read', [...checked, { type: 'gate-seen', gate: speaks('hospice') } as const]],
    ['it is being sent', submitted],
    ['it is there', [...submitted, answered(placed)]],
    ['nobody knows whether it is there', [...submitted, answered(unknown)]],
  ])('is not heard when %s', (_, events) => {
    const now = after(...events);
    expect(advance(now, handed('handed-on'))).toBe(now);
  });

  it('comes back after a reload as the user’s word', () => {
    const found: SubmissionEvent = {
      type: 'outcome-found',
      decisionId: 'd1',
      draft,
      outcome: { outcome: 'manual' },
      since: SENT_AT,
      userWord: 'placed-it',
    };
    expect(after(found)).toMatchObject({ at: 'settled', outcome: { outcome: 'manual' }, userWord: 'placed-it' });
  });
});

describe('a word that was not so', () => {
  it('of an order that was seen: nobody knows again', () => {
    const seen = after(...submitted, answered(unknown), { type: 'user-sees-it' });
    expect(isUnknown(advance(seen, { type: 'word-taken-back' }))).toBe(true);
  });

  it('of a letter that was handed on: when the earlier try is found after all, that is told', () => {
    const handedOn = after(...checked, handed);
    expect(advance(handedOn, { type: 'found-there', outcome: placed, now: SENT_AT })).toMatchObject({
      outcome: placed,
    });
  });

  const handed: SubmissionEvent = { type: 'handed-on', word: 'handed-on', now: SENT_AT, serviceIds: SERVICES };

  it('is taken back: the form comes again with everything typed, and everything is looked at anew', () => {
    const back = after(...checked, handed, { type: 'word-taken-back' });
    expect(back).toMatchObject({ at: 'editing', decisionId: 'd1', draft, touched: true, gate: 'not-known' });
  });

  it.each<readonly [string, readonly SubmissionEvent[]]>([
    ['it is there', [...submitted, answered(placed)]],
    ['nobody knows', [...submitted, answered(unknown)]],
    ['it is being sent', submitted],
    ['the form is open', checked],
  ])('is nothing to take back when %s', (_, events) => {
    const now = after(...events);
    expect(advance(now, { type: 'word-taken-back' })).toBe(now);
  });
});

describe('an earlier try that has arrived while the form was open again', () => {
  const found = (outcome: SubmissionOutcome): SubmissionEvent => ({ type: 'found-there', outcome, now: SENT_AT });
  const reopened: readonly SubmissionEvent[] = [
    ...submitted,
    answered(unknown),
    { type: 'user-says-not-there', now: SENT_AT + NOT_THERE_AFTER_MS },
  ];

  it('is what has become of it', () => {
    expect(after(...reopened, found(placed))).toMatchObject({ at: 'settled', decisionId: 'd1', outcome: placed });
    expect(after(...reopened, found({ outcome: 'staged', reference: null }))).toMatchObject({ at: 'settled' });
  });

  it.each<SubmissionOutcome>([unknown, { outcome: 'refused', problems: [lost] }, { outcome: 'manual' }])(
    'was not found by %j',
    (outcome) => {
      const now = after(...reopened);
      expect(advance(now, found(outcome))).toBe(now);
    },
  );

  it.each<readonly [string, readonly SubmissionEvent[]]>([
    ['sending', submitted],
    ['unknown', [...submitted, answered(unknown)]],
    ['known', [...submitted, answered({ ...placed, reference: 'ServiceRequest/9' })]],
    ['idle', []],
  ])('is not heard while it is %s', (_, events) => {
    const now = after(...events);
    expect(advance(now, found(placed))).toBe(now);
  });
});

describe('others that turn up later', () => {
  const other = (reference: string) => ({ reference }) as ReferralRecord;
  const seen = (...references: readonly string[]): SubmissionEvent => ({
    type: 'others-seen',
    others: references.map(other),
  });
  const filed: SubmissionOutcome = { ...placed, outcome: 'filed', as: 'task', reference: 'Task/1' };
  const inCart: SubmissionOutcome = { ...placed, outcome: 'prepared', via: 'web-messaging' };

  it.each([placed, filed, inCart])('are shown beside what is there, and gone when they are gone: %j', (outcome) => {
    const settled = after(...submitted, answered(outcome));
    const two = advance(settled, seen('ServiceRequest/7'));
    expect(two).toMatchObject({ outcome: { ...outcome, alsoOpen: [{ reference: 'ServiceRequest/7' }] } });
    // The same again changes nothing, so that nothing is drawn or written down anew.
    expect(advance(two, seen('ServiceRequest/7'))).toBe(two);
    expect(advance(two, seen())).toMatchObject({ outcome: { alsoOpen: [] } });
  });

  it.each<readonly [string, readonly SubmissionEvent[]]>([
    ['nobody knows whether ours is there', [...submitted, answered(unknown)]],
    ['ours waits for review', [...submitted, answered({ outcome: 'staged', reference: null })]],
    ['it went by hand', [...checked, { type: 'handed-on', word: 'handed-on', now: SENT_AT, serviceIds: SERVICES }]],
    ['the form is open', checked],
    ['it is being sent', submitted],
  ])('are not heard while %s', (_, events) => {
    const now = after(...events);
    expect(advance(now, seen('ServiceRequest/7'))).toBe(now);
  });
});

it('a send by another way than the best is known by that way after a reload', () => {
  const found = after({ type: 'send-found', decisionId: 'd1', via: 'task', draft, since: SENT_AT });
  expect(found).toMatchObject({ at: 'settled', outcome: { outcome: 'unknown', via: 'task' } });
});

const anyOutcome: fc.Arbitrary<SubmissionOutcome> = fc.constantFrom<SubmissionOutcome>(
  placed,
  unknown,
  { outcome: 'refused', problems: [lost] },
  { outcome: 'staged', reference: null },
  { outcome: 'manual' },
  { outcome: 'prepared', via: 'fhir-create', reference: 'ServiceRequest/2', readBack: false, alsoOpen: [] },
  { outcome: 'prepared', via: 'web-messaging', reference: 'ServiceRequest/3', readBack: false, alsoOpen: [] },
  { outcome: 'filed', as: 'task', reference: 'Task/2', readBack: true, alsoOpen: [] },
);
const anyEvent: fc.Arbitrary<SubmissionEvent> = fc.oneof(
  fc.constantFrom<SubmissionEvent>(
    opened,
    { type: 'opened', decisionId: 'd2', draft },
    { type: 'check-begun' },
    { type: 'check-ended', check: { result: 'none', searched: 0 } },
    { type: 'check-ended', check: { result: 'could-not-check', why: lost } },
    { type: 'check-stopped', problems: [lost] },
    { type: 'acknowledged', yes: true },
    noGate,
    { type: 'gate-seen', gate: speaks('hospice') },
    { type: 'gate-acknowledged', yes: true },
    { type: 'submitted', now: SENT_AT, serviceIds: SERVICES },
    { type: 'look-begun' },
    { type: 'user-sees-it' },
    { type: 'user-says-not-there', now: SENT_AT + NOT_THERE_AFTER_MS },
    { type: 'user-says-not-there', now: SENT_AT },
    { type: 'discarded' },
    { type: 'gate-seen', gate: { ...speaks('hospice'), siteStops: true } },
    { type: 'others-seen', others: [] },
    { type: 'others-seen', others: [{ reference: 'ServiceRequest/9' } as ReferralRecord] },
    { type: 'handed-on', word: 'handed-on', now: SENT_AT, serviceIds: SERVICES },
    { type: 'word-taken-back' },
    { type: 'found-there', outcome: placed, now: SENT_AT },
    { type: 'found-there', outcome: { outcome: 'refused', problems: [lost] }, now: SENT_AT },
  ),
  anyOutcome.map((outcome): SubmissionEvent => ({ type: 'answered', outcome, since: null })),
  anyOutcome.map((outcome): SubmissionEvent => ({ type: 'look-ended', outcome })),
  fc.string().map((question): SubmissionEvent => ({ type: 'edited', draft: { ...draft, question } })),
);

describe('whatever happens, in whatever order', () => {
  it('sends once for each way back to the form, never loses or swaps the decision, never claims what was not seen', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let now: Submission = IDLE;
        for (const event of events) {
          const next = advance(now, event);
          if (now.at === 'sending' && next !== now) expect(event.type).toBe('answered');
          if (isUnknown(now) && !isUnknown(next)) {
            const byLook = event.type === 'look-ended' && now.looking;
            expect(byLook || event.type === 'user-sees-it' || event.type === 'user-says-not-there').toBe(true);
          }
          if (now.at !== 'idle' && next.at !== 'idle') expect(next.decisionId).toBe(now.decisionId);
          if (next.at === 'idle' && now.at !== 'idle')
            expect(isDraftable(now) && event.type === 'discarded').toBe(true);
          if (next.at === 'sending' && now.at !== 'sending') {
            expect(now).toMatchObject({ at: 'confirming' });
            const seen = now.at === 'confirming' && (now.gate === 'none' || now.gateAcknowledged);
            expect(seen).toBe(true);
            expect(now).not.toMatchObject({ gate: { siteStops: true } });
          }
          // Of what is known, only what else is open changes; and that an earlier try arrived after a letter was handed on.
          const overtaken = now.at === 'settled' && now.outcome.outcome === 'manual' && event.type === 'found-there';
          if (now.at === 'settled' && now.outcome.outcome !== 'unknown' && next.at === 'settled' && !overtaken)
            expect({ ...next.outcome, alsoOpen: [] }).toEqual({ ...now.outcome, alsoOpen: [] });
          if (next.at === 'settled' && next.outcome.outcome === 'placed' && now.at !== 'settled') {
            expect(['answered', 'found-there']).toContain(event.type);
            expect(event).toMatchObject({ outcome: placed });
          }
          now = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});
