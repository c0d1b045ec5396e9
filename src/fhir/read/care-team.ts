import type { CareTeamMember, CareTeamRecord } from '../../domain/chart/records.ts';
import { hospiceService, palliativeService } from './involved.ts';
import { codes, list, object, oneOf, text, words, type Json } from './json.ts';
import { plainOrNull, rolesOf, wordsOfAll } from './people.ts';
import {
  evidenceOf,
  isLater,
  isPatient,
  notSeen,
  ownReference,
  periodOf,
  plain,
  read,
  unreadable,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** Members that are looked at: a team of a whole hospital says nothing by its thousandth member. */
const MOST_MEMBERS = 200;
/** Members that are kept by name. */
const MOST_NAMED = 40;

/** Care teams: who takes part. A current member of the palliative service is standing care. */
export function readCareTeam(resource: Json, context: Context): Reading<CareTeamRecord> {
  const status = oneOf(resource['status'], ['proposed', 'active', 'suspended', 'inactive', 'entered-in-error']);
  if (status === 'entered-in-error' || status === 'proposed') return withdrawn;
  const { start, ended } = periodOf(resource['period'], context);
  const problem = notSeen(resource, start, context);
  if (problem !== null) return unreadable(problem);
  const members = list(resource['participant'])
    .slice(0, MOST_MEMBERS)
    .filter((one) => isCurrent(one['period'], context));
  const concepts = [...codes(resource['category']), ...members.flatMap((one) => codes(one['role']))];
  const said = [
    text(resource['name']),
    ...list(resource['category']).map(words),
    ...members.flatMap((one) => [
      ...list(one['role']).map(words),
      text(object(one['member'])?.['display']),
      text(object(one['onBehalfOf'])?.['display']),
    ]),
  ]
    .filter((one) => one !== null)
    .map(plain)
    .join('. ');
  // A patient who stands among the members is no news.
  const others = members.filter((one) => !isOwnPatient(one['member'], context));
  const { origin, reference, code, value } = evidenceOf(resource, list(resource['category'])[0], start, context);
  return read({
    origin,
    reference,
    label: plain(text(resource['name']) ?? words(list(resource['category'])[0]) ?? 'Care team'),
    code,
    when: start,
    value,
    // Status is optional: a team without one is taken as current, as long as its time has not passed.
    active: (status === 'active' || status === null) && !ended,
    palliative: palliativeService(concepts, said),
    hospice: hospiceService(concepts, said),
    members: others.slice(0, MOST_NAMED).map(memberOf),
    memberCount: others.length,
  });
}

function memberOf(participant: Json): CareTeamMember {
  const roles = list(participant['role']);
  return {
    name: plainOrNull(text(object(participant['member'])?.['display'])),
    role: wordsOfAll(roles),
    onBehalfOf: plainOrNull(text(object(participant['onBehalfOf'])?.['display'])),
    isAgent: rolesOf(roles).includes('health-care-agent'),
  };
}

function isOwnPatient(member: unknown, context: Context): boolean {
  const found = ownReference(member, context);
  return found !== null && isPatient(found, context.patientId, context.base);
}

function isCurrent(value: unknown, context: Context): boolean {
  const { start, ended } = periodOf(value, context);
  return !isLater(start, context) && !ended;
}
