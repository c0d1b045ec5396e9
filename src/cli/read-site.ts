/** A site's configuration from a file, checked. */
import { readFileSync } from 'node:fs';
import { allocationOf } from '../site/allocation.ts';
import { ruleProblems } from '../site/rules.ts';
import { parseSite, type Site } from '../site/site.ts';

/** The input cannot be used: the message is the one line to show. */
export class Unusable extends Error {}

/** The text of a file. Throws `Unusable`. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Unusable(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`);
  }
}

/** The site, with every number and optional rule checked against the catalogue, and what its services say of themselves. Throws `Unusable`, in one line. */
export function readSite(path: string): Site {
  let json: unknown;
  try {
    json = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof Unusable) throw error;
    throw new Unusable(`${path} is not JSON.`);
  }
  const parsed = parseSite(json);
  const problems = parsed.ok ? [...ruleProblems(parsed.site), ...allocationOf(parsed.site).problems] : parsed.problems;
  if (parsed.ok && problems.length === 0) return parsed.site;
  throw new Unusable(`${path}: ${problems.map(({ field, message }) => `${field} ${message}`).join('; ')}.`);
}
