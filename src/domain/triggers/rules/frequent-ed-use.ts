import type { Episode } from '../../chart/acute-care-episodes.ts';
import { isTreatmentRead, TREATMENT_SOURCES, type Exposure } from '../../chart/exposures.ts';
import type { Kleene } from '../../logic/kleene.ts';
import { between, within, type Day } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { elsewhere, encountersLookedAt, isCounted, STAY_CHOICES, unclearVisits } from '../acute-stays.ts';
import { OP_35 } from '../citations.ts';
import { choice, count, days, defineRule, type Finding } from '../rule.ts';
import type { Certainty, Missing } from '../trigger.ts';

/**
 * Trigger 21: repeated emergency or observation visits that did not become a stay, or one of them soon after anticancer
 * treatment for one of the complications that outpatient chemotherapy has (OP-35).
 */
export const frequentEdUse = defineRule({
  id: 'frequent-ed-use',
  version: '1.0.0',
  category: 'utilisation',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Encounter', 'Condition'],
  alsoReads: [...TREATMENT_SOURCES, 'MedicationDispense', 'Medication'],
  citations: [OP_35],
  thresholds: {
    windowDays: { ...days(90, 'days in which the visits began'), atMost: 365 },
    count: count(2, 'visits', 'emergency or observation visits that meet the rule'),
    treatmentDays: days(30, 'days from an anticancer treatment to a visit for a complication of it', OP_35),
    countInjury: choice(false, 'whether a visit for nothing but an injury counts'),
    countPsychiatric: STAY_CHOICES.countPsychiatric,
  },

  inWords: ({ windowDays, ...numbers }) => state('rule-frequent-ed-use', { days: windowDays, ...numbers }),

  lookedAt: ({ chart, thresholds: { windowDays } }) => encountersLookedAt(chart, windowDays),

  evaluate({ chart, asOf, facts: { acuteCare, therapy }, thresholds }): Finding {
    const { windowDays, count: enough, treatmentDays } = thresholds;
    const visits = acuteCare.episodes.filter((one) => one.kind !== 'inpatient' && isCounted(one, thresholds));
    const inWindow = visits.filter((one) => within(one.start, asOf, windowDays) === true);
    const perhaps = visits.filter((one) => within(one.start, asOf, windowDays) === null);
    const enoughSure = inWindow.filter((one) => one.certainty === 'definite').length >= enough;
    const afterTreatment = visitAfterTreatment([...inWindow, ...perhaps], therapy.exposures, asOf, thresholds);
    if (inWindow.length + perhaps.length >= enough && (enoughSure || afterTreatment?.certainty !== 'definite')) {
      const shown = inWindow.length >= enough ? inWindow : [...inWindow, ...perhaps];
      return {
        found: 'yes',
        certainty: enoughSure ? 'definite' : 'probable',
        because: state('ed-visits', {
          count: shown.length,
          days: windowDays,
          dates: shown.map((one) => one.start),
        }),
        evidence: shown.flatMap((one) => one.encounters),
        caveats: elsewhere(chart),
      };
    }
    if (afterTreatment !== null) {
      const { visit, exposure, certainty } = afterTreatment;
      return {
        found: 'yes',
        certainty,
        because: state('ed-visit-after-treatment', {
          on: visit.start,
          treatment: exposure.drug,
          treatedOn: exposure.start,
        }),
        evidence: [...visit.encounters, ...exposure.evidence],
        caveats: elsewhere(chart),
      };
    }
    const missing: Missing[] = [...unclearVisits(acuteCare, (start) => within(start, asOf, windowDays))];
    const [perhapsOp35] = [...inWindow, ...perhaps].filter((one) => one.op35 !== false);
    if (perhapsOp35 !== undefined) {
      const treated = [...inWindow, ...perhaps].find(
        (one) => one.op35 === null && treatmentBefore(one, therapy.exposures, treatmentDays) !== null,
      );
      if (treated !== undefined)
        missing.push({
          reason: 'never-recorded',
          source: null,
          say: state('ed-visit-cause-not-recorded', { on: treated.start }),
        });
      else if (!isTreatmentRead(chart))
        missing.push({
          reason: 'possible',
          source: null,
          say: state('treatment-before-visit-not-visible', { on: perhapsOp35.start }),
        });
    }
    return {
      found: 'nothing',
      because: missing[0]?.say ?? state('ed-visits-counted', { count: inWindow.length, days: windowDays }),
      missing,
      caveats: elsewhere(chart),
      evidence: inWindow.flatMap((one) => one.encounters),
    };
  },
});

/** The visit for a complication that came soon after a treatment; the surest when several did. */
function visitAfterTreatment(
  visits: readonly Episode[],
  exposures: readonly Exposure[],
  asOf: Day,
  { windowDays, treatmentDays }: { readonly windowDays: number; readonly treatmentDays: number },
): { readonly visit: Episode; readonly exposure: Exposure; readonly certainty: Certainty } | null {
  let perhaps: { readonly visit: Episode; readonly exposure: Exposure; readonly certainty: Certainty } | null = null;
  for (const visit of visits) {
    if (visit.op35 !== true) continue;
    const found = treatmentBefore(visit, exposures, treatmentDays);
    if (found === null) continue;
    const sure = found.sure && visit.certainty === 'definite' && within(visit.start, asOf, windowDays) === true;
    if (sure) return { visit, exposure: found.exposure, certainty: 'definite' };
    perhaps ??= { visit, exposure: found.exposure, certainty: 'probable' };
  }
  return perhaps;
}

/** A treatment that went on, or ended at most so many days before the visit. Endocrine treatment alone is none. */
function treatmentBefore(
  visit: Episode,
  exposures: readonly Exposure[],
  treatmentDays: number,
): { readonly exposure: Exposure; readonly sure: boolean } | null {
  let perhaps: { readonly exposure: Exposure; readonly sure: boolean } | null = null;
  for (const exposure of exposures) {
    if (exposure.kind === 'endocrine') continue;
    const is = isSoonAfter(visit, exposure, treatmentDays);
    if (is === false) continue;
    if (is === true && exposure.certainty === 'definite') return { exposure, sure: true };
    perhaps ??= { exposure, sure: false };
  }
  return perhaps;
}

/** From the first day of the treatment to so many days after the last; open where only a guessed end reaches the visit. */
function isSoonAfter({ start }: Episode, exposure: Exposure, treatmentDays: number): Kleene {
  const { start: first, lastDay, end, endGuessed } = exposure;
  if (between(start, first.lo, Math.max(first.hi, lastDay) + treatmentDays) === false) return false;
  const sureUntil = endGuessed ? first.lo : Math.max(first.lo, end?.lo ?? lastDay);
  return between(start, first.hi, sureUntil + treatmentDays) === true ? true : null;
}
