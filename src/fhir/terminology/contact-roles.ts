/**
 * What a person beside the patient is, told by code alone: whom to call, who decides. Any other code (daughter, neighbor,
 * durable power of attorney, which may be for property only) says nothing here; its words are shown as recorded.
 *
 * Sources: HL7 v2 table 0131 (C, EP, N), https://terminology.hl7.org/CodeSystem-v2-0131.html; HL7 v3 RoleCode and RoleClass
 * (ECON, NOK, GUARD, HPOWATT), https://terminology.hl7.org/CodeSystem-v3-RoleCode.html; FHIR R4
 * `patient-contactrelationship`. Seen with their names in the definitions of FHIR R4.
 */
import type { Code } from '../../domain/chart/evidence.ts';
import type { ContactRole } from '../../domain/chart/records.ts';
import { anyIn, type CodeSet } from './code-set.ts';
import { LOINC, V3_ROLE_CODE } from './systems.ts';

const V2_CONTACT_ROLE = 'http://terminology.hl7.org/CodeSystem/v2-0131';
const V3_ROLE_CLASS = 'http://terminology.hl7.org/CodeSystem/v3-RoleClass';

/** As the roles of people are sent: on a contact, on an actor of a directive. */
export const AGENT_ROLE: CodeSet = {
  name: 'role of a health care agent',
  system: LOINC,
  codes: ['75783-1', '81335-2'],
  source:
    'HL7 PACIO ADI: Consent actor role 75783-1 Primary healthcare agent; consent type 81335-2 Patient Healthcare agent',
};

const BY_SYSTEM: ReadonlyMap<string, ReadonlyMap<string, ContactRole>> = new Map([
  [
    V2_CONTACT_ROLE,
    new Map<string, ContactRole>([
      ['C', 'emergency'],
      ['EP', 'emergency'],
      ['N', 'next-of-kin'],
    ]),
  ],
  [V3_ROLE_CODE, v3()],
  [V3_ROLE_CLASS, v3()],
]);

/** Names under which the same tables are sent by older servers. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['http://hl7.org/fhir/v2/0131', V2_CONTACT_ROLE],
  ['urn:oid:2.16.840.1.113883.18.58', V2_CONTACT_ROLE],
  ['http://hl7.org/fhir/v3/RoleCode', V3_ROLE_CODE],
  ['http://hl7.org/fhir/v3/RoleClass', V3_ROLE_CLASS],
]);

function v3(): ReadonlyMap<string, ContactRole> {
  return new Map<string, ContactRole>([
    ['ECON', 'emergency'],
    ['NOK', 'next-of-kin'],
    ['GUARD', 'guardian'],
    ['HPOWATT', 'health-care-agent'],
  ]);
}

/** The roles that these codes give, each once. */
export function contactRoles(codes: readonly Code[]): readonly ContactRole[] {
  const roles = new Set<ContactRole>();
  for (const { system, code } of codes) {
    const role = BY_SYSTEM.get(ALIASES.get(system) ?? system)?.get(code);
    if (role !== undefined) roles.add(role);
  }
  if (anyIn(codes, AGENT_ROLE)) roles.add('health-care-agent');
  return [...roles];
}
