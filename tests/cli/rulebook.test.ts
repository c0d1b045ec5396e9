/** The rulebook: in the repository as the command prints it, complete, and with the numbers in force. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { rulebook } from '../../src/cli/rulebook-page.ts';
import { NEEDS_V1, PROFILES } from '../../src/domain/dosing/profiles.ts';
import { FOLLOW_UP_NUMBERS } from '../../src/domain/referral/follow-up-numbers.ts';
import { CATALOGUE } from '../../src/domain/triggers/catalogue.ts';
import { CITATION_TEXTS } from '../../src/domain/triggers/citation-texts.ts';
import { valuesOf } from '../../src/domain/triggers/rule.ts';
import { CODES_BY_GATE, CODES_BY_TRIGGER, CODES_OF_CANCER } from '../../src/fhir/terminology/by-trigger.ts';
import { classifyCancer } from '../../src/fhir/terminology/cancer.ts';
import type { CodeSet } from '../../src/fhir/terminology/code-set.ts';
import { ICD10CM, SNOMED } from '../../src/fhir/terminology/systems.ts';
import { basis } from '../../src/words/basis.ts';
import { screen } from '../../src/words/screen.ts';
import { sayRule } from '../../src/words/say-rule.ts';

const PAGE = rulebook();

/** From one heading of its level to the next. */
function section(page: string, heading: string): string {
  const from = page.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`No ${heading}`);
  const level = heading.slice(0, heading.indexOf(' ') + 1);
  const to = page.indexOf(`\n${level}`, from + heading.length);
  return page.slice(from, to < 0 ? undefined : to);
}

function pageOf(id: keyof typeof CODES_BY_TRIGGER, page = PAGE): string {
  const number = CATALOGUE.findIndex((rule) => rule.id === id) + 1;
  return section(page, `## ${number <= 28 ? `${number}. ` : ''}${basis.trigger[id]}`);
}

test('the one in the repository is what the command prints', () => {
  expect(
    readFileSync('src/domain/triggers/RULEBOOK.md', 'utf8'),
    'Make it anew: npm run -s rulebook > src/domain/triggers/RULEBOOK.md',
  ).toBe(PAGE);
});

test('nothing in it is left empty', () => {
  expect(PAGE).not.toMatch(/undefined|NaN|\[object|\bnull\b|\$\{/);
});

describe.each(CATALOGUE.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const page = pageOf(id);

  test('has its rule in words, its numbers with unit, meaning and source, its citations', () => {
    expect(page).toContain(sayRule(rule.inWords(valuesOf(rule, {}))));
    for (const [name, { value, unit, means, source }] of Object.entries(rule.thresholds))
      expect(page).toContain(`| \`${name}\` | ${String(value)} | ${unit} | ${means} | ${source} |`);
    for (const one of rule.citations) expect(page).toContain(CITATION_TEXTS[one]);
  });

  test('has its codes with their sources', () => {
    for (const { name, codes, source } of CODES_BY_TRIGGER[id]) {
      expect(page).toContain(`| ${name.replaceAll('|', '\\|')} |`);
      expect(page).toContain((codes[0] ?? '').replaceAll('|', '\\|'));
      expect(page).toContain(source);
    }
  });

  test('says what is said when nothing is recorded, and when it could not be read', () => {
    expect(page).toMatch(/\*\*When nothing is recorded:\*\* _(met|not met|cannot tell)_\. \S/);
    // Nothing may be concluded from what was not read, whatever the rule.
    expect(page).toMatch(/\*\*When it could not be read:\*\* _cannot tell_\. \S/);
  });
});

describe('codes', () => {
  const all: readonly (readonly [string, CodeSet])[] = [
    ...Object.entries({ ...CODES_BY_TRIGGER, ...CODES_BY_GATE }).flatMap(([id, sets]) =>
      sets.map((set) => [id, set] as const),
    ),
    ...CODES_OF_CANCER.map((set) => ['cancer', set] as const),
  ];

  test('every set has a name, codes and a source', () => {
    for (const [id, { name, codes, source }] of all) {
      const what = `${id}: ${name}`;
      expect(name, what).not.toBe('');
      expect(codes.length, what).toBeGreaterThan(0);
      expect(source.length, what).toBeGreaterThan(5);
    }
  });

  test.each([
    ['metastatic-solid-tumor', 'distant metastasis', ICD10CM, ['C78', 'C79', 'C7B', 'C80.0']],
    ['cns-metastases', 'metastasis in brain, spinal cord or meninges', ICD10CM, ['C79.3', 'C79.4']],
    ['spinal-cord-compression', 'myeloma', ICD10CM, ['C90']],
    ['relapsed-refractory-heme', 'relapsed or refractory', ICD10CM, ['C90.02', 'C91.02']],
  ] as const)('%s: %s are those of the engine', (id, name, system, some) => {
    const set = CODES_BY_TRIGGER[id].find((one) => one.name === name && one.system === system);
    expect(set?.codes).toEqual(expect.arrayContaining([...some]));
  });

  test('a code that is shown for a cancer is read as that cancer', () => {
    const sets = CODES_BY_TRIGGER['cns-metastases'].filter(({ name }) => name.startsWith('metastasis in brain'));
    expect(sets.map(({ system }) => system)).toEqual([ICD10CM, SNOMED]);
    for (const { system, codes } of sets)
      for (const code of codes)
        expect(classifyCancer([{ system, code, display: null }], null, null)).toMatchObject({
          centralNervousSystem: true,
        });
  });

  test('no cancer code is left out: what is read as a distant metastasis is shown as one', () => {
    const shown = CODES_BY_TRIGGER['metastatic-solid-tumor'].find(
      ({ name, system }) => name === 'distant metastasis' && system === ICD10CM,
    );
    for (const code of ['C78.00', 'C79.51', 'C79.9', 'C7B.01', 'C80.0', 'C77.9', 'C34.11', 'C44.01']) {
      const concept = classifyCancer([{ system: ICD10CM, code, display: null }], null, null);
      const is = concept?.kind === 'secondary' && concept.spread === 'distant';
      expect({ code, shown: shown?.codes.some((prefix) => code.startsWith(prefix)) }).toEqual({ code, shown: is });
    }
  });

  test('they are no part of the app', () => {
    const importers = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .filter((name) => /from '[^']*\/by-trigger\.ts'/.test(readFileSync(join('src', name), 'utf8')));
    expect(importers.every((name) => name.startsWith('cli'))).toBe(true);
    expect(importers.length).toBeGreaterThan(0);
  });
});

describe('gates, levels, safety lines and tasks', () => {
  test('every gate has a chapter with its codes, in the order in which gates are asked', () => {
    const places = Object.entries(CODES_BY_GATE).map(([gate, sets]) => {
      const place = PAGE.search(new RegExp(`### Gate \\d+\\. \`${gate}\``));
      for (const { codes } of sets) expect(PAGE.slice(place)).toContain(codes[0] ?? '');
      return place;
    });
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('every value of every profile is in the table', () => {
    const table = section(PAGE, '## Profiles');
    for (const name of Object.keys(PROFILES)) expect(table).toContain(`\`${name}\``);
    for (const key of Object.keys(NEEDS_V1)) if (key !== 'name') expect(table).toMatch(new RegExp(`\\| \`${key}[.\`]`));
    expect(table).toMatch(/\| `supportingWhenAdvanced` \| [^|]+ \| 3 \| 3 \| 3 \| 3 \| 3 \|/);
    expect(table).toMatch(/\| `metastaticUnplannedStay` \| [^|]+ \| specialist \|.*\| navigator \|/);
  });

  test('every number by which a referral is followed is there', () => {
    const table = section(PAGE, '## Follow-up of referrals');
    for (const [name, { value, unit, means }] of Object.entries(FOLLOW_UP_NUMBERS))
      expect(table).toContain(`| \`${name}\` | ${value} | ${unit} | ${means} |`);
  });

  test.each(Object.keys(screen.answer.task))('task %s', (task) => {
    expect(section(PAGE, '## Tasks')).toContain(`| \`${task}\` |`);
  });
});

describe('with what a site has changed', () => {
  test('numbers, rules and profile are the site’s', () => {
    const own = {
      ...NEEDS_V1,
      name: 'riverside-v1',
      supportingWhenAdvanced: 4,
      notices: { ...NEEDS_V1.notices, calciumDays: 9 },
    };
    const page = rulebook({
      thresholds: { delirium: { windowDays: 17 }, 'follow-up': { noAnswerDays: 11 } },
      optionalRules: { 'caregiver-strain': false, 'early-phase-trial': true },
      myeloidAsBloodCancer: true,
      profile: own,
    });
    expect(pageOf('delirium', page)).toContain('| `windowDays` | 17 |');
    expect(pageOf('delirium', page)).toContain('within 17 days');
    expect(section(page, '## Follow-up of referrals')).toContain('| `noAnswerDays` | 11 |');
    expect(pageOf('caregiver-strain', page)).toContain('optional, off');
    expect(pageOf('early-phase-trial', page)).toContain('optional, on');
    expect(page).toContain('myeloproliferative diseases count as blood cancer');
    expect(page).toContain('profile riverside-v1');
    expect(section(page, '## Profiles')).toMatch(/\| `supportingWhenAdvanced` \| [^|]+ \|( 3 \|){5} 4 \|/);
    expect(section(page, '## From findings to a level (profile `riverside-v1`)')).toContain(
      '4 in disease that is advanced otherwise',
    );
    expect(section(page, '## Safety lines')).toContain('within 9 days');
  });
});

describe('the program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-rulebook-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const run = (
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', 'src/cli/rulebook.ts', ...args],
        { encoding: 'utf8', maxBuffer: 2 ** 24 },
        (error, out, err) => {
          resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err });
        },
      );
    });

  test('good, bad and wrongly called', { timeout: 30_000 }, async () => {
    const path = join(folder, 'site.json');
    const site = JSON.parse(readFileSync('public/site.json', 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...site, thresholds: { delirium: { days: 3 } } }));
    const [good, bad, wrong] = await Promise.all([run(), run('--site', path), run('now')]);
    expect(good).toEqual({ code: 0, out: PAGE, err: '' });
    expect({ code: bad.code, out: bad.out }).toEqual({ code: 1, out: '' });
    expect(bad.err).toMatch(/^[^\n]*thresholds\.delirium\.days is no number of this rule[^\n]*\n$/);
    expect({ code: wrong.code, out: wrong.out }).toEqual({ code: 2, out: '' });
    expect(wrong.err).toMatch(/^Usage[^\n]*\n$/);
  });
});
