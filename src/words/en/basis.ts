/** Words of the sections below the answer: rules, sources, version. */
import type { Unreadable } from '../../domain/chart/evidence.ts';
import type { SourceId, SourceState } from '../../domain/chart/source.ts';
import type { Certainty, Outcome, Strength, TriggerId } from '../../domain/triggers/trigger.ts';
import { counted, numeral } from './numbers.ts';

/** "0.4 s", "12 s", "1 min 20 s". */
function lasted(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)}\u00a0s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${String(whole)}\u00a0s`;
  const rest = whole % 60;
  return `${String(Math.floor(whole / 60))}\u00a0min${rest === 0 ? '' : `\u00a0${String(rest)}\u00a0s`}`;
}

export const basis = {
  sections: {
    label: 'Sections of this page',
    why: 'Why',
    sources: 'Sources',
    course: 'Course',
    care: 'Care and goals',
    levels: 'What the answer means',
    about: 'About',
    print: 'Print this page',
  },

  outcome: {
    met: 'Met',
    'not-assessable': 'Cannot tell',
    'not-met': 'Not met',
    'not-applicable': 'Does not apply',
  } satisfies Record<Outcome, string>,

  strength: { major: 'enough alone', supporting: 'counts with others' } satisfies Record<Strength, string>,

  notCounted: 'not counted on its own',

  certainty: { definite: '', probable: 'probable', attested: 'entered by a clinician' } satisfies Record<
    Certainty,
    string
  >,

  trigger: {
    'metastatic-solid-tumor': 'Metastatic solid cancer',
    'new-advanced-poor-prognosis': 'New advanced cancer in which early palliative care is advised',
    'low-survival-cancer': 'Cancer in which early palliative care is advised',
    'progression-after-second-line': 'Progression despite second-line treatment',
    'recent-disease-progression': 'Recent progression',
    'cns-metastases': 'Brain or leptomeningeal metastases',
    'spinal-cord-compression': 'Spinal cord or cauda equina compression',
    'malignant-obstruction-or-effusion': 'Malignant effusion, ascites, obstruction or SVC syndrome',
    'malignant-hypercalcemia': 'Hypercalcemia with active cancer',
    'relapsed-refractory-heme': 'Relapsed or refractory blood cancer',
    'poor-performance-status': 'Needs much help with daily life (ECOG 3 or 4)',
    'declining-performance-status': 'Falling performance status',
    'severe-physical-symptom': 'Severe physical symptom',
    'persistent-moderate-symptoms': 'Moderate symptoms (repeated) or moderate distress',
    'severe-emotional-distress': 'Severe emotional distress',
    delirium: 'Delirium',
    'cachexia-weight-loss': 'Significant weight loss or cachexia',
    'adverse-prognostic-labs': 'Low albumin or high LDH',
    'recent-unplanned-admission': 'Unplanned hospital stay in the last 30 days',
    'repeat-unplanned-admissions': 'Two or more unplanned hospital stays in 90 days',
    'frequent-ed-use': 'Repeated ED or observation visits',
    'prolonged-or-icu-stay': 'Long or intensive-care stay',
    'systemic-therapy-change': 'New treatment line started',
    'treatment-with-poor-function': 'On systemic treatment while performance status is poor',
    'anticancer-treatment-stopped': 'No further cancer treatment planned (as recorded)',
    'acp-gap': 'No recorded advance care planning',
    'patient-or-family-request': 'Patient or family asks for supportive care',
    'clinician-attested-need': 'Clinician judgment',
    'caregiver-strain': 'Caregiver strain',
    'early-phase-trial': 'Takes part in an early-phase trial',
    'serious-comorbidity': 'Serious other illness',
    'pathological-fracture': 'Pathological fracture',
  } satisfies Record<TriggerId, string>,

  why: {
    title: 'Why',
    counts: (met: number, unclear: number) =>
      `${numeral(met)} met${unclear > 0 ? `, ${numeral(unclear)} unclear` : ''}`,
    reading: (count: number) => `${counted(count, 'rule', 'rules')} wait for the rest of the chart.`,
    found: 'Found',
    nothingFound: 'Nothing on record that bears on this rule.',
    rule: 'The rule',
    ruleVersion: (version: string) => `Rule version ${version}`,
    lookedAt: 'Looked at',
    lookedAtLine: (what: string, since: string | null, newest: string | null) =>
      `${what}${since === null ? '' : ` since ${since}`}${newest === null ? '' : `, newest ${newest}`}`,
    missing: 'Missing',
    caveats: 'Bear in mind',
    citations: 'Why it matters',
    enter: 'Enter it',
    enterFor: (rule: string) => `Enter it: ${rule}`,
  },

  sources: {
    title: 'Sources',
    askedLess:
      'The EHR refused some of the permissions that this app asked for, so it was asked for fewer. What cannot be read because of that says “not allowed” below.',
    counts: (read: number, all: number) => `${numeral(read)} of ${numeral(all)}`,
    from: (host: string) => `From ${host}`,
    name: {
      Patient: 'Patient details',
      Encounter: 'Encounters',
      Condition: 'Diagnoses',
      CarePlan: 'Care plans',
      Observation: 'Observations',
      Procedure: 'Procedures',
      ServiceRequest: 'Referrals and orders',
      MedicationRequest: 'Medication orders',
      MedicationAdministration: 'Medication given',
      MedicationStatement: 'Medication lists',
      MedicationDispense: 'Medication dispensed',
      Medication: 'Drug details',
      QuestionnaireResponse: 'Questionnaires',
      DocumentReference: 'Documents',
      Consent: 'Consents and directives',
      Goal: 'Goals',
      CareTeam: 'Care teams',
      Coverage: 'Insurance',
      Appointment: 'Appointments',
      Location: 'Wards and places',
      Task: 'Tasks and decisions',
      EpisodeOfCare: 'Enrolments',
      ResearchSubject: 'Clinical trials',
    } satisfies Record<SourceId, string>,
    counted: {
      Patient: (n) => counted(n, 'patient record', 'patient records'),
      Encounter: (n) => counted(n, 'encounter', 'encounters'),
      Condition: (n) => counted(n, 'diagnosis', 'diagnoses'),
      CarePlan: (n) => counted(n, 'care plan', 'care plans'),
      Observation: (n) => counted(n, 'observation', 'observations'),
      Procedure: (n) => counted(n, 'procedure', 'procedures'),
      ServiceRequest: (n) => counted(n, 'referral or order', 'referrals and orders'),
      MedicationRequest: (n) => counted(n, 'medication order', 'medication orders'),
      MedicationAdministration: (n) => counted(n, 'administration', 'administrations'),
      MedicationStatement: (n) => counted(n, 'medication entry', 'medication entries'),
      MedicationDispense: (n) => counted(n, 'dispense', 'dispenses'),
      Medication: (n) => counted(n, 'drug', 'drugs'),
      QuestionnaireResponse: (n) => counted(n, 'questionnaire', 'questionnaires'),
      DocumentReference: (n) => counted(n, 'document', 'documents'),
      Consent: (n) => counted(n, 'consent', 'consents'),
      Goal: (n) => counted(n, 'goal', 'goals'),
      CareTeam: (n) => counted(n, 'care team', 'care teams'),
      Coverage: (n) => counted(n, 'coverage', 'coverages'),
      Appointment: (n) => counted(n, 'appointment', 'appointments'),
      Location: (n) => counted(n, 'place', 'places'),
      Task: (n) => counted(n, 'task', 'tasks'),
      EpisodeOfCare: (n) => counted(n, 'enrolment', 'enrolments'),
      ResearchSubject: (n) => counted(n, 'trial', 'trials'),
    } satisfies Record<SourceId, (count: number) => string>,
    state: {
      loaded: 'read',
      partial: 'read in part',
      failed: 'could not be read',
      forbidden: 'not allowed',
      unsupported: 'not offered by this EHR',
      'not-asked': 'not asked',
    } satisfies Record<SourceState['state'], string>,
    reading: 'being read',
    noneFound: 'none on record',
    found: (count: number) => numeral(count),
    /** What an EHR says with nearly every list. */
    mayBeIncomplete: (lists: number) =>
      lists === 1
        ? 'Of one of these lists the EHR says that it may not be complete.'
        : `Of ${lists} of these lists the EHR says that they may not be complete.`,
    newest: (date: string) => `newest ${date}`,
    /** One server in all: "20 of 20 kinds of data read, 112 records, newest 12 Nov 2026, in 1.2 s". */
    all: (read: number, asked: number, records: number, newest: string | null, took: number | null) =>
      [
        `${numeral(read)} of ${counted(asked, 'kind', 'kinds')} of data read completely`,
        counted(records, 'record', 'records'),
        ...(newest === null ? [] : [`newest ${newest}`]),
        ...(took === null ? [] : [`in ${lasted(took)}`]),
      ].join(', '),
    took: (milliseconds: number) => `took ${lasted(milliseconds)}`,
    /** Whole tens of seconds; it may be a little longer. */
    waited: (seconds: number) =>
      `for more than ${seconds < 60 ? counted(seconds, 'second', 'seconds') : lasted(seconds * 1000)}`,
    meanwhile:
      'The EHR takes its time. What has been read can be used meanwhile; nothing is concluded from what is still being read.',
    technical: 'Technical lines of all sources',
    copyTechnical: 'Copy the technical lines of all sources',
    /** Several in one line: what was read and is empty, and what no EHR is asked for. */
    group: { none: 'Read, none on record', 'not-asked': 'Not asked' },
    several: (names: readonly string[]) => names.join(', '),
    retry: (source: string) => `Read again: ${source}`,
    retryShort: 'Read again',
    retrying: 'being read again',
    forbiddenTodo: 'Your EHR team can grant it to this app. Until then nothing is concluded from its absence.',
    unsupportedTodo: 'Nothing is concluded from its absence.',
    unreadable: (count: number) => `${counted(count, 'record was', 'records were')} left out`,
    unreadableReason: {
      'no-status': 'no usable status',
      'no-code': 'no code and no words',
      'wrong-shape': 'not readable as FHIR',
      'no-subject': 'does not say whose record it is',
      'other-patient': 'another patient’s record',
      'after-as-of': 'dated in the future',
      'entered-in-error': 'entered in error',
    } satisfies Record<Unreadable['reason'], string>,
    originName: (origin: string, ehr: string) => (origin === 'ehr' ? ehr : origin),
  },

  footer: {
    basis: 'Alongside repeats what is recorded and says why. The decision is yours.',
    version: (version: string, catalogue: string, profile: string) =>
      `Version ${version}, rules ${catalogue}, profile ${profile}`,
    readAt: (day: string, time: string) => `Read ${day}, ${time}`,
  },
} as const;
