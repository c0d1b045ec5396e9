/** Starts once, before React: StrictMode, a second render or a slow chunk cannot launch or read twice. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { safeLines } from '../ui/technical-lines.ts';
import { App } from './App.tsx';
import { open, type Opened } from './compose.ts';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');

// React's own reports print the message of an error, which may quote the patient's data: places in the code must do.
const report = (error: unknown): void => {
  // oxlint-disable-next-line no-console -- safe lines only
  console.error(safeLines(error));
};

function openChart(here: HTMLElement): void {
  const opening: Promise<Opened> = open(window);
  createRoot(here, { onCaughtError: report, onUncaughtError: report, onRecoverableError: report }).render(
    <StrictMode>
      <App opening={opening} />
    </StrictMode>,
  );
}

// Whoever sets a site up has no chart yet.
if (new URLSearchParams(window.location.search).has('check'))
  void import('./check-page.tsx').then(({ startCheck }) => startCheck(place, window), report);
else openChart(place);
