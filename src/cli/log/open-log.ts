import { resolve } from 'node:path';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { Io } from '../io.ts';
import { type Log, type LogFields, type LogLevel, silentLog } from './log.ts';

/** What the flags say about logging. */
export interface LogOptions {
  /** A file that lines are appended to. */
  readonly file?: string | undefined;
  /** Wins over the level of the configuration. */
  readonly level?: string | undefined;
}

/** A destination as pino needs it. */
interface Destination {
  readonly write: (line: string) => void;
}

/** A log, and what must be done before the process may end. */
export interface OpenLog {
  readonly log: Log;
  readonly close: () => void;
}

/** Fatal lines must reach the file, so it is written at once; a run writes a few dozen lines. */
async function openFile(io: Io, file: string): Promise<Destination & { close: () => void }> {
  const { closeSync, openSync, writeSync } = await import('node:fs');
  try {
    const descriptor = openSync(resolve(io.cwd, file), 'a');
    return {
      write: (line) => writeSync(descriptor, line),
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    throw new SendwindowError(
      'BAD_USAGE',
      `--log ${file}: the file cannot be written (${(error as Error).message}); name a file in a folder that exists and is writable`,
      error,
    );
  }
}

async function createPinoLog(io: Io, destination: Destination, level: string | undefined): Promise<Log> {
  const { pino } = await import('pino');
  const timestamp = (): string => `,"time":"${io.now().toString({ smallestUnit: 'millisecond' })}"`;
  const formatters = { level: (label: string) => ({ level: label }) };
  const log = pino({ level: level ?? 'info', base: null, timestamp, formatters }, destination);
  const write = (name: 'debug' | 'info' | 'warn' | 'error') => (fields: LogFields, message: string) =>
    log[name](fields, message);
  return {
    setLevel: (chosen) => {
      if (level === undefined) log.level = chosen;
    },
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}

/** In the order of their weight. */
const levels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

const formatFields = (fields: LogFields): string =>
  Object.entries(fields)
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('');

/** Without a terminal and without a flag: plain lines, so that cron's mail and a container's log say what was done. */
function createLineLog(io: Io): Log {
  let least: LogLevel = 'info';
  const line = (level: LogLevel) => (fields: LogFields, message: string) => {
    if (levels.indexOf(level) < levels.indexOf(least)) return;
    io.stderr(
      `${io.now().toString({ smallestUnit: 'second' })} ${level} ${message}${formatFields(fields)}\n`,
    );
  };
  return {
    ...silentLog,
    setLevel: (chosen) => {
      least = chosen;
    },
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
  };
}

/**
 * Opens the log that the flags ask for: JSON lines in the file of `--log`; JSON lines on standard error with
 * `--log-level` alone; plain lines on standard error where that is not a terminal; nothing otherwise.
 *
 * @throws SendwindowError BAD_USAGE if the file cannot be written
 */
export async function openLog(io: Io, { file, level }: LogOptions): Promise<OpenLog> {
  const nothing = (): void => undefined;
  if (file !== undefined) {
    const destination = await openFile(io, file);
    return { log: await createPinoLog(io, destination, level), close: destination.close };
  }
  if (level !== undefined) {
    return { log: await createPinoLog(io, { write: io.stderr }, level), close: nothing };
  }
  return { log: io.isErrorTerminal ? silentLog : createLineLog(io), close: nothing };
}
