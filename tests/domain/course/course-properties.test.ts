/** What never happens in the course of the disease, whatever a chart holds. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { acuteCare } from '../../../src/domain/chart/acute-care-episodes.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import type { Evidence } from '../../../src/domain/chart/evidence.ts';
import { exposuresOf } from '../../../src/domain/chart/exposures.ts';
import { activeMalignancy } from '../../../src/domain/chart/malignancy.ts';
import { courseOf } from '../../../src/domain/course/course.ts';
import { LANE_IDS, type Course, type LaneId } from '../../../src/domain/course/item.ts';
import { layOut } from '../../../src/features/course/layout.ts';
import { daysShown, ZOOMS } from '../../../src/features/course/view.ts';
import { chartOf } from '../../support/chart-of.ts';
import { fixtureChart, SCENARIOS } from '../../support/fixture-chart.ts';
import { randomChart, randomStates } from '../../support/random-chart.ts';
import { runs, tellSeed } from '../../support/seeded.ts';

tellSeed('course-properties');

const randomCharts = fc
  .tuple(randomChart, fc.option(randomStates, { nil: undefined, freq: 2 }))
  .map(([resources, states]) => chartOf(resources, states === undefined ? {} : { states }));

function forAll(check: (chart: Chart) => void): void {
  for (const scenario of SCENARIOS) check(fixtureChart(scenario));
  fc.assert(fc.property(randomCharts, check), runs(400));
}

/** One answered questionnaire holds several readings. */
const nameOf = ({ origin, reference, label, value }: Evidence): string =>
  `${origin} ${reference} ${label} ${value ?? ''}`;

const READINGS: Readonly<Record<'function' | 'symptoms' | 'weight', readonly string[]>> = {
  function: ['ecog', 'karnofsky', 'palliative-performance-scale'],
  symptoms: ['symptom', 'symptom-unclear', 'distress-thermometer', 'phq-9', 'gad-7', 'distress-unclear'],
  weight: ['weight'],
};

/** What must be in a lane, told without the code that draws it. */
function coveredBy(lane: LaneId, chart: Chart): readonly Evidence[] {
  switch (lane) {
    case 'function':
    case 'symptoms':
    case 'weight':
      return chart.observations.filter(
        (one) => READINGS[lane].includes(one.kind) && !('reading' in one && one.reading.is === 'dead'),
      );
    case 'hospital': {
      const { episodes, unclear } = acuteCare(chart);
      return [...episodes.flatMap(({ encounters }) => encounters), ...unclear];
    }
    case 'cancer': {
      const { conditions, oneVisit, unconfirmed, past } = activeMalignancy(chart, exposuresOf(chart));
      return [...conditions, ...oneVisit, ...unconfirmed, ...past.map(({ condition }) => condition)];
    }
    case 'care':
      return [
        ...chart.decisions,
        ...chart.referrals.filter(({ asksFor }) => asksFor !== 'other' && asksFor !== 'code-status'),
        ...chart.enrolments.filter(({ service }) => service !== 'other'),
        ...chart.appointments.filter(({ palliative }) => palliative !== null),
      ];
    case 'treatment': {
      const { courses, undated } = exposuresOf(chart);
      const certain = courses.flatMap(({ exposures }) => exposures.filter(({ treats }) => treats.length === 0));
      return [...certain.flatMap(({ evidence }) => evidence), ...undated];
    }
    default:
      return lane satisfies never;
  }
}

test('each record that a lane covers stands in it exactly once', () => {
  forAll((chart) => {
    const { lanes } = courseOf(chart);
    for (const lane of lanes) {
      const drawn = new Map<string, number>();
      for (const item of [...lane.items, ...lane.undated]) {
        // A stage that stands on a diagnosis is told beside it.
        if (item.what.is === 'stage' || item.what.is === 'm-category') continue;
        for (const one of item.evidence) drawn.set(nameOf(one), (drawn.get(nameOf(one)) ?? 0) + 1);
      }
      for (const one of coveredBy(lane.id, chart))
        expect([lane.id, one.reference, drawn.get(nameOf(one))]).toEqual([lane.id, one.reference, 1]);
      expect([...drawn.values()].every((count) => count === 1)).toBe(true);
    }
  });
});

test('each item is in the picture exactly once, at every zoom and width', () => {
  forAll((chart) => {
    const course = courseOf(chart);
    for (const zoom of ZOOMS)
      for (const width of [220, 640])
        for (const lane of course.lanes) {
          const { targets, earlier, later } = layOut(lane, { ...daysShown(zoom, course.asOf, course), width });
          const ids = [...targets.flatMap(({ items }) => items), ...earlier, ...later].map(({ id }) => id);
          expect(ids.toSorted()).toEqual(lane.items.map(({ id }) => id).toSorted());
          if (zoom === 'all') expect([...earlier, ...later]).toEqual([]);
          expect(targets.every(({ left, right }) => left >= -0.01 && right <= width + 0.01)).toBe(true);
        }
  });
});

test('names of items are their own', () => {
  forAll((chart) => {
    const ids = courseOf(chart).lanes.flatMap(({ items, undated }) => [...items, ...undated].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('nothing lies after the day from which we look', () => {
  forAll((chart) => {
    const { asOf, lanes } = courseOf(chart);
    for (const { items, steps } of lanes) {
      for (const { span, until } of items) {
        expect(span).not.toBeNull();
        expect(span?.first).toBeLessThanOrEqual(span?.last ?? -Infinity);
        expect(span?.last).toBeLessThanOrEqual(asOf);
        if (until === null) continue;
        expect(until.last).toBeLessThanOrEqual(asOf);
        expect(until.first).toBeLessThanOrEqual(until.last);
      }
      for (const { last } of steps) expect(last).toBeLessThanOrEqual(asOf);
    }
  });
});

test('no gap is bridged beyond the days for which a reading counts', () => {
  forAll((chart) => {
    for (const { items, steps, holds, id } of courseOf(chart).lanes) {
      if (holds === null) {
        expect(steps).toEqual([]);
        continue;
      }
      // The line of symptoms is of single scores; those of the body are on 0 to 10 whatever their instrument.
      const readings =
        id === 'symptoms'
          ? chart.observations.flatMap((one) =>
              one.kind === 'symptom' && one.when !== null ? [{ when: one.when, high: one.severity }] : [],
            )
          : items.flatMap(({ when, value }) => (when === null || value === null ? [] : [{ when, high: value.high }]));
      for (const { first, last, high } of steps) {
        expect(first).toBeLessThan(last);
        for (let day = first; day < last; day += 1)
          expect(
            readings.some((one) => one.high === high && one.when.lo <= day && day + 1 <= one.when.lo + holds.days),
          ).toBe(true);
      }
      const ends = steps.map((one, index) => [steps[index - 1]?.last ?? -Infinity, one.first] as const);
      expect(ends.every(([before, first]) => before <= first)).toBe(true);
    }
  });
});

test('in whatever order records came, the course is the same', () => {
  const shuffled = fc.tuple(randomChart, fc.infiniteStream(fc.nat())).map(([resources, random]) => {
    const keyed = resources.map((one) => [random.next().value ?? 0, one] as const);
    return [resources, keyed.toSorted(([a], [b]) => a - b).map(([, one]) => one)] as const;
  });
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(plain(courseOf(chartOf(other)))).toEqual(plain(courseOf(chartOf(one))));
    }),
    runs(300),
  );
});

/** Evidence by name: records may carry the order of arrival themselves. */
function plain({ lanes, ...rest }: Course): unknown {
  const told = lanes.map((lane) => ({
    ...lane,
    items: lane.items.map((item) => ({ ...item, evidence: item.evidence.map(nameOf) })),
    undated: lane.undated.map((item) => ({ ...item, evidence: item.evidence.map(nameOf) })),
  }));
  return { ...rest, weightChange: rest.weightChange?.percent, lanes: told };
}

test('a lane that was not completely read never says that nothing is there', () => {
  forAll((chart) => {
    for (const { id, complete, unread } of courseOf(chart).lanes) {
      expect(LANE_IDS).toContain(id);
      if (
        unread.some(({ state, isMain }) => isMain || state === 'failed' || state === 'forbidden' || state === 'partial')
      )
        expect(complete).toBe(false);
    }
  });
});
