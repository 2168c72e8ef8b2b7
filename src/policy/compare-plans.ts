import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import { readVerdict } from '../domain/ledger/ledger-codes.ts';
import type { SkipReason } from '../domain/mail/schedule-row.ts';

/** A mail of a plan, as far as two plans are compared. */
export interface ComparedMail {
  readonly emailType: string;
  readonly eventDate: EpochDay;
  readonly instanceId: number;
  readonly sendDate: EpochDay;
  /** Null: it goes out. */
  readonly skipReason: SkipReason | null;
}

/** What becomes of a mail from one plan to another: it goes out in one of them only, or on another date. */
export interface MailChange {
  readonly contactId: number;
  /** The state of the contact's ZIP. */
  readonly state: string;
  readonly change: 'gained' | 'lost' | 'moved';
  /** Absent: that plan has no such mail, not even a withheld one. */
  readonly before: ComparedMail | undefined;
  readonly after: ComparedMail | undefined;
}

/** Post-window mails of one window are this near to each other, whatever the policy says of its end (spec 2.4). */
const samePostWindowDays = 59;

interface KeyedMail extends ComparedMail {
  /** What makes it the same mail in another plan, apart from its event date. */
  readonly key: string;
}

function readMail(ledger: Ledger, mail: number): KeyedMail {
  const { mails } = ledger;
  const emailType = ledger.typeName(mail);
  const instanceId = ledger.instanceIdOf(mail) ?? 0;
  return {
    key: `${emailType} ${instanceId} ${ledger.linkOf(mail) ?? ''}`,
    emailType,
    instanceId,
    eventDate: mails.eventDate[mail] as EpochDay,
    sendDate: mails.sendDate[mail] as EpochDay,
    skipReason: readVerdict(mails.verdict[mail] as number),
  };
}

function readMails(ledger: Ledger, contact: number): KeyedMail[] {
  const list: KeyedMail[] = [];
  const first = ledger.contacts.firstMail[contact] as number;
  for (let mail = first; mail < ledger.endOfMails(contact); mail++) list.push(readMail(ledger, mail));
  return list;
}

const mailsApart = (mail: ComparedMail, other: ComparedMail): number =>
  Math.abs(mail.eventDate - other.eventDate);

/** Only a post-window mail has its event date from the policy. */
function isSame(mail: KeyedMail, other: KeyedMail): boolean {
  const apart = mailsApart(mail, other);
  return (
    mail.key === other.key &&
    (apart === 0 || (mail.emailType === 'post_window' && apart <= samePostWindowDays))
  );
}

/** Takes the nearest counterpart out of a list. */
function takeCounterpart(mail: KeyedMail, others: KeyedMail[]): KeyedMail | undefined {
  const same = others.filter((other) => isSame(mail, other));
  const nearest = same.sort((a, b) => mailsApart(mail, a) - mailsApart(mail, b))[0];
  if (nearest !== undefined) others.splice(others.indexOf(nearest), 1);
  return nearest;
}

const goesOut = (mail: ComparedMail | undefined): mail is ComparedMail => mail?.skipReason === null;

function findChange(before?: ComparedMail, after?: ComparedMail): MailChange['change'] | undefined {
  if (goesOut(before) && goesOut(after)) return before.sendDate === after.sendDate ? undefined : 'moved';
  if (goesOut(before)) return 'lost';
  return goesOut(after) ? 'gained' : undefined;
}

function* compareContact(before: readonly KeyedMail[], after: readonly KeyedMail[]) {
  const others = [...after];
  for (const mail of before) {
    const other = takeCounterpart(mail, others);
    const change = findChange(mail, other);
    if (change !== undefined) yield { change, before: mail, after: other };
  }
  for (const other of others) {
    const change = findChange(undefined, other);
    if (change !== undefined) yield { change, before: undefined, after: other };
  }
}

/** The mails that two plans of the same contacts treat differently, in the order of contact ids. */
export function* comparePlans(before: Ledger, after: Ledger): Generator<MailChange> {
  let other = 0;
  for (let contact = 0; contact < before.contactCount; contact++) {
    const contactId = before.contacts.id[contact] as number;
    // Another program may have added or deleted contacts between the two plans.
    while (other < after.contactCount && (after.contacts.id[other] as number) < contactId) other++;
    if (after.contacts.id[other] !== contactId) continue;
    const state = before.statesOf(contact).slice(0, 2);
    for (const change of compareContact(readMails(before, contact), readMails(after, other))) {
      yield { contactId, state, ...change };
    }
  }
}
