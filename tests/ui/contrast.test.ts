import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/app/base.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** Variables of each `:root` block with the condition that it stands under. Later ones lie over the light ones. */
function blocks(): readonly { readonly under: string; readonly colors: Readonly<Record<string, string>> }[] {
  return [...css.matchAll(/(?:@media ([^{]+)\{\s*)?:root \{([^}]*)\}/g)].map(([, under = 'light', body = '']) => ({
    under: under.trim(),
    colors: Object.fromEntries(
      [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = '', color = '']) => [name, color]),
    ),
  }));
}

const [light, dark, more, moreDark] = blocks();
if (light === undefined || dark === undefined || more === undefined || moreDark === undefined)
  throw new Error('base.css');
const palettes = {
  light: light.colors,
  dark: { ...light.colors, ...dark.colors },
  'more contrast': { ...light.colors, ...more.colors },
  'more contrast, dark': { ...light.colors, ...dark.colors, ...more.colors, ...moreDark.colors },
};

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

describe.each(Object.entries(palettes))('colors: %s', (_name, palette) => {
  const of = (name: string): string => palette[name] ?? '';

  it('gives the answer 7 : 1', () => {
    for (const ground of ['paper', 'surface', 'wash']) expect(ratio(of('ink'), of(ground))).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['quiet', ['paper', 'surface', 'wash']],
    ['teal', ['paper', 'surface', 'wash', 'amber-wash', 'red-wash']],
    ['teal-strong', ['paper', 'surface', 'wash']],
    ['amber', ['paper', 'surface', 'wash', 'amber-wash']],
    ['red', ['paper', 'surface', 'red-wash']],
    ['ink', ['amber-wash', 'red-wash']],
    ['quiet', ['amber-wash', 'red-wash']],
    ['on-teal', ['teal', 'teal-strong']],
  ])('gives %s 4.5 : 1 on %j', (name, grounds) => {
    for (const ground of grounds)
      expect(ratio(of(name), of(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edges of controls 3 : 1', () => {
    for (const ground of ['paper', 'surface']) expect(ratio(of('edge'), of(ground))).toBeGreaterThanOrEqual(3);
  });
});
