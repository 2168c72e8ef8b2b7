import type { ReportedHold } from '../../app/shared/report-hold.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { Io } from '../io.ts';
import { wrapHanging } from './wrap-items.ts';

const indent = 4;

function describe({ reason, created_by: createdBy, created_at: createdAt }: ReportedHold): string {
  const by = createdBy === null ? '' : ` by ${escapeText(createdBy)}`;
  return `since ${escapeText(createdAt)} UTC${by}: ${escapeText(reason)}`;
}

/** Holds, one below the other: since when, by whom, why. */
export const renderHolds = (holds: readonly ReportedHold[], io: Io): string =>
  holds.map((hold) => `  ${wrapHanging(describe(hold), io.columns, indent)}\n`).join('');
