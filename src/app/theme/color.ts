/** Colors in sRGB: read from what an EHR may write, mixed, and measured against each other (WCAG 2.2). */
import { NAMED_COLORS } from './named-colors.ts';

/** Red, green and blue, each a whole number from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

export const WHITE: Color = [255, 255, 255];
export const BLACK: Color = [0, 0, 0];

const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/;
const HEX_OPAQUE = /^#(?:([0-9a-f]{3})f|([0-9a-f]{6})ff)$/;
const NUMBER = String.raw`(-?\d{1,3}(?:\.\d{1,4})?)`;
const OPAQUE = String.raw`(?:\s*[,/]\s*(?:1(?:\.0{1,4})?|100%))?`;
const RGB = new RegExp(String.raw`^rgba?\(\s*${NUMBER}(%?)([\s,]+)${NUMBER}\2[\s,]+${NUMBER}\2${OPAQUE}\s*\)$`);
const HSL = new RegExp(String.raw`^hsla?\(\s*${NUMBER}(?:deg)?[\s,]+${NUMBER}%[\s,]+${NUMBER}%${OPAQUE}\s*\)$`);

/** A color as CSS writes it: hex, `rgb()`, `hsl()` or a name. Null for anything else, and for what lets others shine through. */
export function parseColor(text: string): Color | null {
  const written = text.trim().toLowerCase();
  const hex = HEX.exec(written)?.[1] ?? HEX_OPAQUE.exec(written)?.slice(1).find(Boolean) ?? NAMED_COLORS.get(written);
  if (hex !== undefined) return fromHex(hex);
  const rgb = RGB.exec(written);
  if (rgb !== null) {
    const most = rgb[2] === '%' ? 100 : 255;
    return rounded([rgb[1], rgb[4], rgb[5]].map((part) => (parseFloat(part ?? '') * 255) / most));
  }
  const hsl = HSL.exec(written);
  return hsl === null ? null : fromHsl(...(hsl.slice(1, 4).map(parseFloat) as [number, number, number]));
}

export const hexOf = (color: Color): string => `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

export function fromHex(hex: string): Color {
  const digits = hex.replace('#', '');
  const size = digits.length / 3;
  const part = (at: number): number => {
    const two = digits.slice(at * size, (at + 1) * size);
    return Number.parseInt(size === 1 ? two + two : two, 16);
  };
  return [part(0), part(1), part(2)];
}

/** https://www.w3.org/TR/css-color-4/#hsl-to-rgb */
function fromHsl(hue: number, saturation: number, lightness: number): Color {
  const [s, l] = [limited(saturation, 0, 100) / 100, limited(lightness, 0, 100) / 100];
  const part = (n: number): number => {
    const k = (n + (((hue % 360) + 360) % 360) / 30) % 12;
    return (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))) * 255;
  };
  return rounded([part(0), part(8), part(4)]);
}

const limited = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

function rounded(parts: readonly number[]): Color {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => limited(Math.round(part), 0, 255));
  return [red, green, blue];
}

/** `share` of the second color, from 0 to 1. */
export function mix(one: Color, other: Color, share: number): Color {
  return rounded(one.map((part, at) => part + ((other[at] ?? 0) - part) * share));
}

export function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const channel = part / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** How colorful, from 0 for greys to 1. */
const chroma = (color: Color): number => (Math.max(...color) - Math.min(...color)) / 255;

/** The angle of its hue in degrees; of a grey 0, which means nothing. */
function hueOf(color: Color): number {
  const [red, green, blue] = color;
  const [most, least] = [Math.max(...color), Math.min(...color)];
  if (most === least) return 0;
  const part =
    most === red
      ? (green - blue) / (most - least)
      : most === green
        ? 2 + (blue - red) / (most - least)
        : 4 + (red - green) / (most - least);
  return (part * 60 + 360) % 360;
}

/** Would be taken for amber or red, which have meanings of their own here. Pale tints (cream, rose) are not. */
export function isAlarming(color: Color): boolean {
  const hue = hueOf(color);
  return chroma(color) > 0.25 && (hue < 65 || hue >= 330);
}
