/** Reads one chart from the demo EHR, over real HTTP, while it behaves like some other EHR. */
import type { SourceId, SourceState } from '../../../src/domain/chart/source.ts';
import { parseWhen } from '../../../src/domain/logic/when.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import type { TransportOptions } from '../../../src/ehr/gateway/transport.ts';
import { emptyMemory, loadChart, type ChartMemory, type ChartSoFar } from '../../../src/ehr/sources/load-chart.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import type { Vendor } from '../../../src/ehr/vendors/vendor.ts';
import type { LaunchOptions } from '../../../src/sandbox/launches.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { tokens } from '../../sandbox/helpers.ts';
import { requested, testSite } from '../support/site.ts';

export interface ReadAs {
  readonly vendor: Vendor;
  readonly states: Readonly<Record<SourceId, SourceState>>;
  readonly memory: ChartMemory;
  readonly read: ChartSoFar;
}

/** Repeated requests follow at once; what is waited for longer is waited for. */
const pauseShort = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds < 4000 ? 1 : milliseconds));

export async function readAs(
  sandbox: Sandbox,
  patient: string,
  {
    launch = {},
    transport = {},
    without,
  }: {
    readonly launch?: Omit<LaunchOptions, 'patient'>;
    readonly transport?: Partial<TransportOptions>;
    /** As if nobody had known of these quirks. */
    readonly without?: (what: string) => boolean;
  } = {},
): Promise<ReadAs> {
  const token = await tokens(sandbox, { patient, ...launch }, requested('v2'));
  const gateway = createGateway({
    base: sandbox.fhirUrl,
    token: () => token.access_token,
    fetch,
    sleep: pauseShort,
    ...transport,
  });
  const chosen = await gateway.vendor();
  const vendor = { ...chosen, quirks: chosen.quirks.filter(({ what }) => without?.(what) !== true) };
  const memory = emptyMemory();
  const asOf = parseWhen(sandbox.today)?.lo ?? 0;
  const read = await loadChart(
    {
      gateway,
      granted: parseScopes(token.scope),
      patientId: patient,
      asOf,
      site: testSite(),
      vendor: Promise.resolve(vendor),
    },
    memory,
  );
  if (!read.ok) throw new Error(`The chart could not be read: ${JSON.stringify(read.problem)}`);
  return { vendor, states: memory.states, memory, read: read.value };
}
