/** The lens on whole charts: every cell of the table of measures, by charts that a careful reader has judged first. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { SourceId } from '../../../src/domain/chart/source.ts';
import { isoDay } from '../../../src/domain/logic/when.ts';
import { MEASURE_IDS, MEASURES } from '../../../src/domain/measures/model.ts';
import { expectedOf, lensFixture } from '../../support/lens-fixture.ts';

const FOLDER = 'fhir-fixtures/measures';
const charts = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'bundle.json')));

describe.each(charts)('%s', (name) => {
  const folder = join(FOLDER, name);
  const expected = expectedOf(folder);
  const lens = lensFixture(folder);

  test.each(MEASURE_IDS)('%s', (id) => {
    const measure = lens.measures.find((one) => one.id === id);
    const { outcome, says } = expected.measures[id] ?? { outcome: 'not written', says: '' };
    expect({ outcome: measure?.outcome, says: measure?.says[0]?.says.code }).toEqual({ outcome, says });
  });

  test('whether the patient may be in the model', () => {
    const { may, payer, cancer, therapy, withMedicaid } = lens.candidate;
    expect({ may, payer: payer.says.code, cancer: cancer.says.code, therapy: therapy.says.code, withMedicaid }).toEqual(
      {
        withMedicaid: false,
        ...expected.candidate,
      },
    );
  });

  test('the episode', () => {
    const { episode } = lens;
    if (expected.episode === null) expect(episode).toBeNull();
    else {
      const { start, end, month, says } = expected.episode;
      expect(episode?.says.code).toBe(says);
      expect(episode?.days && [isoDay(episode.days.start), isoDay(episode.days.end)]).toEqual([start, end]);
      expect(episode?.says.params).toMatchObject({ month });
    }
  });
});

/** What of the table no chart can show: nobody knows that no other place had the patient; a plan that is missing may stand in a note. */
const IMPOSSIBLE = new Set([
  'EOM-1 not-met',
  'EOM-3 not-met',
  'EOM-4b not-met',
  'EOM-6 met',
  'EOM-6 not-met',
  'EOM-6 not-in-denominator',
]);

it('every cell of the table has a chart', () => {
  const seen = new Set(
    charts.flatMap((name) =>
      Object.entries(expectedOf(join(FOLDER, name)).measures).map(([id, { outcome }]) => `${id} ${outcome}`),
    ),
  );
  const all = MEASURE_IDS.flatMap((id) =>
    ['met', 'not-met', 'cannot-tell', 'not-in-denominator'].map((outcome) => `${id} ${outcome}`),
  );
  expect(all.filter((cell) => !seen.has(cell) && !IMPOSSIBLE.has(cell))).toEqual([]);
});

it('every definition names where it stands', () => {
  for (const { source } of Object.values(MEASURES)) expect(source.url).toMatch(/^https:\/\/[^/]+\/.+/);
  // What was not read at its source is marked so, here by name: whoever reads one of them changes this line too.
  const unread = MEASURE_IDS.filter((id) => MEASURES[id].source.certainty === 'not-re-read');
  expect(unread).toEqual(['EOM-1', 'EOM-6']);
});

/** What each measure needs to have been read in full before it may say anything that rests on what is not there. */
const NEEDS: Readonly<Record<string, readonly SourceId[]>> = {
  'EOM-2': ['EpisodeOfCare', 'Coverage'],
  'EOM-4a': ['Encounter', 'MedicationAdministration', 'Procedure'],
  'EOM-4b': ['Encounter', 'MedicationAdministration', 'Procedure'],
  'EOM-5': ['Condition'],
};

describe('what was not read in full', () => {
  const cases = Object.entries(NEEDS).flatMap(([id, sources]) =>
    sources.flatMap((source) =>
      (['partial', 'forbidden', 'failed'] as const).map((state) => [id, source, state] as const),
    ),
  );
  it.each(cases)('%s, %s %s: nothing that rests on what is not there', (id, source, state) => {
    for (const name of charts) {
      const measure = lensFixture(join(FOLDER, name), { states: { [source]: state } }).measures.find(
        (one) => one.id === id,
      );
      const says = measure?.says[0]?.says.code ?? '';
      // What is seen to be there, or to be lacking where it was read, stands; so do the living, and those who never count.
      const stands = [
        'pain-not-asked',
        'pain-not-planned',
        'hospice-before-death',
        'alive-hospice',
        'bipolar',
        'not-screened',
      ];
      // Whoever has no treatment does not count, whatever the visits.
      if (source === 'Encounter') stands.push('no-treatment');
      if (!stands.includes(says)) expect([name, says, measure?.outcome]).toEqual([name, says, 'cannot-tell']);
      if (says === 'not-screened') expect(source).not.toBe('Condition');
    }
  });
});
