import { Store } from '../store/store.ts';

/** The run that a backup has to do with. */
export interface BackupRun {
  readonly runId: string;
  /** `run` or `undo`. */
  readonly kind: string;
  /** `before`: that run made the backup before its first write; `after`: it had ended when the backup was made. */
  readonly moment: 'before' | 'after';
}

/**
 * The last run that a backup knows of; null where there was none, or the file cannot be read (a list of backups names
 * damaged ones, too; `backup verify` reports what is wrong with them).
 */
export function readBackupRun(path: string): BackupRun | null {
  try {
    using store = Store.openImmutable(path);
    const last = store.findLastRun();
    if (last === undefined) return null;
    const { runId, kind, status } = last;
    return { runId, kind, moment: ['started', 'applying'].includes(status) ? 'before' : 'after' };
  } catch {
    return null;
  }
}
