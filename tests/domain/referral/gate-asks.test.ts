/** What each gate asks of somebody who wants to refer all the same, and where a site may stop instead (interop 4.3). */
import { describe, expect, it } from 'vitest';
import type { Gate } from '../../../src/domain/dosing/recommendation.ts';
import { GATE_ASKS, TICKED_GATES } from '../../../src/domain/referral/gate-asks.ts';
import { gateAsks } from '../../../src/domain/referral/submission.ts';
import { state } from '../../../src/domain/statement.ts';

const speaks = (gate: Gate, siteStops = false) => ({
  gate,
  headline: state('gate-hospice', { since: null, enrolled: true }),
  siteStops,
});

describe('a gate', () => {
  it.each([
    ['the dead and children', 'stop', ['deceased', 'under-18']],
    [
      'what a person has to have read',
      'tick',
      [
        'possibly-deceased',
        'hospice',
        'comfort-care-recorded',
        'no-active-malignancy',
        'cancer-status-unclear',
        'under-specialist-care',
        'patient-declined',
        'decision-recorded',
      ],
    ],
    [
      'what the look for others finds, and a nurse’s call',
      'nothing',
      ['hospice-referral-open', 'referral-open', 'referral-prepared', 'navigator-contact'],
    ],
  ] as const)('%s: %s', (_, asks, gates) => {
    expect(
      Object.entries(GATE_ASKS)
        .flatMap(([gate, one]) => (one === asks ? [gate] : []))
        .toSorted(),
    ).toEqual(gates.toSorted());
    for (const gate of gates) expect(gateAsks(speaks(gate))).toBe(asks);
  });

  it('at which a site may stop is one that is ticked, and then no tick opens it', () => {
    for (const gate of TICKED_GATES) {
      expect(GATE_ASKS[gate]).toBe('tick');
      expect(gateAsks(speaks(gate, true))).toBe('stop');
    }
    expect(TICKED_GATES).toHaveLength(8);
  });

  it('that is not known yet has to be waited for, and none asks nothing', () => {
    expect([gateAsks('not-known'), gateAsks('none')]).toEqual(['wait', 'nothing']);
  });
});
