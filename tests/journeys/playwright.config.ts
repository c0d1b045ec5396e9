import { defineConfig } from '@playwright/test';
import { FLAGS, findChromium } from '../support/chromium.ts';

const { executablePath, channel, env } = findChromium();

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1100, height: 900 },
    // Every journey sees a fresh browser: nothing of one patient can reach the next.
    launchOptions: {
      args: FLAGS,
      ...(executablePath === undefined ? {} : { executablePath }),
      ...(env === undefined ? {} : { env }),
    },
    ...(channel === undefined ? {} : { channel }),
    screenshot: 'only-on-failure',
  },
});
