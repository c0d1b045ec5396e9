/** What the EHR may say in the launch address: `iss` and `launch`, each once. Everything else is left aside. */
import { launched, stopped, type LaunchResult } from './launch-problem.ts';

export interface LaunchParameters {
  readonly iss: string;
  readonly launch: string;
}

/**
 * fhirclient lets the address override server, client and patient (`fhirServiceUrl`, `clientId`, `patientId`, interop
 * 1.10): it never sees these parameters. One that is given twice could mean one thing here and another elsewhere.
 */
export function launchParameters(address: string): LaunchResult<LaunchParameters> {
  const { searchParams } = new URL(address);
  const isses = searchParams.getAll('iss');
  const launches = searchParams.getAll('launch');
  if (isses.length > 1 || launches.length > 1) {
    return stopped('parameters', 'repeated', `iss ${isses.length} times, launch ${launches.length} times`);
  }
  const [iss = ''] = isses;
  const [launch = ''] = launches;
  if (iss === '') return stopped('parameters', 'iss-missing', namesOf(searchParams));
  if (launch === '') return stopped('parameters', 'launch-missing', namesOf(searchParams));
  return launched({ iss, launch });
}

function namesOf(parameters: URLSearchParams): string {
  const names = [...new Set(parameters.keys())].filter((name) => /^[A-Za-z_]{1,30}$/.test(name)).slice(0, 10);
  return `parameters given: ${names.join(', ') || 'none'}`;
}
