// @vitest-environment node
/** What the check page would say, against the demo EHR over real HTTP. What only a browser enforces (CORS) is in the journeys. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Finding, SiteCheckSaying, Verdict } from '../../../../src/domain/site-check.ts';
import { checkFile } from '../../../../src/ehr/launch/check/check-file.ts';
import { checkIssuer } from '../../../../src/ehr/launch/check/check-issuer.ts';
import { rewriteBody, status } from '../../../../src/sandbox/faults.ts';
import { PERSONALITIES } from '../../../../src/sandbox/personalities.ts';
import type { PersonalityName } from '../../../../src/sandbox/personality.ts';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';

type Code = SiteCheckSaying['code'];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ scenarios: ['lung-stage-4-two-unplanned-stays'] });
});
afterAll(() => sandbox.stop());
afterEach(() => {
  sandbox.faults.clear();
  sandbox.behaveAs(PERSONALITIES.plain);
});

const DEMO = readFileSync('public/site.json', 'utf8');

async function checked(issuer: Record<string, unknown> = {}, referral: Record<string, unknown> = {}) {
  const site = JSON.parse(DEMO) as { issuers: object[]; referral: object };
  site.issuers = [{ ...site.issuers[0], iss: sandbox.fhirUrl, frameAncestors: [sandbox.ehrUrl], ...issuer }];
  site.referral = { ...site.referral, ...referral };
  const file = checkFile(JSON.stringify(site));
  const [first] = file.site?.issuers ?? [];
  if (file.site === null || first === undefined) throw new Error(JSON.stringify(file.findings));
  return checkIssuer(first, file.site, { fetch, page: `${sandbox.appUrl}/index.html?check` });
}

const of = (findings: readonly Finding[], code: Code): readonly Finding[] =>
  findings.filter(({ says }) => says.code === code);
const verdicts = (findings: readonly Finding[], code: Code): readonly Verdict[] =>
  of(findings, code).map(({ verdict }) => verdict);

describe('an EHR', () => {
  it.each<[PersonalityName, string | null]>([
    ['plain', 'fhir-create'],
    ['epic-like', 'note'],
    ['oracle-like', 'communication'],
    ['meditech-like', null],
  ])('%s: the way in which a referral will leave is that in which it does', async (name, channel) => {
    sandbox.behaveAs(PERSONALITIES[name]);
    const findings = await checked();
    const best = of(findings, 'way-open').find(({ says }) => 'isBest' in says.params && says.params.isBest);
    expect(best?.says.params ?? null).toEqual(channel === null ? null : { channel, isBest: true });
    expect(of(findings, 'way-by-hand')).toHaveLength(channel === null ? 1 : 0);
    expect(best?.verdict ?? 'falls-back').toBe(channel === 'fhir-create' ? 'works' : 'falls-back');
    expect(findings.filter(({ verdict }) => verdict === 'blocked')).toEqual([]);
  });

  it('what it gives, leaves out, and does not give is told apart', async () => {
    sandbox.behaveAs(PERSONALITIES['epic-like']);
    const findings = await checked();
    expect(of(findings, 'sources-left-out')).toMatchObject([{ says: { params: { source: 'ServiceRequest' } } }]);
    expect(of(findings, 'sources-missing')[0]?.says.params).toMatchObject({
      sources: expect.arrayContaining(['MedicationAdministration', 'Task']) as string[],
    });
    expect(of(findings, 'sources-good')[0]?.says.params).toMatchObject({
      sources: expect.arrayContaining(['Condition', 'Encounter', 'CarePlan']) as string[],
    });
  });

  it('its name is asked to be entered, and is enough once it is', async () => {
    sandbox.behaveAs(PERSONALITIES['epic-like']);
    expect(of(await checked(), 'ehr-by-server')[0]?.says.params).toMatchObject({ id: 'epic' });
    expect(verdicts(await checked({ vendor: 'epic' }), 'ehr-by-site')).toEqual(['works']);
  });

  it('an address that ends in a slash is asked as the app asks it', async () => {
    const findings = await checked({ iss: `${sandbox.fhirUrl}/` });
    expect(of(findings, 'reads-good')).toHaveLength(1);
    expect(sandbox.requests.filter(({ path }) => path.includes('//'))).toEqual([]);
  });

  it('of a scope that it lists in part, the part that is missing is named, and the rest counts as granted', async () => {
    const findings = await checked();
    expect(of(findings, 'scopes-missing')).toMatchObject([
      { verdict: 'falls-back', says: { params: { scopes: ['patient/DocumentReference.u'], isNeeded: false } } },
    ]);
    expect(of(findings, 'way-closed')).toEqual([]);
  });

  it('without a scope that an answer needs it is blocked', async () => {
    sandbox.faults.add({
      path: '/.well-known/smart-configuration',
      action: rewriteBody((body) => ({
        ...body,
        scopes_supported: ['launch', 'openid', 'fhirUser', 'patient/Patient.r'],
      })),
    });
    expect(verdicts(await checked(), 'scopes-missing')).toEqual(['blocked', 'falls-back']);
  });

  it('a server without a list of scopes says nothing of them', async () => {
    sandbox.faults.add({
      path: '/.well-known/smart-configuration',
      action: rewriteBody(({ scopes_supported: _said, ...body }) => body),
    });
    const findings = await checked();
    expect(verdicts(findings, 'scopes-untold')).toEqual(['untried']);
    expect(of(findings, 'scopes-good')).toEqual([]);
  });

  it.each([
    ['is missing', status(404), 'no-answer'],
    ['is a page of HTML', status(200, '<html>Sign in</html>'), 'unreadable'],
    ['offers no S256', rewriteBody((body) => ({ ...body, code_challenge_methods_supported: ['plain'] })), 'no-pkce'],
    [
      'names an endpoint elsewhere',
      rewriteBody((body) => ({ ...body, token_endpoint: 'https://x.invalid/t' })),
      'endpoint-elsewhere',
    ],
  ])('its description of the sign-in %s: blocked, and the rest is still asked', async (_what, action, kind) => {
    sandbox.faults.add({ path: '/.well-known/smart-configuration', action });
    const findings = await checked();
    expect(of(findings, 'discovery-problem')).toMatchObject([{ verdict: 'blocked', says: { params: { kind } } }]);
    expect(of(findings, 'sources-good')).toHaveLength(1);
  });

  it.each([
    ['is missing', status(404)],
    ['is no CapabilityStatement', status(200, { resourceType: 'Patient' })],
    ['is a list', status(200, [])],
  ])('its CapabilityStatement %s: nothing is claimed of what it offers', async (_what, action) => {
    sandbox.faults.add({ path: '/fhir/metadata', action });
    const findings = await checked();
    expect(verdicts(findings, 'ehr-unknown')).toEqual(['falls-back']);
    expect(of(findings, 'sources-good')).toEqual([]);
    expect(of(findings, 'way-open')).toEqual([]);
    expect(of(findings, 'way-by-hand')).toHaveLength(1);
  });

  it('a statement of five megabytes, and one that lies, are read as what they say', async () => {
    sandbox.faults.add({
      path: '/fhir/metadata',
      action: rewriteBody((body) => ({ ...body, description: 'x'.repeat(5_000_000), software: { name: 'Epic' } })),
    });
    expect(of(await checked(), 'ehr-by-server')[0]?.says.params).toMatchObject({ id: 'epic' });
  });

  it('an address where nothing answers is blocked, without an exception', async () => {
    const findings = await checked({ iss: 'http://127.0.0.1:1/fhir' });
    expect(verdicts(findings, 'discovery-problem')).toEqual(['blocked']);
    expect(verdicts(findings, 'reads-blocked')).toEqual(['blocked']);
  });

  it('your order code cannot be tried, and says so; none is said too', async () => {
    expect(verdicts(await checked(), 'order-code-none')).toEqual(['falls-back']);
    const coding = [{ system: 'urn:oid:1.2.3', code: '55', display: 'Palliative' }];
    expect(of(await checked({}, { orderCoding: coding }), 'order-code')).toMatchObject([
      { verdict: 'untried', says: { params: { codes: ['urn:oid:1.2.3|55'] } } },
    ]);
  });

  it('what stands in the registration is named, for it cannot be tried', async () => {
    expect(of(await checked(), 'registration')).toMatchObject([
      {
        verdict: 'untried',
        says: {
          params: {
            clientId: 'alongside-demo',
            launch: `${sandbox.appUrl}/launch.html`,
            redirect: `${sandbox.appUrl}/index.html`,
            origin: sandbox.appUrl,
          },
        },
      },
    ]);
  });

  it('to give up changing letters does not give up filing them; to give up all of it is said to be the site’s own doing', async () => {
    const only = { creates: { ServiceRequest: 'no', Task: 'no', Communication: 'no' } };
    const way = (findings: Awaited<ReturnType<typeof checked>>) =>
      findings
        .filter(({ says }) => 'channel' in says.params && says.params.channel === 'note')
        .map(({ says }) => says.code);
    expect(way(await checked({ ...only, withoutScopes: ['patient/DocumentReference.u'] }))).toEqual(['way-open']);
    expect(way(await checked({ ...only, withoutScopes: ['patient/DocumentReference'] }))).toEqual(['way-left-out']);
  });

  it('an order code is asked for only where an order can be placed', async () => {
    const findings = await checked({ creates: { ServiceRequest: 'no' } });
    expect([...of(findings, 'order-code-none'), ...of(findings, 'order-code')]).toEqual([]);
  });

  it('nothing is written and nothing with a patient is asked', async () => {
    const before = sandbox.requests.length;
    await checked();
    const asked = sandbox.requests.slice(before);
    expect(asked.length).toBeGreaterThan(5);
    for (const { method, path } of asked) {
      expect(method).toBe('GET');
      expect(path).toMatch(/^\/fhir\/(metadata|\.well-known\/smart-configuration)$/);
    }
  });
});

describe('site.json', () => {
  const problems = (text: string) =>
    checkFile(text).findings.flatMap(({ says }) => (says.code === 'file-problem' ? [says.params] : []));
  const changed = (change: (site: Record<string, never>) => void): string => {
    const site = JSON.parse(DEMO) as Record<string, never>;
    change(site);
    return JSON.stringify(site);
  };

  it('the demo’s own is valid', () => {
    expect(checkFile(DEMO).findings).toMatchObject([{ verdict: 'works', says: { code: 'file-good' } }]);
  });

  it('a comma too many is found by line and column', () => {
    expect(problems('{\n  "name": "x",\n}')).toMatchObject([
      { field: 'site.json', message: expect.stringMatching(/line 3|JSON/) as string },
    ]);
  });

  it('mistakes of the file, of the rules and of the services come together, each with its place', () => {
    expect(problems(changed((site) => Object.assign(site, { timeZone: 'Ohio' })))).toMatchObject([
      { field: 'timeZone' },
    ]);
    const found = problems(
      changed((site) => {
        const file = site as unknown as { thresholds: object; referral: { services: { allocation: object }[] } };
        file.thresholds = { 'no-such-rule': { days: 3 } };
        Object.assign(file.referral.services[0]?.allocation ?? {}, { leadTimeDays: -1 });
      }),
    );
    expect(found.map(({ field }) => field)).toEqual([
      'thresholds.no-such-rule',
      'referral.services[0].allocation.leadTimeDays',
    ]);
  });
});
