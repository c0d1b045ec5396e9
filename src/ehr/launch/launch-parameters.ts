/** What the address of the launch page may say: `iss` with `launch`, each once, or `iss` with `standalone`. Everything else is left aside. */
import { launched, stopped, type LaunchResult } from './launch-problem.ts';

export type LaunchParameters =
  /** Opened from a chart by the EHR. */
  | { readonly from: 'chart'; readonly iss: string; readonly launch: string }
  /** To sign in without a chart: the page's own list leads here, with `standalone`. */
  | { readonly from: 'sign-in'; readonly iss: string }
  /** Nothing at all: a bookmark. */
  | { readonly from: 'nowhere' };

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
  if (iss === '' && searchParams.size === 0) return launched({ from: 'nowhere' });
  if (iss === '') return stopped('parameters', 'iss-missing', namesOf(searchParams));
  if (launch !== '') return launched({ from: 'chart', iss, launch });
  if (searchParams.has('standalone') && isses.length === 1 && launches.length === 0)
    return launched({ from: 'sign-in', iss });
  return stopped('parameters', 'launch-missing', namesOf(searchParams));
}

function namesOf(parameters: URLSearchParams): string {
  const names = [...new Set(parameters.keys())].filter((name) => /^[A-Za-z_]{1,30}$/.test(name)).slice(0, 10);
  return `parameters given: ${names.join(', ') || 'none'}`;
}
