/** Answers each scenario folder given, one JSON object a line: one process for all, so that a time zone costs one start. */
import { assessFixture, settingsOf } from './assess-fixture.ts';

for (const folder of process.argv.slice(2)) {
  const [zone] = settingsOf(folder).timeZones ?? [];
  process.stdout.write(`${JSON.stringify(assessFixture(folder, zone ?? null))}\n`);
}
