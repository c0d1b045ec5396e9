/** Starts once, before React: StrictMode, a second render or a slow chunk cannot launch or read twice. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { safeLines } from '../ui/technical-lines.ts';
import { App } from './App.tsx';
import { open, type Opened } from './compose.ts';

const opening: Promise<Opened> = open(window);

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');

// React's own reports print the message of an error, which may quote the patient's data: places in the code must do.
const report = (error: unknown): void => {
  // oxlint-disable-next-line no-console -- safe lines only
  console.error(safeLines(error));
};

createRoot(place, { onCaughtError: report, onUncaughtError: report, onRecoverableError: report }).render(
  <StrictMode>
    <App opening={opening} />
  </StrictMode>,
);
