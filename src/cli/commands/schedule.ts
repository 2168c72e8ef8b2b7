import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { Hold } from '../../store/holds.ts';
import type { ListedMail, MailFilter } from '../../store/schedule-list.ts';
import type { Store } from '../../store/store.ts';
import { checkMailFilter } from '../check-mail-filter.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { scheduleShape } from '../definitions/schedule.ts';
import { describeHold } from '../describe-hold.ts';
import { findContactId } from '../find-contact.ts';
import { useDatabase } from '../open-call-database.ts';
import { formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { settingsInForce } from '../settings-in-force.ts';
import { writeCsvRows, writeJsonRows } from '../write-rows.ts';

type Call = CommandCall<typeof scheduleShape>;

const tableLimit = 100;
const noLimit = -1;

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

/** `--due` says by itself which dates and which rows. */
function refuseContradiction({ due, from, to, status }: Call['options']): void {
  if (due && (from !== undefined || to !== undefined || status !== undefined)) {
    throw new SendwindowError(
      'BAD_USAGE',
      'sendwindow schedule: --due is today and what may be sent; leave out --from, --to and --status',
    );
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new SendwindowError(
      'BAD_USAGE',
      `sendwindow schedule: --from ${from} is after --to ${to}; exchange them, or leave one out`,
    );
  }
}

function chooseStatus({ status, contact }: Call['options']): string | null {
  if (status === 'all') return null;
  return status ?? (contact === undefined ? 'pre-scheduled' : null);
}

/** The rows that are asked for, at most `limit` of them. */
function listMails(
  store: Store,
  { options, arguments: { db: where } }: Call,
  today: string,
  limit: number,
): Iterable<ListedMail> {
  const contactId = options.contact === undefined ? undefined : findContactId(store, options.contact, where);
  const mails = store.scheduleList;
  const filter: MailFilter = {
    from: options.due ? today : (options.from ?? '0000-01-01'),
    to: options.due ? today : (options.to ?? '9999-12-31'),
    type: options.type ?? null,
    status: chooseStatus(options),
    limit,
  };
  if (options.due) return listDue(mails, { ...filter, status: null }, contactId);
  return contactId === undefined ? mails.list(filter) : mails.listOfContact(contactId, filter);
}

function* listDue(
  store: Store['scheduleList'],
  filter: MailFilter,
  contactId: number | undefined,
): Generator<ListedMail> {
  if (contactId === undefined) return yield* store.listSendable(filter);
  for (const mail of store.listSendable({ ...filter, limit: noLimit }))
    if (mail.contact_id === contactId) yield mail;
}

function renderText(
  rows: readonly ListedMail[],
  limit: number,
  holds: readonly Hold[],
  io: Call['io'],
): string {
  const held = holds.length === 0 ? '' : `on hold, nothing may be sent:\n${holds.map(describeHold).join('')}`;
  if (rows.length === 0) return held === '' ? 'no mails\n' : held;
  const more =
    rows.length > limit
      ? `\nthe first ${formatInteger(limit)}; see --limit, or all of them with --csv\n`
      : '';
  return renderTable(rows.slice(0, limit), tableColumns, io) + more + held;
}

async function report(store: Store, call: Call): Promise<void> {
  const { io, options } = call;
  checkMailFilter(store, options, 'sendwindow schedule');
  const today = options.due ? (await settingsInForce(io, store, options)).today : '';
  const holds = options.due ? store.holds.listHolds() : [];
  if (!options.json && !options.csv) {
    const limit = options.limit ?? tableLimit;
    return io.stdout(renderText([...listMails(store, call, today, limit + 1)], limit, holds, io));
  }
  const rows = listMails(store, call, today, options.limit ?? noLimit);
  if (!options.json) return await writeCsvRows(io, csvColumns, rows);
  const head = options.due ? { today, on_hold: holds.length > 0 } : {};
  return await writeJsonRows(io, head, 'mails', rows);
}

/** `sendwindow schedule DB` (spec 4.2). */
export async function schedule(call: Call): Promise<ExitCode> {
  refuseContradiction(call.options);
  await useDatabase(call.io, call.arguments.db, 'read-only', (store) => report(store, call));
  return 0;
}
