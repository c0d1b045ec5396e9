/**
 * The second half of the rulebook: what speaks before a level (gates), how findings become a level, how soon, when to look
 * again, safety lines and tasks. Numbers, lists of rules and spoken sentences are the engine's own.
 */
import { ADULT_YEARS } from '../domain/chart/age.ts';
import { GATE_NUMBERS, GATES, type GateNumbers } from '../domain/chart/gate-numbers.ts';
import { FAMILIES, STAYS } from '../domain/dosing/count-findings.ts';
import {
  ADELSON,
  CALL_WHEN_NOT_ADVANCED,
  COMPLETE_ASSESSMENT,
  DECLINE_SIGNS,
  ROUTINE_MAJORS,
  STAGE_WOULD_DECIDE,
  TEAM_WHEN_NOT_ADVANCED,
} from '../domain/dosing/dose.ts';
import { PROFILES, type Profile } from '../domain/dosing/profiles.ts';
import { CHECKPOINT } from '../domain/dosing/recommend.ts';
import type { Gate, Notice, Task, Urgency } from '../domain/dosing/recommendation.ts';
import type { CalciumLimits } from '../domain/notices.ts';
import { FOLLOW_UP, FOLLOW_UP_NUMBERS, type FollowUpNumbers } from '../domain/referral/follow-up-numbers.ts';
import { state, type Statement } from '../domain/statement.ts';
import { valuesOf } from '../domain/triggers/rule.ts';
import { malignantHypercalcemia } from '../domain/triggers/rules/malignant-hypercalcemia.ts';
import type { ThresholdOverrides } from '../domain/triggers/thresholds.ts';
import type { TriggerId } from '../domain/triggers/trigger.ts';
import { CODES_BY_GATE } from '../fhir/terminology/by-trigger.ts';
import { basis } from '../words/basis.ts';
import { screen } from '../words/screen.ts';
import { say } from '../words/say.ts';
import { cells, codesTable, numbersTable, type Lines } from './rulebook-parts.ts';

/** Gates, levels, urgency, review dates, safety lines and tasks, with the numbers of the site's profile. */
export function policy(profile: Profile, overrides: ThresholdOverrides): Lines {
  const numbers = valuesOf(GATES, overrides);
  return [
    ...gates(numbers),
    ...followUp(valuesOf(FOLLOW_UP, overrides)),
    ...levels(profile),
    ...profiles(profile),
    ...urgency(profile),
    ...reviews(profile, numbers),
    ...notices(profile, valuesOf(malignantHypercalcemia, overrides)),
    ...tasks(profile),
  ];
}

const name = (id: TriggerId): string => `_${basis.trigger[id]}_`;
const names = (ids: readonly TriggerId[]): string => ids.map(name).join('; ');

interface GateWords {
  readonly logic: string;
  readonly effect: string;
  readonly says: Statement;
}

const gateWords = (numbers: GateNumbers): Readonly<Record<Gate, GateWords>> => ({
  deceased: {
    logic:
      'The patient is recorded as deceased on or before the day; a stay ended with "expired"; or a diagnosis or procedure says that the patient died.',
    effect: 'No level, no rules, no safety lines.',
    says: state('gate-deceased', { on: null }),
  },
  'possibly-deceased': {
    logic:
      'A cause of death, a death certification, ECOG 5, or Karnofsky or PPS 0 is recorded; or the words of a discharge tell of a death, and no code of a known system does.',
    effect: 'No level.',
    says: state('gate-possibly-deceased', { what: 'cause of death', when: null }),
  },
  'under-18': {
    logic: `The patient is under ${ADULT_YEARS}. Without a birth date an adult is assumed; so is one whose birth date is only a year or month that leaves it open, and that is said.`,
    effect: 'No level, no rules.',
    says: state('gate-under-18', {}),
  },
  hospice: {
    logic: `Enrolment with hospice that has not ended, however old; or a single contact within ${numbers.hospiceContactDays} days. Hospice care that ended alive, with no contact since, does not stop the answer: it asks for a specialist visit, soon.`,
    effect: 'No level.',
    says: state('gate-hospice', { since: null, enrolled: true }),
  },
  'comfort-care-recorded': {
    logic: `An active comfort-care plan, or comfort measures ordered or done within ${numbers.specialistContactDays} days, unless a clinician has answered that the plan is not current.`,
    effect: 'No level.',
    says: state('gate-comfort-care-recorded', { since: null }),
  },
  'no-active-malignancy': {
    logic: 'Diagnoses were read completely, and no active cancer is among them.',
    effect: 'No level.',
    says: state('gate-no-active-malignancy', {}),
  },
  'cancer-status-unclear': {
    logic: `Whether there is an active cancer cannot be told, and neither ${name('patient-or-family-request')} nor ${name('clinician-attested-need')} is met.`,
    effect: `No level; task \`confirm-cancer\`.`,
    says: state('gate-cancer-status-unclear', { why: 'one-visit', when: null }),
  },
  'hospice-referral-open': {
    logic: `A hospice referral written within ${numbers.referralDays} days is active or on hold.`,
    effect: 'No level.',
    says: state('gate-hospice-referral-open', { on: null }),
  },
  'under-specialist-care': {
    logic: `A visit, finding or procedure of the specialist palliative team within ${numbers.specialistContactDays} days, an order written by it, or an answer that it is involved already, within the same days; an active plan, care team or enrolment of it; or a visit booked with it within ${numbers.bookedDays} days; where that is all, it is told as a visit booked, not as care. Signs that may be the oncologist's own work do not count: they are asked about.`,
    effect: 'No level; task `tell-palliative-team` when something new belongs before that team.',
    says: state('gate-under-specialist-care', { last: null, next: null }),
  },
  'referral-open': {
    logic: `An order for palliative care (SNOMED CT, or the site's own order code) written within ${numbers.referralDays} days is active or on hold.`,
    effect: 'No level.',
    says: state('gate-referral-open', { on: null, what: 'referral to palliative care' }),
  },
  'referral-prepared': {
    logic: `The same as a draft or proposal, whoever wrote it, unless the patient did.`,
    effect: 'No level.',
    says: state('gate-referral-prepared', { on: null, what: 'referral to palliative care' }),
  },
  'patient-declined': {
    logic: `The patient preferred not to, within ${numbers.declineDays} days (or until the day that was written down), or has asked not to be asked again. A request of the patient or family since then lifts it, or a clinician's referral; new findings do not. A decline for any other reason than the patient's own is a "not now".`,
    effect: 'The oncology team at most.',
    says: state('gate-patient-declined', { on: null, until: null }),
  },
  'decision-recorded': {
    logic: `"Not now" or "our team will do it" was recorded within ${numbers.decisionDays} days (or until the day that was written down; with a severe symptom at most ${numbers.severeSymptomDays} days), it is the last decision on record, and no finding that is enough alone is new since. A severe finding that was there before is new again on a reading at least ${numbers.againDays} days later.`,
    effect: 'No level after "not now"; the oncology team after "our team will do it".',
    says: state('gate-decision-recorded', { decision: 'not-now', on: null, by: null, reason: null, until: null }),
  },
  'navigator-contact': {
    logic: `The supportive-care nurse was in contact within ${numbers.navigatorContactDays} days, the answer would be a nurse call, and nothing that counts is new since.`,
    effect: 'No level.',
    says: state('gate-navigator-contact', { on: null, next: null }),
  },
});

function gates(numbers: GateNumbers): Lines {
  const entries = Object.entries(gateWords(numbers)) as readonly (readonly [Gate, GateWords])[];
  return [
    '## Gates',
    '',
    'They speak before any level, in this order; the first that applies decides. A gate hides no finding, but for a patient who has',
    'died or is under age.',
    '',
    ...numbersTable(GATE_NUMBERS, numbers),
    ...entries.flatMap(([gate, { logic, effect, says }], index) => [
      `### Gate ${index + 1}. \`${gate}\``,
      '',
      `${logic} **Effect.** ${effect} **It says** _${say(says)}_`,
      '',
      ...codesTable(CODES_BY_GATE[gate]),
    ]),
  ];
}

/** Of the referrals section: these numbers close no gate and change no level. */
function followUp(numbers: FollowUpNumbers): Lines {
  return [
    '## Follow-up of referrals',
    '',
    'When a referral on record is said to need a call or a signature. They close no gate and change no level. A site changes them under',
    '`follow-up`.',
    '',
    ...numbersTable(FOLLOW_UP_NUMBERS, numbers),
  ];
}

function levels(profile: Profile): Lines {
  const days = profile.hospiceConversationNotBeforeDays;
  const fewer = profile.fewerFactorsAt;
  return [
    `## From findings to a level (profile \`${profile.name}\`)`,
    '',
    'What is enough alone counts when it is definite or entered by a clinician. What counts with others counts once for each family;',
    'a family of which one member is enough alone adds nothing. All that is only probable counts once together, and never leads to a',
    'specialist visit by itself.',
    '',
    ...FAMILIES.map((family) => `- Family: ${names(family)}`),
    `- Family when they rest on the same stay: ${names(STAYS)}`,
    '',
    '**Goals-of-care conversation** (`hospice-conversation`). Only in disease that is certainly advanced, on findings more than probable:',
    '',
    ...(profile.hospiceConversation
      ? [
          `- ${name('anticancer-treatment-stopped')}; or`,
          `- in bed all day, lastingly, and metastatic, past a second line, or ${name('low-survival-cancer')} as enough alone; or`,
          `- ${name('poor-performance-status')} in metastatic disease with ${name('progression-after-second-line')} or at least ${profile.declineSigns} of: ${names(DECLINE_SIGNS)} (calcium only when it is enough alone).`,
          `- The last two never within ${days} days of the first diagnosis or of the start of first-line treatment, in blood cancer or germ cell tumor, or after hospice care that ended alive: then an urgent specialist visit with the task \`goals-of-care\`.`,
        ]
      : ['- This profile does not give this level.']),
    '',
    '**Specialist visit** (`specialist`). Any of:',
    '',
    '- a finding that is enough alone;',
    '- in bed all day, where whether the disease is advanced cannot be told;',
    '- hospice care that ended alive;',
    ...(profile.metastaticUnplannedStay === 'specialist'
      ? [
          `- metastatic disease that is not of an indolent course, with ${name('recent-unplanned-admission')} not for an injury alone;`,
        ]
      : []),
    ...(profile.specialistByCount
      ? [
          `- ${profile.supportingWhenMetastatic} counted findings in metastatic disease, ${profile.supportingWhenStageThree} in disease that is advanced by stage III of lung or pancreas, ${profile.supportingWhenAdvanced} in disease that is advanced otherwise;`,
        ]
      : []),
    ...(fewer === null
      ? []
      : [
          `- in cancer of ${fewer.sites.join(', ')}: ${fewer.stageFour} counted finding when metastatic, ${fewer.stageThree} when advanced by stage III;`,
        ]),
    ...(profile.specialistForAllAdvanced ? ['- metastatic disease, or relapsed or refractory blood cancer;'] : []),
    ...(profile.oneCriterionInHospital
      ? [`- while in hospital, metastatic disease, stage III of lung or pancreas, or one of: ${names(ADELSON)};`]
      : []),
    `- where an active cancer cannot be told: ${name('patient-or-family-request')} or ${name('clinician-attested-need')}, and nothing else.`,
    '',
    '**Nurse call** (`navigator`). Otherwise:',
    '',
    `- in metastatic disease, unless nothing counts and, within ${profile.wellDays} days, ECOG was at most ${profile.wellEcog} and every symptom score low;`,
    '- in disease that is advanced otherwise, or of which this cannot be told, with at least one counted finding;',
    `- in disease that is not advanced, with one of: ${names(CALL_WHEN_NOT_ADVANCED)}; or ${name('persistent-moderate-symptoms')} by a symptom of the body.`,
    '',
    '**Oncology team** (`oncology-team`). Otherwise:',
    '',
    `- in disease that is not advanced, with one of: ${names(TEAM_WHEN_NOT_ADVANCED)}; or ${name('persistent-moderate-symptoms')} by distress alone;`,
    `- with ${name('systemic-therapy-change')}, on systemic treatment, first diagnosed within ${profile.newlyDiagnosedDays} days, or with metastatic disease and all well.`,
    '',
    '**Keep screening** (`watch`). Otherwise. A reassuring sentence is said only where enough is recorded: function or symptoms known,',
    'cancer and its spread told, and diagnoses, encounters and observations read completely.',
    '',
    `Metastatic means that ${name('metastatic-solid-tumor')} is met and certain. An indolent course is a first metastasis more than ${profile.indolentDays} days old, no progression in as many days, and ECOG at most ${profile.wellEcog} within ${profile.wellDays} days.`,
    '',
  ];
}

/** What each value of a profile is. */
const MEANINGS: Readonly<Record<keyof Profile, string>> = {
  name: 'name',
  supportingWhenMetastatic: 'counted findings for a specialist visit in metastatic disease',
  supportingWhenStageThree: 'the same, advanced by stage III of lung or pancreas',
  supportingWhenAdvanced: 'the same, advanced otherwise',
  metastaticUnplannedStay: 'what an unplanned stay in metastatic disease leads to',
  specialistByCount: 'whether counting leads to a specialist visit',
  specialistForAllAdvanced: 'whether metastatic disease, or relapsed blood cancer, is enough',
  fewerFactorsAt: 'sites at which fewer findings are enough',
  oneCriterionInHospital: 'whether one criterion is enough during a stay',
  hospiceConversation: 'whether the level "goals-of-care conversation" is given',
  hospiceConversationNotBeforeDays:
    'days after diagnosis or first treatment in which function alone does not lead to it',
  newlyDiagnosedDays: 'days that a cancer is newly diagnosed',
  recentDischargeDays: 'days after an unplanned stay in which a nurse call is urgent',
  wellDays: 'days that good function and low symptom scores count',
  wellEcog: 'ECOG up to which function is good',
  indolentDays: 'days without progression that make an indolent course',
  visitDays: 'days within which the team is asked to act; the urgent ones of the nurse are working days',
  reviewDays: 'days until the next look, before anything was decided',
  steppedDays: 'days between looks, after a contact with nothing new since',
  afterDischargeDays: 'days after a discharge in which to look again',
  windowCloseDays: 'days before which a finding that leaves its window is not looked at again for that',
  checkpointDays: 'days in which a joint review follows a sign of decline',
  declineSigns: 'signs of decline that, with poor function in metastatic disease, ask for a goals-of-care conversation',
  incompleteFrom: 'rules that could not be told, from which a complete assessment is a task',
  notices: 'days that safety lines stand',
};

type Value = string | number | boolean | readonly string[] | object | null;

/** Values by path: `reviewDays.specialist.soon`. */
function flat(value: object, path = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, one] of Object.entries(value) as readonly (readonly [string, Value])[]) {
    const at = path === '' ? key : `${path}.${key}`;
    if (one !== null && typeof one === 'object' && !Array.isArray(one))
      for (const [inner, text] of flat(one, at)) found.set(inner, text);
    else found.set(at, one === null ? 'none' : String(one).replaceAll(',', ', '));
  }
  return found;
}

function profiles(own: Profile): Lines {
  const shipped: readonly Profile[] = Object.values(PROFILES);
  const all = shipped.some((one) => one.name === own.name) ? shipped : [...shipped, own];
  const values = all.map((one) => flat(one));
  const paths = [...new Set(values.flatMap((one) => [...one.keys()]))].filter(
    (path, _, all) => path !== 'name' && !all.some((other) => other.startsWith(`${path}.`)),
  );
  const meanings: Readonly<Record<string, string>> = MEANINGS;
  const rows = paths
    .toSorted((a, b) => place(a) - place(b))
    .map((path) =>
      cells([`\`${path}\``, meanings[path.split('.')[0] ?? ''] ?? '', ...values.map((one) => one.get(path) ?? 'none')]),
    );
  return [
    '## Profiles',
    '',
    'A site picks one by name, or copies one and changes values.',
    '',
    cells(['value', 'meaning', ...all.map((one) => `\`${one.name}\``)]),
    cells(['value', 'meaning', ...all].map(() => '---')),
    ...rows,
    '',
  ];
}

function place(path: string): number {
  return Object.keys(MEANINGS).indexOf(path.split('.')[0] ?? '');
}

const URGENCIES: readonly Urgency[] = ['urgent', 'soon', 'routine'];

function urgency(profile: Profile): Lines {
  const { specialist, navigator } = profile.visitDays;
  return [
    '## How soon',
    '',
    'How soon the supportive team is asked, never how urgent the condition of the patient is.',
    '',
    `- **urgent**: a safety line other than the self-harm item; ${name('severe-physical-symptom')} or ${name('delirium')} of the last days (see there); in bed all day in disease that is advanced or may be; a request for hastened death; a specialist visit while in hospital, or in place of a goals-of-care conversation that is not asked yet; a nurse call where a missing stage would decide, with one of: ${names(STAGE_WOULD_DECIDE)}; a nurse call within ${profile.recentDischargeDays} days after an unplanned stay.`,
    `- **routine**: a specialist visit only by ${names(ROUTINE_MAJORS)}, or by a rule of the profile alone.`,
    '- **soon**: every other specialist visit, conversation or nurse call.',
    '',
    cells(['', 'goals-of-care conversation', 'specialist visit', 'nurse call']),
    cells(['---', '---', '---', '---']),
    ...URGENCIES.map((one) =>
      cells([
        one,
        one === 'routine' ? '' : say(state('answer-hospice-conversation', { urgency: one, days: specialist[one] })),
        say(state('answer-specialist', { urgency: one, days: specialist[one], unclear: false })),
        one === 'routine' ? '' : say(state('answer-navigator', { urgency: one, days: navigator[one], atLeast: false })),
      ]),
    ),
    '',
  ];
}

function reviews(
  { reviewDays, steppedDays, afterDischargeDays, windowCloseDays, checkpointDays }: Profile,
  numbers: GateNumbers,
): Lines {
  const { specialist, navigator } = reviewDays;
  return [
    '## When to look again',
    '',
    `Before anything is decided: specialist visit and goals-of-care conversation ${specialist.urgent} days when urgent, ${specialist.soon} when soon, ${specialist.routine} when routine; nurse call ${navigator.urgent} when urgent, else ${navigator.soon}; oncology team ${reviewDays['oncology-team']}; keep screening ${reviewDays.watch}.`,
    '',
    `After a contact (the nurse was in touch, which says nothing of a specialist visit or a goals-of-care conversation; or the palliative team is told to be involved already) with nothing new since: specialist ${steppedDays.specialist} days, nurse ${steppedDays.navigator}, oncology team ${steppedDays['oncology-team']}, keep screening ${steppedDays.watch}, goals-of-care conversation ${steppedDays['hospice-conversation']}; or sooner: ${afterDischargeDays} days after a discharge, the next oncology visit that is booked, and the day after a finding leaves the window of its rule, if that is at least ${windowCloseDays} days away. Whatever was decided before, ${checkpointDays} days at most when in advanced disease one of these is new since: ${names(CHECKPOINT)}. Behind a gate the day is the gate's own: of the decision, of the contact, or ${numbers.referralDays} days after an order.`,
    '',
  ];
}

function notices({ notices: days }: Profile, { severe, ionizedSevere }: CalciumLimits): Lines {
  const lines: Readonly<Record<Notice['id'], readonly [when: string, says: Statement]>> = {
    'cord-compression': [
      `a diagnosis of cord compression or cauda equina first recorded within ${days.recordedDays} days`,
      state('notice-recorded', { what: 'cord-compression', name: null, when: null }),
    ],
    obstruction: [
      `bowel obstruction first recorded within ${days.recordedDays} days`,
      state('notice-recorded', { what: 'obstruction', name: null, when: null }),
    ],
    svc: [
      `superior vena cava syndrome first recorded within ${days.recordedDays} days`,
      state('notice-recorded', { what: 'svc', name: null, when: null }),
    ],
    hypercalcemia: [
      `the latest corrected calcium above ${severe} mg/dL, or ionized calcium above ${ionizedSevere} mmol/L, within ${days.calciumDays} days`,
      state('notice-calcium', { measure: 'corrected', value: severe + 1, when: null }),
    ],
    'self-harm-item': [
      `PHQ-9 item 9 above 0, or suicidal ideation coded, within ${days.selfHarmDays} days; it changes neither level nor urgency`,
      state('notice-self-harm-item', { when: null }),
    ],
    'hastened-death-request': [
      'a request for hastened death that a clinician has entered',
      state('notice-hastened-death', { when: null }),
    ],
  };
  return [
    '## Safety lines',
    '',
    'They repeat what is recorded and detect nothing; shown above the answer whatever the gates say, but for a patient who has died.',
    'While one other than the self-harm item stands, the answer is urgent.',
    '',
    cells(['line', 'made from', 'it says']),
    cells(['---', '---', '---']),
    ...Object.entries(lines).map(([id, [when, says]]) => cells([`\`${id}\``, when, say(says)])),
    '',
  ];
}

function tasks({ incompleteFrom }: Profile): Lines {
  const when: Readonly<Record<Task, string>> = {
    'add-stage': 'a solid cancer of which it cannot be told whether it is advanced',
    'confirm-cancer': 'whether there is an active cancer cannot be told',
    'complete-assessment': `at least ${incompleteFrom} of these could not be told: ${names(COMPLETE_ASSESSMENT)}`,
    'goals-of-care': 'a goals-of-care conversation by function, in a patient in whom it is not asked yet',
    'tell-palliative-team': 'new findings in a patient whom the palliative team follows, or is booked to see',
    'new-line-talk': `${name('systemic-therapy-change')} is met`,
    acp: `${name('acp-gap')} is met`,
    'function-cause': 'in bed all day in disease that is not advanced',
    'psycho-oncology': `${name('severe-emotional-distress')}, or ${name('persistent-moderate-symptoms')} by distress alone, in disease that is not known to be advanced`,
  };
  return [
    '## Tasks',
    '',
    'They stand beside the answer and never change it.',
    '',
    cells(['task', 'when', 'it says']),
    cells(['---', '---', '---']),
    ...(Object.entries(when) as readonly (readonly [Task, string])[]).map(([task, text]) =>
      cells([`\`${task}\``, text, screen.answer.task[task]]),
    ),
    '',
  ];
}
