import { hostname } from 'node:os';
import { pid } from 'node:process';
import { formatDateTime } from '../domain/calendar/run-clock.ts';
import type { RunHolder } from '../store/run-lock.ts';
import type { Io } from './io.ts';

/** Who holds the lock: what a second run is told. */
export const describeHolder = (io: Io, command: string): RunHolder => ({
  pid,
  host: hostname(),
  command,
  startedAt: formatDateTime(io.now()),
});
