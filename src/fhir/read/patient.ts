import type { PatientRecord } from '../../domain/chart/records.ts';
import { list, object, oneOf, reference, text, words, type Json } from './json.ts';
import { isLater, plain, whenOf, type Context } from './reading.ts';

/** Reads the patient's own resource. Everything but the id may be missing. */
export function readPatient(resource: Json, context: Context): PatientRecord | null {
  const id = text(resource['id']);
  if (resource['resourceType'] !== 'Patient' || id === null || id !== context.patientId) return null;
  const language =
    list(resource['communication']).find((one) => one['preferred'] === true) ?? list(resource['communication'])[0];
  return {
    id,
    reference: `Patient/${id}`,
    name: nameOf(resource),
    sex: oneOf(resource['gender'], ['female', 'male', 'other', 'unknown']),
    birth: birthOf(resource, context),
    mrn: mrnOf(resource),
    deceased: deceasedOf(resource, context),
    replacedBy:
      list(resource['link']).flatMap((link) =>
        link['type'] === 'replaced-by' ? [reference(link['other']) ?? '?'] : [],
      )[0] ?? null,
    language: plainOrNull(words(language?.['language'])),
    interpreterNeeded: interpreterOf(resource),
  };
}

const plainOrNull = (said: string | null): string | null => (said === null ? null : plain(said));

/** A birth after the day from which we look is a slip of the keyboard: it tells no age. */
function birthOf(resource: Json, context: Context): PatientRecord['birth'] {
  const birth = whenOf(resource['birthDate'], context);
  return isLater(birth, context) ? null : birth;
}

function deceasedOf(resource: Json, context: Context): PatientRecord['deceased'] {
  const on = whenOf(resource['deceasedDateTime'], context);
  if (on !== null) return isLater(on, context) ? null : { on };
  // A date that cannot be read still says that the patient has died.
  if (text(resource['deceasedDateTime']) !== null) return { on: null };
  // Anything but a plain false says that the patient may have died.
  const said = resource['deceasedBoolean'];
  return said === undefined || said === null || said === false ? null : { on: null };
}

/** The name in use, in one line; '' when there is none. */
export function nameOf(resource: Json): string {
  const names = list(resource['name']);
  const best =
    names.find((name) => name['use'] === 'official') ?? names.find((name) => name['use'] === 'usual') ?? names[0];
  if (best === undefined) return '';
  const given = Array.isArray(best['given'])
    ? best['given'].filter((part): part is string => typeof part === 'string')
    : [];
  const whole = [...given, text(best['family']) ?? ''].join(' ').trim();
  return plain(whole === '' ? (text(best['text']) ?? '') : whole);
}

/** The medical record number: an identifier of type MR, else the first that is in use. */
function mrnOf(resource: Json): string | null {
  const identifiers = list(resource['identifier']).filter((one) => one['use'] !== 'old');
  const typed = identifiers.find((one) =>
    list(object(one['type'])?.['coding']).some((coding) => coding['code'] === 'MR'),
  );
  const value = text((typed ?? identifiers[0])?.['value']) ?? null;
  return value === null ? null : plain(value);
}

const INTERPRETER = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';

function interpreterOf(resource: Json): boolean | null {
  const found = list(resource['extension']).find((one) => one['url'] === INTERPRETER);
  return typeof found?.['valueBoolean'] === 'boolean' ? found['valueBoolean'] : null;
}
