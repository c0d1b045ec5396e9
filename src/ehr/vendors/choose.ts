/** Which EHR this is: what `site.json` says, else what the server says of itself (interop 3.2). */
import type { CapabilityStatement } from 'fhir/r4';
import type { Result } from '../../domain/problem.ts';
import { object, text } from '../../fhir/read/json.ts';
import type { VendorId } from '../../site/site.ts';
import { VENDORS } from './index.ts';
import { GENERIC, type Vendor } from './vendor.ts';

type Capabilities = () => Promise<Result<CapabilityStatement>>;

/** The chart waits for it, so not for long. [DESIGN] */
const LONGEST_WAIT_MS = 4000;

/**
 * Rejects where the file with what is odd in this EHR did not come. Where nobody can say what the server is, it is `unknown`: it may be
 * one whose searches leave out what they seem to hold. `configured`: with it the server is not asked.
 */
export async function chooseVendor(
  configured: VendorId | undefined,
  capabilities: Capabilities,
  sleep: (milliseconds: number) => Promise<void> = wait,
): Promise<Vendor> {
  const id = configured ?? (await Promise.race([askedOf(capabilities), sleep(LONGEST_WAIT_MS).then(() => null)]));
  if (id === null) return { id: 'unknown', quirks: [(await import('./unknown.ts')).unknown] };
  const known = VENDORS.find((one) => one.id === id);
  return known === undefined ? GENERIC : { id, quirks: await known.quirks() };
}

async function askedOf(capabilities: Capabilities): Promise<VendorId | null> {
  const statement = await capabilities();
  return statement.ok ? namedIn(statement.value) : null;
}

/**
 * By the names of its software, its publisher and the statement itself; the first of `VENDORS` counts. One that names nobody whom we know is
 * any FHIR server; one without any name may be one of them behind a gateway that takes the name away: null.
 */
export function namedIn(statement: CapabilityStatement): VendorId | null {
  const names = [object(statement.software)?.['name'], statement.publisher, statement.name].flatMap(
    (one) => text(one) ?? [],
  );
  if (names.length === 0) return null;
  return VENDORS.find(({ isNamedIn }) => isNamedIn.test(names.join('\n')))?.id ?? 'generic';
}

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
