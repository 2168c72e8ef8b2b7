import { DatabaseSync } from 'node:sqlite';

/** A mail that was handed to the mail service. */
export interface DeliveredMail {
  readonly id: number;
  readonly contact_id: number;
  readonly email_type: string;
  readonly event_date: string;
  readonly campaign_instance_id: number | null;
  readonly target_id: number | null;
  readonly parent_email_id: number | null;
}

/** Which mails a sender takes. */
export interface SenderOptions {
  /** Hands a mail to the mail service; throws if that fails. */
  readonly deliver: (mail: DeliveredMail) => void;
  /** The time now: UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: () => string;
  /** Rows taken at a time. */
  readonly limit?: number;
}

const columns = 'id, contact_id, email_type, event_date, campaign_instance_id, target_id, parent_email_id';

/**
 * The smallest sender that keeps the contract of docs/senders.md. It uses nothing of the product but its database, as
 * another program would.
 */
export class SmallSender implements Disposable {
  readonly #db: DatabaseSync;
  readonly #options: SenderOptions;

  constructor(path: string, options: SenderOptions) {
    this.#db = new DatabaseSync(path, { timeout: 30_000 });
    this.#options = options;
  }

  /** Sends what is due on a date, `YYYY-MM-DD`; returns how many mails went out. */
  sendDue(today: string): number {
    return this.#sendAll(
      `select ${columns} from sendable_emails where scheduled_send_date = :today
       order by scheduled_send_time, id limit :limit`,
      { today },
    );
  }

  /** Sends mails of whatever date, in no order: for tests that want a sender at work all the time. */
  sendAny(): number {
    return this.#sendAll(`select ${columns} from sendable_emails order by random() limit :limit`, {});
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }

  #sendAll(sql: string, parameters: Record<string, string>): number {
    const { limit = 100 } = this.#options;
    const rows = this.#db.prepare(sql).all({ ...parameters, limit }) as unknown as DeliveredMail[];
    return rows.filter((mail) => this.#send(mail)).length;
  }

  /** False: somebody else was faster, or the planner has withdrawn it meanwhile. Then it must not go out. */
  #send(mail: DeliveredMail): boolean {
    const { id } = mail;
    const claim =
      "update email_schedules set status = 'processing' where id = :id and status = 'pre-scheduled'";
    if (this.#db.prepare(claim).run({ id }).changes !== 1) return false;
    const now = this.#options.now();
    try {
      this.#options.deliver(mail);
    } catch {
      this.#db.prepare("update email_schedules set status = 'failed' where id = :id").run({ id });
      return false;
    }
    const done =
      "update email_schedules set status = 'sent', actual_send_datetime = :now, sent_at = :now where id = :id";
    this.#db.prepare(done).run({ id, now });
    return true;
  }
}
