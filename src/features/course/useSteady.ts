import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';

interface Held {
  readonly element: Element;
  /** From the top of the page, in pixels. */
  readonly top: number;
}

/** So much of what was opened has to be seen, in pixels: what it is, and the first record it rests on. */
const SEEN = 112;

/** Milliseconds after which all that was drawn has its place. */
const PAINTED = 100;

/**
 * Holds an element in its place on the screen over the next drawing: what goes away above it would else pull it from under the
 * pointer. Then brings the beginning of what was opened into view; the page moves for that only as far as it must.
 */
export function useSteady(opened: RefObject<Element | null>): (element: Element | undefined) => void {
  const held = useRef<Held | null>(null);
  useLayoutEffect(() => {
    if (held.current === null) return;
    const { element, top } = held.current;
    held.current = null;
    if (element.isConnected) moveBy(topOf(element) - top);
    if (opened.current !== null) {
      const box = opened.current.getBoundingClientRect();
      moveBy(Math.max(0, Math.min(box.bottom, box.top + SEEN) - document.documentElement.clientHeight));
    }
    const all = page();
    setTimeout(() => all.forEach((one) => one.style.removeProperty('overflow-anchor')), PAINTED);
  });
  return useCallback((element) => {
    if (element === undefined) return;
    held.current = { element, top: topOf(element) };
    // Some browsers hold the page by themselves, at a place of their own choice: both together would move it twice.
    for (const one of page()) one.style.overflowAnchor = 'none';
  }, []);
}

const topOf = (element: Element): number => element.getBoundingClientRect().top + window.scrollY;

function moveBy(pixels: number): void {
  if (pixels !== 0) window.scrollBy({ top: pixels, behavior: 'instant' });
}

/** The window follows the style of the one or of the other, as browsers have it. */
const page = (): readonly HTMLElement[] => [document.documentElement, document.body];
