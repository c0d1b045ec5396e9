import { describe, expect, test } from 'vitest';
import { ago, assessOf, condition, coded, stay, visitDiagnosis } from '../../support/chart-of.ts';
import { decide } from '../../support/scenario-table.ts';
import { say } from '../../../src/words/say.ts';

const since = (days: number): { onset: string; recorded: string } => ({ onset: ago(days), recorded: ago(days) });
const BREAST = condition('C50.911', since(1200));
const PROGRESSION = 'recent-disease-progression';

describe('a metastasis counts by its first record, however often it is recorded', () => {
  decide([
    [
      'coded again at two visits',
      [BREAST, condition('C79.51', since(400)), visitDiagnosis('C79.51', ago(30)), visitDiagnosis('C79.51', ago(10))],
      { triggers: { [PROGRESSION]: 'not-met' } },
    ],
    [
      'in two code systems',
      [BREAST, condition('94222008', since(400)), condition('C79.51', since(30))],
      { triggers: { [PROGRESSION]: 'not-met' } },
    ],
    [
      'first at visits that are long past',
      [BREAST, visitDiagnosis('C79.51', ago(400)), condition('C79.51', since(30))],
      { triggers: { [PROGRESSION]: 'not-met' } },
    ],
    [
      'in another organ: new',
      [BREAST, condition('C79.51', since(400)), condition('C78.7', since(30))],
      { triggers: { [PROGRESSION]: 'met definite' } },
    ],
    [
      'an older one without its organ may be the same',
      [BREAST, condition('C79.9', since(400)), condition('C78.7', since(30))],
      { triggers: { [PROGRESSION]: 'met probable' } },
    ],
    [
      'came again after it was over: new',
      [
        BREAST,
        condition('C78.7', { ...since(400), status: 'resolved', abatement: ago(200) }),
        condition('C78.7', since(30)),
      ],
      { triggers: { [PROGRESSION]: 'met definite' } },
    ],
    [
      'in the brain, coded again',
      [BREAST, condition('C79.31', since(700)), visitDiagnosis('C79.31', ago(30)), visitDiagnosis('C79.31', ago(10))],
      { cns: 'met supporting definite' },
    ],
    [
      'in the brain, in the lists of two sources',
      [BREAST, condition('C79.31', since(700)), condition('C79.31', since(30))],
      { cns: 'met supporting definite' },
    ],
    [
      'in the meninges after the brain: new',
      [BREAST, condition('C79.31', since(700)), condition('C79.32', since(30))],
      { cns: 'met major definite' },
    ],
    [
      'a copy without a date may be the first',
      [BREAST, condition('C79.31', since(30)), condition('C79.31', { more: { onsetDateTime: undefined } })],
      { cns: 'met probable' },
    ],
  ]);
});

describe('a metastasis of one visit: probable, with all that rests on it', () => {
  decide([
    [
      'one visit',
      [condition('C50.911', { ...since(900), stage: 'Stage II' }), visitDiagnosis('C79.51', ago(20))],
      { metastatic: 'met probable', isMetastatic: null, A: null, triggers: { [PROGRESSION]: 'met probable' } },
    ],
    [
      'two visits',
      [
        condition('C50.911', { ...since(900), stage: 'Stage II' }),
        visitDiagnosis('C79.51', ago(20)),
        visitDiagnosis('C79.51', ago(10)),
      ],
      { metastatic: 'met definite', isMetastatic: true, A: true, triggers: { [PROGRESSION]: 'met definite' } },
    ],
  ]);
});

describe('a metastasis whose primary is not there', () => {
  const NEW = 'new-advanced-poor-prognosis';
  const LOW = 'low-survival-cancer';
  const over = (code: string) => condition(code, { status: 'resolved', abatement: ago(600), ...since(900) });
  decide([
    [
      'nor on record',
      [condition('C79.51', since(30))],
      {
        triggers: {
          [NEW]: 'not-assessable possible',
          [LOW]: 'not-assessable possible',
          'relapsed-refractory-heme': 'not-assessable possible',
        },
      },
    ],
    [
      'resolved lung cancer: it is the primary',
      [over('C34.11'), condition('C79.51', since(30))],
      { triggers: { [NEW]: 'met major' } },
    ],
    [
      'resolved breast cancer',
      [over('C50.911'), condition('C79.51', since(30))],
      { triggers: { [NEW]: 'not-met', [LOW]: 'not-met' } },
    ],
    [
      'resolved pancreatic cancer',
      [over('C25.0'), condition('C78.7', since(30))],
      { triggers: { [NEW]: 'met major', [LOW]: 'met major' } },
    ],
    ['resolved lung cancer without a metastasis', [over('C34.11')], { M: false }],
  ]);
});

describe("what was recorded is said in the record's words", () => {
  const because = (id: string, resources: Parameters<typeof assessOf>[0]): string | undefined => {
    const found = assessOf(resources).triggers.find((one) => one.id === id);
    return found === undefined ? undefined : say(found.because);
  };

  test('a visit by its reason', () => {
    const visit = stay({
      class: 'AMB',
      start: ago(20),
      end: ago(20),
      typeText: 'Office Visit',
      more: { reasonCode: [coded('J91.0', 'Malignant pleural effusion')] },
    });
    const said = because('malignant-obstruction-or-effusion', [condition('C34.11'), visit]);
    expect(said).toContain('Malignant pleural effusion');
    expect(said).not.toContain('Office Visit');
  });

  test.each([
    ['Compression of vein', 'Compression of vein'],
    [undefined, 'compression of vein'],
  ])('compression of a vein: the notice names no vein that the record does not name', (display, expected) => {
    const [notice] = assessOf([
      condition('C61'),
      condition('I87.1', { ...since(10), ...(display === undefined ? {} : { display }) }),
    ]).notices;
    const said = notice === undefined ? '' : say(notice.say);
    expect(said).toContain(expected);
    expect(said).not.toContain('cava');
  });

  test('a stage that is on record is not called missing', () => {
    const answer = assessOf([
      condition('C18.9', { ...since(900), stage: 'Stage III' }),
      condition('C78.7', { ...since(300), status: 'resolved', abatement: ago(10) }),
      { ...condition('R64'), onsetDateTime: ago(10) },
    ]);
    const said = JSON.stringify([
      answer.triggers.flatMap(({ caveats, because: why }) => [...caveats.map(say), say(why)]),
      answer.recommendation.remarks.map(say),
    ]);
    expect(said).not.toMatch(/stage (is )?not recorded/i);
  });
});
