import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type ExactNumber, exactColumn } from './read-rows.ts';
import { trimmedSql } from './trimmed-sql.ts';

/** A row of `email_schedules` as people and programs get it listed, key names as in the table, with the contact's email. */
export interface ListedMail {
  readonly id: ExactNumber;
  readonly contact_id: ExactNumber;
  readonly email: string | null;
  readonly email_type: string;
  readonly event_date: string;
  readonly ideal_send_date: string | null;
  readonly scheduled_send_date: string;
  readonly scheduled_send_time: string;
  readonly status: string;
  readonly skip_reason: string | null;
  readonly skip_detail: string | null;
  readonly adjustment: string | null;
  readonly priority: ExactNumber;
  readonly campaign_instance_id: ExactNumber | null;
  readonly target_id: ExactNumber | null;
  readonly parent_email_id: ExactNumber | null;
  readonly email_template: string | null;
  readonly sms_template: string | null;
  readonly scheduler_run_id: string | null;
}

/** Which rows are listed. */
export interface MailFilter {
  /** First and last send date, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** null: any. */
  readonly type: string | null;
  /** null: any. */
  readonly status: string | null;
  /** -1: all. */
  readonly limit: number;
}

const exact = (name: string): string => exactColumn(`s.${name}`, name);

const columns = `${exact('id')}, ${exact('contact_id')}, c.email, s.email_type, s.event_date, s.ideal_send_date, s.scheduled_send_date,
  s.scheduled_send_time, s.status, s.skip_reason, s.skip_detail, s.adjustment,
  ${exact('priority')}, ${exact('campaign_instance_id')}, ${exact('target_id')}, ${exact('parent_email_id')},
  s.email_template, s.sms_template, s.scheduler_run_id`;

// A sender's words are compared without case and outer blanks, `skipped` exactly (spec 2.2).
const filtered = `s.scheduled_send_date between :from and :to and (:type is null or s.email_type = :type)
  and (:status is null or s.status = :status
    or (:status not in ('pre-scheduled', 'skipped') and lower(${trimmedSql('s.status')}) = :status))`;

const ordered = 'order by s.scheduled_send_date, s.id limit :limit';

const iterate = (statement: StatementSync, parameters: MailFilter & { contactId?: number }) =>
  statement.iterate({ ...parameters }) as unknown as IterableIterator<ListedMail>;

/**
 * Statements that list mails in the order of send dates; rows are read on demand. One statement for each
 * index that can serve: `sendable_emails` and pre-scheduled rows by date, foreign rows by date, one contact's rows.
 */
export function prepareScheduleList(db: DatabaseSync) {
  const from = 'from email_schedules s left join contacts c on c.id = s.contact_id';
  const preScheduled = db.prepare(
    `select ${columns} ${from} where s.status = 'pre-scheduled' and ${filtered} ${ordered}`,
  );
  const foreign = db.prepare(
    `select ${columns} ${from} where s.status not in ('pre-scheduled', 'skipped') and ${filtered} ${ordered}`,
  );
  const any = db.prepare(`select ${columns} ${from} where ${filtered} ${ordered}`);
  const ofContact = db.prepare(
    `select ${columns} ${from} where s.contact_id = :contactId and ${filtered} ${ordered}`,
  );
  const sendable = db.prepare(
    `select ${columns} from sendable_emails s join contacts c on c.id = s.contact_id where ${filtered} ${ordered}`,
  );
  return {
    /** What a sender may send; see the view `sendable_emails`. */
    listSendable: (filter: MailFilter) => iterate(sendable, filter),
    listOfContact: (contactId: number, filter: MailFilter) => iterate(ofContact, { ...filter, contactId }),
    /** Skipped rows, and rows of every status, are in no index: they are found by reading the whole table. */
    list: (filter: MailFilter) => {
      if (filter.status === 'pre-scheduled') return iterate(preScheduled, filter);
      return iterate(filter.status === null || filter.status === 'skipped' ? any : foreign, filter);
    },
  };
}
