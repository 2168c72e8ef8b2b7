import type { Hold } from '../store/holds.ts';
import { escapeText } from './render/escape-text.ts';

/** A hold as `--json` prints it. */
export const reportHold = ({ reason, createdBy, createdAt }: Hold) => ({
  reason,
  created_by: createdBy,
  created_at: createdAt,
});

/** A hold as one line: since when, by whom, why. */
export function describeHold({ reason, createdBy, createdAt }: Hold): string {
  const by = createdBy === null ? '' : ` by ${escapeText(createdBy)}`;
  return `  since ${escapeText(createdAt)} UTC${by}: ${escapeText(reason)}\n`;
}
