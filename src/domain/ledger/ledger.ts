import { findFirst } from '../arithmetic/find-first.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Suppression } from '../contact/contact.ts';
import type { ContactPlan } from '../plan/plan-contact.ts';
import { appendTables } from './append-tables.ts';
import type { Columns, LedgerMemory } from './column-table.ts';
import { type EntryFacts, enterPlan } from './enter-plan.ts';
import { readDateCode, readSuppression } from './ledger-codes.ts';
import { type contactColumns, type mailColumns, mailFlag, type occupiedColumns } from './ledger-columns.ts';
import { type LedgerData, type LedgerLimits, LedgerTables, ledgerLimits } from './ledger-tables.ts';

/**
 * The plan of all contacts as columns, in the order of contact ids: 44 bytes a mail, where objects would not fit
 * in memory at three million contacts. It holds what balancing, settling and verification ask for, and of contacts
 * that have no rows yet also the texts of theirs; the others are planned again when their rows are written.
 */
export class Ledger {
  readonly #tables: LedgerTables;

  /**
   * @param expectedContacts sizes the first allocation, generously: memory that is not written to is not used, whereas
   * columns that grow leave their old selves behind until they are collected
   * @param limits tests hand in smaller ones
   */
  constructor(
    expectedContacts: number,
    memory: LedgerMemory = 'shared',
    limits: LedgerLimits = ledgerLimits,
  ) {
    this.#tables = new LedgerTables(expectedContacts, memory, limits);
  }

  /** The ledger as plain data, for another thread; it is in shared memory. */
  get data(): LedgerData {
    return this.#tables.data;
  }

  /** Another thread's ledger: the same memory. */
  static of(data: LedgerData): Ledger {
    const ledger = new Ledger(0);
    ledger.#tables.adopt(data);
    return ledger;
  }

  /** Takes over the ledger of contacts with higher ids, and leaves it empty. */
  append(other: Ledger): void {
    appendTables(this.#tables, other.#tables);
  }

  /** Enters the plan of a contact, whose id is higher than those entered before. */
  enter(plan: ContactPlan, facts: EntryFacts): void {
    enterPlan(this.#tables, plan, facts);
  }

  /** Pre-scheduled rows that this run does not place, by send date (spec 2.5). */
  get unplacedCounts(): ReadonlyMap<EpochDay, number> {
    return this.#tables.unplacedCounts;
  }

  get contactCount(): number {
    return this.#tables.contacts.length;
  }

  get mailCount(): number {
    return this.#tables.mails.length;
  }

  get contacts(): Columns<typeof contactColumns> {
    return this.#tables.contacts.columns;
  }

  get mails(): Columns<typeof mailColumns> {
    return this.#tables.mails.columns;
  }

  get occupied(): Columns<typeof occupiedColumns> {
    return this.#tables.occupied.columns;
  }

  /** Index after the contact's last mail. */
  endOfMails(contact: number): number {
    return contact + 1 < this.contactCount
      ? (this.contacts.firstMail[contact + 1] as number)
      : this.mailCount;
  }

  endOfOccupied(contact: number): number {
    return contact + 1 < this.contactCount
      ? (this.contacts.firstOccupied[contact + 1] as number)
      : this.#tables.occupied.length;
  }

  /** Email types of mails; their `type` column holds indices into them. */
  get typeNames(): readonly string[] {
    return this.#tables.types.values;
  }

  typeName(mail: number): string {
    return this.#tables.types.values[this.mails.type[mail] as number] as string;
  }

  occupiedTypeName(entry: number): string {
    return this.#tables.occupiedTypes.values[this.occupied.type[entry] as number] as string;
  }

  /** A lower number wins. */
  priorityOf(mail: number): number {
    return this.#tables.priorities.values[this.mails.priority[mail] as number] as number;
  }

  /** The campaign instance of a mail. */
  instanceIdOf(mail: number): number | null {
    const code = this.mails.instance[mail] as number;
    return code === 0 ? null : (this.#tables.instances.values[code - 1] as number);
  }

  /** The target of a campaign mail, the initial row of a follow-up. */
  linkOf(mail: number): number | null {
    if (!this.hasMailFlag(mail, mailFlag.linked)) return null;
    const { mail: linked, id } = this.#tables.links.columns;
    return id[findFirst(this.#tables.links.length, (link) => (linked[link] as number) >= mail)] as number;
  }

  /** What the row of a new mail says of its verdict; of contacts that are `onlyNew`. */
  detailOf(mail: number): string | null {
    return this.#tables.details.values[this.mails.detail[mail] as number] as string | null;
  }

  /** A value of the columns `emailTemplate` and `smsTemplate`; of contacts that are `onlyNew`. */
  templateName(code: number): string | null {
    return this.#tables.templates.values[code] as string | null;
  }

  /** The code of an email type in the `type` column, whether or not a mail has it. */
  typeCode(emailType: string): number {
    return this.#tables.types.codeOf(emailType);
  }

  /** States as {@link statesOf} gives them; the `state` column holds indices into them. */
  get stateNames(): readonly string[] {
    return this.#tables.states.values;
  }

  /** The states whose rules count, joined by a blank: the ZIP's, perhaps also the declared one. */
  statesOf(contact: number): string {
    return this.#tables.states.values[this.contacts.state[contact] as number] as string;
  }

  birthDateOf(contact: number): EpochDay | undefined {
    return readDateCode(this.contacts.birthDate[contact] as number);
  }

  effectiveDateOf(contact: number): EpochDay | undefined {
    return readDateCode(this.contacts.effectiveDate[contact] as number);
  }

  suppressionOf(contact: number): Suppression {
    return readSuppression(this.contacts.suppression[contact] as number);
  }

  hasContactFlag(contact: number, flag: number): boolean {
    return ((this.contacts.flags[contact] as number) & flag) !== 0;
  }

  hasMailFlag(mail: number, flag: number): boolean {
    return ((this.mails.flags[mail] as number) & flag) !== 0;
  }
}
