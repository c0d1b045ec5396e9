/** `npm run -s rulebook`: the rules in force as one page, for the clinical owner. What it says comes from the rules themselves. */
import { parseArgs } from 'node:util';
import { rulesOf } from '../site/rules.ts';
import { Unusable, readSite } from './read-site.ts';
import { rulebook } from './rulebook-page.ts';

const USAGE = 'Usage: npm run -s rulebook [-- --site site.json]';

/** The command was called wrongly: one line, exit code 2. */
class WrongUsage extends Error {}

function siteAsked(): string | null {
  try {
    return parseArgs({ options: { site: { type: 'string' } } }).values.site ?? null;
  } catch {
    throw new WrongUsage(USAGE);
  }
}

try {
  const path = siteAsked();
  process.stdout.write(rulebook(path === null ? {} : rulesOf(readSite(path))));
} catch (error) {
  if (!(error instanceof Unusable) && !(error instanceof WrongUsage)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
}
