import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/domain/**'],
      reporter: [['text', { skipFull: true }]],
      // src/domain decides what goes out: no line and no branch of it is untested.
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
