import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readAdjustment, verdictCode } from '../ledger/ledger-codes.ts';
import type { PlannedMail } from '../mail/planned-mail.ts';
import type { ContactPlan } from '../plan/plan-contact.ts';
import { settleContact } from './settle-contact.ts';
import type { SettleRules } from './settled-mail.ts';

/** Is this the mail that the ledger holds? If not, the contact has changed since it was planned. */
function isSameMail(ledger: Ledger, index: number, mail: PlannedMail): boolean {
  const { mails } = ledger;
  return (
    mails.placedDate[index] === mail.sendDate &&
    mails.eventDate[index] === mail.event.eventDate &&
    mails.idealDate[index] === mail.event.idealDate &&
    mails.lastDate[index] === mail.event.lastDate &&
    mails.ownVerdict[index] === verdictCode(mail.skipReason) &&
    ledger.typeName(index) === mail.event.emailType
  );
}

/**
 * Completes a contact that was planned again with what balancing found: gives its mails their dates, and settles them
 * again for the text of the verdicts. False, and nothing changed: the contact is no longer the one in the ledger.
 */
export function finishContact(
  plan: ContactPlan,
  ledger: Ledger,
  contact: number,
  rules: SettleRules,
): boolean {
  const stored = plan.mails.filter((mail) => mail.stored);
  const first = ledger.contacts.firstMail[contact] as number;
  if (ledger.endOfMails(contact) - first !== stored.length) return false;
  if (!stored.every((mail, i) => isSameMail(ledger, first + i, mail))) return false;
  stored.forEach((mail, i) => {
    mail.sendDate = ledger.mails.sendDate[first + i] as EpochDay;
    mail.adjustment = readAdjustment(ledger.mails.adjustment[first + i] as number);
  });
  settleContact(stored, plan.occupied, rules);
  return stored.every((mail, i) => ledger.mails.verdict[first + i] === verdictCode(mail.skipReason));
}
