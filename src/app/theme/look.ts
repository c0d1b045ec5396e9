/** What of an EHR's style document can be taken over: each value read by a grammar of its own, or left out. */
import type { StyleDocument } from '../../ehr/launch/read-style.ts';
import { isAlarming, parseColor, type Color } from './color.ts';
import { fontsIn } from './fonts.ts';

export interface Look {
  readonly background: Color | null;
  readonly text: Color | null;
  readonly highlight: Color | null;
  /** Of the main text, in px: 14 to 18. */
  readonly fontSize: number | null;
  /** Of corners, in px: 0 to 12. */
  readonly radius: number | null;
  /** As CSS writes a list of families; made of our own words. */
  readonly bodyFont: string | null;
  readonly headingFont: string | null;
}

/**
 * Not taken over: `color_error` and `color_success` (red is a failed write or a wrong patient here, and nothing is green), the
 * backdrop of dialogs (there is none), and spacing (the first screen fits into 1024 x 640 as it is).
 */
export function lookIn(style: StyleDocument): Look {
  return {
    background: color(style.color_background),
    text: color(style.color_text),
    highlight: color(style.color_highlight),
    fontSize: pixels(style.dim_font_size, 14, 18),
    radius: pixels(style.dim_border_radius, 0, 12),
    bodyFont: fontsIn(style.font_family_body),
    headingFont: fontsIn(style.font_family_heading),
  };
}

function color(text: string | undefined): Color | null {
  const parsed = text === undefined ? null : parseColor(text);
  return parsed === null || isAlarming(parsed) ? null : parsed;
}

const DIMENSION = /^(\d{1,3}(?:\.\d{1,3})?)(px|pt|rem|em)$/;
const IN_PX: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, rem: 16, em: 16 };

/** Beyond the limits it is the limit. */
function pixels(text: string | undefined, least: number, most: number): number | null {
  const [, number = '', unit = ''] = DIMENSION.exec(text?.trim().toLowerCase() ?? '') ?? [];
  const scale = IN_PX[unit];
  return scale === undefined ? null : Math.min(most, Math.max(least, parseFloat(number) * scale));
}
