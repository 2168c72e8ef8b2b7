import { SendwindowError } from '../error/sendwindow-error.ts';

/**
 * A whole number that is a positional argument.
 *
 * @param where begins the message: `sendwindow config rollback`
 * @param what the argument's name: `N`
 * @throws SendwindowError BAD_USAGE
 */
export function readNumberArgument(text: string, where: string, what: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new SendwindowError(
    'BAD_USAGE',
    `${where}: ${what} "${text}" is not a whole number of 0 or more; use a number such as 3`,
  );
}
