import { checkWord } from '../config/input/check-word.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { isCalendarDate } from '../settings/parse-as-of.ts';
import type { OptionDefinition } from './command-definition.ts';

/** `--from <date>` without what follows the flag's name. */
const flagName = (definition: OptionDefinition): string => definition.flags.split(' ')[0] as string;

/** What a value is read with. */
export interface OptionContext {
  /** What the flag's earlier occurrences gave; only `integers` keeps it. */
  readonly previous?: unknown;
  /** The command's path, `sendwindow volume`: begins the message of an error. */
  readonly where: string;
}

function readInteger(definition: OptionDefinition, text: string, where: string): number {
  const value = Number(text);
  const minimum = definition.minimum ?? 0;
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(value) && value >= minimum) return value;
  throw new SendwindowError(
    'BAD_USAGE',
    `${where}: ${flagName(definition)} "${text}" is not a whole number of ${minimum} or more; use ${flagName(definition)} ${Math.max(minimum, 1)}, say`,
  );
}

function readDateOption(definition: OptionDefinition, text: string, where: string): string {
  if (isCalendarDate(text)) return text;
  throw new SendwindowError(
    'BAD_DATE',
    `${where}: ${flagName(definition)} "${text}" is not a date; use a day that exists, written YYYY-MM-DD`,
  );
}

function readChoice(definition: OptionDefinition, text: string, where: string): string {
  checkWord({ where: `${where}: ${flagName(definition)}`, text, allowed: definition.choices ?? [] });
  return text;
}

/**
 * Reads one value of a flag that takes one.
 *
 * @throws SendwindowError BAD_USAGE, BAD_DATE
 */
export function readOptionValue(definition: OptionDefinition, text: string, context: OptionContext): unknown {
  const { where } = context;
  switch (definition.kind) {
    case 'integer':
      return readInteger(definition, text, where);
    case 'texts':
      return [...((context.previous as readonly string[] | undefined) ?? []), text];
    case 'date':
      return readDateOption(definition, text, where);
    case 'choice':
      return readChoice(definition, text, where);
    default:
      return text;
  }
}
