import { useCallback, useEffect, useRef } from 'react';
import { targetOf, type Placed } from './walk.ts';
import type { Target } from './layout.ts';

export interface Marks {
  /** Called with each mark as it is drawn, and with null when it goes. */
  readonly onMark: (key: string, element: SVGGElement | null) => void;
  readonly elementOf: (target: Target | null) => SVGGElement | undefined;
  /** Puts the focus on the mark of an item. False where it is not in view. */
  readonly focusOn: (id: string) => boolean;
  /** The same, once it has been drawn elsewhere. */
  readonly focusOnceDrawn: (id: string | null) => void;
}

/** The marks as elements, and the way of the focus to them. */
export function useMarks(placed: readonly Placed[]): Marks {
  const elements = useRef(new Map<string, SVGGElement>());
  const wanted = useRef<string | null>(null);

  const onMark = useCallback((key: string, element: SVGGElement | null): void => {
    if (element === null) elements.current.delete(key);
    else elements.current.set(key, element);
  }, []);
  const elementOf = useCallback(
    (target: Target | null) => (target === null ? undefined : elements.current.get(target.key)),
    [],
  );
  const focusOn = useCallback(
    (id: string): boolean => {
      const target = targetOf(placed, id);
      elementOf(target)?.focus();
      return target !== null;
    },
    [placed, elementOf],
  );
  const focusOnceDrawn = useCallback((id: string | null): void => {
    wanted.current = id;
  }, []);

  // After zooming or moving the mark may stand in another target: the focus stays with what it was on.
  useEffect(() => {
    if (wanted.current === null) return;
    const id = wanted.current;
    wanted.current = null;
    focusOn(id);
  }, [focusOn]);

  return { onMark, elementOf, focusOn, focusOnceDrawn };
}
