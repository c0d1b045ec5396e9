/** What each answer means here: who acts, what is asked of them, how soon, when to look again (clinical reference 4.1, 4.4). */
import type { Level } from '../../domain/dosing/recommendation.ts';
import { sayWithin } from './phrases.ts';

type Given = Exclude<Level, 'none'>;

export const levels = {
  title: 'What the answer means',
  lead: 'There are five answers. Each says who is asked, for what, and when to look again. “How soon” is how soon the team is asked, never how ill the patient is.',
  current: 'this answer',
  name: {
    'hospice-conversation': 'Goals-of-care conversation',
    specialist: 'Supportive & palliative care visit',
    navigator: 'Supportive-care nurse call',
    'oncology-team': 'Supportive care by your own team',
    watch: 'Keep asking',
  } satisfies Record<Given, string>,
  who: {
    'hospice-conversation':
      'You and the palliative team, with a hospice liaison where the patient wants to hear of it.',
    specialist: 'The interdisciplinary specialist team: by video, in the clinic, at home or on the ward.',
    navigator: 'A supportive-care nurse or navigator, by phone or video, with a number that answers day and night.',
    'oncology-team': 'Oncologist, nurse and social worker of your own team.',
    watch: 'Your own team, at every visit.',
  } satisfies Record<Given, string>,
  what: {
    'hospice-conversation':
      'Prognosis and wishes, with the family. It may include hospice: a physician certifies eligibility, the choice is the patient’s. A visit of the palliative team is always offered with it.',
    specialist:
      'Symptoms, understanding of the illness, what matters most, support for the family; cancer care stays with you.',
    navigator:
      'Asks how the patient is, calls back about answers that worry, helps with advance care planning and practical needs, and prepares a specialist visit. It does not replace one: nurse-led care alone did not improve quality of life (Schenker 2021).',
    'oncology-team':
      'Reviews symptoms and distress, asks what the patient understands and plans, and how the caregiver is.',
    watch: 'Asks about symptoms and performance status, and records both.',
  } satisfies Record<Given, string>,
  soonTitle: 'How soon',
  soon: {
    specialist: (urgent: number, soon: number, routine: number) =>
      `Urgent: ${sayWithin(urgent)}. Soon: ${sayWithin(soon)}. Routine: ${sayWithin(routine)}.`,
    navigator: (urgent: number, soon: number) => `Urgent: within ${urgent} working days. Else: ${sayWithin(soon)}.`,
    conversation: (soon: number) => `Urgent: at this visit. Else: ${sayWithin(soon)}.`,
    none: 'No date is asked for.',
  },
  againTitle: 'Looked at again',
  again: {
    specialist: (days: number) =>
      `After the first visit: at every change of treatment and after every hospital stay, and by a symptom questionnaire every ${weeks(days)}. Every 4 weeks when quality of life falls or something new is found; less often after two steady assessments 12 weeks apart.`,
    navigator: (days: number) =>
      `Every ${weeks(days)} twice, then by questionnaire every 6 weeks. A finding that is enough alone, or two that count, ask for a specialist visit.`,
    'hospice-conversation': (days: number) => `After ${days} days.`,
    'oncology-team': (days: number) => `At every oncology visit, at the latest after ${days} days.`,
    watch: (days: number) => `At the next visits, at the latest after ${days} days.`,
  } satisfies Record<Given, (days: number) => string>,
  after: (days: number) =>
    `Once a decision or a contact is on record, it is looked at again within ${days} days after a discharge from hospital, too.`,
  checkpoint: (days: number) =>
    `For patients who are already seen in steps: when advanced disease meets poor performance status, repeated unplanned stays or the end of treatment, a joint review within ${days} days, though no visit is due. Stepped visits alone did not keep the days in hospice (Temel 2024).`,
  source:
    'Steps after Temel 2024 (JAMA 332:471-481) and Temel 2010; days marked as a design choice in the rulebook can be changed by the site.',
} as const;

/** "6 weeks", "10 days". */
function weeks(days: number): string {
  return days % 7 === 0 ? `${days / 7} ${days === 7 ? 'week' : 'weeks'}` : `${days} days`;
}
