import { type UpgradeReport, upgradeDatabase } from '../../app/upgrade-database.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { initShape } from '../definitions/init.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { renderWarnings } from '../render/warnings.ts';
import { sessionOfCall } from '../session-of-call.ts';

function describe({ schema_before: from, schema: to, restored }: UpgradeReport): string {
  if (restored.length > 0) {
    const list = restored.map((what) => `  ${escapeText(what)}\n`).join('');
    return `restored; senders get no mail until the next run\n${list}`;
  }
  if (from === to) return `up to date (schema ${to})\n`;
  if (from === 0) return `created (schema ${to})\n`;
  return `upgraded from schema ${from} to ${to}; senders get no mail until the next run\n`;
}

function renderText(report: UpgradeReport, io: Io): string {
  const { database, backup, warnings } = report;
  const copy = backup === null ? '' : `backup: ${escapeText(backup)}\n`;
  return `${escapeText(database)}: ${describe(report)}${copy}${renderWarnings(warnings, io)}`;
}

/** `sendwindow init DB` (spec 4.2). */
export async function init(call: CommandCall<typeof initShape>): Promise<ExitCode> {
  const request = { database: call.arguments.db, backup: call.options.backup };
  printReport(call, await upgradeDatabase(request, sessionOfCall(call)), renderText);
  return 0;
}
