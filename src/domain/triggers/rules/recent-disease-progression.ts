import { firstRecorded } from '../../chart/condition-activity.ts';
import { diseaseStatuses, type DiseaseStatus } from '../../chart/disease-status.ts';
import { FirstRecords, isSameMetastasis, mayBeSame, nameOf, type FirstRecord } from '../../chart/first-record.ts';
import type { CancerCondition } from '../../chart/malignancy.ts';
import { compareWhen, within, type When } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { TEMEL_2024 } from '../citations.ts';
import { cannotTell } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

/** Trigger 5: the disease got worse, or a metastasis came to a cancer that was known before. */
export const recentDiseaseProgression = defineRule({
  id: 'recent-disease-progression',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Condition', 'Observation'],
  alsoReads: [],
  citations: [TEMEL_2024],
  thresholds: {
    windowDays: days(60, 'days that a progression counts'),
    knownDays: days(60, 'days that the cancer must have been on record before the metastasis'),
  },

  inWords: ({ windowDays, knownDays }) => state('rule-recent-disease-progression', { days: windowDays, knownDays }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) => [
    lookedAt('Condition', chart.conditions),
    lookedAt('Observation', diseaseStatuses(chart), asOf - windowDays),
  ],

  evaluate({ chart, asOf, facts: { spread, malignancy }, thresholds: { windowDays, knownDays } }): Finding {
    const statuses = diseaseStatuses(chart);
    const worse = newestWorse(statuses);
    const worseLately = worse?.when == null ? false : within(worse.when, asOf, windowDays);
    if (worse !== null && worseLately !== false) {
      return {
        found: 'yes',
        certainty: worseLately === true && !worse.inWords ? 'definite' : 'probable',
        because: state('progression-recorded', { when: worse.when }),
        evidence: [worse],
        caveats: [
          ...(worseLately === true ? [] : [state('date-imprecise', {})]),
          ...(worse.inWords ? [state('words-only', {})] : []),
        ],
      };
    }
    const all = [
      ...malignancy.conditions,
      ...malignancy.oneVisit,
      ...malignancy.past.map(({ condition }) => condition),
    ];
    const records = new FirstRecords(spread.metastases, malignancy);
    const answers = new Map<string, NewSpread>();
    const judged = spread.metastases.map((metastasis) => {
      const first = records.of(metastasis);
      const judge = (): NewSpread => isNewSpread(metastasis, first, all, asOf, windowDays, knownDays);
      return { metastasis, when: first.when, is: onceFor(nameOf(metastasis), answers, judge) };
    });
    const found = judged.find(({ is }) => is === 'definite') ?? judged.find(({ is }) => is === 'probable');
    if (found !== undefined) {
      return {
        found: 'yes',
        certainty: found.is === 'definite' && !found.metastasis.cancer.probable ? 'definite' : 'probable',
        because: state('metastasis-recorded', { name: found.metastasis.label, when: found.when }),
        evidence: [found.metastasis],
        caveats: found.is === 'definite' ? [] : [state('date-imprecise', {})],
      };
    }
    const undated = judged.find(({ is }) => is === 'unknown');
    if (undated !== undefined || (worse !== null && worse.when === null)) {
      const say =
        undated === undefined
          ? state('progression-date-not-recorded', {})
          : state('metastasis-date-not-recorded', { name: undated.metastasis.label });
      return {
        found: 'nothing',
        because: say,
        missing: [{ reason: 'date-unknown', source: null, say }],
        evidence: undated === undefined ? [] : [undated.metastasis],
      };
    }
    const untold = statuses.find(
      (one) => one.status === 'unclear' && (one.when === null || within(one.when, asOf, windowDays) !== false),
    );
    if (untold !== undefined)
      return cannotTell(
        'value-imprecise',
        state('disease-status-unclear', { value: untold.value ?? '', when: untold.when }),
        [untold],
      );
    return {
      found: 'nothing',
      because: state('no-progression-recorded', { days: windowDays }),
      caveats: statuses.length > 0 ? [] : [state('no-disease-status', {})],
    };
  },
});

/** The newest "worsened"; one without a date only when no other is there. */
function newestWorse(statuses: readonly DiseaseStatus[]): DiseaseStatus | null {
  let newest: DiseaseStatus | null = null;
  for (const one of statuses) {
    if (one.status !== 'worsened') continue;
    if (newest?.when == null || (one.when !== null && compareWhen(one.when, newest.when) > 0)) newest = one;
  }
  return newest;
}

type NewSpread = 'definite' | 'probable' | 'unknown' | 'no';

/** Entries of one metastasis, however many, have one answer. */
function onceFor(name: string | null, answers: Map<string, NewSpread>, judge: () => NewSpread): NewSpread {
  if (name === null) return judge();
  const known = answers.get(name) ?? judge();
  answers.set(name, known);
  return known;
}

/**
 * Whether a metastasis is new in a cancer that was known. A cancer that was found together with it is new itself; when one
 * of several cancers was known before, it may be either.
 */
function isNewSpread(
  metastasis: CancerCondition,
  { when, undated }: FirstRecord,
  all: readonly CancerCondition[],
  asOf: number,
  windowDays: number,
  knownDays: number,
): NewSpread {
  const lately = when === null ? null : within(when, asOf, windowDays);
  if (lately === false) return 'no';
  const others = all.filter((one) => one !== metastasis && !isSameMetastasis(one, metastasis));
  const known = others.map(firstRecorded);
  if (when === null) return known.length > 0 ? 'unknown' : 'no';
  // Another entry of it has no date, or an older one does not tell the organ: it may have been there before.
  const perhapsOlder =
    undated || others.some((one) => mayBeSame(one, metastasis) && isBefore(firstRecorded(one), when));
  const before = known.map((other) => wasKnown(other, when, knownDays));
  if (!before.includes(true)) {
    if (before.includes(null)) return 'probable';
    return before.includes('unknown') ? 'unknown' : 'no';
  }
  const primaries = all.filter(({ cancer }) => cancer.kind === 'invasive');
  const sites = new Set(primaries.map(({ cancer }) => cancer.site));
  const newPrimary = primaries.some((one) => wasKnown(firstRecorded(one), when, knownDays) === false);
  return lately === true && !perhapsOlder && !(newPrimary && sites.size > 1) ? 'definite' : 'probable';
}

function isBefore(one: When | null, other: When): boolean {
  return one === null || one.lo < other.lo;
}

function wasKnown(cancer: When | null, metastasis: When, knownDays: number): boolean | null | 'unknown' {
  if (cancer === null) return 'unknown';
  if (metastasis.lo - cancer.hi >= knownDays) return true;
  return metastasis.hi - cancer.lo >= knownDays ? null : false;
}
