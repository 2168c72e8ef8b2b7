import { closeSync, fsyncSync, openSync, statfsSync } from 'node:fs';
import { SendwindowError } from '../error/sendwindow-error.ts';

/**
 * Waits until a file or a folder is on the disk. Never for a database that is open in this process: closing any of its
 * descriptors frees the locks that SQLite holds on it.
 */
export function flushToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes sure that `bytes` and a tenth more are free in a folder; throws DISK_FULL with both numbers. */
export function requireFreeSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = Math.ceil(bytes * 1.1);
  const free = bavail * bsize;
  if (free >= needed) return;
  const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
  throw new SendwindowError(
    'DISK_FULL',
    `${folder}: ${megabytes(free)} are free, ${megabytes(needed)} are needed; free space, or name another folder`,
  );
}
