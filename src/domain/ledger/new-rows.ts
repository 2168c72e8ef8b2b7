import type { EpochDay } from '../calendar/epoch-day.ts';
import { isCampaignType } from '../mail/mail-event.ts';
import type { RowContent } from '../mail/row-content.ts';
import type { Ledger } from './ledger.ts';
import { readAdjustment, readVerdict } from './ledger-codes.ts';
import { contactFlag } from './ledger-columns.ts';

/**
 * Can the contact's rows be made from the ledger alone? It has none yet, and settling has left the verdicts of its own
 * plan: the text of the others is made where the contact is planned again.
 */
export function isWrittenFromLedger(ledger: Ledger, contact: number): boolean {
  if (!ledger.hasContactFlag(contact, contactFlag.onlyNew)) return false;
  const { verdict, ownVerdict } = ledger.mails;
  const end = ledger.endOfMails(contact);
  for (let mail = ledger.contacts.firstMail[contact] as number; mail < end; mail++) {
    if (verdict[mail] !== ownVerdict[mail]) return false;
  }
  return true;
}

/** The row of a new mail, as planning its contact again and {@link finishContact} would make it. */
export function readNewRow(ledger: Ledger, mail: number, sendTime: string): RowContent {
  const { mails } = ledger;
  const emailType = ledger.typeName(mail);
  const isCampaign = isCampaignType(emailType);
  const link = ledger.linkOf(mail);
  const skipReason = readVerdict(mails.verdict[mail] as number);
  return {
    emailType,
    eventDate: mails.eventDate[mail] as EpochDay,
    idealDate: mails.idealDate[mail] as EpochDay,
    sendDate: mails.sendDate[mail] as EpochDay,
    sendTime,
    status: skipReason === null ? 'pre-scheduled' : 'skipped',
    skipReason,
    skipDetail: ledger.detailOf(mail),
    adjustment: readAdjustment(mails.adjustment[mail] as number),
    priority: ledger.priorityOf(mail),
    instanceId: ledger.instanceIdOf(mail),
    targetId: isCampaign ? link : null,
    parentId: isCampaign ? null : link,
    emailTemplate: ledger.templateName(mails.emailTemplate[mail] as number),
    smsTemplate: ledger.templateName(mails.smsTemplate[mail] as number),
    metadata: null,
  };
}

/**
 * A contact's mails by event date. Rows are written in the order of the index by which they are looked up: a reader
 * that uses the index finds each row next to the one before (docs/performance.md).
 */
export function listByEventDate(ledger: Ledger, contact: number): number[] {
  const { eventDate } = ledger.mails;
  const first = ledger.contacts.firstMail[contact] as number;
  const mails = Array.from({ length: ledger.endOfMails(contact) - first }, (_, i) => first + i);
  return mails.sort((a, b) => (eventDate[a] as number) - (eventDate[b] as number));
}

/** New rows of contacts that are written as the ledger has them, in the order given. */
export class NewRows {
  readonly #ledger: Ledger;
  readonly #mails: Uint32Array;
  readonly #sendTime: string;

  /** @param mails indices of the ledger's mails */
  constructor(ledger: Ledger, mails: Uint32Array, sendTime: string) {
    this.#ledger = ledger;
    this.#mails = mails;
    this.#sendTime = sendTime;
  }

  get length(): number {
    return this.#mails.length;
  }

  contactOf(row: number): number {
    const contact = this.#ledger.mails.contact[this.#mails[row] as number] as number;
    return this.#ledger.contacts.id[contact] as number;
  }

  rowOf(row: number): RowContent {
    return readNewRow(this.#ledger, this.#mails[row] as number, this.#sendTime);
  }
}
