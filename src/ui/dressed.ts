import { createElement, type ComponentProps, type ElementType, type ReactNode } from 'react';

/**
 * An element that always wears a class of a CSS module: `const Row = dressed('li', css.row)`. `as` puts the same clothes on
 * another element. Styles are files of CSS and no script: the answer does not wait for them to be worked out.
 */
export function dressed<Tag extends ElementType>(
  tag: Tag,
  dress: string | undefined,
): (props: ComponentProps<Tag> & { readonly as?: ElementType }) => ReactNode {
  // The compiler does not know the names in a CSS file: a wrong one stops the page in its first test.
  if (dress === undefined) throw new Error(`no such class for ${String(tag)}`);
  return ({ as, className, ...rest }) =>
    createElement(as ?? tag, { ...rest, className: className === undefined ? dress : `${dress} ${String(className)}` });
}
