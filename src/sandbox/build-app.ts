/** Builds the app when what is built is missing or older than its sources. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'public', 'index.html', 'launch.html', 'vite.config.ts'];
/** Rooms of src that are not part of the app. */
const NOT_IN_APP = new Set(['sandbox', 'cli']);

/** Rejects with the builder's words when the build fails. */
export async function buildIfStale(project: string, say: (line: string) => void): Promise<void> {
  const built = join(project, 'dist', 'index.html');
  const reason = !existsSync(built)
    ? 'dist/ is missing'
    : newest(project) > statSync(built).mtimeMs
      ? 'the sources have changed'
      : undefined;
  if (reason === undefined) {
    say('The app in dist/ is up to date.');
    return;
  }
  say(`Building the app (${reason}) ...`);
  await build(project);
  say('The app is built.');
}

function newest(project: string): number {
  return Math.max(...SOURCES.map((name) => newestIn(join(project, name), name === 'src')));
}

function newestIn(path: string, top: boolean): number {
  if (!existsSync(path)) return 0;
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  const inside = readdirSync(path).filter((name) => !(top && NOT_IN_APP.has(name)));
  return Math.max(0, ...inside.map((name) => newestIn(join(path, name), false)));
}

function build(project: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => said.push(part));
    child.stderr.on('data', (part: Buffer) => said.push(part));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `The app could not be built (vite build ended with ${String(code)}):\n${Buffer.concat(said).toString('utf8')}`,
          ),
        );
    });
  });
}
