import type { CampaignInstanceRow, CampaignTypeRow } from '../../store/campaigns.ts';
import type { Store } from '../../store/store.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { campaignListShape } from '../definitions/campaign-list.ts';
import type { Io } from '../io.ts';
import { useDatabase } from '../open-call-database.ts';
import { formatInteger } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';
import { type Column, renderTable } from '../render/table.ts';

type StatusCounts = Readonly<Record<string, number>>;

interface ListedInstance extends CampaignInstanceRow {
  /** Targets by status. */
  readonly targets: StatusCounts;
}

interface CampaignList {
  readonly types: readonly CampaignTypeRow[];
  readonly instances: readonly ListedInstance[];
}

function listCampaigns(store: Store): CampaignList {
  const campaigns = store.campaigns;
  const counts = new Map<number, Record<string, number>>();
  for (const { instanceId, status, targets } of store.targets.countByStatus()) {
    counts.set(instanceId, { ...counts.get(instanceId), [status]: targets });
  }
  const instances = campaigns.listInstances().map((row) => ({ ...row, targets: counts.get(row.id) ?? {} }));
  return { types: campaigns.listTypes(), instances };
}

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

const describeCounts = (counts: StatusCounts): string =>
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
  const { io, options } = call;
  const found = await useDatabase(io, call.arguments.db, 'read-only', listCampaigns);
  io.stdout(options.json ? renderJson(found) : renderText(found, io));
  return 0;
}
