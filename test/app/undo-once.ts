import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import { silentObserver } from '../../src/run/run-observer.ts';
import type { UndoReport } from '../../src/undo/undo-report.ts';
import { type UndoOptions, undoRun } from '../../src/undo/undo-run.ts';

let undos = 0;

/** An undo with a silent observer and without a backup; every option can be given. */
export function undoOnce(
  database: string,
  asOf: string,
  values: ConfigurationValues = {},
  options: Partial<UndoOptions> = {},
): Promise<UndoReport> {
  return undoRun({
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
}
