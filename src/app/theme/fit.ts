/** An EHR's colors as a whole palette of ours in which every word can be read: what would be too faint is moved until it is not. */
import { BLACK, contrast, luminance, mix, WHITE, type Color } from './color.ts';
import type { Look } from './look.ts';
import { DARK, LIGHT, type Palette } from './palettes.ts';

type Colors = Pick<Look, 'background' | 'text' | 'highlight'>;

/** Words, by WCAG 2.2 AA. */
const WORDS = 4.5;
/** The answer, by AAA. */
const ANSWER = 7;
/** Edges of controls. */
const EDGES = 3;

/** Black and white words are as easy to read on it. */
const MIDDLE = 0.18;

/** Whether the look is one of light or of dark grounds; null when it says nothing of the ground. */
export function schemeOf({ background }: Colors): 'light' | 'dark' | null {
  if (background === null) return null;
  return luminance(background) > MIDDLE ? 'light' : 'dark';
}

/** `preferred`: what the user has chosen, which counts where the EHR says nothing of the ground. */
export function fit(look: Colors, preferred: 'light' | 'dark'): Palette {
  const isLight = (schemeOf(look) ?? preferred) === 'light';
  const base = isLight ? LIGHT : DARK;
  const far = isLight ? BLACK : WHITE;

  const { paper, surface, wash } = groundsNear(look.background, base, isLight);
  const grounds = [paper, surface, wash];
  const washes = [base['amber-wash'], base['red-wash']];
  const all = [...grounds, ...washes];

  const ink = nearest(
    look.text ?? base.ink,
    base.ink,
    (one) => holds(one, grounds, ANSWER) && holds(one, washes, WORDS),
  );
  const quiet = nearest(base.quiet, ink, (one) => holds(one, all, WORDS));
  const edge = nearest(base.edge, ink, (one) => holds(one, [paper, surface], EDGES));
  const teal = nearest(look.highlight ?? base.teal, far, (one) => holds(one, all, WORDS));
  const isOurs = teal === base.teal;
  // Away from every ground, and so from what is written on it.
  const strong = isOurs ? base['teal-strong'] : mix(teal, far, 0.25);
  const onTeal = isOurs ? base['on-teal'] : isLight ? WHITE : BLACK;
  return {
    ...base,
    paper,
    surface,
    wash,
    ink,
    quiet,
    edge,
    line: paper === base.paper ? base.line : mix(paper, ink, 0.16),
    teal,
    'teal-strong': strong,
    'on-teal': onTeal,
  };
}

/** The EHR's ground, or the nearest to it on which our ink, our amber and our red can be read. */
function groundsNear(
  background: Color | null,
  base: Palette,
  isLight: boolean,
): Pick<Palette, 'paper' | 'surface' | 'wash'> {
  const { paper, surface, wash } = base;
  const around = (ground: Color): Pick<Palette, 'paper' | 'surface' | 'wash'> =>
    ground === paper
      ? { paper, surface, wash }
      : isLight
        ? { paper: ground, surface: mix(ground, WHITE, 0.7), wash: mix(ground, BLACK, 0.04) }
        : { paper: ground, surface: mix(ground, WHITE, 0.04), wash: mix(ground, WHITE, 0.09) };
  const isReadable = (ground: Color): boolean => {
    const grounds = Object.values(around(ground));
    return (
      holds(base.ink, grounds, ANSWER) &&
      [base.amber, base.red, base.quiet, base['teal-strong']].every((one) => holds(one, grounds, WORDS))
    );
  };
  return around(nearest(background ?? paper, paper, isReadable));
}

const holds = (words: Color, grounds: readonly Color[], ratio: number): boolean =>
  grounds.every((ground) => contrast(words, ground) >= ratio);

const STEPS = 20;

/** The first color on the way from the one to the other that will do; the other one when none before it does. */
function nearest(from: Color, to: Color, willDo: (color: Color) => boolean): Color {
  if (willDo(from)) return from;
  for (let step = 1; step < STEPS; step += 1) {
    const between = mix(from, to, step / STEPS);
    if (willDo(between)) return between;
  }
  return to;
}
