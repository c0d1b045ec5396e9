/** An EHR's look: what is taken over of a style document, and that every word can be read whatever it says. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexOf, parseColor } from '../../src/app/theme/color.ts';
import { fit } from '../../src/app/theme/fit.ts';
import { fontsIn } from '../../src/app/theme/fonts.ts';
import { lookIn } from '../../src/app/theme/look.ts';
import { COLOR_NAMES, DARK, LIGHT, type Palette } from '../../src/app/theme/palettes.ts';
import { rulesOf } from '../../src/app/theme/wear.ts';
import { STYLE_KEYS, type StyleDocument } from '../../src/ehr/launch/read-style.ts';
import { runs, strangeValue, tellSeed } from '../support/seeded.ts';

/** The style document of the public SMART launcher. */
const LAUNCHER: StyleDocument = {
  color_background: '#edeae3',
  color_error: '#9e2d2d',
  color_highlight: '#69b5ce',
  color_modal_backdrop: '',
  color_success: '#498e49',
  color_text: '#303030',
  dim_border_radius: '6px',
  dim_font_size: '13px',
  dim_spacing_size: '20px',
  font_family_body: "Georgia, Times, 'Times New Roman', serif",
  font_family_heading: "'HelveticaNeue-Light', Helvetica, Arial, 'Lucida Grande', sans-serif;",
};

const hexes = (palette: Palette): Readonly<Record<string, string>> =>
  Object.fromEntries(COLOR_NAMES.map((name) => [name, hexOf(palette[name])]));

/** Worked out here once more, from the text of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The pairs of `tests/ui/contrast.test.ts`. */
const PAIRS: readonly (readonly [words: string, grounds: readonly string[], least: number])[] = [
  ['ink', ['paper', 'surface', 'wash'], 7],
  ['quiet', ['paper', 'surface', 'wash', 'amber-wash', 'red-wash'], 4.5],
  ['teal', ['paper', 'surface', 'wash', 'amber-wash', 'red-wash'], 4.5],
  ['teal-strong', ['paper', 'surface', 'wash'], 4.5],
  ['amber', ['paper', 'surface', 'wash', 'amber-wash'], 4.5],
  ['red', ['paper', 'surface', 'red-wash'], 4.5],
  ['ink', ['amber-wash', 'red-wash'], 4.5],
  ['on-teal', ['teal', 'teal-strong'], 4.5],
  ['edge', ['paper', 'surface'], 3],
];

function tooFaint(palette: Readonly<Record<string, string>>): readonly string[] {
  const of = (name: string): string => palette[name] ?? palette[`--${name}`] ?? '';
  return PAIRS.flatMap(([words, grounds, least]) =>
    grounds
      .filter((ground) => !(ratio(of(words), of(ground)) >= least))
      .map((ground) => `${words} ${of(words)} on ${ground} ${of(ground)}`),
  );
}

describe('our own palettes', () => {
  it('are those of base.css', () => {
    const css = readFileSync('src/app/base.css', 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) =>
      Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, color]) => [name, color])),
    );
    expect(hexes(LIGHT)).toEqual(light);
    expect(hexes(DARK)).toEqual(dark);
  });

  it('stay as they are under a look without colors', () => {
    const look = lookIn({});
    expect(fit(look, 'light')).toEqual(LIGHT);
    expect(fit(look, 'dark')).toEqual(DARK);
    expect(rulesOf(look, true)).toEqual([]);
  });
});

describe('a color', () => {
  it.each([
    ['#abc', '#aabbcc'],
    ['#A1B2C3', '#a1b2c3'],
    ['#abcf', '#aabbcc'],
    ['#a1b2c3ff', '#a1b2c3'],
    ['rgb(0, 128, 255)', '#0080ff'],
    ['rgb(0 128 255)', '#0080ff'],
    ['rgb(0% 50% 100%)', '#0080ff'],
    ['rgba(0, 128, 255, 1)', '#0080ff'],
    ['rgb(0 128 255 / 100%)', '#0080ff'],
    ['rgb(300, -5, 0)', '#ff0000'],
    ['hsl(210, 100%, 50%)', '#0080ff'],
    ['hsl(-150deg 100% 50%)', '#0080ff'],
    ['hsl(0 0% 100%)', '#ffffff'],
    [' SteelBlue ', '#4682b4'],
    ['rebeccapurple', '#663399'],
  ])('%s is %s', (written, hex) => {
    const color = parseColor(written);
    expect(color === null ? null : hexOf(color)).toBe(hex);
  });

  it.each([
    '',
    '#12',
    '#12345',
    '#12345g',
    '#12345680',
    'rgba(0, 0, 0, 0.5)',
    'rgb(0, 50%, 100)',
    'rgb(1, 2)',
    'transparent',
    'currentColor',
    'inherit',
    'var(--red)',
    'url(https://evil.example/x)',
    'red; background: url(https://evil.example/x)',
    '#fff}body{display:none',
    'expression(alert(1))',
    'rgb(1,2,3)/**/',
    '__proto__',
    'constructor',
  ])('%j is none', (written) => expect(parseColor(written)).toBeNull());

  it.each([
    ['red', null],
    ['#cc0000', null],
    ['orange', null],
    ['#ffcc00', null],
    ['hotpink', null],
    ['#edeae3', '#edeae3'],
    ['#fff5f5', '#fff5f5'],
    ['#0057b8', '#0057b8'],
    ['#2e7d32', '#2e7d32'],
    ['#6a1b9a', '#6a1b9a'],
    ['#444444', '#444444'],
  ])('%s, which may mean amber or red here, becomes %s', (written, hex) => {
    const { highlight } = lookIn({ color_highlight: written });
    expect(highlight === null ? null : hexOf(highlight)).toBe(hex);
  });
});

describe('sizes and typefaces', () => {
  it.each([
    ['16px', 16],
    ['13px', 14],
    ['40px', 18],
    ['12pt', 16],
    ['1rem', 16],
    ['16', null],
    ['-16px', null],
    ['1e9px', null],
    ['16px; color: red', null],
    ['calc(1px * 900)', null],
    ['100vw', null],
  ])('letters of %s are %s px', (written, expected) =>
    expect(lookIn({ dim_font_size: written }).fontSize).toBe(expected),
  );

  it.each([
    ['0px', 0],
    ['6px', 6],
    ['99px', 12],
    ['50%', null],
  ])('corners of %s are %s px', (written, expected) =>
    expect(lookIn({ dim_border_radius: written }).radius).toBe(expected),
  );

  it.each([
    ["Georgia, Times, 'Times New Roman', serif", '"Georgia", "Times", "Times New Roman", serif, system-ui, sans-serif'],
    ['"segoe ui", Riverside Grotesk, sans-serif', '"Segoe UI", sans-serif, system-ui'],
    ['Wingdings, Webdings, Symbol', null],
    ['Arial; background: url(x)', null],
    ['Arial, url(https://evil.example/x)', null],
    ['Arial}', null],
    ['"Arial', null],
    ['\\41rial', null],
    ['', null],
  ])('%s is %s', (written, expected) => expect(fontsIn(written)).toBe(expected));
});

describe('the look of the public SMART launcher', () => {
  const look = lookIn(LAUNCHER);

  it('is taken over as far as words stay readable', () => {
    const palette = hexes(fit(look, 'light'));
    expect(palette).toMatchObject({ paper: '#edeae3', ink: '#303030', 'on-teal': '#ffffff' });
    // Its own blue has 1.9 : 1 on its own ground; darker, it is still that blue.
    expect(ratio('#69b5ce', '#edeae3')).toBeLessThan(2);
    const [red = 0, green = 0, blue = 0] = parseColor(palette['teal'] ?? '') ?? [];
    expect(red < green && green < blue).toBe(true);
    expect(tooFaint(palette)).toEqual([]);
  });

  it('leaves amber and red as they are', () => {
    const palette = hexes(fit(look, 'light'));
    for (const name of ['amber', 'amber-wash', 'amber-line', 'red', 'red-wash', 'red-line'] as const)
      expect(palette[name]).toBe(hexOf(LIGHT[name]));
  });

  it('is light also for who prefers the dark, and form controls are told', () => {
    expect(fit(look, 'dark')).toEqual(fit(look, 'light'));
    const [first] = rulesOf(look, false);
    expect(first?.values['color-scheme']).toBe('light');
    expect(first?.media).not.toContain('prefers-color-scheme');
  });

  it('stands aside for high contrast, forced colors and print', () => {
    for (const { media } of rulesOf(look, true))
      expect(media).toMatch(/^screen and \(not \(prefers-contrast: more\)\) and \(not \(forced-colors: active\)\)/);
  });

  it('changes no size and no typeface once somebody may have begun to read', () => {
    const late = rulesOf(look, false).flatMap(({ values }) => Object.keys(values));
    expect(late.filter((name) => name.startsWith('font'))).toEqual([]);
    expect(rulesOf(look, true).flatMap(({ values }) => Object.keys(values))).toContain('font-size');
  });
});

it('a highlight alone is fitted to light and to dark, and the user’s choice between them stays', () => {
  const rules = rulesOf(lookIn({ color_highlight: '#0057b8' }), true);
  expect(rules.map(({ media }) => /prefers-color-scheme: \w+/.exec(media)?.[0])).toEqual([
    'prefers-color-scheme: light',
    'prefers-color-scheme: dark',
  ]);
  expect(rules[0]?.values['--teal']).toBe('#0057b8');
  expect(rules[1]?.values['--paper']).toBe(hexOf(DARK.paper));
});

describe('any style document', () => {
  tellSeed('theme');
  const hex = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 3 });
  const color = fc.oneof(
    hex.map(([r = 0, g = 0, b = 0]) => hexOf([r, g, b])),
    fc.integer({ min: 0, max: 255 }).map((grey) => `rgb(${grey}, ${grey}, ${grey})`),
    fc.constantFrom('white', 'black', 'gray', 'yellow', 'navy', 'lightcyan', '#808080', '#777'),
  );
  const odd = fc.oneof(
    color,
    fc.constantFrom('red;}', '}body{display:none}', 'url(//evil.example)', '9999px', '1px', 'Arial;x', '"', '\\', '/*'),
    strangeValue().map(String),
  );
  const documents = fc.record(
    Object.fromEntries(STYLE_KEYS.map((key) => [key, key.startsWith('color') ? fc.oneof(color, odd) : odd])),
    { requiredKeys: [] },
  ) as fc.Arbitrary<StyleDocument>;

  it('keeps every pair of words and ground readable', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('light', 'dark'), (style, preferred) => {
        expect(tooFaint(hexes(fit(lookIn(style), preferred)))).toEqual([]);
      }),
      runs(4000),
    );
  });

  it('gives nothing but hexadecimal colors, sizes within limits, and typefaces of our own list', () => {
    const allowed: Readonly<Record<string, RegExp>> = {
      '--radius': /^(?:\d|1[0-2])(?:\.\d+)?px$/,
      'color-scheme': /^(?:light|dark)$/,
      'font-size': /^(?:9[3-9]|1[01]\d|120)\.\d\d%$/,
      'font-family': /^(?:"[A-Za-z0-9 -]+"|[a-z-]+)(?:, (?:"[A-Za-z0-9 -]+"|[a-z-]+))*$/,
    };
    fc.assert(
      fc.property(documents, (style) => {
        for (const { values } of rulesOf(lookIn(style), true))
          for (const [name, value] of Object.entries(values))
            expect(value, name).toMatch(allowed[name] ?? /^#[0-9a-f]{6}$/);
      }),
      runs(2000),
    );
  });
});
