import { describeStack } from '../../error/describe-stack.ts';
import { escapeLines } from '../../error/escape-text.ts';
import type { SendwindowError } from '../../error/sendwindow-error.ts';
import type { Style } from './style.ts';

/** How an error is shown. */
export interface ErrorRendering {
  readonly style: Style;
  /** Show the stack, and the error that caused it. */
  readonly debug: boolean;
}

/**
 * An error as the operator sees it: its code, then where, what was found, what is allowed, what to do; with several
 * problems, a line each. A stack only with `--debug`.
 *
 * @example // NO_SUCH_FILE: org.db: there is no such file; check the path, or make it with `sendwindow init`
 */
export function renderError(error: SendwindowError, { style, debug }: ErrorRendering): string {
  const message = escapeLines(error.message);
  const separator = message.includes('\n') ? '\n' : ' ';
  const stack = debug ? `${style.dim(escapeLines(describeStack(error)))}\n` : '';
  return `${style.bad(`${error.code}:`)}${separator}${message}\n${stack}`;
}
