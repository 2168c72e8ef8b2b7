import type { RunReport } from './run-report.ts';

/** With a larger share of ineligible contacts than this, an import has probably gone wrong. */
const mostIneligible = 0.2;

/** Warns if more than a fifth of all contacts get no mail because of their data (spec 2.2). */
export function warnOfIneligible({ total, ineligible }: RunReport['contacts']): string[] {
  if (ineligible <= total * mostIneligible) return [];
  const percent = Math.round((100 * ineligible) / total);
  return [
    `MANY_INELIGIBLE: ${ineligible} of ${total} contacts (${percent} %) get no mail, because their email or ZIP is missing or wrong; see \`sendwindow issues DB\``,
  ];
}
