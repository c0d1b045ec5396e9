/** What is read right now, for a write or a second look, as against what the chart was opened with. */
import type { PatientRecord } from '../domain/chart/records.ts';
import { success, type Result } from '../domain/problem.ts';
import type { Context } from '../fhir/read/reading.ts';
import { dayAt, offsetOf } from '../fhir/time-zone.ts';
import type { FirstPatient } from './referrals.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { EHR, type ChartMemory } from './sources/load-chart.ts';
import { readVerified } from './verify-patient.ts';

type Options = Pick<SmartEhrOptions, 'gateway' | 'site' | 'patientId' | 'now'>;

/** A day ahead, so that a referral written a moment ago in another time zone or by a fast clock is not "in the future". */
export function contextNow({ gateway, site, patientId, now }: Options): Context {
  const offsetAt = offsetOf(site.timeZone);
  return {
    origin: EHR,
    patientId,
    asOf: dayAt(now(), offsetAt) + 1,
    offsetAt,
    encounterClasses: site.encounterClasses,
    base: gateway.base,
    orderCodes: site.referral.orderCoding,
    identifierSystem: site.referral.identifierSystem,
  };
}

/** The patient as first read; later readings are compared with it. */
export function firstRead(memory: ChartMemory, patient: FirstPatient): FirstPatient['resource'] {
  return (patient.resource ??= memory.resources.Patient?.[0] ?? null);
}

/** Reads the patient again: is it still the same living person? */
export async function verifyNow(
  options: Options,
  memory: ChartMemory,
  patient: FirstPatient,
): Promise<Result<PatientRecord>> {
  const verified = await readVerified(options.gateway, contextNow(options), firstRead(memory, patient));
  if (!verified.ok) return verified;
  patient.resource ??= verified.value.resource;
  return success(verified.value.record);
}
