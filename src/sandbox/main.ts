/** `npm run demo`: builds the app when that is needed, starts the demo EHR, and says where to look. */
import { parseArgs } from 'node:util';
import { buildIfStale } from './build-app.ts';
import { PortBusy } from './http.ts';
import { isPersonalityName, PERSONALITIES } from './personalities.ts';
import { PERSONALITY_NAMES } from './personality.ts';
import type { PersonalityName } from './personality.ts';
import { PROJECT, startSandbox } from './sandbox.ts';

const EHR_PORT = 4400;
const APP_PORT = 4401;
const USAGE = `Usage: npm run demo -- [--fhir URL] [--personality NAME] [--ehr-port N] [--app-port N] [--no-build]

  --fhir URL     put the demo EHR in front of this FHIR R4 server instead of its own charts
  --personality NAME
                 which EHR it behaves like: ${PERSONALITY_NAMES.join(', ')}; it can be changed on its pages
  --ehr-port N   port of the EHR, ${EHR_PORT} when absent (0 = any free port)
  --app-port N   port of the app, ${APP_PORT} when absent (0 = any free port)
  --no-build     serve dist/ as it is
`;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Ends with 2 for wrong usage, 1 when it could not start. */
function fail(line: string, code: 1 | 2): never {
  process.stderr.write(`${line}\n`);
  process.exit(code);
}

interface Options {
  readonly fhir: string | undefined;
  readonly personality: PersonalityName;
  readonly ehrPort: number;
  readonly appPort: number;
  readonly build: boolean;
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        fhir: { type: 'string' },
        personality: { type: 'string', default: 'plain' },
        'ehr-port': { type: 'string' },
        'app-port': { type: 'string' },
        'no-build': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) {
      say(USAGE);
      process.exit(0);
    }
    if (values.fhir !== undefined && !/^https?:\/\/[^\s?#]+$/.test(values.fhir))
      throw new Error(`--fhir needs the base URL of a FHIR server, not ${values.fhir}`);
    if (!isPersonalityName(values.personality))
      throw new Error(`--personality is one of ${PERSONALITY_NAMES.join(', ')}, not ${values.personality}`);
    return {
      fhir: values.fhir,
      personality: values.personality,
      ehrPort: port(values['ehr-port'], EHR_PORT, '--ehr-port'),
      appPort: port(values['app-port'], APP_PORT, '--app-port'),
      build: values['no-build'] !== true,
    };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, 2);
  }
}

function port(text: string | undefined, usual: number, flag: string): number {
  if (text === undefined) return usual;
  const number = /^\d+$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (!(number >= 0 && number <= 65_535)) throw new Error(`${flag} needs a port number, not ${text}`);
  return number;
}

async function main(): Promise<void> {
  const { fhir, personality, ehrPort, appPort, build } = readOptions();
  try {
    if (build) await buildIfStale(PROJECT, say);
    const started = performance.now();
    const sandbox = await startSandbox({
      ehrPort,
      appPort,
      personality: PERSONALITIES[personality],
      log: say,
      ...(fhir === undefined ? {} : { fhir }),
    });
    say(
      `The demo EHR started in ${((performance.now() - started) / 1_000).toFixed(1)} s. The app is served from ${sandbox.appUrl}.`,
    );
    say('');
    say(`  Open ${sandbox.ehrUrl}/`);
    say('');
    say('Stop it with Ctrl-C.');
    const stop = (): void => {
      say('Stopping.');
      void sandbox.stop().then(() => process.exit(0));
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    if (error instanceof PortBusy) {
      const flag = error.port === ehrPort ? '--ehr-port' : '--app-port';
      fail(
        `Port ${error.port} is already in use, perhaps by another demo EHR. Stop that one, or choose another port: npm run demo -- ${flag} ${error.port + 100}`,
        1,
      );
    }
    fail(error instanceof Error ? error.message : String(error), 1);
  }
}

await main();
