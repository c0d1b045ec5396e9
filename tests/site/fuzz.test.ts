/**
 * Whatever somebody has typed into site.json: it is taken, or an integrator is told where it is wrong and what would be right.
 * `SEED=7 npx vitest run tests/site/fuzz.test.ts` repeats a run.
 */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/ehr/launch/check/check-file.ts';
import { ruleProblems } from '../../src/site/rules.ts';
import { parseSite, problemLines, type SiteProblem } from '../../src/site/site.ts';
import { mutate, mutations, runs, strangeValue, tellSeed } from '../support/seeded.ts';

tellSeed('site fuzz');

const SHIPPED = JSON.parse(readFileSync(new URL('../../public/site.json', import.meta.url), 'utf8')) as {
  readonly issuers: readonly Record<string, unknown>[];
  readonly referral: Record<string, unknown>;
};

/** The shipped file with every other field that there is, so that each of them is broken as well. */
const FULL = {
  ...SHIPPED,
  $schema: './site.schema.json',
  issuers: [
    {
      ...SHIPPED.issuers[0],
      authorizationEndpoint: 'https://auth.example.org/authorize',
      tokenEndpoint: 'https://auth.example.org/token',
      revocationEndpoint: 'https://auth.example.org/revoke',
      vendor: 'epic',
      observationCategories: ['functional-status'],
      scopeStyle: 'v1',
      withoutScopes: ['patient/Coverage.rs'],
      onlineAccess: true,
      ownWindow: false,
      tenants: ['riverside'],
      prescribers: ['Practitioner/1'],
      staff: ['PractitionerRole/2'],
      creates: {
        ServiceRequest: 'staged',
        Task: 'no',
        Communication: 'yes',
        DocumentReference: 'yes',
        Provenance: 'no',
      },
      webMessagingOrigin: 'https://ehr.example.org',
      minimalResources: false,
      noCacheHeader: false,
    },
    { iss: 'https://second.example.org/r4', label: 'Second', clientId: 'second' },
  ],
  thresholds: { gates: { x: 1 } },
  profile: { basedOn: 'needs-v1', name: 'riverside-v1', reviewDays: { watch: 30 } },
  optionalTriggers: { 'pathological-fracture': true },
  myeloidAsBloodCancer: true,
  encounterClasses: { 'http://example.org|IMP': 'inpatient' },
  referral: {
    ...SHIPPED.referral,
    channels: ['fhir-create', 'task', 'note'],
    note: {
      type: { system: 'http://loinc.org', code: '57133-1', display: 'Referral note' },
      format: 'xhtml',
      docStatus: 'final',
      needsEncounter: true,
    },
    stopAt: ['hospice'],
    orderCoding: [{ system: 'https://example.org', code: '1' }],
  },
};

const namesIn = (json: unknown): readonly string[] =>
  typeof json !== 'object' || json === null
    ? []
    : [...(Array.isArray(json) ? [] : Object.keys(json)), ...Object.values(json).flatMap(namesIn)];
const NAMES = [...new Set(namesIn(FULL))];

const VALUES: readonly unknown[] = [
  'https://ehr.example.org/fhir?x=1',
  'https://user@ehr.example.org/fhir',
  'http://ehr.example.org/fhir',
  'ehr.example.org/fhir',
  'Patient/1',
  'Practitioner/1/_history/2',
  'CareTeam/ä',
  'Nowhere/Else',
  'Signed-Order',
  'web-messaging',
  'true',
  '30',
  FULL.issuers[1],
  FULL.referral.note,
];

/** Where an object or a list has this path; a name may hold dots and brackets of its own. */
function leadsTo(json: unknown, path: string): boolean {
  if (path === '') return true;
  if (typeof json !== 'object' || json === null) return false;
  return Object.entries(json).some(([key, value]) => {
    const steps = Array.isArray(json) ? [`[${key}]`] : [key, `.${key}`];
    return steps.some((step) => path.startsWith(step) && leadsTo(value, path.slice(step.length)));
  });
}

/** Every way in which the path may be cut before its last name. */
const parentsOf = (path: string): readonly string[] => [
  '',
  ...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index)),
];

function expectHelpful({ field, message }: SiteProblem, json: unknown): void {
  const told = `${field.slice(0, 200)}: ${message}`;
  expect(message.trim(), told).not.toBe('');
  // Words of the library, or of nobody.
  expect(message, told).not.toMatch(/Invalid |undefined|\[object|NaN|null|never|Expected|received|function/);
  expect(message, told).toMatch(/^(must|is) /);
  expect(message.length, told).toBeLessThan(2000);
  if (message === 'is missing')
    expect(
      parentsOf(field).some((parent) => leadsTo(json, parent)),
      told,
    ).toBe(true);
  else expect(leadsTo(json, field), told).toBe(true);
}

function expectTakenOrTold(json: unknown): 'taken' | 'told' {
  const parsed = parseSite(json);
  if (!parsed.ok) {
    expect(parsed.problems.length).toBeGreaterThan(0);
    for (const one of parsed.problems) expectHelpful(one, json);
    expect(problemLines(parsed.problems).split('\n').length).toBeGreaterThanOrEqual(parsed.problems.length);
    return 'told';
  }
  // The second look, at numbers and rules.
  for (const { field, message } of ruleProblems(parsed.site)) {
    expect(message, field).toMatch(/^(must|is|can) /);
    expect(message, field).not.toMatch(/undefined|\[object|NaN/);
    expect(leadsTo(json, field) || parentsOf(field).some((parent) => leadsTo(json, parent)), field).toBe(true);
  }
  return 'taken';
}

/** What a checker of types never sees: read from text, as it is. */
const asRead = (json: unknown): unknown => JSON.parse(JSON.stringify(json) ?? 'null');

describe('any text', () => {
  const text = readFileSync(new URL('../../public/site.json', import.meta.url), 'utf8');
  const cut = fc.tuple(fc.nat({ max: text.length }), fc.nat({ max: 40 }), fc.string({ maxLength: 5 }));

  it('as the check page reads it, is in order or told where it is not, and never throws', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), cut), (given) => {
        const typed =
          typeof given === 'string' ? given : `${text.slice(0, given[0])}${given[2]}${text.slice(given[0] + given[1])}`;
        const { site, findings } = checkFile(typed);
        expect(findings.length).toBeGreaterThan(0);
        for (const { verdict, says } of findings) {
          verdicts.add(verdict);
          if (says.code === 'file-problem') expect(`${says.params.field} ${says.params.message}`).toMatch(/\S \S/);
          else expect([says.code, site === null]).toEqual(['file-good', false]);
        }
      }),
      runs(1000),
    );
    expect([...verdicts].toSorted()).toEqual(['blocked', 'works']);
  });
});

describe('any site.json', () => {
  it('as it ships, and with every field that there is, is taken', () => {
    expect(parseSite(SHIPPED).ok).toBe(true);
    const parsed = parseSite(FULL);
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });

  it('that is something else altogether is told so', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          strangeValue(VALUES),
          fc.jsonValue({ maxDepth: 5 }),
          fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue()),
        ),
        (json) => {
          expect(expectTakenOrTold(asRead(json))).toBe('told');
        },
      ),
      runs(500),
    );
  });

  it('with mistakes in it is taken, or told with words that help', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(mutations(NAMES, VALUES), fc.boolean(), (changes, full) => {
        seen.add(expectTakenOrTold(asRead(mutate(full ? FULL : SHIPPED, changes))));
      }),
      runs(1000),
    );
    expect([...seen].toSorted()).toEqual(['taken', 'told']);
  });

  it('with a field that nobody knows is told which', () => {
    const known = new Set(NAMES);
    const name = fc.oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.constantFrom('Iss', 'client_id', 'clientID', 'iss ', 'endpoint', 'tokenEndPoint', '0', 'a.b', 'a[0]'),
    );
    const into = fc.constantFrom(
      ['', (json: typeof FULL) => json] as const,
      ['issuers[0].', (json: typeof FULL) => json.issuers[0]] as const,
      ['issuers[0].creates.', (json: typeof FULL) => (json.issuers[0] as { creates?: object }).creates] as const,
      ['referral.', (json: typeof FULL) => json.referral] as const,
      ['referral.note.', (json: typeof FULL) => json.referral.note] as const,
      ['referral.note.type.', (json: typeof FULL) => json.referral.note.type] as const,
    );
    fc.assert(
      fc.property(
        name.filter((one) => !known.has(one) && !(one in {})),
        into,
        (name, [path, place]) => {
          const json = structuredClone(FULL);
          Object.assign(place(json) ?? {}, { [name]: 1 });
          expect(parseSite(json)).toMatchObject({
            ok: false,
            problems: [{ field: `${path}${name}`, message: 'is not a field that site.json knows' }],
          });
        },
      ),
      runs(300),
    );
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'with a field "%s" is told that nobody knows it',
    (name) => {
      const json: unknown = JSON.parse(JSON.stringify(SHIPPED).replace('{', `{"${name}":1,`));
      expect(parseSite(json)).toMatchObject({ ok: false, problems: [{ field: name }] });
    },
  );

  // A list is an object to JavaScript, not to whoever reads the messages.
  it.each([
    ['', []],
    ['', [SHIPPED]],
    ['thresholds', []],
    ['thresholds', [{ days: 7 }]],
    ['optionalTriggers', ['pathological-fracture']],
    ['encounterClasses', [{ code: 'IMP' }]],
    ['profile', [1]],
    ['referral', [SHIPPED.referral]],
  ])('with a list for "%s" is told that it must be something else', (field, list) => {
    const parsed = parseSite(field === '' ? list : { ...SHIPPED, [field]: list });
    const told = parsed.ok ? ruleProblems(parsed.site) : parsed.problems;
    expect(told.find((one) => one.field === field)?.message).toMatch(/^must be /);
  });

  it('with a list where an issuer or a note has fields is told so', () => {
    for (const [field, json] of [
      ['issuers[0].creates', { ...SHIPPED, issuers: [{ ...SHIPPED.issuers[0], creates: [] }] }],
      ['issuers[0]', { ...SHIPPED, issuers: [[SHIPPED.issuers[0]]] }],
      ['referral.note', { ...SHIPPED, referral: { ...SHIPPED.referral, note: [] } }],
    ] as const)
      expect(parseSite(json)).toMatchObject({
        problems: expect.arrayContaining([
          expect.objectContaining({ field, message: expect.stringMatching(/^must be /) }),
        ]),
      });
  });

  it.each([
    ['thresholds', 'many'],
    ['thresholds.a', { a: 7 }],
    ['optionalTriggers', true],
    ['encounterClasses', 'x'],
    ['$schema', 7],
  ])('with something else at "%s" is told what belongs there', (field, value) => {
    const parsed = parseSite({ ...SHIPPED, [field.split('.')[0] ?? '']: value });
    expect(parsed).toMatchObject({ ok: false, problems: [{ field, message: expect.stringMatching(/^must be /) }] });
  });

  it('without a field that is needed is told that it is missing, each by its own name', () => {
    for (const path of ['name', 'timeZone', 'issuers', 'referral'])
      expect(parseSite({ ...SHIPPED, [path]: undefined })).toMatchObject({
        problems: [{ field: path, message: 'is missing' }],
      });
    for (const path of ['iss', 'label', 'clientId'])
      expect(parseSite({ ...SHIPPED, issuers: [{ ...SHIPPED.issuers[0], [path]: undefined }] })).toMatchObject({
        problems: [{ field: `issuers[0].${path}`, message: 'is missing' }],
      });
  });

  it('with an EHR twice is told so: which of the two would count?', () => {
    const [issuer] = SHIPPED.issuers;
    expect(parseSite({ ...SHIPPED, issuers: [issuer, { ...issuer, clientId: 'another' }] }).ok).toBe(false);
  });

  it('that is huge is read in no time', () => {
    const many = (count: number): unknown => ({
      ...SHIPPED,
      name: 'x'.repeat(1_000_000),
      issuers: Array.from({ length: count }, (_, n) => ({
        ...FULL.issuers[0],
        iss: `https://ehr${n}.example/fhir`,
        label: 7,
      })),
    });
    const before = performance.now();
    const parsed = parseSite(many(2000));
    expect(parsed.ok ? 0 : parsed.problems.length).toBe(2000);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
