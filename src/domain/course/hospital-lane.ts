/** Acute care, stay by stay. */
import { acuteCare, type Episode } from '../chart/acute-care-episodes.ts';
import type { Chart } from '../chart/chart.ts';
import type { Day } from '../logic/when.ts';
import type { CourseItem, StayKind, Until } from './item.ts';
import { endOf, itemOf } from './span.ts';

export function hospitalItems(chart: Chart): readonly (CourseItem | null)[] {
  const { asOf } = chart;
  const { episodes, unclear } = acuteCare(chart);
  return [
    ...episodes.map((one) => {
      const kind = kindOf(one);
      return itemOf(
        {
          lane: 'hospital',
          what: {
            is: 'stay',
            kind,
            intensiveCare: one.intensiveCare !== null,
            throughEmergency: one.kind !== 'ed' && one.edArrivals > 0,
            probable: one.certainty === 'probable',
            name: reasonOf(one),
          },
          when: one.start,
          until: untilOf(one, asOf),
          evidence: one.encounters,
        },
        asOf,
      );
    }),
    ...unclear.map((one) =>
      itemOf(
        {
          lane: 'hospital',
          what: {
            is: 'stay',
            kind: 'unknown',
            intensiveCare: one.intensiveCare.length > 0,
            throughEmergency: one.fromEmergency,
            probable: true,
            name: one.reasonLabels.join('; ') || one.label,
          },
          when: one.start,
          evidence: [one],
        },
        asOf,
      ),
    ),
  ];
}

const PLANNED = { yes: 'planned', no: 'unplanned', 'presumed-no': 'presumed-unplanned' } as const;

function kindOf({ kind, planned }: Episode): StayKind {
  return kind === 'inpatient' ? PLANNED[planned] : kind;
}

/** The reasons that its records give, each once. */
function reasonOf({ encounters }: Episode): string {
  return [...new Set(encounters.flatMap(({ reasonLabels }) => reasonLabels))].toSorted().join('; ');
}

function untilOf({ end, inProgress, start }: Episode, asOf: Day): Until | null {
  return inProgress ? { first: asOf, last: asOf, how: 'goes-on' } : endOf(start, end, asOf);
}
