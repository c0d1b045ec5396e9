/**
 * The headers as files that web servers read. Nothing is escaped, because nothing needs to be: values are words of ours and
 * origins of letters, digits, dots, dashes and colons (`headers.ts`); a test holds that.
 */
import { CACHING, securityHeaders, type Header } from './headers.ts';
import type { Site } from './site.ts';

export const SERVERS = ['nginx', 'apache', 'iis', 'netlify'] as const;
export type Server = (typeof SERVERS)[number];

/** Where the build puts each file, in the folder of the built app. */
export const HEADER_FILES: Readonly<Record<Server, string>> = {
  nginx: 'headers/nginx.conf',
  apache: 'headers/.htaccess',
  iis: 'headers/web.config',
  netlify: '_headers',
};

export function headerFile(site: Site, server: Server): string {
  return WRITE[server](securityHeaders(site));
}

const WRITE: Readonly<Record<Server, (headers: readonly Header[]) => string>> = { nginx, apache, iis, netlify };

const MADE = 'Made from site.json by Alongside; after a change of it: npm run -s headers -- dist/site.json --for';

function nginx(headers: readonly Header[]): string {
  const lines = headers.map(({ name, value }) => `add_header ${name} "${value}" always;`);
  const location = (pattern: string, caching: string): readonly string[] => [
    `location ~ ${pattern} {`,
    ...lines.map((line) => `  ${line}`),
    `  ${caching}`,
    '}',
  ];
  return file([
    `# ${MADE} nginx`,
    '# Include it in the server block, beside the root that holds index.html.',
    ...lines,
    '# A location with a header of its own loses those of the server: each repeats them all.',
    ...location('(/|\\.html)$', `add_header Cache-Control "${CACHING.pages}" always;`),
    ...location('/site\\.json$', `add_header Cache-Control "${CACHING.site}" always;`),
    '# Not "always": that a file is missing must not be kept for a year.',
    ...location('/assets/[^/]+$', `add_header Cache-Control "${CACHING.assets}";`),
  ]);
}

function apache(headers: readonly Header[]): string {
  return file([
    `# ${MADE} apache`,
    '# As .htaccess beside index.html. Needs mod_headers, and "AllowOverride FileInfo" for the folder.',
    ...headers.map(({ name, value }) => `Header always set ${name} "${value}"`),
    '<FilesMatch "\\.html$">',
    `  Header always set Cache-Control "${CACHING.pages}"`,
    '</FilesMatch>',
    '<Files "site.json">',
    `  Header always set Cache-Control "${CACHING.site}"`,
    '</Files>',
    '# Not "always": that a file is missing must not be kept for a year.',
    `<If "%{REQUEST_URI} -strmatch '*/assets/*'">`,
    `  Header set Cache-Control "${CACHING.assets}"`,
    '</If>',
  ]);
}

/** A name that a parent folder has already set would be an error 500.19: each is removed first. */
function iis(headers: readonly Header[]): string {
  const custom = (list: readonly Header[]): readonly string[] => [
    '    <httpProtocol>',
    '      <customHeaders>',
    ...list.flatMap(({ name, value }) => [
      `        <remove name="${name}" />`,
      `        <add name="${name}" value="${value}" />`,
    ]),
    '      </customHeaders>',
    '    </httpProtocol>',
  ];
  const caching = (value: string): Header => ({ name: 'Cache-Control', value });
  return file([
    '<?xml version="1.0" encoding="utf-8"?>',
    // Two dashes may not stand in a comment of XML.
    `<!-- ${MADE.replace(/ -- .*/, '')}, as the README says for iis. Goes beside index.html. -->`,
    '<configuration>',
    '  <system.webServer>',
    ...custom([...headers, caching(CACHING.pages)]),
    '  </system.webServer>',
    '  <location path="site.json"><system.webServer>',
    ...custom([caching(CACHING.site)]),
    '  </system.webServer></location>',
    '  <location path="assets"><system.webServer>',
    '    <httpProtocol><customHeaders><remove name="Cache-Control" /></customHeaders></httpProtocol>',
    '    <!-- Of files that are there, not of errors: that one is missing must not be kept for a year. -->',
    '    <staticContent>',
    '      <clientCache cacheControlCustom="public, immutable" cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />',
    '    </staticContent>',
    '  </system.webServer></location>',
    '</configuration>',
  ]);
}

/** No path is in two rules with the same header: some hosts would send both values. */
function netlify(headers: readonly Header[]): string {
  const rule = (path: string, list: readonly Header[]): readonly string[] => [
    path,
    ...list.map(({ name, value }) => `  ${name}: ${value}`),
  ];
  const caching = (path: string, value: string): readonly string[] => rule(path, [{ name: 'Cache-Control', value }]);
  return file([
    `# ${MADE} netlify`,
    ...rule('/*', headers),
    // Cloudflare Pages hands out launch.html as /launch.
    ...['/', '/index.html', '/launch.html', '/launch'].flatMap((path) => caching(path, CACHING.pages)),
    ...caching('/site.json', CACHING.site),
    ...caching('/assets/*', CACHING.assets),
  ]);
}

function file(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
