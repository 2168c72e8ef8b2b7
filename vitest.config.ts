import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A machine that is shared is slow, not wrong.
    testTimeout: 180_000,
    coverage: {
      provider: 'v8',
      include: ['src/domain/**'],
      reportOnFailure: true,
      reporter: [['text', { skipFull: true }]],
      // src/domain decides what goes out: no line and no branch of it is untested.
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
