/** A process of its own that does nothing but load the engine and give its first answer: milliseconds on stdout. */
import { performance } from 'node:perf_hooks';
import { load } from './shipped.ts';

const [address = '', count = '500'] = process.argv.slice(2);
const { answer, grown } = await load(address);
const parsed = JSON.parse(grown(Number.parseInt(count, 10))) as unknown;
const from = performance.now();
answer(parsed);
process.stdout.write(String(performance.now() - from));
