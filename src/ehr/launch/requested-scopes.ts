/** The scopes that this product asks for: what its sources read, what it writes, who the user is. Nothing for later. */
import type { SourceId } from '../../domain/chart/source.ts';
import type { ChannelId } from '../../domain/referral/channel.ts';
import type { Issuer, Site, WrittenType } from '../../site/site.ts';

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

const ALWAYS = ['launch', 'openid', 'fhirUser'];

/** Types that a way of writing creates, and reads to see whether what it wrote is there. */
const WRITTEN_BY: Readonly<Record<Exclude<ChannelId, 'web-messaging'>, Exclude<WrittenType, 'Provenance'>>> = {
  'fhir-create': 'ServiceRequest',
  task: 'Task',
  communication: 'Communication',
  note: 'DocumentReference',
};

/**
 * Asked of an issuer for a site: only what its ways of writing need. Some servers refuse a request that mixes the two
 * styles (interop 1.3), so it is one or the other.
 */
export function requestedScopes(
  style: 'v1' | 'v2',
  issuer: Pick<Issuer, 'creates'>,
  site: Pick<Site, 'referral'>,
): string {
  const { created, messages } = writing(issuer, site.referral);
  const types = new Map(
    Object.entries(LETTERS).flatMap(([type, letters]) => (letters === null ? [] : [[type, letters]])),
  );
  // What is only written to, Communication, is read too: a lost answer is looked up.
  for (const type of created) types.set(type, type === 'Provenance' ? 'c' : 'crs');
  const resources = [...types].flatMap(([type, letters]) => {
    if (style === 'v2') return [`patient/${type}.${letters}`];
    const reads = /[rs]/.test(letters) ? [`patient/${type}.read`] : [];
    return [...reads, ...(letters.includes('c') ? [`patient/${type}.write`] : [])];
  });
  const directory =
    style === 'v2'
      ? ['user/Practitioner.r', 'user/PractitionerRole.rs']
      : ['user/Practitioner.read', 'user/PractitionerRole.read'];
  return [...ALWAYS, ...resources, ...directory, ...(messages ? MESSAGING : [])].join(' ');
}

const MESSAGING = ['messaging/scratchpad', 'messaging/ui'];

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
