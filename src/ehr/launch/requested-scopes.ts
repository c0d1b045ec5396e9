/**
 * The scopes that this product asks for, in four measures: what every part of it needs, then less and less. A server that refuses
 * a request because of one wish is asked again for less (`start-launch.ts`), so that a wish never costs the launch.
 */
import type { SourceId } from '../../domain/chart/source.ts';
import type { ChannelId } from '../../domain/referral/channel.ts';
import type { Issuer, Site, WrittenType } from '../../site/site.ts';

/**
 * `all`: with decisions, directory, a session that can be renewed, and web messaging. `work`: reading, and the ways of a referral.
 * `reading`: the chart. `least`: without which there is no answer (interop 1.3, "required").
 */
export const MEASURES = ['all', 'work', 'reading', 'least'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * Version 2 letters by type; null: no EHR is asked for it (`sources/plan.ts`), so nothing is requested. The patient, drugs and
 * wards are read by id alone.
 */
const LETTERS: Readonly<Record<SourceId, string | null>> = {
  Patient: 'r',
  Encounter: 'rs',
  Condition: 'rs',
  CarePlan: 'rs',
  Observation: 'rs',
  Procedure: 'rs',
  ServiceRequest: 'rs',
  MedicationRequest: 'rs',
  MedicationAdministration: 'rs',
  MedicationStatement: 'rs',
  MedicationDispense: null,
  Medication: 'r',
  QuestionnaireResponse: 'rs',
  DocumentReference: 'rs',
  Consent: 'rs',
  Goal: 'rs',
  CareTeam: 'rs',
  Coverage: 'rs',
  Appointment: 'rs',
  Location: 'r',
  Task: 'rs',
  EpisodeOfCare: null,
  ResearchSubject: null,
};

const REQUIRED: readonly SourceId[] = ['Patient', 'Encounter', 'Condition', 'Observation'];

/** Decisions and their follow-up (M9, M13, M14), and facts that the clinician supplies (M23). */
const DECISIONS: Readonly<Record<string, string>> = {
  CarePlan: 'cu',
  /** A decision as a note, also where no letter may leave as one; it is taken back there. */
  DocumentReference: 'cu',
  Observation: 'c',
  QuestionnaireResponse: 'c',
  ServiceRequest: 'u',
  Task: 'cu',
};

/** Name and role of who signed in. */
const USER: Readonly<Record<string, string>> = { Practitioner: 'r', PractitionerRole: 'rs' };

/** Services with their places and times (M10). */
const DIRECTORY: Readonly<Record<string, string>> = {
  Organization: 'r',
  Location: 'r',
  HealthcareService: 'rs',
  Schedule: 'rs',
  Slot: 'rs',
};

/** Types that a way of writing creates, and reads to see whether what it wrote is there. */
const WRITTEN_BY: Readonly<
  Record<Exclude<ChannelId, 'web-messaging'>, Exclude<WrittenType, 'Provenance' | 'Observation'>>
> = {
  'fhir-create': 'ServiceRequest',
  task: 'Task',
  communication: 'Communication',
  note: 'DocumentReference',
};

export interface Asking {
  readonly measure: Measure;
  readonly style: 'v1' | 'v2';
  /** From a chart, whose patient the EHR knows; or by signing in, where the patient is chosen. */
  readonly from: 'chart' | 'sign-in';
  /** Ask for a session that can be renewed without the user. */
  readonly online: boolean;
}

/** Only one of the two styles: some servers refuse a request that mixes them (interop 1.3). */
export function requestedScopes(
  { measure, style, from, online }: Asking,
  issuer: Pick<Issuer, 'creates' | 'withoutScopes'>,
  site: Pick<Site, 'referral'>,
): string {
  const asks = (least: Measure): boolean => MEASURES.indexOf(measure) <= MEASURES.indexOf(least);
  const { created, messages } = writing(issuer, site.referral);
  const patient = new Letters();
  for (const [type, letters] of Object.entries(LETTERS))
    if (letters !== null && (asks('reading') || (REQUIRED as readonly string[]).includes(type)))
      patient.add(type, letters);
  // What is only written to, Communication, is read too: a lost answer is looked up.
  if (asks('work')) for (const type of created) patient.add(type, type === 'Provenance' ? 'c' : 'crs');
  if (asks('all')) for (const [type, letters] of Object.entries(DECISIONS)) patient.add(type, letters);
  const user = new Letters();
  const people = asks('all') ? { ...USER, ...DIRECTORY } : asks('work') ? USER : {};
  for (const [type, letters] of Object.entries(people)) user.add(type, letters);
  for (const scope of issuer.withoutScopes) {
    const [, level, type = ''] = /^(patient|user)\/([^.]+)/.exec(scope) ?? [];
    (level === 'user' ? user : patient).drop(type, lettersIn(scope));
  }
  const scopes = [
    from === 'chart' ? 'launch' : 'launch/patient',
    'openid',
    'fhirUser',
    ...patient.scopes('patient', style),
    ...user.scopes('user', style),
    ...(asks('all') && online ? ['online_access'] : []),
    ...(asks('all') && messages ? ['messaging/scratchpad', 'messaging/ui'] : []),
  ];
  const without = new Set(issuer.withoutScopes);
  return scopes.filter((scope) => !without.has(scope)).join(' ');
}

/** Letters that a scope's permission stands for; all of them where it names none. */
function lettersIn(scope: string): string {
  const permission = scope.split('.')[1];
  if (permission === 'read') return 'rs';
  if (permission === 'write') return 'cud';
  return permission !== undefined && /^[cruds]+$/.test(permission) ? permission : 'cruds';
}

/** Without it there is no answer: a server that refuses it cannot be used. */
export function isRequired(scope: string): boolean {
  return REQUIRED_NAMES.has(nameOf(scope));
}

const REQUIRED_NAMES: ReadonlySet<string> = new Set(
  ['launch', 'launch/patient', 'openid', 'fhirUser'].concat(REQUIRED.map((type) => `patient/${type}`)),
);

/** What stands before the letters: these change with what a site uses, and with what a server has refused. */
const nameOf = (scope: string): string => scope.split('.')[0] ?? scope;

/** What is asked of each type, in the order in which the standard writes the letters. */
class Letters {
  readonly #of = new Map<string, string>();

  add(type: string, letters: string): void {
    this.#of.set(type, `${this.#of.get(type) ?? ''}${letters}`);
  }

  drop(type: string, letters: string): void {
    const left = (this.#of.get(type) ?? '').split('').filter((letter) => !letters.includes(letter));
    if (left.length > 0) this.#of.set(type, left.join(''));
    else this.#of.delete(type);
  }

  scopes(level: 'patient' | 'user', style: 'v1' | 'v2'): readonly string[] {
    return [...this.#of].flatMap(([type, letters]) => {
      const has = (wanted: string): string =>
        wanted
          .split('')
          .filter((letter) => letters.includes(letter))
          .join('');
      if (style === 'v2') return [`${level}/${type}.${has('cruds')}`];
      return [
        ...(has('rs') === '' ? [] : [`${level}/${type}.read`]),
        ...(has('cud') === '' ? [] : [`${level}/${type}.write`]),
      ];
    });
  }
}

function writing(
  { creates }: Pick<Issuer, 'creates'>,
  { channels, services }: Site['referral'],
): { readonly created: readonly WrittenType[]; readonly messages: boolean } {
  const has = {
    'fhir-create': true,
    task: services.some(({ taskOwner }) => taskOwner !== undefined),
    communication: services.some(({ messageTo }) => (messageTo ?? []).length > 0),
    note: true,
  } satisfies Record<keyof typeof WRITTEN_BY, boolean>;
  const types = channels
    .filter((one) => one !== 'web-messaging')
    .flatMap((one) => (has[one] && creates[WRITTEN_BY[one]] !== 'no' ? [WRITTEN_BY[one]] : []));
  const told: readonly WrittenType[] = types.length > 0 && creates.Provenance !== 'no' ? ['Provenance'] : [];
  return { created: [...types, ...told], messages: channels.includes('web-messaging') };
}

/** Version 2 where the server says that it knows it, unless the site says otherwise. */
export function scopeStyle(wanted: 'auto' | 'v1' | 'v2', capabilities: readonly string[]): 'v1' | 'v2' {
  if (wanted !== 'auto') return wanted;
  return capabilities.includes('permission-v2') ? 'v2' : 'v1';
}
