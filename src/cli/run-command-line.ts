import { describeStack } from '../error/describe-stack.ts';
import { type ParsedCommand, parseCommandLine } from './build-program.ts';
import type { CommandCall, ExitCode } from './command-definition.ts';
import { commandTable } from './command-table.ts';
import { holdOutput } from './hold-output.ts';
import type { Io } from './io.ts';
import { loadCommand } from './load-command.ts';
import { openLog } from './log/open-log.ts';
import { openProgress } from './progress/open-progress.ts';
import { type Progress, silentProgress } from './progress/progress.ts';
import { renderError } from './render/error.ts';
import { chooseStyle } from './render/style.ts';
import { toSendwindowError } from './to-sendwindow-error.ts';

/** Says what went wrong on standard error; standard output stays as it is, so that `--json` never holds half a report. */
async function reportError(error: unknown, where: string, io: Io, debug: boolean): Promise<ExitCode> {
  const translated = await toSendwindowError(error, where);
  io.stderr(renderError(translated, { style: chooseStyle(io, io.isErrorTerminal), debug }));
  // What ends a process by a signal says by which one: 128 and its number.
  if (translated.code === 'STOPPED' && io.signal?.reason === 'SIGTERM') return 143;
  return translated.exitCode as ExitCode;
}

const readText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Runs the action with its log and its progress, and ends both however it ends. */
async function perform(parsed: ParsedCommand, io: Io): Promise<ExitCode> {
  const { definition, options } = parsed;
  const file = readText(options['log']);
  const isQuiet = options['quiet'] === true;
  const { log, close } = await openLog(io, {
    file,
    level: readText(options['logLevel']) ?? (isQuiet && file === undefined ? 'silent' : undefined),
  });
  const quiet = isQuiet && options['json'] !== true && options['csv'] !== true ? holdOutput(io) : undefined;
  let progress: Progress = silentProgress;
  const call: CommandCall = {
    arguments: parsed.arguments as CommandCall['arguments'],
    options: options as CommandCall['options'],
    command: definition.name,
    io: quiet?.io ?? io,
    log,
    openProgress: async () => {
      if (isQuiet) return silentProgress;
      progress = await openProgress(io, log);
      return progress;
    },
    closeProgress: () => progress.stop(),
  };
  try {
    const action = await loadCommand(definition.name);
    const exitCode = await action(call as never);
    if (exitCode !== 0) quiet?.release();
    return exitCode;
  } catch (error) {
    log.error({ command: definition.name, stack: describeStack(error) }, String(error));
    throw error;
  } finally {
    progress.stop();
    close();
  }
}

/**
 * The whole command line: parses, does the work, reports; never ends the process.
 *
 * @param argv without the executable: `['volume', 'org.db', '--json']`
 * @returns the exit code of spec 4.2: 0 done, 1 failed, 2 bad usage or input, 3 locked, 4 a person is needed,
 * 130 and 143 stopped by SIGINT or SIGTERM
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let where = 'sendwindow';
  try {
    const parsed = parseCommandLine(commandTable, argv, io);
    if (parsed === undefined) return 0;
    where = `sendwindow ${parsed.definition.name}`;
    return await perform(parsed, io);
  } catch (error) {
    return await reportError(error, where, io, argv.includes('--debug'));
  }
}
