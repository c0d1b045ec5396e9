/**
 * The dosing profile of a site: one of ours by name, or a copy with changed values. Apart from `site.ts` for the same reason
 * as `rules.ts`: the launch page must not load the rules.
 */
import { PROFILES, type Profile, type ProfileName } from '../domain/dosing/profiles.ts';
import type { Site, SiteProblem } from './site.ts';

export type ParsedProfile =
  { readonly ok: true; readonly profile: Profile } | { readonly ok: false; readonly problems: readonly SiteProblem[] };

/** The profile that `site.json` asks for. Never throws; every problem says where it is and what would be right. */
export function profileOf(site: Pick<Site, 'profile'>): ParsedProfile {
  const wanted = site.profile;
  if (typeof wanted === 'string') return named(wanted, 'profile');
  const { basedOn, name, ...changes } = wanted;
  const base = named(typeof basedOn === 'string' ? basedOn : '', 'profile.basedOn');
  if (!base.ok) return base;
  const problems: SiteProblem[] = [];
  if (typeof name !== 'string' || name.trim() === '' || Object.hasOwn(PROFILES, name))
    problems.push({ field: 'profile.name', message: 'must be a name of its own, for example "riverside-v1"' });
  const changed = merge(base.profile, changes, 'profile', problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, profile: { ...changed, name: String(name) } };
}

function named(name: string, field: string): ParsedProfile {
  if (Object.hasOwn(PROFILES, name)) return { ok: true, profile: PROFILES[name as ProfileName] };
  return { ok: false, problems: [{ field, message: `must be one of ${Object.keys(PROFILES).join(', ')}` }] };
}

/** Takes over the changes that fit; what does not is a problem. One level deep: `reviewDays.watch`. */
function merge<Whole extends object>(whole: Whole, changes: object, path: string, problems: SiteProblem[]): Whole {
  const merged: Record<string, unknown> = Object.fromEntries(Object.entries(whole));
  for (const [key, value] of Object.entries(changes) as readonly [string, unknown][]) {
    const field = `${path}.${key}`;
    const before = merged[key];
    if (!Object.hasOwn(merged, key)) problems.push({ field, message: 'is no value of a profile' });
    else if (isPlain(before) && isPlain(value)) merged[key] = merge(before, value, field, problems);
    else {
      const message = wrong(before, value, key === 'wellEcog' ? GRADES : { least: 1, most: MOST });
      if (message === null) merged[key] = value;
      else problems.push({ field, message });
    }
  }
  return merged as Whole;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Days and counts of a profile: none is longer than ten years. */
const MOST = 3660;
/** Grades of function that anybody may call good. */
const GRADES = { least: 0, most: 2 };

function wrong(
  before: unknown,
  value: unknown,
  { least, most }: { readonly least: number; readonly most: number },
): string | null {
  const example = `for example ${JSON.stringify(before)}`;
  if (typeof before === 'number')
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? null
      : `must be a whole number from ${least} to ${most}, ${example}`;
  if (typeof before === 'boolean') return typeof value === 'boolean' ? null : `must be true or false, ${example}`;
  if (typeof before === 'string')
    return value === 'specialist' || value === 'navigator' ? null : `must be "specialist" or "navigator"`;
  // What a profile leaves out (null) can only be taken from another one: a list of sites is no number.
  return value === null ? null : `can be taken over from another profile only, ${example}`;
}
