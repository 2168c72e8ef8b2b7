import type { EffectiveSettings } from '../settings/effective-settings.ts';
import { productVersion } from '../store/product-version.ts';
import type { Store } from '../store/store.ts';
import { loadZipTable } from '../store/zip-table.ts';

/** What a checkpoint says from the start. */
export interface CheckpointEntry {
  readonly runId: string;
  /** `run`, `partial`, `undo`. */
  readonly kind: string;
  /** The moment taken for now, `--as-of`: UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
  /** By the wall clock: UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly startedAt: string;
  /** Who runs it; null: unknown. */
  readonly runBy: string | null;
  readonly settings: EffectiveSettings;
}

/**
 * Enters a run as 'started', with the configuration and policy it uses, and marks runs that were killed as
 * 'superseded' (spec 4.1). The caller holds the run lock.
 */
export function enterCheckpoint(store: Store, entry: CheckpointEntry): void {
  const { runId, kind, now, startedAt, runBy, settings } = entry;
  const checkpoints = store.checkpoints;
  const contents = store.runContents;
  const { configuration, profile, policy } = settings;
  const stateBuffers = Object.fromEntries(settings.stateBuffers);
  const configurationText = JSON.stringify({ configuration, profile, state_buffers: stateBuffers });
  store.transaction(() => {
    checkpoints.startRun({
      runId,
      runTimestamp: now,
      kind,
      startedAt,
      runBy,
      configurationHash: contents.storeContent({
        kind: 'configuration',
        content: configurationText,
        createdAt: now,
      }),
      policyHash: contents.storeContent({ kind: 'policy', content: JSON.stringify(policy), createdAt: now }),
      productVersion: productVersion(),
      zipTableHash: loadZipTable().hash,
    });
    checkpoints.supersedeUnfinished(runId, startedAt);
  });
}
