/** Answers each scenario folder given, one JSON object a line: one process for all, so that a time zone costs one start. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assessFile } from '../../src/cli/assess-file.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';

for (const folder of process.argv.slice(2)) {
  const { asOf } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { readonly asOf: string };
  const answer = assessFile(join(folder, 'bundle.json'), {
    asOf: parseWhen(asOf)?.lo ?? null,
    sitePath: null,
    patient: null,
  });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
