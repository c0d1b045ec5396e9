/** Serves the built app from another site than the EHR, as a hospital's web server would. */
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { text } from './http.ts';
import type { Answer, Handler } from './http.ts';

interface AppServerParts {
  readonly distDir: string;
  readonly siteFile: string;
  readonly ehrUrl: () => string;
  readonly site: (site: Record<string, unknown>) => Record<string, unknown>;
}

/** The address under which public/site.json names the demo EHR. */
const WRITTEN_EHR = 'http://localhost:4400';

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** One rule of `_headers`: a path, or a beginning of paths, and what goes with it. */
interface Rule {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every answer has the headers that the build wrote for this site and a web server would send: no policy of our own. */
export function appHandler(parts: AppServerParts): Handler {
  return async (request) => {
    const written = await readFile(join(parts.distDir, '_headers'), 'utf8').catch(() => undefined);
    if (written === undefined)
      return text(
        `The app is not built: ${join(parts.distDir, '_headers')} is missing. Build it with "npm run build".`,
        404,
      );
    const answer = await compressed(
      await route(request.method, request.path, parts),
      request.headers['accept-encoding'],
    );
    const { 'cache-control': caching, ...headers } = headersFor(
      request.path,
      rulesIn(movedText(written, parts.ehrUrl())),
    );
    // How long to keep is said of files; that one is not there is not to be kept.
    const kept = answer.status === 200 && caching !== undefined ? { 'cache-control': caching } : {};
    return { ...answer, headers: { ...answer.headers, ...headers, ...kept } };
  };
}

/** As Netlify and Cloudflare Pages read the file: paths at the margin, headers indented below. */
function rulesIn(written: string): readonly Rule[] {
  const rules: { path: string; headers: Record<string, string> }[] = [];
  for (const line of written.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    if (!line.startsWith(' ')) rules.push({ path: line.trim(), headers: {} });
    else if (colon > 0)
      Object.assign(rules.at(-1)?.headers ?? {}, {
        [line.slice(0, colon).trim().toLowerCase()]: line.slice(colon + 1).trim(),
      });
  }
  return rules;
}

function headersFor(path: string, rules: readonly Rule[]): Readonly<Record<string, string>> {
  const hits = rules.filter((rule) =>
    rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path,
  );
  return Object.assign({}, ...hits.map((rule) => rule.headers)) as Record<string, string>;
}

/** The written address of the demo EHR is a whole origin there: 44001 is another port. */
function movedText(written: string, ehrUrl: string): string {
  return written.replaceAll(new RegExp(`${WRITTEN_EHR}(?![\\d.])`, 'g'), ehrUrl);
}

/** Text travels packed, as from any web server: what the browser counts is what a clinic's line carries. */
async function compressed(answer: Answer, accepted: string | string[] | undefined): Promise<Answer> {
  const type = answer.headers?.['content-type'] ?? '';
  if (answer.body === undefined || !/javascript|css|html|json|svg/.test(type) || !String(accepted).includes('gzip')) {
    return answer;
  }
  return {
    ...answer,
    headers: { ...answer.headers, 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
    body: await promisify(gzip)(answer.body),
  };
}

async function route(method: string, path: string, parts: AppServerParts): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD')
    return { ...text('Only GET is offered here.', 405), headers: { allow: 'GET, HEAD' } };
  const name = decoded(path);
  if (name === undefined) return text('Not found.', 404);
  if (name === '/site.json') return siteAnswer(parts);
  const root = resolve(parts.distDir);
  const file = resolve(root, `.${name.endsWith('/') ? `${name}index.html` : name}`);
  if (!file.startsWith(root + sep)) return text('Not found.', 404);
  const type = MIME[extname(file)];
  const body = type === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (body === undefined) {
    const unbuilt = file === resolve(root, 'index.html') || file === resolve(root, 'launch.html');
    return text(
      unbuilt ? `The app is not built: ${file} is missing. Build it with "npm run build".` : 'Not found.',
      404,
    );
  }
  return { status: 200, headers: { 'content-type': type ?? '' }, body };
}

function decoded(path: string): string | undefined {
  try {
    const name = decodeURIComponent(path);
    return name.includes('\0') || name.includes('\\') ? undefined : name;
  } catch {
    return undefined;
  }
}

/** Read at each request, so that a change of the file counts without a restart. */
async function siteAnswer(parts: AppServerParts): Promise<Answer> {
  const source = await readFile(parts.siteFile, 'utf8').catch(() => undefined);
  if (source === undefined) return text(`${parts.siteFile} is missing.`, 404);
  let site: Record<string, unknown>;
  try {
    site = JSON.parse(source) as Record<string, unknown>;
  } catch (error) {
    return text(`${parts.siteFile} is not JSON: ${String(error)}`, 500);
  }
  const issuers = Array.isArray(site['issuers'])
    ? site['issuers'].map((issuer) => moved(issuer, parts.ehrUrl()))
    : site['issuers'];
  const served = parts.site({ ...site, ...(issuers === undefined ? {} : { issuers }) });
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(served),
  };
}

/** The demo EHR's own entry follows it to the port where it runs, endpoints that are pinned there included. */
function moved(issuer: unknown, ehrUrl: string): unknown {
  if (
    typeof issuer !== 'object' ||
    issuer === null ||
    (issuer as Record<string, unknown>)['iss'] !== `${WRITTEN_EHR}/fhir`
  )
    return issuer;
  const move = (value: unknown): unknown =>
    typeof value === 'string' && (value === WRITTEN_EHR || value.startsWith(`${WRITTEN_EHR}/`))
      ? ehrUrl + value.slice(WRITTEN_EHR.length)
      : value;
  return Object.fromEntries(
    Object.entries(issuer).map(([key, value]) => [key, Array.isArray(value) ? value.map(move) : move(value)]),
  );
}
