import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readVerdict, verdictCode } from '../ledger/ledger-codes.ts';
import { mailFlag } from '../ledger/ledger-columns.ts';
import { isCampaignType, isFollowUpType } from '../mail/mail-event.ts';
import type { OccupiedMail } from '../mail/occupied-mail.ts';
import { settleContact } from './settle-contact.ts';
import type { SettledMail, SettleRules } from './settled-mail.ts';

/** Fewer mails than this cannot break a limit or meet another campaign: the contact is passed over. */
function canBePassedOver(ledger: Ledger, contact: number, limit: number): boolean {
  const first = ledger.contacts.firstMail[contact] as number;
  const occupied = ledger.endOfOccupied(contact) - (ledger.contacts.firstOccupied[contact] as number);
  let counted = occupied;
  let campaigns = occupied;
  for (let mail = first; mail < ledger.endOfMails(contact); mail++) {
    if (ledger.mails.verdict[mail] !== 0) continue;
    counted++;
    if (ledger.mails.instance[mail] !== 0) campaigns++;
  }
  return counted <= limit && campaigns < 2;
}

function kindOf(emailType: string): SettledMail['event']['kind'] {
  if (isCampaignType(emailType)) return 'campaign';
  return isFollowUpType(emailType) ? 'followup' : 'birthday';
}

/** A mail of the ledger as settling sees it. The text it gets is made when the row is written. */
function toSettledMail(ledger: Ledger, mail: number): SettledMail {
  const { mails } = ledger;
  const emailType = ledger.typeName(mail);
  const skipReason = readVerdict(mails.verdict[mail] as number);
  return {
    event: {
      kind: kindOf(emailType),
      emailType,
      priority: ledger.priorityOf(mail),
      instanceId: ledger.instanceIdOf(mail),
      eventDate: mails.eventDate[mail] as EpochDay,
      transactional: ledger.hasMailFlag(mail, mailFlag.transactional),
    },
    sendDate: mails.sendDate[mail] as EpochDay,
    status: skipReason === null ? 'pre-scheduled' : 'skipped',
    skipReason,
    skipDetail: null,
  };
}

function listOccupied(ledger: Ledger, contact: number): OccupiedMail[] {
  const list: OccupiedMail[] = [];
  for (let i = ledger.contacts.firstOccupied[contact] as number; i < ledger.endOfOccupied(contact); i++) {
    list.push({
      id: 0,
      emailType: ledger.occupiedTypeName(i),
      date: ledger.occupied.date[i] as EpochDay,
      isForeign: ledger.occupied.isForeign[i] === 1,
    });
  }
  return list;
}

/** Campaign conflict and frequency limit for the contacts [from, to) of the ledger (spec 2.6). */
export function settleLedger(ledger: Ledger, rules: SettleRules, from = 0, to = ledger.contactCount): void {
  for (let contact = from; contact < to; contact++) {
    if (canBePassedOver(ledger, contact, rules.frequency.max_emails_per_period)) continue;
    const first = ledger.contacts.firstMail[contact] as number;
    const mails: SettledMail[] = [];
    for (let mail = first; mail < ledger.endOfMails(contact); mail++) mails.push(toSettledMail(ledger, mail));
    settleContact(mails, listOccupied(ledger, contact), rules);
    mails.forEach((mail, i) => {
      ledger.mails.verdict[first + i] = verdictCode(mail.skipReason);
    });
  }
}
