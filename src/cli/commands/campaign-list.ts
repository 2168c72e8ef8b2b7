import { type CampaignList, type ListedInstance, listCampaigns } from '../../app/list-campaigns.ts';
import type { CampaignTypeRow } from '../../store/campaigns.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { campaignListShape } from '../definitions/campaign-list.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { sessionOfCall } from '../session-of-call.ts';

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

const typeColumns: readonly Column<CampaignTypeRow>[] = [
  { title: 'type', cell: ({ name }) => name },
  { title: 'active', cell: ({ active }) => yesNo(active) },
  { title: 'priority', cell: ({ priority }) => priority, align: 'right' },
  { title: 'days before', cell: ({ days_before_event }) => days_before_event, align: 'right' },
  { title: 'reaches', cell: ({ target_all_contacts }) => (target_all_contacts ? 'all' : 'targets') },
  {
    title: 'windows',
    cell: ({ respect_exclusion_windows }) => (respect_exclusion_windows ? 'respects' : 'ignores'),
  },
  { title: 'follow-ups', cell: ({ enable_followups }) => yesNo(enable_followups) },
  { title: 'transactional', cell: ({ transactional }) => yesNo(transactional) },
];

const describeCounts = (counts: ListedInstance['targets']): string =>
  Object.entries(counts)
    .map(([status, count]) => `${status} ${formatInteger(count)}`)
    .join(', ');

const instanceColumns: readonly Column<ListedInstance>[] = [
  { title: 'type', cell: ({ campaign_type }) => campaign_type },
  { title: 'instance', cell: ({ instance_name }) => instance_name },
  { title: 'from', cell: ({ active_start_date }) => active_start_date, keep: true },
  { title: 'to', cell: ({ active_end_date }) => active_end_date, keep: true },
  { title: 'email template', cell: ({ email_template }) => email_template },
  { title: 'targets', cell: ({ targets }) => describeCounts(targets) },
  { title: 'metadata', cell: ({ metadata }) => metadata },
];

function renderText({ types, instances }: CampaignList, io: Io): string {
  const list = instances.length === 0 ? 'no instances\n' : renderTable(instances, instanceColumns, io);
  return `${renderTable(types, typeColumns, io)}\n${list}`;
}

/** `sendwindow campaign list DB` (spec 4.2). */
export async function campaignList(call: CommandCall<typeof campaignListShape>): Promise<ExitCode> {
  const request = { database: call.arguments.db };
  printReport(call, await listCampaigns(request, sessionOfCall(call)), renderText);
  return 0;
}
