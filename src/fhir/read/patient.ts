import type { ContactRecord, HomeRecord, PatientRecord } from '../../domain/chart/records.ts';
import { codes, list, number, object, oneOf, reference, text, words, type Json } from './json.ts';
import { inOneLine, plainOrNull, rolesOf, wordsOfAll } from './people.ts';
import { isLater, periodOf, plain, whenOf, type Context } from './reading.ts';

/** Contacts that are kept: nobody calls the thirtieth. */
const MOST_CONTACTS = 20;

/** Reads the patient's own resource. Everything but the id may be missing. */
export function readPatient(resource: Json, context: Context): PatientRecord | null {
  const id = text(resource['id']);
  if (resource['resourceType'] !== 'Patient' || id === null || id !== context.patientId) return null;
  const home = homeOf(resource, context);
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
    ...languageTagOf(language),
    interpreterNeeded: interpreterOf(resource),
    reachable: list(resource['telecom']).some((one) => isInUse(one, context) && text(one['value']) !== null),
    ...(home === null ? {} : { home }),
    contacts: contactsOf(resource, context),
  };
}

function contactsOf(resource: Json, context: Context): readonly ContactRecord[] {
  const found: ContactRecord[] = [];
  for (const one of list(resource['contact']).slice(0, MOST_CONTACTS)) {
    const { start, ended } = periodOf(one['period'], context);
    if (ended || isLater(start, context)) continue;
    const relations = list(one['relationship']);
    const own = inOneLine(object(one['name']) ?? {});
    const name = own === '' ? plainOrNull(text(object(one['organization'])?.['display'])) : own;
    const relationship = wordsOfAll(relations);
    const phone = phoneOf(list(one['telecom']), context);
    if (name === null && phone === null && relationship === null) continue;
    found.push({
      origin: context.origin,
      reference: `Patient/${context.patientId}`,
      label: name ?? relationship ?? '',
      code: null,
      when: start,
      value: null,
      name,
      relationship,
      roles: rolesOf(relations),
      phone,
    });
  }
  return found;
}

/** The number that the record ranks first and that is still in use. */
function phoneOf(telecom: readonly Json[], context: Context): string | null {
  const phones = telecom.filter(
    (one) =>
      (one['system'] === 'phone' || one['system'] === 'sms') &&
      one['use'] !== 'old' &&
      !periodOf(one['period'], context).ended,
  );
  const ranked = phones.toSorted((a, b) => (number(a['rank']) ?? Infinity) - (number(b['rank']) ?? Infinity));
  for (const one of ranked) {
    const value = plainOrNull(text(one['value']));
    if (value !== null) return value;
  }
  return null;
}

const isInUse = (one: Json, context: Context): boolean =>
  one['use'] !== 'old' && !periodOf(one['period'], context).ended;

/** Where the patient lives: "home" before others, never where only bills go. */
function homeOf(resource: Json, context: Context): HomeRecord | null {
  const lived = list(resource['address']).filter(
    (one) => isInUse(one, context) && one['use'] !== 'billing' && one['type'] !== 'postal',
  );
  const one = lived.find(({ use }) => use === 'home') ?? lived[0];
  if (one === undefined) return null;
  const said = (name: string): string | null => plainOrNull(text(one[name]));
  const home = {
    postalCode: said('postalCode'),
    city: said('city'),
    state: said('state'),
    position: positionOf(one),
  };
  return Object.values(home).every((value) => value === null) ? null : home;
}

const GEOLOCATION = 'http://hl7.org/fhir/StructureDefinition/geolocation';

function positionOf(address: Json): HomeRecord['position'] {
  const parts = list(list(address['extension']).find(({ url }) => url === GEOLOCATION)?.['extension']);
  const degrees = (name: string, most: number): number | null => {
    const value = number(parts.find(({ url }) => url === name)?.['valueDecimal']);
    return value !== null && Math.abs(value) <= most ? value : null;
  };
  const latitude = degrees('latitude', 90);
  const longitude = degrees('longitude', 180);
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** Tags are coded as BCP 47; some EHRs name another system, or none, for the same two or three letters. */
function languageTagOf(communication: Json | undefined): Pick<PatientRecord, 'languageTag'> {
  const found = codes(communication?.['language']).find(({ code }) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code));
  return found === undefined ? {} : { languageTag: found.code };
}

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
  return best === undefined ? '' : inOneLine(best);
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
