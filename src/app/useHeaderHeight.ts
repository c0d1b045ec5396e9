import { useEffect, useRef, type RefObject } from 'react';

/** Keeps `--header` as high as the banner is: a long name or large text wraps it, and nothing may slip under it. */
export function useHeaderHeight(): RefObject<HTMLElement | null> {
  const header = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = header.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      document.documentElement.style.setProperty('--header', `${String(element.offsetHeight)}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return header;
}
