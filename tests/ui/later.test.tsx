// @vitest-environment happy-dom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, render, screen as dom } from '@testing-library/react';
import { Suspense, type ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { ErrorBoundary } from '../../src/ui/ErrorBoundary.tsx';
import { later, type Later } from '../../src/ui/later.ts';

afterEach(cleanup);

const Section = ({ title }: { readonly title: string }): ReactNode => <h2>{title}</h2>;

function page({ Part }: Later<{ readonly title: string }>): ReactNode {
  return (
    <>
      <h1>The answer</h1>
      <ErrorBoundary part="below">
        <Suspense fallback={<p>coming</p>}>
          <Part title="Why" />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}

it('leaves the rest of the page alone until its file is there', async () => {
  let arrive = (): void => {};
  const part = later(() => new Promise<typeof Section>((resolve) => (arrive = () => resolve(Section))));
  await act(async () => {
    render(page(part));
    await Promise.resolve();
  });
  expect(dom.getByRole('heading', { name: 'The answer' })).toBeVisible();
  expect(dom.getByText('coming')).toBeVisible();
  await act(async () => {
    arrive();
    await Promise.resolve();
  });
  expect(dom.getByRole('heading', { name: 'Why' })).toBeVisible();
});

it('is drawn at once when it was fetched ahead, and fetched once however often it is asked for', async () => {
  const load = vi.fn(() => Promise.resolve(Section));
  const part = later(load);
  expect(part.isLoaded()).toBe(false);
  await Promise.all([part.load(), part.load()]);
  expect(part.isLoaded()).toBe(true);
  render(page(part));
  expect(dom.getByRole('heading', { name: 'Why' })).toBeVisible();
  expect(load).toHaveBeenCalledTimes(1);
});

it('says that it did not come, does not ask for ever, and can be fetched again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const load = vi.fn<() => Promise<typeof Section>>(() => Promise.reject(new TypeError('Failed to fetch')));
  const part = later(load);
  await act(async () => {
    render(page(part));
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  expect(dom.getByRole('heading', { name: 'The answer' })).toBeVisible();
  expect(dom.getByRole('alert')).toHaveTextContent('This part of the page has stopped.');
  const asked = load.mock.calls.length;
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  expect(load).toHaveBeenCalledTimes(asked);
  load.mockImplementation(() => Promise.resolve(Section));
  await part.load();
  expect(part.isLoaded()).toBe(true);
});
