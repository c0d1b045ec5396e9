/** The scopes that this product asks for: what its sources read, what it writes, who the user is. Nothing for later. */
import { SOURCE_IDS, type SourceId } from '../../domain/chart/source.ts';

/** Version 2 letters by type. `Patient` is read by id alone; referrals are read and created, never changed. */
const LETTERS: Readonly<Partial<Record<SourceId, string>>> = { Patient: 'r', ServiceRequest: 'crs' };

const ALWAYS = ['launch', 'openid', 'fhirUser'];

/** Some servers refuse a request that mixes the two styles (interop 1.3), so it is one or the other. */
export function requestedScopes(style: 'v1' | 'v2'): string {
  const resources = SOURCE_IDS.flatMap((type) => {
    const letters = LETTERS[type] ?? 'rs';
    if (style === 'v2') return [`patient/${type}.${letters}`];
    return [`patient/${type}.read`, ...(letters.includes('c') ? [`patient/${type}.write`] : [])];
  });
  const directory =
    style === 'v2'
      ? ['user/Practitioner.r', 'user/PractitionerRole.rs']
      : ['user/Practitioner.read', 'user/PractitionerRole.read'];
  return [...ALWAYS, ...resources, ...directory].join(' ');
}

/** Version 2 where the server says that it knows it, unless the site says otherwise. */
export function scopeStyle(wanted: 'auto' | 'v1' | 'v2', capabilities: readonly string[]): 'v1' | 'v2' {
  if (wanted !== 'auto') return wanted;
  return capabilities.includes('permission-v2') ? 'v2' : 'v1';
}
