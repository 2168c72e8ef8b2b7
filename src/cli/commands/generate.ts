import { type GenerateReport, generateOrganisation } from '../../app/generate-organisation.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { generateShape } from '../definitions/generate.ts';
import { printReport } from '../print-report.ts';
import { formatInteger, formatMilliseconds } from '../render/format-number.ts';
import { sessionWithProgress } from '../session-of-call.ts';

function renderText(report: GenerateReport): string {
  const flawed = Object.values(report.flaws).reduce((sum, count) => sum + count, 0);
  const lines = [
    [
      report.contacts,
      `contacts, ${formatInteger(flawed)} of them with bad data, ${formatInteger(report.suppressions)} suppressed`,
    ],
    [report.campaign_targets, `campaign targets in ${report.campaign_instances} instances`],
    [
      report.sent_mails,
      `mails sent in the last days, ${formatInteger(report.sent_followups)} follow-ups among them`,
    ],
    [report.clicks + report.events, 'clicks and answers'],
  ] as const;
  const body = lines.map(([count, text]) => `  ${formatInteger(count).padStart(11)} ${text}\n`).join('');
  const head = `${escapeText(report.database)}: seed ${escapeText(report.seed)}, as of ${report.as_of}, in ${formatMilliseconds(report.elapsed_ms)}\n`;
  return head + body;
}

/** `sendwindow generate DB` (spec 4.2). */
export async function generate(call: CommandCall<typeof generateShape>): Promise<ExitCode> {
  const request = { ...call.options, database: call.arguments.db };
  printReport(call, await generateOrganisation(request, await sessionWithProgress(call)), renderText);
  return 0;
}
