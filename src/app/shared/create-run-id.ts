import { randomBytes } from 'node:crypto';

/** Unique, and sorts by time: `run-20270301T143000Z-3f9a2c1b`. */
export function createRunId(kind: 'run' | 'undo', now: Temporal.Instant): string {
  const second = now.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
  return `${kind}-${second}-${randomBytes(4).toString('hex')}`;
}
