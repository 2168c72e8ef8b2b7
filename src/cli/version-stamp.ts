import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { VersionStamp } from '../settings/add-version.ts';
import type { ConfigVersion } from '../store/config-versions.ts';
import { currentUser } from './current-user.ts';
import type { Io } from './io.ts';
import { parseAsOf } from './parse-as-of.ts';
import { escapeText } from './render/escape-text.ts';

/** The flags that say who makes a version, and from when it counts. */
export interface VersionFlags {
  readonly by: string | undefined;
  /** `YYYY-MM-DD` */
  readonly from: string | undefined;
  readonly reason: string | undefined;
}

/**
 * Who, when, and from when valid. A day in the past is refused: what has been planned since went by other settings.
 *
 * @param timezone in which `--from` begins
 * @throws SendwindowError BAD_DATE
 */
export function createVersionStamp(
  io: Io,
  { by, from, reason }: VersionFlags,
  timezone: string,
): VersionStamp {
  const createdAt = formatDateTime(io.now());
  const stamp = { createdBy: by ?? currentUser(io), createdAt, reason };
  if (from === undefined) return stamp;
  const today = io.now().toZonedDateTimeISO(timezone).toPlainDate().toString();
  if (from < today) {
    throw new SendwindowError(
      'BAD_DATE',
      `--from ${from} is past; use ${today} or a later day, or leave it out: the version counts at once then`,
    );
  }
  return from === today
    ? stamp
    : { ...stamp, validFrom: formatDateTime(parseAsOf(from, timezone, io.now())) };
}

/** A version as `--json` prints it; the content as JSON, or as text where it is none. */
export function reportVersion(version: ConfigVersion) {
  return {
    id: version.id,
    valid_from: version.validFrom,
    valid_to: version.validTo,
    created_at: version.createdAt,
    created_by: version.createdBy,
    reason: version.reason,
    content: readContent(version.configData),
  };
}

function readContent(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether a version began to count later than it was made. */
export const isToCome = ({ validFrom, createdAt }: ConfigVersion): boolean => validFrom > createdAt;

/** `version 3, valid from 2027-03-01 06:00:00 UTC, made by ann`. */
export function describeVersion(version: ConfigVersion): string {
  const { id, validFrom, createdBy } = version;
  const when = isToCome(version) ? `valid from ${validFrom} UTC on` : `valid at once (${validFrom} UTC)`;
  return `version ${id}, ${when}${createdBy === null ? '' : `, made by ${escapeText(createdBy)}`}`;
}
