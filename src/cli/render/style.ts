import type { Io } from '../io.ts';

/** What a colour says; nothing is said by colour alone. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly bad: (text: string) => string;
}

const wrap =
  (open: number, close: number) =>
  (text: string): string =>
    text === '' ? text : `\u001b[${open}m${text}\u001b[${close}m`;

const same = (text: string): string => text;

/** Leaves text as it is. */
export const plainStyle: Style = { strong: same, dim: same, good: same, warning: same, bad: same };

const colours: Style = {
  strong: wrap(1, 22),
  dim: wrap(2, 22),
  good: wrap(32, 39),
  warning: wrap(33, 39),
  bad: wrap(31, 39),
};

/** Colours on a terminal, unless NO_COLOR is set to anything (no-color.org) or the terminal is dumb. */
export function chooseStyle(io: Io, isTerminal: boolean = io.isTerminal): Style {
  const refused = (io.env['NO_COLOR'] ?? '') !== '' || io.env['TERM'] === 'dumb';
  return isTerminal && !refused ? colours : plainStyle;
}
