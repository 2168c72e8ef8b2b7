import { Command, type CommanderError, Option } from 'commander';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { productVersion } from '../store/product-version.ts';
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from './command-definition.ts';
import { commandGroups } from './command-table.ts';
import type { Io } from './io.ts';
import { readOptionValue } from './read-option-value.ts';
import { commandPath, toUsageError } from './usage-error.ts';

/** A command line that has been understood. */
export interface ParsedCommand {
  readonly definition: CommandDefinition;
  readonly arguments: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Narrower than this, help text would be one word a line. */
const narrowestHelp = 40;
/** A column of help text that is narrower is not wrapped. */
const narrowestColumn = 20;

function toOption(definition: OptionDefinition, where: string): Option {
  const option = new Option(definition.flags, definition.text);
  if (definition.kind === 'texts') option.default([], 'none');
  if (definition.kind !== 'switch') {
    option.argParser((text, previous) => readOptionValue(definition, text, { previous, where }));
  }
  return option.makeOptionMandatory(definition.required === true);
}

function toArgument({ name, optional, repeated }: ArgumentDefinition): string {
  const words = repeated === true ? `${name}...` : name;
  return optional === true ? `[${words}]` : words;
}

/** `FILE DB [flags]`: how a command is called, after its name. */
export const describeUsage = (definition: CommandDefinition): string =>
  [...Object.values(definition.arguments).map(toArgument), '[flags]'].join(' ');

/** Help and version end the parse without being faults; everything else is bad usage. */
function onExit(command: Command, error: CommanderError): never {
  if (error.exitCode === 0) throw error;
  throw toUsageError(command, error);
}

function configure(command: Command, io: Io): Command {
  command.exitOverride((error) => onExit(command, error));
  command.configureOutput({
    writeOut: io.stdout,
    writeErr: io.stderr,
    outputError: () => undefined,
    getOutHelpWidth: () => Math.max(io.columns, narrowestHelp),
    getErrHelpWidth: () => Math.max(io.columns, narrowestHelp),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  command.configureHelp({
    subcommandTerm: (child) => `${child.name()} ${child.usage()}`,
    minWidthToWrap: narrowestColumn,
  });
  command.helpOption('-h, --help', 'show this help');
  return command;
}

const indent = (text: string): string => text.replace(/^/gm, '  ');

function formatExamples({ sample, examples }: CommandDefinition): string {
  const lines = examples.map((example) => `sendwindow ${example}`).join('\n');
  const file = sample === undefined ? '' : `\nThe file:\n${indent(sample)}\n`;
  return `${file}\nExamples:\n${indent(lines)}`;
}

/** Standard output holds one format. */
function refuseTwoFormats(given: Readonly<Record<string, unknown>>, where: string): void {
  if (given['csv'] !== true || given['json'] !== true) return;
  throw new SendwindowError('BAD_USAGE', `${where}: --csv and --json are two formats; use one of them`);
}

/** A switch that was not given is false (or true, if the flag says no), and never absent. */
function completeOptions(
  definition: CommandDefinition,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const names = Object.entries(definition.options);
  return Object.fromEntries(
    names.map(([name, { kind }]) => [name, kind === 'switch' ? (given[name] ?? false) : given[name]]),
  );
}

type Done = (parsed: ParsedCommand) => void;

function addCommand(parent: Command, name: string, definition: CommandDefinition, done: Done, io: Io): void {
  const command = configure(parent.command(name), io);
  command.summary(definition.summary);
  command.description([definition.summary, definition.details].filter(Boolean).join('\n\n'));
  command.usage(describeUsage(definition));
  for (const argument of Object.values(definition.arguments)) {
    const words = toArgument(argument);
    command.argument(argument.optional === true ? words : `<${words}>`, argument.text);
  }
  const where = commandPath(command);
  for (const option of Object.values(definition.options)) command.addOption(toOption(option, where));
  command.addHelpText('after', formatExamples(definition));
  command.action(() => {
    const values = Object.entries(definition.arguments).map(([key, { repeated }], index) => [
      key,
      repeated === true ? command.args.slice(index) : command.args[index],
    ]);
    const options = completeOptions(definition, command.opts());
    refuseTwoFormats(options, where);
    done({ definition, arguments: Object.fromEntries(values), options });
  });
}

/** The command of a group (`campaign`), made when its first member is met. */
function groupCommand(program: Command, name: string, io: Io): Command {
  const existing = program.commands.find((command) => command.name() === name);
  if (existing !== undefined) return existing;
  const summary = commandGroups[name] ?? '';
  return configure(program.command(name), io).summary(summary).description(summary).usage('<command>');
}

const exitCodes = `
Exit codes:
  0  done
  1  failed
  2  bad usage, configuration or input
  3  another run holds the lock
  4  done or refused, and a person is needed
  130, 143  stopped by Ctrl-C or SIGTERM`;

/** The whole command line as commander sees it; `done` gets the command that was understood. */
function buildProgram(definitions: readonly CommandDefinition[], io: Io, done: Done): Command {
  const program = configure(new Command('sendwindow'), io);
  program.description('Plans which email goes out when, which is withheld, and why.');
  program.version(productVersion(), '-V, --version', 'show the version');
  program.usage('<command> [DB] [flags]');
  program.addHelpText('after', exitCodes);
  for (const definition of definitions) {
    const [first, second] = definition.name.split(' ') as [string, string?];
    if (second === undefined) addCommand(program, first, definition, done, io);
    else addCommand(groupCommand(program, first, io), second, definition, done, io);
  }
  return program;
}

/**
 * Reads a command line by the tables of the commands.
 *
 * @returns `undefined` where help or the version was requested, and has been written
 * @throws SendwindowError BAD_USAGE, BAD_DATE
 */
export function parseCommandLine(
  definitions: readonly CommandDefinition[],
  argv: readonly string[],
  io: Io,
): ParsedCommand | undefined {
  let parsed: ParsedCommand | undefined;
  const program = buildProgram(definitions, io, (command) => {
    parsed = command;
  });
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!isHelp(error)) throw error;
  }
  return parsed;
}

const isHelp = (error: unknown): boolean =>
  error instanceof Error && 'exitCode' in error && error.exitCode === 0;
