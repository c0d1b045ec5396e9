/** Is it still the same living person? Asked of the server before every write (interop 4.3). */
import type { FhirResource } from 'fhir/r4';
import type { PatientRecord } from '../domain/chart/records.ts';
import { failure, problem, success, type Problem, type Result } from '../domain/problem.ts';
import { list, text, type Json } from '../fhir/read/json.ts';
import { readPatient } from '../fhir/read/patient.ts';
import type { Context } from '../fhir/read/reading.ts';
import type { Gateway } from './gateway/gateway.ts';

/** `first`: the patient as read when the chart was opened; null when this is the first reading. */
export async function readVerified(
  gateway: Pick<Gateway, 'read'>,
  context: Context,
  first: FhirResource | null,
): Promise<Result<{ readonly record: PatientRecord; readonly resource: FhirResource }>> {
  const answer = await gateway.read(`Patient/${context.patientId}`);
  if (!answer.ok) return answer;
  const resource = answer.value;
  const record = readPatient(resource as unknown as Json, context);
  if (record === null) return failure(problem('wrong-patient', 'GET Patient/{id}: another patient came'));
  if (record.replacedBy !== null) {
    return failure(problem('wrong-patient', 'the record has been merged into another patient'));
  }
  if (first !== null && whoIs(resource as unknown as Json) !== whoIs(first as unknown as Json)) {
    return failure(
      problem('wrong-patient', 'family name or birth date differ from those read when the chart was opened'),
    );
  }
  const stops = notLiving(resource as unknown as Json);
  if (stops !== null) return failure(stops);
  return success({ record, resource });
}

/** Before a write anything said of a death counts, a date to come included, but for a plain "false". */
function notLiving(patient: Json): Problem | null {
  const said = Object.entries(patient).filter(([element]) => element.startsWith('deceased'));
  if (said.some(([element, value]) => element !== 'deceasedBoolean' || value !== false)) {
    return problem('patient-deceased', 'the patient is recorded as deceased');
  }
  return patient['active'] === false ? problem('wrong-patient', 'the record is no longer active') : null;
}

/** Birth date and family name, as one text to compare. */
function whoIs(patient: Json): string {
  const names = list(patient['name']);
  const current =
    names.find((one) => one['use'] === 'official') ?? names.find((one) => one['use'] === 'usual') ?? names[0];
  const family = text(current?.['family']) ?? text(current?.['text']) ?? '';
  return JSON.stringify([text(patient['birthDate']), family.normalize('NFC').trim().toLowerCase()]);
}
