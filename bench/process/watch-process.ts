import { readFileSync } from 'node:fs';

/** What a process has used so far. */
export interface ProcessUse {
  /** Peak resident memory, MiB; undefined on systems without /proc. */
  readonly peakMb: number | undefined;
  /** Processor time of all its threads: on a busy machine it says more than the clock. Exact to some 20 ms. */
  readonly cpuSeconds: number | undefined;
}

/** Often enough to see the last peak of a run, seldom enough to cost nothing. */
const intervalMs = 10;

/** The unit of processor time in /proc: 100 a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** The kernel keeps the mark, so that looking now and then misses only a peak of the last instant. */
function readPeakMb(pid: number): number | undefined {
  const found = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return found === null ? undefined : Number(found[1]) / 1024;
}

/** The 14th and 15th field of the line; the second, a name in brackets, may hold blanks. */
function readCpuSeconds(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Undefined where there is no /proc, or the process is no longer there. */
function readUse(pid: number): ProcessUse | undefined {
  try {
    return { peakMb: readPeakMb(pid), cpuSeconds: readCpuSeconds(pid) };
  } catch {
    return undefined;
  }
}

/**
 * Follows what a process uses. A child's own `maxRSS` will not do for its memory: on Linux it begins at the size of the
 * process that started it.
 *
 * @returns ends the watch and tells
 */
export function watchProcess(pid: number | undefined): () => ProcessUse {
  let use: ProcessUse = { peakMb: undefined, cpuSeconds: undefined };
  const look = (): void => {
    const now = pid === undefined ? undefined : readUse(pid);
    if (now !== undefined) use = { ...now, peakMb: now.peakMb ?? use.peakMb };
  };
  const timer = setInterval(look, intervalMs);
  return () => {
    clearInterval(timer);
    return use;
  };
}
