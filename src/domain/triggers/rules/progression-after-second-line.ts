import type { Chart } from '../../chart/chart.ts';
import { diseaseStatuses, type DiseaseStatus } from '../../chart/disease-status.ts';
import type { Therapy, TherapyLine } from '../../chart/therapy.ts';
import type { When } from '../../logic/when.ts';
import { state, type Statement } from '../../statement.ts';
import { HESS_2021, HUI_2016, SAINI_2021 } from '../citations.ts';
import { lookedAt, lookedAtTreatment } from '../looked-at.ts';
import { choice, count, defineRule, type Finding } from '../rule.ts';
import type { Missing } from '../trigger.ts';

/** Trigger 4: worse on or after the second line, or a third one since the disease is advanced. */
export const progressionAfterSecondLine = defineRule({
  id: 'progression-after-second-line',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'advanced-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: [
    'Condition',
    'Observation',
    'MedicationRequest',
    'MedicationAdministration',
    'MedicationStatement',
    'Procedure',
  ],
  alsoReads: ['MedicationDispense', 'CarePlan', 'ResearchSubject'],
  needsIfThere: ['MedicationDispense', 'ResearchSubject'],
  citations: [HUI_2016, HESS_2021, SAINI_2021],
  thresholds: {
    lines: count(3, 'lines', 'line whose start alone meets the rule', 'Hui 2016'),
    worsenedFrom: count(2, 'lines', 'line from whose start on a recorded progression meets the rule', 'Hui 2016'),
    countEndocrineLines: choice(false, 'whether lines of endocrine drugs alone count'),
  },

  inWords: ({ lines, worsenedFrom, countEndocrineLines }) =>
    state('rule-progression-after-second-line', { lines, worsenedFrom, endocrine: countEndocrineLines }),

  lookedAt: ({ chart, facts }) => [
    ...lookedAtTreatment(facts.therapy.exposures, null),
    lookedAt('Observation', diseaseStatuses(chart).filter(isWorsened)),
  ],

  evaluate({ chart, facts: { therapy }, thresholds: { lines: enough, worsenedFrom, countEndocrineLines } }): Finding {
    const counted = linesSinceAdvanced(therapy, countEndocrineLines);
    const sinceKnown = therapy.advancedSince?.day != null;
    const caveats = [
      ...(sinceKnown || counted.length === 0 ? [] : [state('advanced-date-not-known', {})]),
      ...(counted.some(({ said }) => said) ? [] : [state('lines-estimated', {})]),
    ];
    const from = counted[worsenedFrom - 1];
    const worse = from === undefined ? null : newestFrom(chart, from.start);
    if (from !== undefined && worse !== null) {
      // The line that ran when the disease was recorded as worse.
      const position = counted.reduce(
        (last, one, index) => (one.start.lo <= worse.when.hi ? index : last),
        worsenedFrom - 1,
      );
      const line = counted[position] ?? from;
      const sure =
        !worse.inWords && sinceKnown && worse.when.lo >= from.start.hi && areSure(counted.slice(0, worsenedFrom));
      return {
        found: 'yes',
        certainty: sure ? 'definite' : 'probable',
        because: state('worsened-on-line', { when: worse.when, line: position + 1, since: line.start }),
        evidence: [worse, ...line.evidence],
        caveats: [...uncertain(counted.slice(0, worsenedFrom)), ...caveats],
      };
    }
    const third = counted[enough - 1];
    // Where drugs change by plan, a third set of drugs is no third line.
    if (third !== undefined && therapy.unclear !== 'planned-blocks') {
      const upTo = counted.slice(0, enough);
      const newest = counted.at(-1) ?? third;
      return {
        found: 'yes',
        certainty: sinceKnown && areSure(upTo) && therapy.unclear !== 'study-drug' ? 'definite' : 'probable',
        because: state(newest.said === true ? 'line-said' : 'line-began', {
          line: newest.said === true ? newest.number : counted.length,
          when: newest.start,
          drugs: newest.drugs,
        }),
        evidence: counted.flatMap((one) => one.evidence),
        caveats: [...uncertain(upTo), ...caveats],
      };
    }
    const missing = missingOf(chart, therapy, counted, worsenedFrom);
    return {
      found: 'nothing',
      because: missing[0]?.say ?? state('lines-counted', { count: counted.length }),
      missing,
      evidence: counted.flatMap((one) => one.evidence),
      caveats: counted.length === 0 ? [] : caveats,
    };
  },
});

function isWorsened({ status }: DiseaseStatus): boolean {
  return status === 'worsened';
}

/** Lines that began when the disease was advanced; all of them when that day is not known. */
function linesSinceAdvanced({ lines, advancedSince }: Therapy, endocrineToo: boolean): readonly TherapyLine[] {
  const since = advancedSince?.day ?? null;
  return lines.filter((one) => (endocrineToo || !one.endocrineOnly) && (since === null || one.start.hi >= since));
}

function areSure(lines: readonly TherapyLine[]): boolean {
  return lines.every(({ certainty }) => certainty === 'definite');
}

function uncertain(lines: readonly TherapyLine[]): readonly Statement[] {
  return areSure(lines) ? [] : [state('line-text-or-single-order', {})];
}

/** The newest record of worse disease that can be from a day on. */
function newestFrom(chart: Chart, from: When): (DiseaseStatus & { readonly when: When }) | null {
  let newest: (DiseaseStatus & { readonly when: When }) | null = null;
  for (const one of diseaseStatuses(chart)) {
    if (!isWorsened(one) || one.when === null || one.when.hi < from.lo) continue;
    if (newest === null || one.when.hi > newest.when.hi) newest = { ...one, when: one.when };
  }
  return newest;
}

function missingOf(
  chart: Chart,
  { unclear }: Therapy,
  counted: readonly TherapyLine[],
  worsenedFrom: number,
): readonly Missing[] {
  const missing: Missing[] = [];
  if (counted.length >= worsenedFrom && diseaseStatuses(chart).some((one) => isWorsened(one) && one.when === null))
    missing.push({ reason: 'date-unknown', source: null, say: state('worsened-undated', {}) });
  // What was not loaded is said by the engine, source by source.
  if (unclear !== null && unclear !== 'not-loaded')
    missing.push({
      reason: 'possible',
      source: null,
      say: state('lines-not-told', { why: unclear, count: unclear === 'planned-blocks' ? 0 : counted.length }),
    });
  return missing;
}
