import type { RunReport } from './run-report.ts';

/** More than this share of ineligible contacts is no matter of single contacts: an import went wrong. */
const mostIneligible = 0.2;

/** Warns where more than a fifth of all contacts cannot get mail for their data (spec 2.2). */
export function warnOfIneligible({ total, ineligible }: RunReport['contacts']): string[] {
  if (ineligible <= total * mostIneligible) return [];
  const percent = Math.round((100 * ineligible) / total);
  return [
    `MANY_INELIGIBLE: ${ineligible} of ${total} contacts (${percent} %) get no mail, because their email or ZIP is missing or wrong; see \`sendwindow issues DB\``,
  ];
}
