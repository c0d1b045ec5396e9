/** What the eye would find wrong with a page, as the browser can tell it. Runs in the page, so it stands on nothing else. */

/**
 * Faults of the page as it stands: it scrolls sideways; text lies on other text; text is cut off, or ends outside the window, without a
 * way to get to it. Sentences with the text concerned. Text that only screen readers get, and what lies in another layer (a dialog
 * over the page, a head that stays), is not compared.
 */
export function layoutFaults(): string[] {
  interface Box {
    readonly words: string;
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly layer: Element;
    readonly node: Node;
  }
  const faults = new Set<string>();
  const root = document.documentElement;
  const short = (text: string): string => `“${text.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}”`;
  const clips = (value: string): boolean => value === 'hidden' || value === 'clip';
  const isForReaders = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return (
      (width <= 1.5 && height <= 1.5 && clips(style.overflowX)) ||
      style.clipPath === 'inset(50%)' ||
      style.opacity === '0'
    );
  };
  const ancestors = (element: Element): Element[] => {
    const found: Element[] = [];
    for (let one: Element | null = element; one !== null; one = one.parentElement) found.push(one);
    return found;
  };

  const boxes: Box[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = node.textContent ?? '';
    if (element === null || words.trim() === '' || /^(SCRIPT|STYLE|NOSCRIPT)$/.test(element.tagName)) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const above = ancestors(element);
    if (above.some((one) => isForReaders(one) || one.closest('[aria-hidden=true], option, select') !== null)) continue;
    const layer = above.find((one) => /fixed|sticky/.test(getComputedStyle(one).position)) ?? root;
    const windows = above.filter(
      (one) => one !== root && one !== document.body && getComputedStyle(one).overflowX !== 'visible',
    );
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      let { left, top, right, bottom } = rect;
      if (right - left < 2 || bottom - top < 2) continue;
      for (const one of windows) {
        const frame = one.getBoundingClientRect();
        [left, top] = [Math.max(left, frame.left), Math.max(top, frame.top)];
        [right, bottom] = [Math.min(right, frame.right), Math.min(bottom, frame.bottom)];
      }
      if (right - left < 2 || bottom - top < 2) continue;
      // Wholly to the left of the page is a link that comes into sight when it has the focus.
      if (right <= 0) continue;
      if (right > root.clientWidth + 1 || left < -1) faults.add(`ends outside the window: ${short(words)}`);
      boxes.push({ words, left, top, right, bottom, layer, node });
    }
  }

  if (root.scrollWidth > root.clientWidth) {
    const widest = [...document.body.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
      .at(-1);
    faults.add(
      `scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}, ${widest?.tagName ?? ''} ${widest?.className ?? ''} ${short(widest?.textContent ?? '')}`,
    );
  }

  boxes.sort((a, b) => a.top - b.top);
  for (const [index, one] of boxes.entries())
    for (let next = index + 1; next < boxes.length; next += 1) {
      const other = boxes[next];
      if (other === undefined || other.top >= one.bottom) break;
      if (other.layer !== one.layer || other.node === one.node) continue;
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      // Boxes of lines reach a little over their letters.
      const least = Math.min(one.bottom - one.top, other.bottom - other.top);
      if (width > 2 && height > least * 0.35)
        faults.add(`lies on each other: ${short(one.words)} and ${short(other.words)}`);
    }

  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const style = getComputedStyle(element);
    const cutX = clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const cutY = clips(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
    if ((!cutX && !cutY) || element.clientWidth <= 2 || (element.textContent ?? '').trim() === '') continue;
    if (!element.checkVisibility({ visibilityProperty: true }) || ancestors(element).some(isForReaders)) continue;
    if (element.closest('[aria-hidden=true]') !== null) continue;
    // An ellipsis beside which a link leads to the whole text.
    if (style.textOverflow === 'ellipsis' && element.parentElement?.querySelector('a, button') != null) continue;
    faults.add(`is cut ${cutX ? 'at its side' : 'below'}: ${element.tagName} ${short(element.textContent ?? '')}`);
  }
  return [...faults];
}
