import { SendwindowError } from '../error/sendwindow-error.ts';
import { findContactId } from '../people/find-contact.ts';
import { type SettingsChoice, settingsInForce } from '../settings/settings-in-force.ts';
import type { ListedMail, MailFilter } from '../store/schedule-list.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { checkMailFilter } from './shared/check-mail-filter.ts';
import { type Listing, openListing } from './shared/listing.ts';
import { type ReportedHold, reportHold } from './shared/report-hold.ts';

/** Which mails are listed. */
export interface ListScheduleRequest extends SettingsChoice {
  readonly database: string;
  /** First and last send date, `YYYY-MM-DD`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly type?: string | undefined;
  /** `all`: any. Default: `pre-scheduled`; with `contact`: any. */
  readonly status?: string | undefined;
  /** An id, an external id or an email. */
  readonly contact?: string | undefined;
  /** At most so many; default: all. */
  readonly limit?: number | undefined;
  /** What a sender may send today, and nothing else: `from`, `to` and `status` must be absent. */
  readonly due?: boolean | undefined;
}

/** The fields of the document besides the mails; only with `due`. */
export interface ScheduleHead {
  /** The organisation's calendar date, `YYYY-MM-DD`. */
  readonly today?: string;
  /** Nothing may be sent. */
  readonly on_hold?: boolean;
}

/** Mails in the order of their send dates. */
export interface ScheduleListing extends Listing<ScheduleHead, ListedMail> {
  /** Why nothing may be sent; only of mails that are due. */
  readonly holds: readonly ReportedHold[];
}

const noLimit = -1;

/** `due` alone already selects dates and rows. */
function refuseContradiction({ due, from, to, status }: ListScheduleRequest): void {
  if (due && (from !== undefined || to !== undefined || status !== undefined)) {
    throw new SendwindowError(
      'BAD_USAGE',
      'schedule: due lists what may be sent today; leave out from, to and status',
    );
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new SendwindowError(
      'BAD_USAGE',
      `schedule: from ${from} is after to ${to}; swap them, or leave one out`,
    );
  }
}

function chooseStatus({ status, contact }: ListScheduleRequest): string | null {
  if (status === 'all') return null;
  return status ?? (contact === undefined ? 'pre-scheduled' : null);
}

function listMails(store: Store, request: ListScheduleRequest, today: string): Iterable<ListedMail> {
  const { contact, due, from, to, type = null, limit = noLimit } = request;
  const contactId = contact === undefined ? undefined : findContactId(store, contact, request.database);
  const mails = store.scheduleList;
  const filter: MailFilter = {
    from: due ? today : (from ?? '0000-01-01'),
    to: due ? today : (to ?? '9999-12-31'),
    type,
    status: due ? null : chooseStatus(request),
    limit,
  };
  if (due) return listDue(mails, filter, contactId);
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

/**
 * Lists and filters the planned mails (spec 4.2); rows are read on demand.
 *
 * @throws SendwindowError BAD_USAGE (a contradiction, a word that is not known), NO_SUCH_CONTACT, AMBIGUOUS_CONTACT
 * @example using mails = await listSchedule({ database: 'org.db', due: true }, session);
 */
export async function listSchedule(request: ListScheduleRequest, session: Session): Promise<ScheduleListing> {
  refuseContradiction(request);
  let holds: readonly ReportedHold[] = [];
  const listing = await openListing<ScheduleHead, ListedMail>(session, request.database, async (store) => {
    checkMailFilter(store, request);
    if (!request.due) return { head: {}, rows: listMails(store, request, '') };
    const { today } = await settingsInForce(session, store, request);
    holds = store.holds.listHolds().map(reportHold);
    return { head: { today, on_hold: holds.length > 0 }, rows: listMails(store, request, today) };
  });
  return { ...listing, holds };
}
