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
      include: ['src/domain/**', 'src/store/**', 'src/plan/**', 'src/run/**', 'src/undo/**', 'src/backup/**'],
      // Runs in a thread of its own, which is not measured.
      exclude: ['src/plan/threads/planning-worker.ts'],
      reportOnFailure: true,
      reporter: [['text', { skipFull: true }]],
      thresholds: {
        // src/domain decides what goes out: no line and no branch of it is untested.
        'src/domain/**': { lines: 100, branches: 100, functions: 100, statements: 100 },
        // What writes is tested as hard as the rules are.
        'src/store/**': { lines: 95, branches: 90 },
        'src/plan/**': { lines: 95, branches: 90 },
        'src/run/**': { lines: 95, branches: 90 },
        'src/undo/**': { lines: 95, branches: 90 },
        'src/backup/**': { lines: 95, branches: 90 },
      },
    },
  },
});
