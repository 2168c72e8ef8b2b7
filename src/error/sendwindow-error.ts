import { type ErrorCode, errorKinds } from './error-code.ts';

/**
 * The one error class of the product. Its message says where, what was found, what is allowed and what to do;
 * its code is stable. Everything else that is thrown is a fault of the program and becomes `INTERNAL`.
 *
 * @example throw new SendwindowError('NO_SUCH_CONTACT', 'org.db: there is no contact 99; ...')
 */
export class SendwindowError extends Error {
  override readonly name = 'SendwindowError';
  readonly code: ErrorCode;
  /** The process exit code that this error leads to (spec 4.2). */
  readonly exitCode: number;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exitCode = errorKinds[code].exitCode;
  }
}
