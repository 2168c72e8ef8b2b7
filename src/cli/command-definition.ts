import type { Io } from './io.ts';
import type { Log } from './log/log.ts';
import type { Progress } from './progress/progress.ts';

/**
 * 0 done; 1 failed; 2 bad usage, configuration or input; 3 another run holds the lock; 4 done or refused, and a person
 * is needed; 130 stopped by SIGINT, 143 by SIGTERM.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130 | 143;

/**
 * One flag of a command. From this the parser, the help text and docs/reference/cli.md are made.
 *
 * - `switch`: present or not; `--no-x` is true until it is given.
 * - `text`, `integer`, `date` (`YYYY-MM-DD`), `choice`: one value.
 * - `texts`: one value each time the flag is given.
 */
export interface OptionDefinition {
  /** As commander reads it: `--from <date>`. */
  readonly flags: string;
  readonly kind: 'switch' | 'text' | 'integer' | 'texts' | 'date' | 'choice';
  /** What it is, its unit and its default. */
  readonly text: string;
  /** For `choice`: the words allowed. */
  readonly choices?: readonly string[];
  /** For `integer`: the smallest value allowed; default 0. */
  readonly minimum?: number;
  /** The command does not run without it. */
  readonly required?: boolean;
}

/** One positional argument, in the order of its table. */
export interface ArgumentDefinition {
  readonly name: string;
  readonly text: string;
  readonly optional?: boolean;
  /** One or more of them (none, if optional); only the last argument can be. */
  readonly repeated?: boolean;
}

/** What a command takes. The keys are the names under which the action finds the values. */
export interface CommandShape {
  readonly arguments: Readonly<Record<string, ArgumentDefinition>>;
  readonly options: Readonly<Record<string, OptionDefinition>>;
}

type Given<D, T> = D extends { required: true } ? T : T | undefined;

type OptionValue<D extends OptionDefinition> = D['kind'] extends 'switch'
  ? boolean
  : D['kind'] extends 'integer'
    ? Given<D, number>
    : D['kind'] extends 'texts'
      ? readonly string[]
      : D extends { choices: readonly (infer C)[] }
        ? Given<D, C>
        : Given<D, string>;

type ArgumentValue<D extends ArgumentDefinition> = D extends { repeated: true }
  ? readonly string[]
  : D extends { optional: true }
    ? string | undefined
    : string;

/** What an action gets: its parsed arguments and options, and the world. */
export interface CommandCall<S extends CommandShape = CommandShape> {
  readonly arguments: { readonly [K in keyof S['arguments']]: ArgumentValue<S['arguments'][K]> };
  readonly options: { readonly [K in keyof S['options']]: OptionValue<S['options'][K]> };
  /** The name of the definition: `campaign apply`. */
  readonly command: string;
  readonly io: Io;
  readonly log: Log;
  /** Made when a long command needs it, so that other commands do not load a progress bar. */
  readonly openProgress: () => Promise<Progress>;
  /** Clears the terminal's line, before a report is printed. */
  readonly closeProgress: () => void;
}

/** One command: what is said about it and what it takes. `load-command.ts` knows where its code is. */
export interface CommandDefinition<S extends CommandShape = CommandShape> extends CommandShape {
  /** One word, or a group and a word: `campaign apply`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What else a user must know to use it; paragraphs. */
  readonly details?: string;
  /** What a file that the command reads looks like. */
  readonly sample?: string;
  /** Command lines that work, without the leading `sendwindow`. */
  readonly examples: readonly string[];
  readonly arguments: S['arguments'];
  readonly options: S['options'];
}

/** Checks a definition against its own shape, then forgets the shape: the table of commands holds them all. */
export function defineCommand<S extends CommandShape>(definition: CommandDefinition<S>): CommandDefinition {
  return definition as unknown as CommandDefinition;
}
