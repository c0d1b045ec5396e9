/** One chart from a file to the contract's JSON. */
import { assess } from '../domain/assess.ts';
import { takeIn } from '../fhir/intake/intake.ts';
import { fileOf } from '../fhir/intake/one-patient.ts';
import { readChart } from '../fhir/read/chart.ts';
import { dayAt, offsetOf } from '../fhir/time-zone.ts';
import { toContract } from './contract.ts';
import { rulesOf } from '../site/rules.ts';
import { Unusable, readSite, readText } from './read-site.ts';
import type { Day } from '../domain/logic/when.ts';

export interface AssessFileOptions {
  /** Day to look from; null for today in the site's time zone. */
  readonly asOf: Day | null;
  readonly sitePath: string | null;
  /** Which patient, when the file holds several. */
  readonly patient: string | null;
}

/** Reads, works out and gives `alongside.assessment/1`. Throws `Unusable` when there is nothing to answer. */
export function assessFile(file: string, { asOf, sitePath, patient }: AssessFileOptions): object {
  const site = sitePath === null ? null : readSite(sitePath);
  const offsetAt = site === null ? undefined : offsetOf(site.timeZone);
  const day = asOf ?? dayAt(Date.now(), offsetAt ?? ((): number => -new Date().getTimezoneOffset()));
  const intake = takeIn(readText(file));
  if (!intake.ok) throw new Unusable(`${file}: ${intake.detail}.`);
  const patientId = choosePatient(intake.patientIds, patient, file);
  const { received, base } = fileOf(intake, patientId, 'file');
  const chart = readChart(patientId, [received], {
    asOf: day,
    aliases: intake.aliases,
    ...(base === null ? {} : { base }),
    ...(offsetAt === undefined ? {} : { offsetAt }),
    ...(site === null
      ? {}
      : {
          encounterClasses: site.encounterClasses,
          orderCodes: site.referral.orderCoding,
          identifierSystem: site.referral.identifierSystem,
        }),
  });
  if (!chart.ok) throw new Unusable(`${file}: ${chart.problem.detail}.`);
  return toContract(assess(chart.value, site === null ? {} : rulesOf(site)));
}

function choosePatient(ids: readonly string[], asked: string | null, file: string): string {
  if (asked !== null) {
    if (ids.includes(asked)) return asked;
    throw new Unusable(`${file} holds no patient ${asked}; it holds: ${ids.join(', ')}.`);
  }
  const [only] = ids;
  if (only === undefined || ids.length > 1)
    throw new Unusable(`${file} holds ${ids.length} patients: ${ids.join(', ')}. Say which with --patient ID.`);
  return only;
}
