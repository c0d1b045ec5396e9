import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [react()],
  resolve: {
    alias: {
      // fhirclient prints tokens when its debug switch is set in the browser; in what ships there is no such switch.
      debug: mode === 'production' ? here('src/ehr/launch/no-debug.ts') : 'debug',
    },
  },
  define: { FHIRCLIENT_PURE: 'true' },
  build: {
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { input: { index: here('index.html'), launch: here('launch.html') } },
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/journeys/**', 'node_modules/**'],
    environment: 'node',
    restoreMocks: true,
    // Whole screens are mounted while the machine may be busy: a limit for what hangs, not a measure of speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest keeps one core free: of two that is half the machine.
    maxWorkers: '100%',
  },
}));
