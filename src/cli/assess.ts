/** `npm run -s assess -- FILE [--as-of YYYY-MM-DD] [--site site.json] [--patient ID]`: one chart from a file, one JSON object out. */
import { parseArgs } from 'node:util';
import { parseWhen } from '../domain/logic/when.ts';
import { assessFile, type AssessFileOptions } from './assess-file.ts';
import { Unusable } from './read-site.ts';

/** The command was called wrongly: one line, exit code 2. */
class WrongUsage extends Error {}

const USAGE = 'Usage: npm run -s assess -- FILE [--as-of YYYY-MM-DD] [--site site.json] [--patient ID]';

function readArguments(): { file: string; options: AssessFileOptions } {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: { 'as-of': { type: 'string' }, site: { type: 'string' }, patient: { type: 'string' } },
    });
  } catch (error) {
    throw new WrongUsage(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
  const [file, ...more] = parsed.positionals;
  if (file === undefined || more.length > 0) throw new WrongUsage(USAGE);
  const written = parsed.values['as-of'];
  const when = written === undefined ? null : parseWhen(written);
  if (written !== undefined && when?.precision !== 'day')
    throw new WrongUsage(`--as-of must be a day like 2026-11-12, not "${written}". ${USAGE}`);
  return {
    file,
    options: { asOf: when?.lo ?? null, sitePath: parsed.values.site ?? null, patient: parsed.values.patient ?? null },
  };
}

try {
  const { file, options } = readArguments();
  process.stdout.write(`${JSON.stringify(assessFile(file, options))}\n`);
} catch (error) {
  if (!(error instanceof Unusable) && !(error instanceof WrongUsage)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
}
