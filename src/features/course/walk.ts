/** The way from mark to mark by keys. */
import type { CourseItem, Lane } from '../../domain/course/item.ts';
import type { Laid, Target } from './layout.ts';

/** A lane, and where its marks stand. */
export interface Placed {
  readonly lane: Lane;
  readonly laid: Laid;
}

/** The mark in which an item stands; null where it is not in view. */
export function targetOf(placed: readonly Placed[], id: string): Target | null {
  for (const { laid } of placed)
    for (const target of laid.targets) if (target.items.some((one) => one.id === id)) return target;
  return null;
}

type Step = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

/** What a key asks of the picture. `enter`: to the marks, from the picture as a whole. */
export type KeyAction =
  | { readonly does: 'close' | 'press' | 'enter' }
  | { readonly does: 'zoom' | 'move'; readonly by: -1 | 1 }
  | { readonly does: 'walk'; readonly step: Step };

type Keys = Readonly<Record<'altKey' | 'ctrlKey' | 'metaKey', boolean>> & { readonly key: string };

/** Null for what is not the picture's own. `onMark`: the focus is on a mark, and not on the picture as a whole. */
export function keyAction({ key, altKey, ctrlKey, metaKey }: Keys, onMark: boolean): KeyAction | null {
  if (altKey || ctrlKey || metaKey) return null;
  switch (key) {
    case 'Escape':
      return { does: 'close' };
    case '+':
    case '=':
      return { does: 'zoom', by: 1 };
    case '-':
      return { does: 'zoom', by: -1 };
    case 'Enter':
    case ' ':
      return onMark ? { does: 'press' } : null;
    case 'ArrowLeft':
    case 'ArrowRight':
      return onMark ? { does: 'walk', step: key } : { does: 'move', by: key === 'ArrowLeft' ? -1 : 1 };
    case 'ArrowDown':
      return onMark ? { does: 'walk', step: key } : { does: 'enter' };
    case 'ArrowUp':
    case 'Home':
    case 'End':
      return onMark ? { does: 'walk', step: key } : null;
    default:
      return null;
  }
}

/** The next mark in this lane, whether it is in view or not; or the nearest one in the next lane that has any in view. */
export function neighbor(placed: readonly Placed[], from: Target, step: Step): CourseItem | undefined {
  const index = placed.findIndex(({ laid }) => laid.targets.includes(from));
  const here = placed[index];
  if (here === undefined) return undefined;
  const { targets, earlier, later } = here.laid;
  const at = targets.indexOf(from);
  switch (step) {
    case 'ArrowLeft':
      return targets[at - 1]?.items[0] ?? earlier.at(-1);
    case 'ArrowRight':
      return targets[at + 1]?.items[0] ?? later[0];
    case 'Home':
      return here.lane.items[0];
    case 'End':
      return here.lane.items.at(-1);
    case 'ArrowUp':
      return nearestTo(from, placed.slice(0, index).toReversed());
    case 'ArrowDown':
      return nearestTo(from, placed.slice(index + 1));
    default:
      return step satisfies never;
  }
}

/** In the first of these lanes that has a mark in view. */
function nearestTo(from: Target, lanes: readonly Placed[]): CourseItem | undefined {
  const away = ({ left, right }: Target): number => Math.abs(left + right - from.left - from.right);
  const targets = lanes.find(({ laid }) => laid.targets.length > 0)?.laid.targets ?? [];
  return targets.toSorted((a, b) => away(a) - away(b))[0]?.items[0];
}
