import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import { silentObserver } from '../../src/run/run-observer.ts';
import type { UndoOptions } from '../../src/undo/undo-options.ts';
import type { UndoReport } from '../../src/undo/undo-report.ts';
import { undoRun } from '../../src/undo/undo-run.ts';

let undos = 0;

/** What an undo is asked with a silent observer and without a backup; every option can be given. */
export const undoOptions = (
  database: string,
  asOf: string,
  values: ConfigurationValues = {},
  options: Partial<UndoOptions> = {},
): UndoOptions => ({
  database,
  asOf: Temporal.Instant.from(asOf),
  settings: { layers: [{ source: 'test', values }] },
  backup: false,
  holder: { pid: process.pid, host: 'test', command: 'runs undo', startedAt: '2026-01-01 00:00:00' },
  runId: `undo-${++undos}`,
  elapsed: () => performance.now(),
  wallClock: () => new Date(asOf),
  wait: async () => undefined,
  runBy: 'tester',
  observer: silentObserver,
  ...options,
});

/** One undo with {@link undoOptions}. */
export const undoOnce = (...given: Parameters<typeof undoOptions>): Promise<UndoReport> =>
  undoRun(undoOptions(...given));
