import type { Command, CommanderError } from 'commander';
import { SendwindowError } from '../error/sendwindow-error.ts';

/** Faults after which it helps to see what would have been understood. */
const listsAllowed: ReadonlySet<string> = new Set([
  'commander.unknownOption',
  'commander.unknownCommand',
  'commander.help',
]);

/** `sendwindow campaign apply`: the words that lead to a command. */
export function commandPath(command: Command): string {
  const parent = command.parent === null ? '' : `${commandPath(command.parent)} `;
  return parent + command.name();
}

function listAllowed(command: Command, code: string): string {
  const words =
    code === 'commander.unknownOption'
      ? command.options.map((option) => option.long ?? option.flags)
      : command.commands.map((child) => child.name());
  return words.join(', ');
}

/** The parser's message as one sentence: `unknown option '--form'; did you mean --from?`. */
function cleanMessage(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace('(outputHelp)', 'a command is missing')
    .replace(/\n\(Did you mean (.*?)\?\)/, '; did you mean $1?')
    .replace(/\.$/, '');
}

/** Turns what commander found into the product's error: where, what was found, what is allowed, what to do. */
export function toUsageError(command: Command, error: CommanderError): SendwindowError {
  const path = commandPath(command);
  const allowed = listsAllowed.has(error.code) ? `; allowed: ${listAllowed(command, error.code)}` : '';
  const usage = `usage: ${path} ${command.usage()}`;
  return new SendwindowError(
    'BAD_USAGE',
    `${path}: ${cleanMessage(error.message)}${allowed}; ${usage}; see ${path} --help`,
  );
}
