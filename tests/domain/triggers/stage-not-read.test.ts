/** Where the readings that would tell of the stage were not read, nobody says that it is not recorded. */
import { describe, expect, test } from 'vitest';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { say } from '../../../src/words/say.ts';
import { ago, assessOf, condition, daysInHospital, type Resource, type Scene } from '../../support/chart-of.ts';

const LUNG = condition('C34.11');
const STAYS: readonly Resource[] = [40, 25, 10].flatMap((days) => daysInHospital(days));

/** All that the answer says, in words. */
function toldIn({ triggers, recommendation, notSeen, against }: Assessment): readonly string[] {
  const all: readonly Statement[] = [
    recommendation.headline,
    ...recommendation.because.map((one) => one.say),
    ...recommendation.remarks,
    ...notSeen.map((one) => one.say),
    ...(against === null ? [] : [against.say]),
    ...triggers.flatMap((one) => [one.because, ...one.caveats, ...one.missing.map((missing) => missing.say)]),
  ];
  return all.map((one) => say(one));
}

const NOT_RECORDED = /stage (is )?not( recorded|:)|stage not recorded/i;

describe('the stage', () => {
  test.each<readonly [situation: string, resources: readonly Resource[]]>([
    ['lung cancer alone', [LUNG]],
    ['lung cancer, three stays', [LUNG, ...STAYS]],
    ['stomach cancer, which counts with advanced disease', [condition('C16.9')]],
    ['lung cancer with a blocked bile duct', [LUNG, condition('K83.1', { recorded: ago(10) })]],
    ['lung cancer with a blocked bowel', [LUNG, condition('K56.609', { recorded: ago(10) })]],
  ])('%s: not recorded where all was read, not told where the readings were not', (_, resources) => {
    const scene: Scene = { states: { Observation: 'failed' } };
    expect(toldIn(assessOf(resources)).filter((one) => NOT_RECORDED.test(one))).not.toEqual([]);
    expect(toldIn(assessOf(resources, scene)).filter((one) => NOT_RECORDED.test(one))).toEqual([]);
  });

  test('a finding that hangs on it says that it could not be read', () => {
    const stays = (scene: Scene) =>
      assessOf([LUNG, ...STAYS], scene)
        .triggers.find(({ id }) => id === 'recent-unplanned-admission')
        ?.caveats.map((one) => say(one));
    expect(stays({})).toContain('Stage not recorded');
    expect(stays({ states: { Observation: 'failed' } })).toContain('Stage could not be read');
  });
});
