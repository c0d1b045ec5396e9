import type { Chart } from '../../chart/chart.ts';
import { firstRecorded } from '../../chart/condition-activity.ts';
import type { Evidence } from '../../chart/evidence.ts';
import type { ConditionTag, EncounterRecord, ProcedureTag } from '../../chart/records.ts';
import type { Spread } from '../../chart/spread.ts';
import { stageOnRecord } from '../../chart/stage-on-record.ts';
import { between, within, type Day, type When } from '../../logic/when.ts';
import { state, type Statement } from '../../statement.ts';
import { NCCN_PALLIATIVE } from '../citations.ts';
import { advancedNotTold } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';
import type { Missing, Strength } from '../trigger.ts';

/** Trigger 8: malignant effusion or ascites, obstruction of bowel or ducts, superior vena cava syndrome. */
export const malignantObstructionOrEffusion = defineRule({
  id: 'malignant-obstruction-or-effusion',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  // Each finding has a strength of its own: see below.
  strength: { advanced: 'major', otherwise: 'major' },
  settlesAdvanced: false,
  needs: ['Condition'],
  alsoReads: ['Procedure', 'Encounter'],
  needsIfThere: ['Procedure'],
  citations: [NCCN_PALLIATIVE],
  thresholds: {
    windowDays: days(180, 'days since the first record, the visit or the procedure'),
    operationDays: days(30, 'days after an abdominal operation in which a bowel obstruction does not count'),
  },

  inWords: ({ windowDays, operationDays }) =>
    state('rule-malignant-obstruction-or-effusion', { days: windowDays, operationDays }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) => [
    lookedAt('Condition', chart.conditions, asOf - windowDays),
    lookedAt('Procedure', chart.procedures, asOf - windowDays),
    lookedAt('Encounter', chart.encounters, asOf - windowDays),
  ],

  evaluate({ chart, asOf, facts: { spread, advanced }, thresholds: { windowDays, operationDays } }): Finding {
    const signs = signsIn(chart);
    const judged = signs.flatMap((sign) => {
      const recency = sign.when === null ? 'undated' : within(sign.when, asOf, windowDays);
      return recency === false
        ? []
        : [{ sign, recency, verdict: verdictOn(sign, chart, spread, advanced, operationDays) }];
    });
    const found = judged.flatMap(({ sign, recency, verdict }) =>
      verdict.counts === null || recency === 'undated' || !sign.confirmed
        ? []
        : [{ sign, strength: verdict.counts, caveats: verdict.caveats, sure: recency === true && !sign.inWords }],
    );
    const rank = (one: (typeof found)[number]): number => (one.sure ? 2 : 0) + (one.strength === 'major' ? 1 : 0);
    const [best] = found.toSorted((a, b) => rank(b) - rank(a));
    if (best !== undefined) {
      const caveats: Statement[] = [...best.caveats];
      if (best.sign.when !== null && within(best.sign.when, asOf, windowDays) === null)
        caveats.push(state('date-imprecise', {}));
      if (best.sign.inWords) caveats.push(state('words-only', {}));
      return {
        found: 'yes',
        certainty: best.sure ? 'definite' : 'probable',
        ...(best.strength === 'supporting' ? { atMost: 'supporting' as const } : {}),
        because: state('finding-recorded', { name: best.sign.name, when: best.sign.when }),
        evidence: found.map(({ sign }) => sign.evidence),
        caveats,
      };
    }
    const open = judged.flatMap(({ sign, recency, verdict }): readonly (readonly [Missing, Evidence])[] => {
      const { name: label } = sign;
      if (verdict.counts === null && verdict.ask === null) return [];
      if (verdict.ask !== null) return [[verdict.ask, sign.evidence]];
      return recency === 'undated'
        ? [
            [
              { reason: 'date-unknown', source: null, say: state('finding-date-not-recorded', { name: label }) },
              sign.evidence,
            ],
          ]
        : [
            [
              {
                reason: 'possible',
                source: null,
                say: state('finding-cause-unclear', { name: label, when: sign.when }),
              },
              sign.evidence,
            ],
          ];
    });
    const [first] = open;
    if (first === undefined) return { found: 'nothing', because: state('no-obstruction-code', {}) };
    return {
      found: 'nothing',
      because: first[0].say,
      missing: open.map(([missing]) => missing),
      evidence: open.map(([, evidence]) => evidence),
    };
  },
});

type Kind = 'effusion' | 'svc' | 'bowel' | 'duct';

interface Sign {
  readonly kind: Kind;
  /** What was recorded, in the record's words. */
  readonly name: string;
  readonly when: When | null;
  readonly evidence: Evidence;
  readonly confirmed: boolean;
  readonly inWords: boolean;
}

const BY_DIAGNOSIS: readonly (readonly [ConditionTag, Kind])[] = [
  ['malignant-effusion', 'effusion'],
  ['svc-syndrome', 'svc'],
  ['bowel-obstruction', 'bowel'],
  ['duct-obstruction', 'duct'],
];
const BY_PROCEDURE: readonly (readonly [ProcedureTag, Kind])[] = [
  ['effusion-drainage', 'effusion'],
  ['duct-decompression', 'duct'],
];

/** Diagnoses by their first record, also those that are over; reasons of visits; procedures. */
function signsIn(chart: Chart): readonly Sign[] {
  const signs: Sign[] = [];
  for (const one of chart.conditions) {
    const confirmed = one.verification === 'confirmed';
    const shared = { name: one.label, when: firstRecorded(one), evidence: one, confirmed } as const;
    for (const [tag, kind] of BY_DIAGNOSIS) if (one.tags.has(tag)) signs.push({ ...shared, kind, inWords: false });
    if (one.cancer?.kind === 'malignant-effusion' && one.cancer.probable)
      signs.push({ ...shared, kind: 'effusion', inWords: true });
  }
  for (const one of chart.encounters) {
    if (one.reasonTags.size === 0) continue;
    for (const [tag, kind] of BY_DIAGNOSIS)
      if (one.reasonTags.has(tag))
        signs.push({ ...namedBy(one), kind, when: one.start, evidence: one, confirmed: true, inWords: false });
  }
  for (const one of chart.procedures)
    for (const [tag, kind] of BY_PROCEDURE)
      if (one.tags.has(tag))
        signs.push({
          kind,
          name: one.label,
          when: one.when,
          evidence: one,
          confirmed: true,
          inWords: one.tagsInWords.has(tag),
        });
  return signs;
}

/** A visit is told by its reason: "Office Visit" says nothing of the finding. */
function namedBy({ reasonLabels, label }: EncounterRecord): { readonly name: string } {
  return { name: reasonLabels.length === 0 ? label : reasonLabels.join('; ') };
}

/** What a sign is worth, and what would have to be known when it is worth nothing yet. */
interface Verdict {
  readonly counts: Strength | null;
  readonly ask: Missing | null;
  readonly caveats: readonly Statement[];
}

function verdictOn(sign: Sign, chart: Chart, spread: Spread, advanced: boolean | null, operationDays: number): Verdict {
  const major: Verdict = { counts: 'major', ask: null, caveats: [] };
  const nothing: Verdict = { counts: null, ask: null, caveats: [] };
  const asks = (say: Statement): Verdict => ({
    counts: null,
    ask: { reason: 'possible', source: null, say },
    caveats: [],
  });
  const named = { name: sign.name, when: sign.when };
  switch (sign.kind) {
    case 'effusion':
      return major;
    case 'svc':
      return isThoracic(spread) ? major : asks(state('finding-cause-unclear', named));
    case 'bowel': {
      const operation = afterOperation(sign.when, chart, operationDays);
      if (operation !== null) return nothing;
      if (advanced === true || hasPeritonealDisease(spread)) return major;
      // This is also how a colon cancer that can be cured comes to light.
      return { counts: 'supporting', ask: null, caveats: advanced === null ? [advancedNotTold(spread, chart)] : [] };
    }
    case 'duct':
      if (advanced === true) return major;
      return advanced === false
        ? nothing
        : asks(
            state(
              stageOnRecord(spread, chart) === 'not-recorded' ? 'finding-needs-stage' : 'finding-needs-advanced',
              named,
            ),
          );
    default:
      return sign.kind satisfies never;
  }
}

function isThoracic({ diseases, metastases }: Spread): boolean {
  return (
    diseases.some(
      ({ site, conditions }) =>
        site === 'lung' ||
        site === 'esophagus' ||
        site === 'lymphoma' ||
        conditions.some(({ cancer }) => cancer.kind === 'invasive' && cancer.traits.includes('thoracic')),
    ) || metastases.some(({ cancer }) => cancer.kind === 'secondary' && cancer.thoracic)
  );
}

function hasPeritonealDisease({ metastases, diseases }: Spread): boolean {
  return (
    metastases.some(({ cancer }) => cancer.kind === 'secondary' && cancer.site === 'peritoneum') ||
    diseases.some(
      ({ site, conditions }) => site === 'mesothelioma' && conditions.some(({ label }) => /periton/i.test(label)),
    )
  );
}

/** The operation in the days before, which explains a paralyzed bowel. */
function afterOperation(when: When | null, chart: Chart, days: number): Evidence | null {
  if (when === null) return null;
  const last: Day = when.lo;
  return (
    chart.procedures.find(
      (one) =>
        one.tags.has('abdominal-operation') && one.when !== null && between(one.when, last - days, last) === true,
    ) ?? null
  );
}
