import { createSession, type Session } from '../app/session.ts';
import { escapeLines } from '../error/escape-text.ts';
import type { CommandCall } from './command-definition.ts';
import { createObserver } from './create-observer.ts';
import { type Progress, silentProgress } from './progress/progress.ts';

type Call = Pick<CommandCall, 'command' | 'io' | 'log' | 'openProgress'>;

function sessionOf(call: Call, progress: Progress, signal?: AbortSignal): Session {
  const { io, log, command } = call;
  return createSession({
    command: `sendwindow ${command}`,
    cwd: io.cwd,
    env: io.env,
    now: io.now,
    observer: createObserver(progress, log),
    warn: (text) => io.stderr(`${escapeLines(text)}\n`),
    setLogLevel: log.setLevel,
    signal,
  });
}

/** The session of a command that is done in no time. */
export const sessionOfCall = (call: Call): Session => sessionOf(call, silentProgress);

/** The session of a long command: its progress is shown. */
export const sessionWithProgress = async (call: Call): Promise<Session> =>
  sessionOf(call, await call.openProgress());

/** The session of a long command that Ctrl-C and SIGTERM stop at its next safe point. */
export const stoppableSession = async (call: Call): Promise<Session> =>
  sessionOf(call, await call.openProgress(), call.io.signal);
