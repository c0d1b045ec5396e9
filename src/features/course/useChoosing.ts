import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import type { CourseItem } from '../../domain/course/item.ts';
import type { Target } from './layout.ts';
import type { Marks } from './useMarks.ts';
import { useSteady } from './useSteady.ts';

export interface Choosing {
  /** The whole picture, and what is told of the chosen mark. */
  readonly picture: RefObject<HTMLFieldSetElement | null>;
  readonly details: RefObject<HTMLElement | null>;
  readonly reach: (target: Target) => void;
  readonly press: (target: Target) => void;
  /** Of the chosen mark, or null where it is out of view. */
  readonly close: (own: Target | null) => void;
}

export interface ChoosingProps {
  readonly chosen: readonly CourseItem[];
  readonly onReach: (items: readonly CourseItem[]) => void;
  readonly onPress: (items: readonly CourseItem[]) => void;
  readonly onClose: () => void;
}

/** Choosing a mark by focus and by press, and closing what is told of it: the mark keeps its place on the screen. */
export function useChoosing(
  elementOf: Marks['elementOf'],
  { chosen, onReach, onPress, onClose }: ChoosingProps,
): Choosing {
  const picture = useRef<HTMLFieldSetElement>(null);
  const details = useRef<HTMLElement>(null);
  const hold = useSteady(details);
  const now = useRef(chosen);
  useLayoutEffect(() => {
    now.current = chosen;
  }, [chosen]);

  const reach = useCallback(
    (target: Target): void => {
      if (isSame(target.items, now.current)) return;
      hold(elementOf(target));
      onReach(target.items);
    },
    [hold, elementOf, onReach],
  );
  const press = useCallback(
    (target: Target): void => {
      const mark = elementOf(target);
      hold(mark);
      onPress(target.items);
      mark?.focus({ preventScroll: true });
    },
    [hold, elementOf, onPress],
  );
  /** The focus goes back to the mark, so that nobody who was in the details is lost. */
  const close = (own: Target | null): void => {
    const mark = elementOf(own);
    hold(mark);
    onClose();
    (mark ?? picture.current)?.focus();
  };
  return { picture, details, reach, press, close };
}

function isSame(some: readonly CourseItem[], others: readonly CourseItem[]): boolean {
  return some.length === others.length && some.every(({ id }, index) => id === others[index]?.id);
}
