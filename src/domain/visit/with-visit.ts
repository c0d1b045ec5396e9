/** The chart as the clinician says that it is: with what they entered, without what they called wrong. */
import type { Chart } from '../chart/chart.ts';
import { recordKey, type Evidence } from '../chart/evidence.ts';
import type { ConditionRecord, ObservationContent, ObservationRecord } from '../chart/records.ts';
import type { TriggerResult } from '../triggers/trigger.ts';
import {
  CLINICIAN,
  referenceOf,
  saysNothing,
  wordingOf,
  type ConfirmedRecord,
  type EnteredFact,
  type Visit,
} from './visit.ts';

/** Gives the same chart back where nothing was said. Pure; the chart that was read stays as it is. */
export function withVisit(read: Chart, said: Visit): Chart {
  if (saysNothing(said)) return read;
  const chart = withoutWrong(read, said);
  const visit = stillSaidOf(said, chart);
  const planned = new Set(
    visit.entered.flatMap(({ content }) => (content.is === 'planned-stay' ? content.encounters.map(recordKey) : [])),
  );
  return {
    ...chart,
    visit,
    observations: [...chart.observations, ...visit.entered.flatMap(observationsOf)],
    conditions: [...withConfirmed(chart.conditions, visit), ...visit.entered.flatMap(metastasesOf)],
    encounters:
      planned.size === 0
        ? chart.encounters
        : chart.encounters.map((one) => (planned.has(recordKey(one)) ? { ...one, saidPlanned: true as const } : one)),
  };
}

/**
 * What the answer goes by: a confirmation holds for the records that say what they said when it was given, and for no other. One
 * that holds for none is not gone by, and nothing tells of it as if it were.
 */
function stillSaidOf(said: Visit, { conditions }: Chart): Visit {
  if (!said.entered.some(({ content }) => content.is === 'active-cancer')) return said;
  const read = new Map(conditions.map((one) => [recordKey(one), one]));
  const holds = (one: ConfirmedRecord): boolean => {
    const now = read.get(recordKey(one));
    return now !== undefined && wordingOf(now) === one.as;
  };
  const entered = said.entered.flatMap((fact) => {
    if (fact.content.is !== 'active-cancer' || fact.content.conditions.every(holds)) return [fact];
    const held = fact.content.conditions.filter(holds);
    return held.length === 0 ? [] : [{ ...fact, content: { ...fact.content, conditions: held } }];
  });
  return { ...said, entered };
}

/** Whether it counts as a cancer is for the rules to say: a benign tumor does not, whatever is said of it. */
function withConfirmed(conditions: readonly ConditionRecord[], visit: Visit): readonly ConditionRecord[] {
  const confirmed = confirmationsIn(visit);
  return confirmed.size === 0
    ? conditions
    : conditions.map((one) => (confirmed.has(recordKey(one)) ? { ...one, saidActive: true as const } : one));
}

/** By the record that was confirmed: the entry that confirms it. */
function confirmationsIn({ entered }: Visit): ReadonlyMap<string, EnteredFact> {
  return new Map(
    entered.flatMap((fact) =>
      fact.content.is === 'active-cancer' ? fact.content.conditions.map((one) => [recordKey(one), fact] as const) : [],
    ),
  );
}

/** The findings with what was confirmed beside each record that they rest on: it is told as an entry of this visit. */
export function withConfirmations(
  triggers: readonly TriggerResult[],
  visit: Visit | undefined,
): readonly TriggerResult[] {
  const confirmed = visit === undefined ? null : confirmationsIn(visit);
  if (confirmed === null || confirmed.size === 0) return triggers;
  return triggers.map((one) => {
    const facts = new Set(one.evidence.flatMap((record) => confirmed.get(recordKey(record)) ?? []));
    // It dates nothing: the disease is as old as its record.
    const said = [...facts].map((fact) => ({ ...evidenceOf(fact), when: null }));
    return said.length === 0 ? one : { ...one, evidence: [...one.evidence, ...said] };
  });
}

function withoutWrong(chart: Chart, { leftOut }: Visit): Chart {
  if (leftOut.length === 0) return chart;
  const wrong = new Set(leftOut.map(recordKey));
  const kept = <One extends Evidence>(records: readonly One[]): readonly One[] =>
    records.filter((one) => !wrong.has(recordKey(one)));
  return {
    ...chart,
    conditions: kept(chart.conditions),
    encounters: kept(chart.encounters),
    observations: kept(chart.observations),
    procedures: kept(chart.procedures),
    carePlans: kept(chart.carePlans),
    referrals: kept(chart.referrals),
    medications: kept(chart.medications),
    documents: kept(chart.documents),
    goals: kept(chart.goals),
    careTeams: kept(chart.careTeams),
    appointments: kept(chart.appointments),
    enrolments: kept(chart.enrolments),
    decisions: kept(chart.decisions),
    trials: kept(chart.trials),
  };
}

/** Readings as the rules know them. What has no reading of its own (a line, a stay) is told in another way. */
function observationsOf(fact: EnteredFact): readonly ObservationRecord[] {
  const content = contentOf(fact);
  if (content === null) return [];
  const { content: said } = fact;
  return [
    {
      ...evidenceOf(fact),
      source: 'Observation',
      encounter: null,
      focus: said.is === 'stage' && said.cancer !== null ? [said.cancer] : [],
      ...content,
    },
  ];
}

function contentOf({ content }: EnteredFact): ObservationContent | null {
  switch (content.is) {
    case 'performance':
      return { kind: content.scale, reading: { is: 'exact', value: content.value } };
    case 'symptom':
      return { kind: 'symptom', item: content.item, severity: content.score, score: content.score, scale: '0-10' };
    case 'distress':
      return { kind: 'distress-thermometer', score: content.score };
    case 'weight':
      return { kind: 'weight', kilograms: content.kilograms };
    case 'stage':
      return { kind: 'stage-group', stage: { group: content.group, text: content.group } };
    case 'metastases':
      // With sites named they are diagnoses of their own.
      return content.sites.length > 0 ? null : { kind: 'm-category', metastasis: content.present };
    case 'request':
      return { kind: 'request', asks: content.asks };
    case 'planning':
      return { kind: 'advance-care-planning', what: content.what, recorded: true };
    case 'judgment':
      return { kind: 'attestation', reason: content.reason };
    case 'no-further-therapy':
      return { kind: 'no-further-therapy' };
    case 'caregiver':
      return { kind: 'caregiver-strain', present: content.strained };
    case 'line':
    case 'planned-stay':
    case 'active-cancer':
      return null;
    default:
      return content satisfies never;
  }
}

/** Sites that were named are read as diagnoses on the problem list are: "brain" is a rule of its own. */
function metastasesOf(fact: EnteredFact): readonly ConditionRecord[] {
  const { content, on } = fact;
  if (content.is !== 'metastases') return [];
  return content.sites.map((site) => ({
    ...evidenceOf(fact),
    reference: `${referenceOf(fact)}/${site}`,
    label: `${site} metastases`,
    verification: 'confirmed',
    clinical: 'active',
    categories: ['problem-list-item'],
    onset: on,
    recorded: on,
    abatement: null,
    encounter: null,
    cancer: {
      kind: 'secondary',
      spread: 'distant',
      site,
      centralNervousSystem: site === 'brain',
      thoracic: site === 'lung',
      unknownPrimary: false,
      probable: false,
    },
    stages: [],
    mCategories: [],
    stageAssessments: [],
    tags: NO_TAGS,
  }));
}

const NO_TAGS: ConditionRecord['tags'] = new Set();

/** The evidence of an entry: its origin says that no server holds it. */
function evidenceOf(fact: EnteredFact): Evidence {
  const { content, on } = fact;
  return {
    origin: CLINICIAN,
    reference: referenceOf(fact),
    label: labelOf(fact),
    code: null,
    when: on,
    value: content.is === 'weight' ? `${content.kilograms} kg` : null,
  };
}

/** The standard name of what was told; the screen says the whole entry in its own words. */
function labelOf({ content }: EnteredFact): string {
  switch (content.is) {
    case 'performance':
      return `${SCALES[content.scale]} ${content.value}`;
    case 'symptom':
      return `${content.item} ${content.score}/10`;
    case 'distress':
      return `Distress thermometer ${content.score}/10`;
    case 'weight':
      return 'Body weight';
    case 'stage':
      return `Stage ${content.group}`;
    case 'metastases':
      return content.present ? 'Distant metastases' : 'No distant metastases';
    case 'planning':
      return `Advance care planning: ${content.what.replaceAll('-', ' ')}`;
    case 'request':
      return 'Request for supportive care';
    case 'line':
      return `Line ${content.number}`;
    case 'judgment':
      return 'Clinician judgment';
    case 'no-further-therapy':
      return 'No further cancer treatment planned';
    case 'caregiver':
      return 'Caregiver strain';
    case 'planned-stay':
      return 'Planned hospital stay';
    case 'active-cancer':
      return 'Active cancer';
    default:
      return content satisfies never;
  }
}

const SCALES = { ecog: 'ECOG', karnofsky: 'Karnofsky', 'palliative-performance-scale': 'PPS' } as const;
