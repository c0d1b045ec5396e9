/** `npm run -s headers -- [site.json] [--for nginx|apache|iis|netlify]`: the web server's headers for a site.json, as the build writes them. */
import { parseArgs } from 'node:util';
import { SERVERS, headerFile, type Server } from '../site/header-files.ts';
import { Unusable, readSite } from './read-site.ts';

/** The command was called wrongly: one line, exit code 2. */
class WrongUsage extends Error {}

const USAGE = `Usage: npm run -s headers -- [site.json] [--for ${SERVERS.join('|')}]; public/site.json and nginx unless given.`;

function readArguments(): { path: string; server: Server } {
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options: { for: { type: 'string', default: 'nginx' } } });
  } catch (error) {
    throw new WrongUsage(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
  const [path = 'public/site.json', ...more] = parsed.positionals;
  const server = SERVERS.find((one) => one === parsed.values.for);
  if (server === undefined || more.length > 0) throw new WrongUsage(USAGE);
  return { path, server };
}

try {
  const { path, server } = readArguments();
  process.stdout.write(headerFile(readSite(path), server));
} catch (error) {
  if (!(error instanceof Unusable) && !(error instanceof WrongUsage)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
}
