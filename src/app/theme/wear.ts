/** The EHR's look over our own, as one sheet of CSS that stands aside for high contrast, forced colors and print. */
import type { StyleDocument } from '../../ehr/launch/read-style.ts';
import { hexOf } from './color.ts';
import { fit, schemeOf } from './fit.ts';
import { lookIn, type Look } from './look.ts';
import { COLOR_NAMES } from './palettes.ts';

const OURS_REST = 'screen and (not (prefers-contrast: more)) and (not (forced-colors: active))';

/** Main text of `base.css`, in px. */
const OUR_SIZE = 15;

/**
 * Takes a style document over; what is wrong in it changes nothing. Values go through the CSSOM, each for itself, so that none can
 * be more than a value, and the page's policy needs no exception for styles. `mayMove`: nobody has begun to read, so that sizes
 * and typefaces may change as well.
 */
export function wear(style: StyleDocument, page: Document, mayMove: boolean): void {
  const look = lookIn(style);
  const { CSSStyleSheet: Sheet } = page.defaultView ?? {};
  // An old browser keeps our own look.
  if (Sheet === undefined || !('adoptedStyleSheets' in page)) return;
  const sheet = new Sheet();
  for (const { media, selector, values } of rulesOf(look, mayMove)) put(sheet, media, selector, values);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}

interface Rule {
  readonly media: string;
  readonly selector: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Exported for tests of what no browser is needed for. */
export function rulesOf(look: Look, mayMove: boolean): readonly Rule[] {
  const { background, text, highlight, fontSize, radius, bodyFont, headingFont } = look;
  const rules: Rule[] = [];
  const say = (selector: string, values: Readonly<Record<string, string>>, media = OURS_REST): void => {
    if (Object.keys(values).length > 0) rules.push({ media, selector, values });
  };
  if (background !== null || text !== null || highlight !== null) {
    const scheme = schemeOf(look);
    // With a ground of its own the look is of one kind, whatever the user prefers: it is the frame that it stands in.
    if (scheme !== null) say(':root', { 'color-scheme': scheme, ...colors(look, scheme) });
    else
      for (const preferred of ['light', 'dark'] as const)
        say(':root', colors(look, preferred), `${OURS_REST} and (prefers-color-scheme: ${preferred})`);
  }
  say(':root', radius === null ? {} : { '--radius': `${radius}px` });
  if (mayMove) {
    // A share, so that whoever has chosen larger letters in the browser keeps them.
    const size = fontSize === null ? {} : { 'font-size': `${((fontSize / OUR_SIZE) * 100).toFixed(2)}%` };
    say('html', { ...size, ...(bodyFont === null ? {} : { 'font-family': bodyFont }) });
    say('h1, h2, h3, h4', headingFont === null ? {} : { 'font-family': headingFont });
  }
  return rules;
}

function colors(look: Look, preferred: 'light' | 'dark'): Readonly<Record<string, string>> {
  const palette = fit(look, preferred);
  return Object.fromEntries(COLOR_NAMES.map((name) => [`--${name}`, hexOf(palette[name])]));
}

function put(sheet: CSSStyleSheet, media: string, selector: string, values: Rule['values']): void {
  const at = sheet.insertRule(`@media ${media} { ${selector} {} }`, sheet.cssRules.length);
  const group = sheet.cssRules[at];
  const rule = group instanceof CSSMediaRule ? group.cssRules[0] : undefined;
  if (!(rule instanceof CSSStyleRule)) return;
  for (const [name, value] of Object.entries(values)) rule.style.setProperty(name, value);
}
