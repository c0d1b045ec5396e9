/** Our own colors, light and dark: those of `base.css`, which a test compares, as far as an EHR's look has to fit them. */
import { fromHex, type Color } from './color.ts';

export const COLOR_NAMES = [
  'paper',
  'surface',
  'wash',
  'ink',
  'quiet',
  'line',
  'edge',
  'teal',
  'teal-strong',
  'on-teal',
  'amber',
  'amber-wash',
  'amber-line',
  'red',
  'red-wash',
  'red-line',
] as const;

export type ColorName = (typeof COLOR_NAMES)[number];
export type Palette = Readonly<Record<ColorName, Color>>;

export const LIGHT: Palette = palette({
  paper: '#faf9f5',
  surface: '#ffffff',
  wash: '#f0eee7',
  ink: '#17201f',
  quiet: '#4b5754',
  line: '#dad7cd',
  edge: '#737d79',
  teal: '#0a5c5f',
  'teal-strong': '#07474a',
  'on-teal': '#ffffff',
  amber: '#744600',
  'amber-wash': '#fbf1dc',
  'amber-line': '#b47d1e',
  red: '#9c1f1b',
  'red-wash': '#fbeae8',
  'red-line': '#b8382f',
});

export const DARK: Palette = palette({
  paper: '#141a19',
  surface: '#1b2221',
  wash: '#252e2c',
  ink: '#ecefea',
  quiet: '#b1bcb8',
  line: '#37433f',
  edge: '#84928e',
  teal: '#7fcfc9',
  'teal-strong': '#a3dfda',
  'on-teal': '#07211f',
  amber: '#f2c979',
  'amber-wash': '#2c2516',
  'amber-line': '#a57f34',
  red: '#ffa79f',
  'red-wash': '#33191a',
  'red-line': '#d9665d',
});

function palette(hex: Readonly<Record<ColorName, string>>): Palette {
  return Object.fromEntries(COLOR_NAMES.map((name) => [name, fromHex(hex[name])])) as unknown as Palette;
}
