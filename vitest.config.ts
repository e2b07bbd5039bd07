import { defineConfig } from 'vitest/config';

// Two workers: the suites start real databases and browsers, and the smallest machine we promise to run on has two cores.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    passWithNoTests: false,
  },
});
