import type { CancelVersionReport } from '../../app/cancel-version.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { ReportedVersion } from '../../settings/report-version.ts';

/** Whether a version began to count later than it was made. */
export const isToCome = ({ valid_from, created_at }: ReportedVersion): boolean => valid_from > created_at;

/** `version 3, valid from 2027-03-01 06:00:00 UTC on, made by ann`. */
export function describeVersion(version: ReportedVersion): string {
  const { id, valid_from: validFrom, created_by: createdBy } = version;
  const when = isToCome(version) ? `valid from ${validFrom} UTC on` : `valid at once (${validFrom} UTC)`;
  return `version ${id}, ${when}${createdBy === null ? '' : `, made by ${escapeText(createdBy)}`}`;
}

/** @param type `configuration` or `policy` */
export const renderCancelled = (type: string, { database, cancelled }: CancelVersionReport): string =>
  `${escapeText(database)}: ${type} version ${cancelled.id}, which was to count from ${cancelled.valid_from} UTC on, is cancelled\n`;
