import { isAcuteReading } from '../../chart/acute-settings.ts';
import type { MetastaticSite } from '../../chart/cancer.ts';
import type { Chart } from '../../chart/chart.ts';
import { activityOf } from '../../chart/condition-activity.ts';
import { latestAlbumin, latestDehydrogenase, newestUnread } from '../../chart/laboratory.ts';
import type { CancerCondition } from '../../chart/malignancy.ts';
import { datedReadings, undatedReadings, validReadings } from '../../chart/readings.ts';
import type { Spread } from '../../chart/spread.ts';
import type { Day } from '../../logic/when.ts';
import { state, type Statement } from '../../statement.ts';
import { ARKENAU_2009, GSF_PIG } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { amount, count, days, defineRule, type Finding } from '../rule.ts';

/** Trigger 18: Royal Marsden score of two or more, or a very low albumin. */
export const adversePrognosticLabs = defineRule({
  id: 'adverse-prognostic-labs',
  version: '1.1.0',
  category: 'disease-status',
  precondition: 'advanced-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation', 'Condition'],
  alsoReads: ['Encounter'],
  citations: [ARKENAU_2009, GSF_PIG],
  thresholds: {
    windowDays: { ...days(60, 'days that a blood value counts'), atMost: 180 },
    lowAlbumin: amount(3.5, 'g/dL', 'albumin below which it is low', 'Arkenau 2009'),
    veryLowAlbumin: amount(2.5, 'g/dL', 'albumin below which it is enough alone'),
    sites: count(3, 'sites', 'distinct sites of distant metastases', 'Arkenau 2009'),
    score: count(2, 'points', 'of low albumin, high LDH and many sites: so many meet the rule', 'Arkenau 2009'),
  },

  inWords: ({ windowDays, ...numbers }) => state('rule-adverse-prognostic-labs', { days: windowDays, ...numbers }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) => [
    lookedAt(
      'Observation',
      [...datedReadings(chart, 'albumin'), ...datedReadings(chart, 'lactate-dehydrogenase')],
      asOf - windowDays,
    ),
  ],

  evaluate({ chart, asOf, facts: { spread }, thresholds }): Finding {
    const { windowDays, lowAlbumin, veryLowAlbumin, sites: manySites, score: enough } = thresholds;
    const albumin = latestAlbumin(chart, asOf, windowDays);
    const dehydrogenase = latestDehydrogenase(chart, asOf, windowDays);
    const sites = metastasesBySite(spread);
    const isLow = albumin !== null && albumin.gramsPerDeciliter < lowAlbumin;
    const isHigh = dehydrogenase?.elevated === true;
    const areMany = sites.length >= manySites;
    const points = [isLow, isHigh, areMany].filter(Boolean).length;
    const about = caveatsOn(chart, albumin);
    if (albumin !== null && albumin.gramsPerDeciliter < veryLowAlbumin && points < enough) {
      const { reading, inWindow } = albumin;
      return {
        found: 'yes',
        certainty: certaintyOf([reading], inWindow),
        because: state('albumin-very-low', { value: albumin.gramsPerDeciliter, when: reading.when }),
        evidence: [reading],
        caveats: [...about, ...(inWindow === true ? [] : [state('date-imprecise', {})])],
      };
    }
    if (points >= enough) {
      const used = [...(isLow ? [albumin] : []), ...(isHigh ? [dehydrogenase] : [])];
      const sure = used.every(({ inWindow }) => inWindow === true);
      const evidence = [...used.map(({ reading }) => reading), ...(areMany ? sites : [])];
      return {
        found: 'yes',
        certainty: certaintyOf(evidence, sure ? true : null),
        because: state('adverse-labs', {
          albumin: isLow ? albumin.gramsPerDeciliter : null,
          albuminWhen: isLow ? albumin.reading.when : null,
          dehydrogenaseWhen: isHigh ? dehydrogenase.reading.when : null,
          sites: areMany ? sites.length : null,
        }),
        evidence,
        caveats: [...(isLow ? about : []), ...(sure ? [] : [state('date-imprecise', {})])],
      };
    }
    // What is missing might make the score; an albumin that is not there might be very low.
    const noAlbumin = albumin === null || newestUnread(chart, 'albumin', asOf, windowDays) !== null;
    const noDehydrogenase =
      dehydrogenase === null || newestUnread(chart, 'lactate-dehydrogenase', asOf, windowDays) !== null;
    const open = points + (noDehydrogenase ? 1 : 0);
    if (!noAlbumin && open < enough) {
      return {
        found: 'nothing',
        because: state('labs-not-adverse', { albumin: albumin.gramsPerDeciliter, when: albumin.reading.when }),
        evidence: [albumin.reading],
        caveats: about,
      };
    }
    return whatIsMissing(chart, asOf, windowDays, noAlbumin ? 'albumin' : 'lactate-dehydrogenase');
  },
});

/** One metastasis for each distinct site; those without a site may be the same as another and do not count. */
function metastasesBySite({ metastases }: Spread): readonly CancerCondition[] {
  const bySite = new Map<MetastaticSite, CancerCondition>();
  for (const one of metastases) {
    const { cancer } = one;
    if (cancer.kind === 'secondary' && cancer.site !== null && !bySite.has(cancer.site)) bySite.set(cancer.site, one);
  }
  return [...bySite.values()];
}

/** An acute illness, the kidneys or the liver lower albumin too. */
function caveatsOn(chart: Chart, albumin: ReturnType<typeof latestAlbumin>): readonly Statement[] {
  if (albumin === null) return [];
  const caveats: Statement[] = [];
  if (isAcuteReading(albumin.reading, chart)) caveats.push(state('albumin-in-acute-stay', {}));
  const other = chart.conditions.find(
    (one) =>
      one.tags.has('kidney-or-liver-disease') &&
      one.verification === 'confirmed' &&
      activityOf(one, chart) === 'active',
  );
  if (other !== undefined) caveats.push(state('albumin-other-cause', { name: other.label }));
  return caveats;
}

function whatIsMissing(
  chart: Chart,
  asOf: Day,
  windowDays: number,
  kind: 'albumin' | 'lactate-dehydrogenase',
): Finding {
  const [recent] = validReadings(chart, kind, asOf, windowDays);
  if (recent !== undefined) {
    const { reading } = recent;
    return kind === 'albumin'
      ? cannotTell('unit-unknown', state('albumin-without-unit', { when: reading.when }), [reading])
      : cannotTell('value-imprecise', state('dehydrogenase-without-limit', { when: reading.when }), [reading]);
  }
  const [last] = datedReadings(chart, kind);
  if (last !== undefined)
    return cannotTell('stale', state('labs-stale', { when: last.when, days: windowDays }), [last]);
  const undated = undatedReadings(chart, kind);
  return undated.length > 0
    ? cannotTell('date-unknown', state('labs-undated', {}), undated)
    : cannotTell('never-recorded', state('labs-never', { days: windowDays }));
}
