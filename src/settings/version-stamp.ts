import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { VersionStamp } from './add-version.ts';
import type { Author } from './caller.ts';
import { parseAsOf } from './parse-as-of.ts';

/** Who makes a version, from when it counts, and why. */
export interface VersionChoice {
  /** Default: who works in the session. */
  readonly by?: string | undefined;
  /** The first day on which it counts, `YYYY-MM-DD`; default: at once. */
  readonly from?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Who, when, and from when valid. A day in the past is refused: what has been planned since used other settings.
 *
 * @param timezone in which `from` begins
 * @throws SendwindowError BAD_DATE
 */
export function createVersionStamp(
  { now, who }: Pick<Author, 'now' | 'who'>,
  { by, from, reason }: VersionChoice,
  timezone: string,
): VersionStamp {
  const createdAt = formatDateTime(now());
  const stamp = { createdBy: by ?? who, createdAt, reason };
  if (from === undefined) return stamp;
  const today = now().toZonedDateTimeISO(timezone).toPlainDate().toString();
  if (from < today) {
    throw new SendwindowError(
      'BAD_DATE',
      `from ${from} is in the past; use ${today} or a later day, or leave it out to make the version valid at once`,
    );
  }
  return from === today ? stamp : { ...stamp, validFrom: formatDateTime(parseAsOf(from, timezone, now())) };
}
