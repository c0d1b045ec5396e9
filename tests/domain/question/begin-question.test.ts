/** News for the team as the form begins: what is ticked as "may be new to them". */
import { expect, test } from 'vitest';
import { beginQuestion } from '../../../src/domain/question/question.ts';
import { say } from '../../../src/words/say.ts';
import { palliativeAppointment } from '../../support/builders/planning.ts';
import { ago, assessOf, chartOf, ecog, referral, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { GATE_DAYS } from '../../support/numbers.ts';

const SYSTEM = 'https://hospital.example.org/alongside';
const TO_PALLIATIVE = '306237005';
const FOUND: readonly Resource[] = [
  ...STAGE_IV,
  palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(5) }),
  ecog(3, ago(2)),
];

const ticked = (resources: readonly Resource[]): readonly string[] => {
  const scene = { identifierSystem: SYSTEM };
  return beginQuestion('tell', chartOf(resources, scene), assessOf(resources, scene), {
    serviceIds: ['palliative-clinic'],
    phone: '',
    againDays: GATE_DAYS.againDays,
  })
    .findings.filter(({ included }) => included)
    .map((one) => say(one.say));
};

test('a visit that is only booked: all, where nothing says that they were told', () => {
  expect(ticked(FOUND)).toEqual([expect.stringMatching(/^ECOG 3/), expect.stringMatching(/^Secondary malignant/)]);
});

test('a visit from our own referral: what came after it', () => {
  const sent = referral(TO_PALLIATIVE, ago(5), { identifier: [{ system: SYSTEM, value: 'n1' }] });
  expect(ticked([...FOUND, sent])).toEqual([expect.stringMatching(/^ECOG 3/)]);
});
