/**
 * The command line contract. Most of it is asked of `assessFile` in this process; exit codes and the
 * one line on stderr need a process of their own, and those are started together.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessFile } from '../../src/cli/assess-file.ts';
import { Unusable } from '../../src/cli/read-site.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { calcium, weight } from '../support/builders/observations.ts';
import { cycles, OLD_RECORD, order, statement } from '../support/builders/treatment.ts';
import {
  ago,
  AS_OF,
  condition,
  ecog,
  karnofsky,
  patient,
  procedure,
  referral,
  STAGE_II,
  STAGE_IV,
  stageGroup,
  stay,
  type Resource,
} from '../support/chart-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'alongside-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const bundle = (resources: readonly Resource[], type = 'collection'): object => ({
  resourceType: 'Bundle',
  type,
  entry: resources.map((resource) => ({
    fullUrl: `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`,
    resource,
  })),
});
const CHART: readonly Resource[] = [
  patient(),
  ...STAGE_IV,
  ecog(3, ago(20)),
  stay({ class: 'AMB', start: ago(3), end: ago(3) }),
];
const TEXT = JSON.stringify(bundle(CHART));
const NDJSON = CHART.map((one) => JSON.stringify(one)).join('\n');

interface Contract {
  readonly schema: string;
  readonly engine: { readonly version: string; readonly catalogue: string; readonly profile: string };
  readonly asOf: string;
  readonly patient: { readonly id: string; readonly age: number | null; readonly deceased: boolean };
  readonly chart: Readonly<Record<string, unknown>>;
  readonly sources: Readonly<
    Record<string, Readonly<Record<string, { readonly state: string; readonly count: number }>>>
  >;
  readonly triggers: readonly Readonly<Record<string, unknown>>[];
  readonly notices: readonly unknown[];
  readonly recommendation: Readonly<Record<string, unknown>> & {
    readonly because: readonly string[];
    readonly headline: string;
  };
}

function answer(
  path: string,
  more: { readonly patient?: string; readonly site?: string; readonly asOf?: string | null } = {},
): Contract {
  const asOf = more.asOf === null ? null : (parseWhen(more.asOf ?? AS_OF)?.lo ?? null);
  return assessFile(path, { asOf, sitePath: more.site ?? null, patient: more.patient ?? null }) as Contract;
}

function refusal(path: string, more: Parameters<typeof answer>[1] = {}): string {
  try {
    answer(path, more);
  } catch (error) {
    if (error instanceof Unusable) return error.message;
    throw error;
  }
  return 'not refused';
}

const SPECIALIST = { level: 'specialist', urgency: 'soon', suppressedBy: null };

describe('shapes of input', () => {
  test.each<readonly [shape: string, content: string | Buffer]>([
    ['Bundle, collection', TEXT],
    ['Bundle, searchset', JSON.stringify(bundle(CHART, 'searchset'))],
    [
      'Bundle, transaction',
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: CHART.map((resource) => ({
          resource,
          request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
        })),
      }),
    ],
    [
      'Bundle in a Bundle',
      JSON.stringify(bundle([CHART[0] as Resource, bundle(CHART.slice(1)) as unknown as Resource])),
    ],
    ['array of resources', JSON.stringify(CHART)],
    ['array of Bundles', JSON.stringify([bundle(CHART.slice(0, 2)), bundle(CHART.slice(2))])],
    ['NDJSON', NDJSON],
    ['NDJSON with a last line feed and CR', `${NDJSON.replaceAll('\n', '\r\n')}\r\n`],
    [
      'NDJSON with blank lines and stray blanks',
      `\n  \n${CHART.map((one) => `  ${JSON.stringify(one)}\t `).join('\n\n')}\n\n`,
    ],
    ['NDJSON of Bundles', `${JSON.stringify(bundle(CHART.slice(0, 2)))}\n${JSON.stringify(bundle(CHART.slice(2)))}\n`],
    ['byte order mark before JSON', `\uFEFF${TEXT}`],
    ['byte order mark and blanks', `\uFEFF \n ${TEXT} \n`],
    ['byte order mark before NDJSON', `\uFEFF${NDJSON}`],
    [
      'NDJSON files with byte order marks put one after another',
      CHART.map((one) => `\uFEFF${JSON.stringify(one)}`).join('\n'),
    ],
    ['byte order mark and pretty print', `\uFEFF${JSON.stringify(bundle(CHART), null, 2)}`],
  ])('%s', (shape, content) => {
    const { recommendation, patient: who } = answer(file(`${shape.replace(/\W+/g, '-')}.json`, content));
    expect(who.id).toBe('p1');
    expect(recommendation).toMatchObject(SPECIALIST);
  });

  test('a single Patient is a chart in which nothing can be told', () => {
    const { chart, recommendation, sources } = answer(file('patient.json', JSON.stringify(patient())));
    expect(recommendation).toMatchObject({ level: 'none', suppressedBy: 'cancer-status-unclear', basis: 'thin' });
    expect(chart).toMatchObject({
      activeMalignancy: null,
      metastatic: null,
      ecog: null,
      kps: null,
      stage: null,
      acuteCare: { windowDays: 180, edVisits: null, unplannedAdmissions: null, plannedAdmissions: null },
      involvement: { palliative: null, hospice: null },
      weightChange: null,
      therapyLines: null,
      opioidActive: null,
    });
    expect(sources['file']).toMatchObject({
      Encounter: { state: 'not-asked', count: 0 },
      Patient: { state: 'loaded' },
    });
  });

  test('a type that the file does not hold was not asked: its absence is no fact (peers A4 row 1)', () => {
    const { triggers, chart } = answer(file('no-encounters.json', JSON.stringify([patient(), ...STAGE_IV])));
    expect(triggers.find(({ id }) => id === 'repeat-unplanned-admissions')).toMatchObject({
      outcome: 'not-assessable',
      missing: [{ reason: 'not-asked', source: 'Encounter' }],
    });
    expect(triggers.find(({ id }) => id === 'poor-performance-status')).toMatchObject({ outcome: 'not-assessable' });
    expect(chart).toMatchObject({ acuteCare: { edVisits: null } });
  });

  test('references in every form belong to the patient', () => {
    for (const reference of [
      'Patient/p1',
      'https://ehr.example.org/fhir/Patient/p1',
      'Patient/p1/_history/4',
      'https://ehr.example.org/fhir/Patient/p1/_history/4',
    ]) {
      const resources = CHART.map((one) => (one.resourceType === 'Patient' ? one : { ...one, subject: { reference } }));
      expect({ reference, ...answer(file('reference.json', JSON.stringify(resources))).recommendation }).toMatchObject({
        reference,
        ...SPECIALIST,
      });
    }
  });

  test('a record nested deeper than the call stack, without an id and twice under one id', () => {
    const nest = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const odd = [
      '{"resourceType":"Basic"',
      '{"resourceType":"Observation","id":"o"',
      '{"resourceType":"Observation","a":1,"id":"o"',
    ].map((one) => `${one},"x":${nest}}`);
    const deep = answer(file('deep.json', `[${[...CHART.map((one) => JSON.stringify(one)), ...odd].join(',')}]`));
    expect(deep.chart).toMatchObject({ activeMalignancy: true });
    expect(deep.sources['file']?.['Observation']).toMatchObject({ state: 'partial', count: 1 });
  });

  test('urn:uuid references', () => {
    const entry = CHART.map((one) => ({
      fullUrl: `urn:uuid:${one.resourceType}-${one.id}`,
      resource: one.resourceType === 'Patient' ? one : { ...one, subject: { reference: 'urn:uuid:Patient-p1' } },
    }));
    expect(
      answer(file('uuid.json', JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }))).recommendation,
    ).toMatchObject(SPECIALIST);
  });

  test('a resource of another person in the file is not this chart’s', () => {
    const other = { ...ecog(4, ago(2)), subject: { reference: 'Patient/p2' } };
    const own = [patient(), ...STAGE_II, ecog(1, ago(5))];
    // The other person is in the file too: that record is simply theirs.
    const both = file('both.json', JSON.stringify([...own, patient({ id: 'p2' }), other]));
    expect(answer(both, { patient: 'p1' }).chart).toMatchObject({ ecog: { value: 1 } });
    // Nobody in the file is meant: it is not taken, and the list that it stood in is no longer complete.
    const stray = answer(file('other.json', JSON.stringify([...own, other])));
    expect(stray.chart).toMatchObject({ ecog: null });
    expect(stray.sources['file']?.['Observation']).toMatchObject({ state: 'partial', count: 1 });
  });
});

describe('the answer', () => {
  const path = file('chart.json', TEXT);

  test('has the shape that other programs read', () => {
    const given = answer(path);
    expect(given).toMatchObject({
      schema: 'alongside.assessment/1',
      engine: { version: '0.1.0', profile: 'needs-v1' },
      asOf: AS_OF,
      patient: { id: 'p1', age: 68, deceased: false },
      chart: {
        activeMalignancy: true,
        metastatic: true,
        metastaticSites: ['liver'],
        ecog: { value: 3, date: ago(20) },
        kps: null,
        acuteCare: { windowDays: 180, edVisits: 0 },
      },
      notices: [],
      recommendation: {
        level: 'specialist',
        urgency: 'soon',
        reviewOn: ago(-14),
        basis: 'sufficient',
        suppressedBy: null,
        // Symptoms, distress, blood values and planning are not in the file: four of the five cannot be told.
        tasks: ['complete-assessment'],
      },
    });
    for (const one of given.triggers) {
      expect(Object.keys(one)).toEqual(
        expect.arrayContaining(['id', 'outcome', 'strength', 'certainty', 'counted', 'because', 'evidence', 'missing']),
      );
      expect(typeof one['because']).toBe('string');
      if (one['outcome'] !== 'met') expect(one).toMatchObject({ strength: null, certainty: null });
    }
    expect(given.recommendation.because.every((one) => typeof one === 'string' && one !== '')).toBe(true);
    expect(JSON.parse(JSON.stringify(given))).toEqual(given);
  });

  test('facts that other programs read: each with its day, null where the file cannot tell', () => {
    expect(Object.keys(answer(path).chart).toSorted()).toEqual(
      [
        'activeMalignancy',
        'acuteCare',
        'cancers',
        'ecog',
        'involvement',
        'kps',
        'metastatic',
        'metastaticSites',
        'opioidActive',
        'stage',
        'therapyLines',
        'weightChange',
      ].toSorted(),
    );
    // No weight, no drug and no plan is in the file: nothing is known of them.
    expect(answer(path).chart).toMatchObject({
      weightChange: null,
      therapyLines: null,
      opioidActive: null,
      involvement: { palliative: null, hospice: null },
    });
    const full = answer(
      file(
        'facts.json',
        JSON.stringify([
          ...CHART,
          stageGroup('IIIB', ago(395)),
          karnofsky(50, ago(20)),
          weight(70, ago(190)),
          weight(65.3, ago(10)),
          OLD_RECORD,
          ...cycles('carboplatin', 380, 300),
          ...cycles('docetaxel', 200, 20),
          order('oxycodone', ago(30)),
          statement('metoprolol', ago(100)),
          procedure('1', ago(100)),
        ]),
      ),
    );
    expect(full.chart).toMatchObject({
      stage: { group: 'IV', date: ago(390) },
      kps: { value: 50, date: ago(20) },
      weightChange: { percent: -6.7, from: ago(190), to: ago(10) },
      therapyLines: 2,
      opioidActive: true,
    });
  });

  test('safety lines: id, day, words and evidence; a tumor stage to add is a task', () => {
    const given = answer(
      file('notice.json', JSON.stringify([patient(), condition('C34.90'), { ...calcium(13.4, ago(3)), id: 'ca' }])),
    );
    expect(given.notices).toEqual([
      {
        id: 'hypercalcemia',
        date: ago(3),
        text: expect.stringMatching(/^Recorded .* 13\.4 mg\/dL\. If this is new, your local protocol comes first\.$/),
        evidence: ['Observation/ca'],
      },
    ]);
    expect(given.recommendation).toMatchObject({
      level: 'navigator',
      urgency: 'urgent',
      tasks: expect.arrayContaining(['add-stage']),
    });
  });

  test('cancers have the values of the contract', () => {
    expect(answer(path).chart['cancers']).toEqual(
      expect.arrayContaining([
        {
          name: expect.any(String),
          site: 'lung',
          role: 'primary',
          status: 'active',
          onset: ago(400),
          evidence: ['Condition/lung'],
        },
      ]),
    );
  });

  test('what a reader has to know beside the answer is in it: stage not recorded, left hospice', () => {
    const unstaged = answer(
      file(
        'unstaged.json',
        JSON.stringify([
          patient(),
          condition('C34.90'),
          ecog(3, ago(5)),
          stay({ class: 'AMB', start: ago(3), end: ago(3) }),
        ]),
      ),
    );
    expect(JSON.stringify(unstaged.recommendation)).toContain('Stage is not recorded');
    const left = answer(
      file(
        'left.json',
        JSON.stringify([
          patient(),
          ...STAGE_IV,
          stay({ class: 'HH', type: '305336008', start: ago(100), end: ago(60) }),
        ]),
      ),
    );
    expect(left.recommendation.because[0]).toMatch(/^Left hospice care on/);
  });

  test('nothing dated after the day asked for is seen', () => {
    const early = answer(path, { asOf: ago(30) });
    expect(early.chart).toMatchObject({ ecog: null });
    expect(early.asOf).toBe(ago(30));
  });

  test('without a day it is today, in the time zone of the site', () => {
    const site = (timeZone: string): string =>
      file(`${timeZone.replace('/', '-')}.json`, JSON.stringify({ ...SITE, timeZone }));
    const dayIn = (timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Honolulu']) {
      const before = dayIn(zone);
      const given = answer(path, { asOf: null, site: site(zone) }).asOf;
      expect([before, dayIn(zone)]).toContain(given);
    }
    const local = new Date();
    expect(answer(path, { asOf: null }).asOf).toBe(
      `${local.getFullYear()}-${String(local.getMonth() + 1).padStart(2, '0')}-${String(local.getDate()).padStart(2, '0')}`,
    );
  });
});

const SITE = {
  name: 'Test',
  timeZone: 'America/New_York',
  issuers: [{ iss: 'https://ehr.example.org/fhir', label: 'EHR', clientId: 'x' }],
  referral: { identifierSystem: 'https://example.org/ids', services: [] as object[] },
};

describe('the site', () => {
  const path = file('chart.json', TEXT);

  test('its thresholds count', () => {
    const site = file(
      'thresholds.json',
      JSON.stringify({ ...SITE, thresholds: { 'poor-performance-status': { windowDays: 10 } } }),
    );
    expect(answer(path, { site }).recommendation).toMatchObject({ level: 'navigator' });
  });

  test('its class map counts', () => {
    const local = (start: number): Resource => stay({ class: 'urn:local|77', start: ago(start), end: ago(start - 2) });
    const chart = file(
      'local.json',
      JSON.stringify([
        patient(),
        ...STAGE_IV,
        local(60),
        local(20),
        { ...referral('1', ago(1)), resourceType: 'Procedure', status: 'completed', id: 'x' },
      ]),
    );
    const site = file('classes.json', JSON.stringify({ ...SITE, encounterClasses: { 'urn:local|77': 'inpatient' } }));
    expect(answer(chart).recommendation).toMatchObject({ level: 'navigator' });
    expect(answer(chart, { site }).recommendation).toMatchObject({ level: 'specialist' });
  });

  test('its own order code is a referral (clinical 3.5, gate referral-open)', () => {
    const order = {
      ...referral('REF4711', ago(10)),
      code: {
        coding: [
          { system: 'urn:oid:1.2.840.114350.1.13.999', code: 'REF4711', display: 'Amb Referral to Palliative Care' },
        ],
      },
    };
    const chart = file('order.json', JSON.stringify([...CHART, order]));
    const site = file(
      'orders.json',
      JSON.stringify({
        ...SITE,
        referral: { ...SITE.referral, orderCoding: [{ system: 'urn:oid:1.2.840.114350.1.13.999', code: 'REF4711' }] },
      }),
    );
    expect(answer(chart, { site }).recommendation).toMatchObject({ level: 'none', suppressedBy: 'referral-open' });
  });

  test.each<readonly [what: string, content: string, says: RegExp]>([
    ['not JSON', '{', /not JSON/],
    ['a field that is not known', JSON.stringify({ ...SITE, colour: 'red' }), /colour/],
    ['a time zone that does not exist', JSON.stringify({ ...SITE, timeZone: 'Mars/Base' }), /timeZone/],
    [
      'a threshold that is no number',
      JSON.stringify({ ...SITE, thresholds: { 'poor-performance-status': { windowDays: '60' } } }),
      /windowDays/,
    ],
    ['null', 'null', /./],
  ])('bad: %s, refused in one line that names the field', (what, content, says) => {
    const message = refusal(path, { site: file(`bad-${what.replace(/\W+/g, '-')}.json`, content) });
    expect(message).toMatch(says);
    expect(message).not.toContain('\n');
    expect(message).not.toBe('not refused');
  });

  test('missing', () => {
    expect(refusal(path, { site: join(folder, 'nowhere.json') })).toMatch(/cannot be read/);
  });
});

describe('input that cannot be used: one clear line', () => {
  test.each<readonly [what: string, content: string | Buffer, says: RegExp]>([
    ['empty', '', /empty/],
    ['only a byte order mark', '\uFEFF', /empty/],
    ['only blanks', ' \n\t\n', /empty/],
    ['words', 'hello', /JSON/i],
    ['words on two lines', 'hello\nworld', /JSON/i],
    ['JSON that breaks off', TEXT.slice(0, 500), /JSON/i],
    ['JSON that breaks off, printed over many lines', JSON.stringify(bundle(CHART), null, 2).slice(0, 900), /JSON/i],
    ['NDJSON with one bad line', `${NDJSON}\n{"resourceType":"Condition",`, /line 6|line \d+/],
    ['a number', '7', /FHIR|resource/i],
    ['null', 'null', /FHIR|resource/i],
    ['an object that is no resource', '{"a":1}', /FHIR|resource/i],
    ['an empty Bundle', JSON.stringify(bundle([])), /FHIR|resource/i],
    ['no patient', JSON.stringify(STAGE_IV), /Patient/],
    ['two patients of one id', JSON.stringify([...CHART, patient({ birthDate: '1940-01-01' })]), /same id/],
    [
      'patients whose ids cannot be shown',
      JSON.stringify([patient({ id: 'z' }), patient({ id: 'x\n\u202E\u001b[31m' }), patient({ id: 'a' })]),
      / 3 patients: a, unnamed-\w+, z\./,
    ],
    ['bytes of a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0x00]), /JSON/i],
  ])('%s', (what, content, says) => {
    const message = refusal(file(`unusable-${what.replace(/\W+/g, '-')}.txt`, content));
    expect(message).toMatch(says);
    expect(message).not.toMatch(/[\r\n]/);
    expect(message).not.toBe('not refused');
  });

  test('the line does not repeat what is in the chart (no PHI in logs)', () => {
    const message = refusal(file('phi.json', '{"resourceType":"Patient","id":"p1","name":[{"family":"Martin" oops}]}'));
    expect(message).not.toContain('Martin');
    const start = refusal(file('phi2.json', 'Ruth Martin, born 3 May 1958\n{}'));
    expect(start).not.toContain('Ruth');
  });

  test('a folder', () => {
    expect(refusal(folder)).toMatch(/cannot be read/);
  });

  const two = file(
    'two.json',
    JSON.stringify([...CHART, patient({ id: 'p2' }), { ...condition('I10'), subject: { reference: 'Patient/p2' } }]),
  );

  test('several patients: their ids are listed; with --patient the chosen one is answered', () => {
    expect(refusal(two)).toMatch(/p1, p2/);
    expect(answer(two, { patient: 'p1' }).recommendation).toMatchObject(SPECIALIST);
    expect(answer(two, { patient: 'p2' })).toMatchObject({
      patient: { id: 'p2' },
      recommendation: { level: 'none', suppressedBy: 'no-active-malignancy' },
    });
    expect(refusal(two, { patient: 'p3' })).toMatch(/p3.*p1, p2/);
  });
});

describe('the program', () => {
  interface Ran {
    readonly code: number;
    readonly out: string;
    readonly err: string;
  }
  const run = (...args: readonly string[]): Promise<Ran> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', 'src/cli/assess.ts', ...args],
        { encoding: 'utf8' },
        (error, out, err) => {
          resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err });
        },
      );
    });

  const path = file('program.json', TEXT);
  const broken = file('program-broken.json', 'hello\nworld');
  const cases: Readonly<Record<string, readonly string[]>> = {
    good: [path, '--as-of', AS_OF],
    'no file named': ['--as-of', AS_OF],
    'unknown option': [path, '--frobnicate'],
    'bad day': [path, '--as-of', '2026-02-30'],
    'unreadable file': [join(folder, 'nowhere.json')],
    'not JSON': [broken],
  };
  const ran = new Map<string, Ran>();
  beforeAll(async () => {
    await Promise.all(Object.entries(cases).map(async ([name, args]) => ran.set(name, await run(...args))));
  }, 30_000);

  test('good: 0, one JSON object on stdout, nothing on stderr', () => {
    const { code, out, err } = ran.get('good') ?? { code: -1, out: '', err: '' };
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual(answer(path));
  });

  test.each<readonly [name: string, code: number]>([
    ['no file named', 2],
    ['unknown option', 2],
    ['bad day', 2],
    ['unreadable file', 1],
    ['not JSON', 1],
  ])('%s: %i, one line on stderr, nothing on stdout', (name, code) => {
    const given = ran.get(name);
    expect({ code: given?.code, out: given?.out }).toEqual({ code, out: '' });
    expect(given?.err).toMatch(/^[^\n]+\n$/);
  });
});
