import type { ReportedHold } from '../../app/shared/report-hold.ts';
import { escapeText } from '../../error/escape-text.ts';

/** A hold as one line: since when, by whom, why. */
export function renderHold({ reason, created_by: createdBy, created_at: createdAt }: ReportedHold): string {
  const by = createdBy === null ? '' : ` by ${escapeText(createdBy)}`;
  return `  since ${escapeText(createdAt)} UTC${by}: ${escapeText(reason)}\n`;
}
