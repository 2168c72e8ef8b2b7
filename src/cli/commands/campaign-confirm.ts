import { type ConfirmCampaignReport, confirmCampaign } from '../../app/confirm-campaign.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { campaignConfirmShape } from '../definitions/campaign-confirm.ts';
import { printReport } from '../print-report.ts';
import { sessionOfCall } from '../session-of-call.ts';

function renderText(report: ConfirmCampaignReport): string {
  const { database, instance, campaign_type: type, instance_name: name } = report;
  return `${escapeText(database)}: instance ${instance}, ${escapeText(`${type}/${name}`)}, is confirmed; the next run plans it\n`;
}

/** `sendwindow campaign confirm DB INSTANCE` (spec 2.2, "Whose history?"). */
export async function campaignConfirm(call: CommandCall<typeof campaignConfirmShape>): Promise<ExitCode> {
  const { db: database, instance } = call.arguments;
  const report = await confirmCampaign({ ...call.options, database, instance }, sessionOfCall(call));
  printReport(call, report, renderText);
  return 0;
}
