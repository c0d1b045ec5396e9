import type { AttestationReason, PlanningElement } from '../../domain/chart/records.ts';
import type { VisitStatements } from '../../domain/statements/visit.ts';
import type { EnteredContent, EnteredSite, EnteredSymptom } from '../../domain/visit/visit.ts';
import { sayWhen } from './dates.ts';
import { SCALES } from './phrases.ts';
import type { Words } from './phrases.ts';

export const ENTERED_SYMPTOMS: Readonly<Record<EnteredSymptom, string>> = {
  pain: 'Pain',
  dyspnea: 'Shortness of breath',
  nausea: 'Nausea',
  fatigue: 'Tiredness',
  appetite: 'Poor appetite',
  constipation: 'Constipation',
  drowsiness: 'Drowsiness',
  diarrhea: 'Diarrhea',
  sleep: 'Poor sleep',
  depression: 'Low mood',
  anxiety: 'Anxiety',
};

export const ENTERED_PLANNING: Readonly<Record<PlanningElement, string>> = {
  conversation: 'conversation about goals of care',
  'health-care-agent': 'health care agent named',
  'advance-directive': 'advance directive',
  'portable-orders': 'portable medical orders (POLST)',
  'code-status': 'code status',
  preference: 'care preferences',
};

export const ENTERED_SITES: Readonly<Record<EnteredSite, string>> = {
  brain: 'brain',
  bone: 'bone',
  liver: 'liver',
  lung: 'lung',
  other: 'other',
};

/** Never the reason: it goes into orders and letters that the patient reads (clinical reference 8.5). */
const JUDGMENT = 'Clinician judgment: would benefit from supportive care';

export const ENTERED_REASONS: Readonly<Record<AttestationReason, string>> = {
  'clinician-judgment': 'would benefit from supportive care',
  'complex-decisions': 'complex decisions ahead',
  'existential-crisis': 'spiritual or existential distress',
  'team-distress': 'disagreement or distress in the team or family',
  'would-not-be-surprised': 'would not be surprised by a death within a year',
  'hastened-death-request': 'request for hastened death',
};

function entered(content: EnteredContent): string {
  switch (content.is) {
    case 'performance':
      return `${SCALES[content.scale]} ${content.value}`;
    case 'symptom':
      return `${ENTERED_SYMPTOMS[content.item]} ${content.score}/10`;
    case 'distress':
      return `Distress thermometer ${content.score}/10`;
    case 'weight':
      return `Weight ${content.kilograms} kg`;
    case 'stage':
      return `Stage ${content.group}`;
    case 'metastases':
      return content.present
        ? `Distant metastases${content.sites.length === 0 ? '' : `: ${content.sites.map((site) => ENTERED_SITES[site]).join(', ')}`}`
        : 'No distant metastases';
    case 'request':
      return content.asks ? 'Patient or family asks for supportive care' : 'Asked, no wish for supportive care now';
    case 'planning':
      return `Done elsewhere: ${ENTERED_PLANNING[content.what]}`;
    case 'line':
      return `Treatment line ${content.number}, since`;
    case 'judgment':
      return JUDGMENT;
    case 'no-further-therapy':
      return 'No further cancer treatment planned';
    case 'caregiver':
      return content.strained ? 'Caregiver strain' : 'No caregiver strain, asked';
    case 'planned-stay':
      return 'The hospital stay was planned, begun';
    case 'active-cancer':
      return `Confirmed as active cancer: ${content.name}`;
    default:
      return content satisfies never;
  }
}

export const VISIT: Words<VisitStatements> = {
  entered: ({ content, on }) =>
    `${entered(content)}${content.is === 'line' || content.is === 'planned-stay' ? ' ' : ', '}${sayWhen(on)}`,
  'left-out': ({ label, value, when }) =>
    `${label}${value === null ? '' : ` ${value}`}${when === null ? '' : `, ${sayWhen(when)}`}`,
};
