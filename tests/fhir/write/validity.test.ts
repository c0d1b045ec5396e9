/** Everything that a referral can leave behind is valid, whatever is missing, by judges that are not ours. */
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { ReferralInput } from '../../../src/fhir/write/referral-input.ts';
import { draft, everything, input, objectsIn, provenanceOf } from './samples.ts';
import { codeDisplay, profileErrors, structureErrors, usCoreProfiles, type UsCoreProfile } from './validators.ts';

const without: Readonly<Record<string, Partial<ReferralInput>>> = {
  encounter: { encounterId: null },
  requester: { requester: null, sender: null },
  service: { service: null },
  evidence: { draft: { ...draft, about: [], reasons: [], basedOn: null }, insurance: [] },
  words: { texts: { ...input.texts, note: '', reasons: [] }, orderCoding: [] },
};

/** Each of the 32 ways in which something may be missing, full and minimal. */
const inputs = Object.entries(without)
  .reduce<readonly { readonly name: string; readonly lacks: Partial<ReferralInput> }[]>(
    (all, [name, lack]) => [
      ...all,
      ...all.map((one) => ({ name: `${one.name}, no ${name}`, lacks: { ...one.lacks, ...lack } })),
    ],
    [{ name: 'all', lacks: {} }],
  )
  .flatMap(({ name, lacks }) =>
    (['full', 'minimal'] as const).map((variant) => [`${variant}: ${name}`, { ...input, ...lacks, variant }] as const),
  );

describe.each(inputs)('%s', (_, referral) => {
  it('is valid for the fhir package and for Medplum', () => {
    for (const [which, resource] of everything(referral)) {
      expect(structureErrors(resource), which).toEqual([]);
      expect(profileErrors(resource), which).toEqual([]);
    }
  });
});

describe('the judges', () => {
  it.each(everything(input))('would find an unknown element, a wrong code and a missing one in %s', (_, resource) => {
    expect(structureErrors(Object.assign({ extra: 1 }, resource))).not.toEqual([]);
    const status = resource.resourceType === 'Provenance' ? { entity: [{ role: 'x', what: {} }] } : { status: 'x' };
    expect(structureErrors({ ...resource, ...status } as FhirResource)).not.toEqual([]);
    for (const element of required[resource.resourceType] ?? ['none'])
      expect(profileErrors(leavingOut(resource, element)), element).not.toEqual([]);
  });
});

const required: Readonly<Record<string, readonly string[]>> = {
  ServiceRequest: ['status', 'intent', 'subject'],
  Task: ['status', 'intent'],
  Communication: ['status'],
  DocumentReference: ['status', 'content'],
  Provenance: ['target', 'recorded', 'agent'],
};

const leavingOut = (resource: FhirResource, element: string): FhirResource =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => name !== element)) as unknown as FhirResource;

const US_CORE: Readonly<Record<string, { readonly profile: UsCoreProfile; readonly asks: string }>> = {
  ServiceRequest: { profile: 'us-core-servicerequest', asks: 'code' },
  DocumentReference: { profile: 'us-core-documentreference', asks: 'category' },
  Provenance: { profile: 'us-core-provenance', asks: 'agent' },
};

if (usCoreProfiles().length === 0)
  process.stdout.write('US Core packages are not beside this clone: its profiles were not tried.\n');

describe.each(Object.entries(US_CORE))('US Core’s %s', (type, { profile: name, asks }) => {
  const mine = (referral: ReferralInput) =>
    everything(referral).filter(([, resource]) => resource.resourceType === type);

  for (const { version, profile } of usCoreProfiles(name)) {
    it(`${version} takes it, whatever is missing`, () => {
      for (const [missing, referral] of inputs) {
        for (const [which, resource] of mine(referral))
          expect(profileErrors(resource, profile), `${which} of ${missing}`).toEqual([]);
      }
    });

    it(`${version} would refuse one without ${asks}`, () => {
      expect(mine(input)).not.toEqual([]);
      for (const [which, resource] of mine(input))
        expect(profileErrors(leavingOut(resource, asks), profile), which).not.toEqual([]);
    });
  }

  it('is claimed by the profile that was tried, and by no other', () => {
    const claimed = mine(input).flatMap(([, { meta }]) => meta?.profile ?? []);
    expect(new Set(claimed)).toEqual(new Set([`http://hl7.org/fhir/us/core/StructureDefinition/${name}`]));
  });
});

it.each(usCoreProfiles('us-core-provenance'))(
  'US Core $version would refuse a clinician who acts for nobody',
  ({ profile }) => {
    const { agent, ...rest } = provenanceOf(input);
    const alone = agent.map(({ type, who }) => ({ ...(type === undefined ? {} : { type }), who }));
    expect(profileErrors({ ...rest, agent: alone }, profile)).not.toEqual([]);
  },
);

describe('every code of HL7 and LOINC', () => {
  const codings = inputs
    .flatMap(([, referral]) => everything(referral))
    .flatMap(([, resource]) => [...objectsIn(resource)])
    .filter(({ system }) => /hl7\.org\/CodeSystem|loinc\.org/.test(String(system)));
  const unique = new Map(codings.map((one) => [`${String(one['system'])} ${String(one['code'])}`, one]));

  it('is among those that HL7 publishes, by the same name', () => {
    for (const { system, code, display } of unique.values())
      expect(codeDisplay(String(system), String(code)), String(code)).toBe(display);
    expect(unique.size).toBe(9);
    expect(codeDisplay('http://loinc.org', 'no-such-code')).toBeNull();
  });
});
