import { textColumns } from './ledger-columns.ts';
import type { LedgerTables } from './ledger-tables.ts';

/** Adds an offset to the values [from, to) of a column. */
function shift(column: Uint32Array, from: number, to: number, by: number): void {
  for (let i = from; i < to; i++) column[i] = (column[i] as number) + by;
}

/** Replaces codes by those of another code table. */
function translate(column: Uint16Array | Uint32Array, from: number, to: number, codes: Uint32Array): void {
  if (codes.every((code, index) => code === index)) return;
  for (let i = from; i < to; i++) column[i] = codes[column[i] as number] as number;
}

/** The codes that the values of `from` have in `to`, by the codes that they had. */
function mergeCodes(to: LedgerTables, from: LedgerTables) {
  // Code 0 is no instance, and stays so.
  const instances = new Uint32Array(from.instances.values.length + 1);
  instances.set(
    to.instances.addAll(from.instances.values).map((code) => code + 1),
    1,
  );
  return {
    states: to.states.addAll(from.states.values),
    types: to.types.addAll(from.types.values),
    occupiedTypes: to.occupiedTypes.addAll(from.occupiedTypes.values),
    priorities: to.priorities.addAll(from.priorities.values),
    instances,
    details: to.details.addAll(from.details.values),
    templates: to.templates.addAll(from.templates.values),
  };
}

/** Appends the tables of contacts with higher ids, and leaves them empty. */
export function appendTables(to: LedgerTables, from: LedgerTables): void {
  const codes = mergeCodes(to, from);
  const hasTexts = codes.details.length > 0;
  const mail = to.mails.append(from.mails, hasTexts ? [] : textColumns);
  const link = to.links.append(from.links);
  const occupied = to.occupied.append(from.occupied);
  const contact = to.contacts.append(from.contacts);
  const [contacts, mails] = [to.contacts.columns, to.mails.columns];
  const [contactCount, mailCount] = [to.contacts.length, to.mails.length];
  shift(contacts.firstMail, contact, contactCount, mail);
  shift(contacts.firstOccupied, contact, contactCount, occupied);
  shift(mails.contact, mail, mailCount, contact);
  translate(contacts.state, contact, contactCount, codes.states);
  translate(mails.type, mail, mailCount, codes.types);
  translate(mails.priority, mail, mailCount, codes.priorities);
  translate(mails.instance, mail, mailCount, codes.instances);
  if (hasTexts) {
    translate(mails.detail, mail, mailCount, codes.details);
    translate(mails.emailTemplate, mail, mailCount, codes.templates);
    translate(mails.smsTemplate, mail, mailCount, codes.templates);
  }
  translate(to.occupied.columns.type, occupied, to.occupied.length, codes.occupiedTypes);
  shift(to.links.columns.mail, link, to.links.length, mail);
  for (const [date, count] of from.unplacedCounts) to.countUnplaced(date, count);
}
