import type { Locator } from '@playwright/test';
import type { App } from './journey.ts';

/**
 * Opens the panel and the row of one kind of fact, where they are not open: gives its form. Waits for the whole answer, so that no
 * line changes its place while it is filled in.
 */
export async function openFact(app: Pick<App, 'getByRole'>, kind: string): Promise<Locator> {
  await app.getByRole('region', { name: 'Sources' }).waitFor();
  await unfold(app.getByRole('button', { name: 'Add what you know', exact: true }));
  const panel = app.getByRole('region', { name: 'Add what you know' });
  // What the answer lacks most stands open already; what was answered has folded.
  await unfold(panel.getByRole('button', { name: new RegExp(`^${kind}`) }));
  return app.getByRole('form', { name: kind });
}

async function unfold(button: Locator): Promise<void> {
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
}
