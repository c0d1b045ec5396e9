import { createElement, use, type ComponentType, type ReactNode } from 'react';

/** A part of the page that comes in a file of its own. */
export interface Later<Props extends object> {
  /** Stands in a `Suspense`, whose fallback is seen until the file is there, and in an `ErrorBoundary`, in case it never is. */
  readonly Part: (props: Props) => ReactNode;
  /** Fetches the file ahead of time; once more, when it could not be fetched before. */
  readonly load: () => Promise<unknown>;
  readonly isLoaded: () => boolean;
}

/** Unlike React's `lazy` it can be fetched ahead, and what was fetched is drawn at once. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let coming: Promise<ComponentType<Props>> | null = null;
  let ended: 'not-yet' | 'loaded' | 'failed' = 'not-yet';
  const begin = (): Promise<ComponentType<Props>> => {
    const begun = load();
    coming = begun;
    ended = 'not-yet';
    begun.then(
      (value) => {
        ended = 'loaded';
        // React reads these two: a promise that says it is fulfilled does not suspend.
        return Object.assign(begun, { status: 'fulfilled', value });
      },
      () => {
        ended = 'failed';
      },
    );
    return begun;
  };
  // A failed fetch is not repeated by a render, or a page without network would ask for ever.
  const Part = (props: Props): ReactNode => createElement(use(coming ?? begin()), props);
  return {
    Part,
    load: () => (coming === null || ended === 'failed' ? begin() : coming),
    isLoaded: () => ended === 'loaded',
  };
}
