import { verifyDatabase } from '../../app/verify-database.ts';
import type { ReportedViolation, VerifyReport } from '../../run/verify-schedule.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { verifyShape } from '../definitions/verify.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { sessionWithProgress } from '../session-of-call.ts';

const defaultLimit = 20;

const columns: readonly Column<ReportedViolation>[] = [
  { title: 'contact', cell: ({ contact_id }) => contact_id, align: 'right' },
  { title: 'mail', cell: ({ schedule_id }) => schedule_id, align: 'right' },
  { title: 'email type', cell: ({ email_type }) => email_type },
  { title: 'send date', cell: ({ send_date }) => send_date, keep: true },
  { title: 'rule', cell: ({ rule }) => rule },
  { title: '', cell: ({ detail }) => detail },
];

function describePassedOver({ contacts, contact_ids }: VerifyReport['passed_over']): string {
  if (contacts === 0) return '';
  return `TOO_MANY_ROWS: ${formatInteger(contacts)} contacts have too many rows to be checked (${contact_ids.slice(0, 5).join(', ')}${contacts > 5 ? ', ...' : ''}); find the program that writes them\n`;
}

function renderText(report: VerifyReport, limit: number, io: Io): string {
  return describePassedOver(report.passed_over) + renderViolations(report, limit, io);
}

function renderViolations(
  { today, contacts, mails, violations }: VerifyReport,
  limit: number,
  io: Io,
): string {
  const judged = `${formatInteger(mails)} mails of ${formatInteger(contacts)} contacts, from ${today} on`;
  if (violations.total === 0) return `${judged}: no violations\n`;
  const rules = Object.entries(violations.by_rule).map(([rule, count]) => `${formatInteger(count)} ${rule}`);
  const shown = violations.rows.slice(0, limit);
  const more = violations.total - shown.length;
  const tail = more > 0 ? `... and ${formatInteger(more)} more, see --limit and --json\n` : '';
  const head = `${judged}: ${formatInteger(violations.total)} violations of ${formatInteger(violations.contacts)} contacts: ${rules.join(', ')}\n\n`;
  const advice =
    '\nA run withdraws mail that must not go out: sendwindow run. To stop all sending at once: sendwindow hold.\n';
  return head + renderTable(shown, columns, io) + tail + advice;
}

/** `sendwindow verify DB` (spec 4.1, 4.2). Exit code 4: something was found. */
export async function verify(call: CommandCall<typeof verifyShape>): Promise<ExitCode> {
  const { limit = defaultLimit } = call.options;
  const request = { ...call.options, database: call.arguments.db };
  const report = await verifyDatabase(request, await sessionWithProgress(call));
  printReport(call, report, (found, io) => renderText(found, limit, io));
  return report.violations.total + report.passed_over.contacts === 0 ? 0 : 4;
}
