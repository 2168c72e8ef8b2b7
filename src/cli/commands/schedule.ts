import { listSchedule } from '../../app/list-schedule.ts';
import type { ReportedHold } from '../../app/shared/report-hold.ts';
import type { ListedMail } from '../../store/schedule-list.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { scheduleShape } from '../definitions/schedule.ts';
import { formatInteger } from '../render/format-number.ts';
import { renderHolds } from '../render/hold.ts';
import { type Column, renderTable } from '../render/table.ts';
import { sessionOfCall } from '../session-of-call.ts';
import { writeCsvRows, writeJsonRows } from '../write-rows.ts';

type Call = CommandCall<typeof scheduleShape>;

const tableLimit = 100;

/** Why a mail is where it is: the reason of a skipped one, the adjustment of a moved one. */
const describeReason = ({ skip_reason, skip_detail, adjustment }: ListedMail): string | null =>
  skip_reason === null ? adjustment : [skip_reason, skip_detail].filter(Boolean).join(': ');

const tableColumns: readonly Column<ListedMail>[] = [
  { title: 'date', cell: (row) => row.scheduled_send_date, keep: true },
  { title: 'contact', cell: (row) => row.contact_id, align: 'right' },
  { title: 'email', cell: (row) => row.email },
  { title: 'type', cell: (row) => row.email_type },
  { title: 'status', cell: (row) => row.status },
  { title: 'event', cell: (row) => row.event_date, keep: true },
  { title: 'why', cell: describeReason },
];

const csvNames = [
  'id',
  'contact_id',
  'email',
  'email_type',
  'event_date',
  'ideal_send_date',
  'scheduled_send_date',
  'scheduled_send_time',
  'status',
  'skip_reason',
  'skip_detail',
  'adjustment',
  'priority',
  'campaign_instance_id',
  'target_id',
  'parent_email_id',
  'email_template',
  'sms_template',
  'scheduler_run_id',
] as const satisfies readonly (keyof ListedMail)[];

const csvColumns: readonly Column<ListedMail>[] = csvNames.map((title) => ({
  title,
  cell: (row) => row[title],
}));

function renderText(
  rows: readonly ListedMail[],
  limit: number,
  holds: readonly ReportedHold[],
  io: Call['io'],
): string {
  const held = holds.length === 0 ? '' : `on hold, senders get no mail:\n${renderHolds(holds, io)}`;
  if (rows.length === 0) return held === '' ? 'no mails\n' : held;
  const more =
    rows.length > limit
      ? `\nthe first ${formatInteger(limit)} are shown; use --limit for more, or --csv for all of them\n`
      : '';
  return renderTable(rows.slice(0, limit), tableColumns, io) + more + held;
}

/** `sendwindow schedule DB` (spec 4.2). */
export async function schedule(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const { json, csv, limit } = options;
  const request = { ...options, database: call.arguments.db };
  const shown = limit ?? tableLimit;
  // One more than is shown says whether there are more.
  const wanted = json || csv ? limit : shown + 1;
  using listing = await listSchedule({ ...request, limit: wanted }, sessionOfCall(call));
  const { head, rows, holds } = listing;
  if (json) await writeJsonRows(io, { ...head }, 'mails', rows);
  else if (csv) await writeCsvRows(io, csvColumns, rows);
  else io.stdout(renderText([...rows], shown, holds, io));
  return 0;
}
