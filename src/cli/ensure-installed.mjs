/**
 * Runs before the npm commands, on plain Node: installs the dependencies when they are missing or older than the lock
 * file, says what it does, and ends with the sentence that helps when it cannot.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map((part) => Number.parseInt(part, 10));

if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer, then run the command again.`);
}

const installed = `${root}node_modules/.package-lock.json`;
const lock = `${root}package-lock.json`;
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.error(
    existsSync(installed)
      ? 'The dependencies are older than the lock file: running npm ci.'
      : 'Nothing is installed yet: running npm ci. This takes about half a minute.',
  );
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    fail(
      'npm ci failed (see above). Is the npm registry reachable? Behind a proxy: npm config set proxy <address>. Then run the command again.',
    );
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
