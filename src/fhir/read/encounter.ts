import type { EncounterKind, EncounterRecord } from '../../domain/chart/records.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  AMBULATORY_TYPES,
  DEATH_CERTIFICATION,
  ED_TYPES,
  ELECTIVE_TYPES,
  INPATIENT_TYPES,
  NON_ACUTE_TYPES,
  NON_ACUTE_WORDS,
  OBSERVATION_SERVICES,
  OBSERVATION_TYPES,
  OBSTETRIC_TYPES,
  UNPLANNED_TYPES,
} from '../terminology/encounters.ts';
import {
  EXPIRED_DISPOSITION_CODES,
  HOME_DISPOSITION_CODES,
  HOSPICE_CARE,
  HOSPICE_DISPOSITION,
  HOSPICE_DISPOSITION_CODES,
  HOSPICE_ENCOUNTER_TYPES,
  HOSPICE_WORDS,
  RECORDED_DEAD,
} from '../terminology/palliative.ts';
import { V3_ACT_CODE, canonicalSystem } from '../terminology/systems.ts';
import { tagsOf } from './condition.ts';
import { codes, list, number, object, oneOf, text, words, type Json } from './json.ts';
import {
  evidenceOf,
  isLater,
  ownReference,
  plain,
  read,
  subjectProblem,
  unreadable,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** Status, class and type as clinical reference 3.1 and 3.3 items 1 and 2. */
export function readEncounter(resource: Json, context: Context): Reading<EncounterRecord> {
  const status = oneOf(resource['status'], ['finished', 'in-progress', 'onleave', 'arrived', 'triaged']);
  if (status === null) {
    const known = oneOf(resource['status'], ['planned', 'cancelled', 'entered-in-error', 'unknown']);
    return known === null ? unreadable('no-status') : withdrawn;
  }
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const period = object(resource['period']);
  const start = whenOf(period?.['start'], context);
  if (isLater(start, context)) return unreadable('after-as-of');
  const end = whenOf(period?.['end'], context);
  const types = [...codes(resource['type']), ...codes(resource['serviceType'])];
  const hospitalization = object(resource['hospitalization']);
  const classified = classify(resource, types, context);
  const isHospice =
    anyIn(types, HOSPICE_ENCOUNTER_TYPES) || (classCode(resource) === 'HH' && says(resource, types, HOSPICE_WORDS));
  const stays = isHospice && (start === null || end === null || end.hi - start.lo >= HOSPICE_STAY_DAYS);
  return read({
    ...evidenceOf(resource, list(resource['type'])[0] ?? resource['class'], start, context),
    label: plain(
      words(list(resource['type'])[0]) ??
        text(object(resource['class'])?.['display']) ??
        classCode(resource) ??
        'Encounter',
    ),
    // Finished today, but still open on an earlier day that we look from.
    status: isLater(end, context) ? 'in-progress' : status,
    kind: classified.kind,
    kindCertainty: classified.certainty,
    start,
    end: isLater(end, context) ? null : end,
    identifiers: list(resource['identifier']).flatMap((one) => {
      const value = text(one['value']);
      return value === null ? [] : [`${text(one['system']) ?? ''}|${value}`];
    }),
    facility: ownReference(resource['serviceProvider'], context),
    partOf: ownReference(resource['partOf'], context),
    fromEmergency: codes(hospitalization?.['admitSource']).some(({ code }) => code === 'emd'),
    priority: priorityOf(resource),
    typeSaysUnplanned: anyIn(types, UNPLANNED_TYPES),
    typeSaysElective: anyIn(types, ELECTIVE_TYPES),
    principalDiagnosis: principalOf(resource, context),
    reasonTags: tagsOf(codes(resource['reasonCode'])),
    disposition: dispositionOf(hospitalization?.['dischargeDisposition']),
    // A stay of three days or more without an end is an enrolment; a visit is contact (clinical 3.5, gate hospice).
    hospice: stays ? 'enrolment' : isHospice || anyIn(types, HOSPICE_CARE) ? 'contact' : null,
    hasTypeOrLocation: types.length > 0 || list(resource['location']).length > 0,
    deathCertification: anyIn(types, DEATH_CERTIFICATION),
  });
}

/** A hospice encounter of so many days, or without an end, is an enrolment; a shorter one is a visit (clinical 3.5). */
const HOSPICE_STAY_DAYS = 3;

function classCode(resource: Json): string | null {
  const found = object(resource['class']);
  return (
    text(found?.['code']) ?? (Array.isArray(resource['class']) ? (codes(resource['class'])[0]?.code ?? null) : null)
  );
}

function says(resource: Json, types: readonly Code[], pattern: RegExp): boolean {
  return [
    words(list(resource['type'])[0]),
    text(object(resource['class'])?.['display']),
    ...types.map((one) => one.display),
  ].some((said) => said !== null && pattern.test(said));
}

interface Classified {
  readonly kind: EncounterKind;
  readonly certainty: 'definite' | 'probable';
}

const definite = (kind: EncounterKind): Classified => ({ kind, certainty: 'definite' });
const probable = (kind: EncounterKind): Classified => ({ kind, certainty: 'probable' });

function classify(resource: Json, types: readonly Code[], context: Context): Classified {
  const code = classCode(resource);
  const system = canonicalSystem(text(object(resource['class'])?.['system']) ?? '');
  if (anyIn(types, NON_ACUTE_TYPES, OBSTETRIC_TYPES) || says(resource, types, NON_ACUTE_WORDS))
    return definite('non-acute');
  if (system === V3_ACT_CODE && code !== null && ['NONAC', 'PRENC', 'VR', 'HH', 'FLD'].includes(code))
    return definite('non-acute');
  if (anyIn(types, ED_TYPES)) return definite('ed');
  if (anyIn(types, OBSERVATION_TYPES, OBSERVATION_SERVICES)) return definite('observation');
  if (anyIn(types, INPATIENT_TYPES)) return definite('inpatient');
  if (system === V3_ACT_CODE && code !== null) {
    switch (code) {
      case 'EMER':
        return definite('ed');
      case 'OBSENC':
      case 'SS':
        return definite('observation');
      case 'IMP':
      case 'ACUTE':
        return definite('inpatient');
      case 'AMB':
        return definite('ambulatory');
      default:
    }
  }
  const mapped = code === null ? undefined : context.encounterClasses?.[`${system}|${code}`];
  if (mapped !== undefined) return definite(mapped);
  if (says(resource, types, /emerg|ed visit/i)) return probable('ed');
  if (says(resource, types, /inpatient/i)) return probable('inpatient');
  if (says(resource, types, /observation/i)) return probable('observation');
  const hospitalization = object(resource['hospitalization']);
  if (codes(hospitalization?.['admitSource']).length > 0 || codes(hospitalization?.['dischargeDisposition']).length > 0)
    return probable('inpatient');
  if (
    anyIn(types, AMBULATORY_TYPES) ||
    says(resource, types, /office|outpatient|ambulatory|telehealth|telephone|video visit|clinic/i)
  )
    return probable('ambulatory');
  return definite('unknown');
}

/** v3-ActPriority, and the plain codes that some servers send. */
function priorityOf(resource: Json): EncounterRecord['priority'] {
  const found = codes(resource['priority']).map(({ code }) => code);
  if (found.some((code) => code === 'EM' || code === 'UR')) return 'emergency';
  return found.includes('EL') ? 'elective' : null;
}

/** The diagnosis of rank 1, else the first listed (clinical 3.3 item 6). */
function principalOf(resource: Json, context: Context): string | null {
  const all = list(resource['diagnosis']);
  const ranked = all.find((one) => number(one['rank']) === 1);
  return ownReference((ranked ?? all[0])?.['condition'], context);
}

function dispositionOf(concept: unknown): EncounterRecord['disposition'] {
  const found = codes(concept);
  if (found.length === 0) return null;
  if (anyIn(found, RECORDED_DEAD) || found.some((one) => isDisposition(one, EXPIRED_DISPOSITION_CODES)))
    return 'expired';
  if (anyIn(found, HOSPICE_DISPOSITION) || found.some((one) => isDisposition(one, HOSPICE_DISPOSITION_CODES)))
    return 'hospice';
  return found.some((one) => isDisposition(one, HOME_DISPOSITION_CODES)) ? 'home' : 'other';
}

/** The numbers are NUBC's and the letters HL7's: the same signs in a local system may mean anything. */
function isDisposition({ system, code }: Code, wanted: ReadonlySet<string>): boolean {
  const known = /^\d+$/.test(code) ? /nubc|2\.16\.840\.1\.113883\.6\.301\.5/i : /hl7\.org.*discharge-disposition/i;
  return wanted.has(code) && known.test(system);
}
