import { activityOf, firstRecorded } from '../../chart/condition-activity.ts';
import type { CancerTrait } from '../../chart/cancer.ts';
import type { Chart } from '../../chart/chart.ts';
import { diseaseStatuses, newestStatuses, newestStatusFor } from '../../chart/disease-status.ts';
import { isTreatmentRead } from '../../chart/exposures.ts';
import { firstDiagnosis, type ActiveMalignancy, type CancerCondition } from '../../chart/malignancy.ts';
import type { ConditionRecord } from '../../chart/records.ts';
import { isLoaded } from '../../chart/source.ts';
import type { Spread } from '../../chart/spread.ts';
import type { TherapyLine } from '../../chart/therapy.ts';
import { state, type Statement } from '../../statement.ts';
import { ASCO_2024, NCCN_PALLIATIVE } from '../citations.ts';
import { cannotTell } from '../findings.ts';
import { lookedAt, lookedAtTreatment } from '../looked-at.ts';
import { choice, count, days, defineRule, type Finding } from '../rule.ts';
import type { Missing } from '../trigger.ts';
import { isPrimaryMissing, PRIMARY_NOT_RECORDED } from './low-survival-cancer.ts';

/** Trigger 10: a blood cancer that came back or does not respond. A slow one counts as supporting. */
export const relapsedRefractoryHeme = defineRule({
  id: 'relapsed-refractory-heme',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'major' },
  settlesAdvanced: true,
  needs: ['Condition'],
  // Drug treatment is asked for below: a chart without a blood cancer needs none. A disease status takes a remission back.
  alsoReads: [
    'Observation',
    'MedicationRequest',
    'MedicationAdministration',
    'MedicationStatement',
    'MedicationDispense',
    'Procedure',
    'ResearchSubject',
  ],
  needsIfThere: [
    'MedicationRequest',
    'MedicationAdministration',
    'MedicationStatement',
    'MedicationDispense',
    'Procedure',
    'ResearchSubject',
  ],
  citations: [ASCO_2024, NCCN_PALLIATIVE],
  thresholds: {
    lines: count(3, 'lines', 'line of therapy since the diagnosis that counts as relapsed or refractory'),
    inductionDays: days(90, 'days after the start of induction without remission that count as refractory'),
    indolentHemeAsSupporting: choice(true, 'whether blood cancers with a slow course count as supporting'),
  },

  inWords: ({ lines, inductionDays, indolentHemeAsSupporting }) =>
    state('rule-relapsed-refractory-heme', { lines, days: inductionDays, indolent: indolentHemeAsSupporting }),

  lookedAt: ({ chart, facts }) => [
    lookedAt('Condition', chart.conditions),
    ...lookedAtTreatment(facts.therapy.exposures, null),
  ],

  evaluate({ chart, asOf, facts: { spread, therapy, malignancy }, thresholds }): Finding {
    const blood = bloodCancers(spread);
    if (blood.length === 0) {
      if (isPrimaryMissing(spread)) return PRIMARY_NOT_RECORDED;
      const perhaps = possibleBloodCancer(chart, malignancy);
      return perhaps === null
        ? { found: 'does-not-apply', because: state('not-a-blood-cancer', {}) }
        : cannotTell('possible', state('cancer-status-unclear', {}), [perhaps]);
    }
    const slow = (conditions: readonly CancerCondition[]): boolean =>
      thresholds.indolentHemeAsSupporting && conditions.every((one) => hasTrait(one, 'indolent'));
    const lowered = (
      conditions: readonly CancerCondition[],
    ): { readonly atMost?: 'supporting'; readonly caveats: readonly Statement[] } =>
      slow(conditions) ? { atMost: 'supporting', caveats: [state('slow-blood-cancer', {})] } : { caveats: [] };

    const relapsed = blood.filter(saysRelapse);
    // The one that is not slow carries the answer.
    const relapse = relapsed.find((one) => !hasTrait(one, 'indolent')) ?? relapsed[0];
    if (relapse !== undefined) {
      const sure = relapsed.some((one) => !one.cancer.probable);
      return {
        found: 'yes',
        certainty: sure ? 'definite' : 'probable',
        because: state('relapse-recorded', { name: relapse.label, when: firstRecorded(relapse) }),
        evidence: relapsed,
        ...lowered(relapsed),
      };
    }
    const line = lineSince(therapy.lines, firstDiagnosis(blood), thresholds.lines);
    // A line may be for the solid cancer that is there too.
    const other = spread.diseases.some(({ lineage }) => lineage !== 'haematologic');
    if (line !== null && !other && therapy.unclear !== 'planned-blocks' && therapy.unclear !== 'study-drug') {
      return {
        found: 'yes',
        certainty: line.certainty,
        because: state('line-of-therapy-started', { number: thresholds.lines, when: line.start }),
        evidence: [...line.evidence, ...blood],
        ...lowered(blood),
      };
    }
    const unresponsive = blood.find((one) => hasTrait(one, 'acute-leukemia') && hasTrait(one, 'not-in-remission'));
    if (
      unresponsive !== undefined &&
      therapy.firstLineStart !== null &&
      asOf - therapy.firstLineStart > thresholds.inductionDays
    ) {
      return {
        found: 'yes',
        certainty: 'definite',
        atMost: 'supporting',
        because: state('no-remission-after-induction', { name: unresponsive.label, days: thresholds.inductionDays }),
        evidence: [unresponsive],
      };
    }
    const worded = blood.find(({ cancer }) => cancer.kind === 'invasive' && cancer.traitsInWords.includes('relapse'));
    if (worded !== undefined) {
      return {
        found: 'yes',
        certainty: 'probable',
        because: state('relapse-recorded', { name: worded.label, when: firstRecorded(worded) }),
        evidence: [worded],
        caveats: [state('words-only', {})],
      };
    }
    // "In remission" by its code, and a newer status says that disease is there: it may have come back.
    const takenBack = blood.find(({ cancer }) => cancer.kind === 'invasive' && cancer.remission);
    const worse =
      takenBack === undefined ? null : newestStatusFor(newestStatuses(diseaseStatuses(chart)), takenBack.reference);
    if (!malignancy.inRemission && takenBack !== undefined && worse?.status === 'worsened')
      return cannotTell(
        'possible',
        state('remission-taken-back', { name: takenBack.label, when: firstRecorded(takenBack) }),
        [takenBack, worse],
      );
    const missing: Missing[] = [];
    const untold = state('blood-treatment-not-available', {});
    if (!isLoaded(chart.sources, 'MedicationRequest') || therapy.unclear === 'not-loaded')
      missing.push({ reason: 'not-asked', source: 'MedicationRequest', say: untold });
    // Blocks of one plan are no lines; only a coded relapse can tell there, and none is.
    else if (
      therapy.lines.length > 0 &&
      therapy.unclear !== 'planned-blocks' &&
      (therapy.atLeast || therapy.lineCount === null)
    )
      missing.push({ reason: 'value-imprecise', source: null, say: state('blood-treatment-incomplete', {}) });
    return {
      found: 'nothing',
      because: missing[0]?.say ?? state('no-relapse-recorded', {}),
      missing,
      caveats: [state('relapse-not-coded', {})],
      evidence: blood,
    };
  },
});

function bloodCancers(spread: Spread): readonly CancerCondition[] {
  return spread.diseases.flatMap(({ lineage, conditions }) => (lineage === 'haematologic' ? conditions : []));
}

/** One that is not confirmed, whose remission was not checked, or that is one only if it was treated, which cannot be seen. */
function possibleBloodCancer(chart: Chart, { active, unconfirmed }: ActiveMalignancy): ConditionRecord | null {
  return (
    unconfirmed.find(({ cancer }) => cancer.kind === 'invasive' && cancer.lineage === 'haematologic') ??
    chart.conditions.find(
      (one) =>
        one.cancer?.kind === 'possible' && one.cancer.perhapsBlood === true && activityOf(one, chart) === 'active',
    ) ??
    (active === null && !isTreatmentRead(chart)
      ? chart.conditions.find(({ cancer }) => cancer?.kind === 'possible' && cancer.myeloid !== undefined)
      : undefined) ??
    null
  );
}

function hasTrait({ cancer }: CancerCondition, trait: CancerTrait): boolean {
  return cancer.kind === 'invasive' && cancer.traits.includes(trait);
}

function saysRelapse({ cancer, clinical }: CancerCondition): boolean {
  return (cancer.kind === 'invasive' && cancer.relapse) || clinical === 'relapse' || clinical === 'recurrence';
}

/** The line that makes it relapsed: the third, say, of those since the diagnosis. Endocrine treatment is none. */
function lineSince(lines: readonly TherapyLine[], diagnosis: number | null, number: number): TherapyLine | null {
  const counted = lines.filter((line) => !line.endocrineOnly && (diagnosis === null || line.start.hi >= diagnosis));
  const line = counted[number - 1];
  if (line === undefined) return null;
  // Certain only when every line up to it is.
  const sure = counted.slice(0, number).every(({ certainty }) => certainty === 'definite');
  return sure ? line : { ...line, certainty: 'probable' };
}
