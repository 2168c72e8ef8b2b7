import { findFirst } from '../arithmetic/find-first.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Suppression } from '../contact/contact.ts';
import { beginningOfTime } from '../exclusion/contact-windows.ts';
import type { Leftover } from '../mail/leftover.ts';
import type { PlannedMail } from '../mail/planned-mail.ts';
import { type Adjustment, adjustments, type SkipReason, skipReasons } from '../mail/schedule-row.ts';
import type { ContactPlan } from '../plan/plan-contact.ts';
import { CodeTable } from './code-table.ts';
import { type Columns, ColumnTable, type LedgerMemory, type TableData } from './column-table.ts';
import {
  contactColumns,
  contactFlag,
  linkColumns,
  mailColumns,
  mailFlag,
  occupiedColumns,
  textColumns,
} from './ledger-columns.ts';

/** Codes that 16 bits hold: with more values than this a column of codes is widened to 32 bits. */
const in16Bits = 0x1_0000;
/** Codes that 32 bits hold, one less for columns where 0 is none. */
const in32Bits = 0xffff_ffff;

/**
 * Texts that a ledger keeps for new rows, of each kind. A skip detail names reasons that people and other systems write,
 * and may differ from contact to contact: a contact whose texts find no room is planned again when its rows are written.
 */
const mostTexts = 0xffff;

const isWithdrawn = ({ row, fate }: Leftover): boolean =>
  fate === 'deleted' && row.status === 'pre-scheduled';

const suppressions: readonly Suppression[] = ['none', 'unsubscribed_only', 'suppressed'];
const absentDate = beginningOfTime;

const dateOrAbsent = (date: EpochDay | undefined): number => date ?? absentDate;
const readDateOf = (value: number): EpochDay | undefined =>
  value === absentDate ? undefined : (value as EpochDay);

/** Code of a skip reason; 0 is pre-scheduled. */
export const verdictCode = (reason: SkipReason | null): number =>
  reason === null ? 0 : 1 + skipReasons.indexOf(reason);
/** Code of an adjustment; 0 is none. */
export const adjustmentCode = (adjustment: Adjustment | null): number =>
  adjustment === null ? 0 : 1 + adjustments.indexOf(adjustment);
export const readAdjustment = (code: number): Adjustment | null => adjustments[code - 1] ?? null;
export const readVerdict = (code: number): SkipReason | null => skipReasons[code - 1] ?? null;

/** Mails a contact that the first allocation has room for. */
const expectedMails = 5;

/** A ledger as one thread passes it to another. */
export interface LedgerData {
  readonly contacts: TableData;
  readonly mails: TableData;
  readonly occupied: TableData;
  readonly links: TableData;
  readonly states: readonly string[];
  readonly types: readonly string[];
  readonly occupiedTypes: readonly string[];
  readonly priorities: readonly number[];
  readonly instances: readonly number[];
  readonly details: readonly (string | null)[];
  readonly templates: readonly (string | null)[];
  readonly unplacedCounts: ReadonlyMap<EpochDay, number>;
}

/** What a ledger holds at most before it does something else. */
export interface LedgerLimits {
  /** Distinct values of a column of 16 bits: with more it is widened. */
  readonly codes: number;
  /** {@link mostTexts} */
  readonly texts: number;
}

const ledgerLimits: LedgerLimits = { codes: in16Bits, texts: mostTexts };

/** What enter() is told besides the plan. */
export interface EntryFacts {
  /** The mails that their rows do not say yet; most contacts have none. */
  readonly changed: readonly PlannedMail[];
  /** Something of the contact must be written whatever balancing does. */
  readonly isDirty?: boolean;
  /** {@link contactFlag.onlyNew} */
  readonly isOnlyNew?: boolean;
}

/** Adds an offset to the values [from, to) of a column. */
function shift(column: Uint32Array, from: number, to: number, by: number): void {
  for (let i = from; i < to; i++) column[i] = (column[i] as number) + by;
}

/** Replaces codes by those of another code table. */
function translate(column: Uint16Array | Uint32Array, from: number, to: number, codes: Uint32Array): void {
  if (codes.every((code, index) => code === index)) return;
  for (let i = from; i < to; i++) column[i] = codes[column[i] as number] as number;
}

/**
 * The plan of all contacts as columns, in the order of contact ids: 44 bytes a mail, where objects would not fit
 * in memory at three million contacts. It holds what balancing, settling and verification ask for, and of contacts
 * that have no rows yet also the texts of theirs; the others are planned again when their rows are written.
 */
export class Ledger {
  readonly #contacts: ColumnTable<typeof contactColumns>;
  readonly #mails: ColumnTable<typeof mailColumns>;
  readonly #occupied: ColumnTable<typeof occupiedColumns>;
  readonly #links: ColumnTable<typeof linkColumns>;
  readonly #states: CodeTable<string>;
  readonly #types: CodeTable<string>;
  /** By themselves: foreign rows are of whatever type other systems write. */
  readonly #occupiedTypes: CodeTable<string>;
  readonly #priorities: CodeTable<number>;
  readonly #instances = new CodeTable<number>(in32Bits);
  readonly #details = new CodeTable<string | null>(in32Bits);
  readonly #templates: CodeTable<string | null>;
  readonly #mostTexts: number;
  /** Pre-scheduled rows that this run does not place, by send date (spec 2.5). */
  readonly unplacedCounts = new Map<EpochDay, number>();

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
    this.#contacts = new ColumnTable(contactColumns, expectedContacts + 16, memory);
    this.#mails = new ColumnTable(mailColumns, expectedContacts * expectedMails + 16, memory);
    this.#occupied = new ColumnTable(occupiedColumns, expectedContacts + 16, memory);
    this.#links = new ColumnTable(linkColumns, expectedContacts + 16, memory);
    const { codes, texts } = limits;
    this.#mostTexts = texts;
    this.#states = new CodeTable(codes, () => this.#contacts.widen('state'));
    this.#priorities = new CodeTable(codes, () => this.#mails.widen('priority'));
    this.#types = new CodeTable(codes, () => this.#mails.widen('type'));
    this.#occupiedTypes = new CodeTable(codes, () => this.#occupied.widen('type'));
    this.#templates = new CodeTable(codes, () => {
      this.#mails.widen('emailTemplate');
      this.#mails.widen('smsTemplate');
    });
  }

  /** The ledger as plain data, for another thread; it lies in shared memory. */
  get data(): LedgerData {
    return {
      contacts: this.#contacts.data,
      mails: this.#mails.data,
      occupied: this.#occupied.data,
      links: this.#links.data,
      states: this.#states.values,
      types: this.#types.values,
      occupiedTypes: this.#occupiedTypes.values,
      priorities: this.#priorities.values,
      instances: this.#instances.values,
      details: this.#details.values,
      templates: this.#templates.values,
      unplacedCounts: this.unplacedCounts,
    };
  }

  /** Another thread's ledger: the same memory. */
  static of(data: LedgerData): Ledger {
    const ledger = new Ledger(0);
    ledger.#contacts.adopt(data.contacts);
    ledger.#mails.adopt(data.mails);
    ledger.#occupied.adopt(data.occupied);
    ledger.#links.adopt(data.links);
    ledger.#states.addAll(data.states);
    ledger.#types.addAll(data.types);
    ledger.#occupiedTypes.addAll(data.occupiedTypes);
    ledger.#priorities.addAll(data.priorities);
    ledger.#instances.addAll(data.instances);
    ledger.#details.addAll(data.details);
    ledger.#templates.addAll(data.templates);
    for (const [date, count] of data.unplacedCounts) ledger.unplacedCounts.set(date, count);
    return ledger;
  }

  /** Takes over the ledger of contacts with higher ids, and leaves it empty. */
  append(other: Ledger): void {
    const types = this.#types.addAll(other.#types.values);
    const occupiedTypes = this.#occupiedTypes.addAll(other.#occupiedTypes.values);
    const states = this.#states.addAll(other.#states.values);
    const priorities = this.#priorities.addAll(other.#priorities.values);
    // Code 0 is none, and stays so.
    const instances = new Uint32Array(other.#instances.values.length + 1);
    instances.set(
      this.#instances.addAll(other.#instances.values).map((code) => code + 1),
      1,
    );
    const details = this.#details.addAll(other.#details.values);
    const templates = this.#templates.addAll(other.#templates.values);
    const mail = this.#mails.append(other.#mails, details.length === 0 ? textColumns : []);
    const link = this.#links.append(other.#links);
    const occupied = this.#occupied.append(other.#occupied);
    const contact = this.#contacts.append(other.#contacts);
    shift(this.contacts.firstMail, contact, this.contactCount, mail);
    shift(this.contacts.firstOccupied, contact, this.contactCount, occupied);
    shift(this.mails.contact, mail, this.mailCount, contact);
    translate(this.contacts.state, contact, this.contactCount, states);
    translate(this.mails.type, mail, this.mailCount, types);
    translate(this.mails.priority, mail, this.mailCount, priorities);
    translate(this.mails.instance, mail, this.mailCount, instances);
    if (details.length > 0) {
      translate(this.mails.detail, mail, this.mailCount, details);
      translate(this.mails.emailTemplate, mail, this.mailCount, templates);
      translate(this.mails.smsTemplate, mail, this.mailCount, templates);
    }
    translate(this.occupied.type, occupied, this.#occupied.length, occupiedTypes);
    shift(this.#links.columns.mail, link, this.#links.length, mail);
    for (const [date, count] of other.unplacedCounts) {
      this.unplacedCounts.set(date, (this.unplacedCounts.get(date) ?? 0) + count);
    }
  }

  get contactCount(): number {
    return this.#contacts.length;
  }

  get mailCount(): number {
    return this.#mails.length;
  }

  get contacts(): Columns<typeof contactColumns> {
    return this.#contacts.columns;
  }

  get mails(): Columns<typeof mailColumns> {
    return this.#mails.columns;
  }

  get occupied(): Columns<typeof occupiedColumns> {
    return this.#occupied.columns;
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
      : this.#occupied.length;
  }

  /** Email types of mails; their `type` column holds indices into them. */
  get typeNames(): readonly string[] {
    return this.#types.values;
  }

  typeName(mail: number): string {
    return this.#types.values[this.mails.type[mail] as number] as string;
  }

  occupiedTypeName(entry: number): string {
    return this.#occupiedTypes.values[this.occupied.type[entry] as number] as string;
  }

  /** A lower number wins. */
  priorityOf(mail: number): number {
    return this.#priorities.values[this.mails.priority[mail] as number] as number;
  }

  /** The campaign instance of a mail. */
  instanceIdOf(mail: number): number | null {
    const code = this.mails.instance[mail] as number;
    return code === 0 ? null : (this.#instances.values[code - 1] as number);
  }

  /** The target of a campaign mail, the initial row of a follow-up. */
  linkOf(mail: number): number | null {
    if (!this.hasMailFlag(mail, mailFlag.linked)) return null;
    const { mail: linked, id } = this.#links.columns;
    return id[findFirst(this.#links.length, (link) => (linked[link] as number) >= mail)] as number;
  }

  /** What the row of a new mail says of its verdict; of contacts that are `onlyNew`. */
  detailOf(mail: number): string | null {
    return this.#details.values[this.mails.detail[mail] as number] as string | null;
  }

  /** A value of the columns `emailTemplate` and `smsTemplate`; of contacts that are `onlyNew`. */
  templateName(code: number): string | null {
    return this.#templates.values[code] as string | null;
  }

  /** The code of an email type in the `type` column, whether or not a mail has it. */
  typeCode(emailType: string): number {
    return this.#types.codeOf(emailType);
  }

  /** States as {@link statesOf} gives them; the `state` column holds indices into them. */
  get stateNames(): readonly string[] {
    return this.#states.values;
  }

  /** The states whose rules count, joined by a blank: the ZIP's, perhaps also the declared one. */
  statesOf(contact: number): string {
    return this.#states.values[this.contacts.state[contact] as number] as string;
  }

  birthDateOf(contact: number): EpochDay | undefined {
    return readDateOf(this.contacts.birthDate[contact] as number);
  }

  effectiveDateOf(contact: number): EpochDay | undefined {
    return readDateOf(this.contacts.effectiveDate[contact] as number);
  }

  suppressionOf(contact: number): Suppression {
    return suppressions[this.contacts.suppression[contact] as number] as Suppression;
  }

  hasContactFlag(contact: number, flag: number): boolean {
    return ((this.contacts.flags[contact] as number) & flag) !== 0;
  }

  hasMailFlag(mail: number, flag: number): boolean {
    return ((this.mails.flags[mail] as number) & flag) !== 0;
  }

  /** Enters a contact's plan. */
  enter(plan: ContactPlan, { changed, isDirty = false, isOnlyNew = false }: EntryFacts): void {
    const index = this.#contacts.add();
    const contact = plan.state?.contact;
    const stateCode = this.#states.codeOf(plan.state?.stateKey ?? '');
    const keepsTexts = isOnlyNew && this.#hasRoomForTexts(plan.mails);
    const { columns } = this.#contacts;
    columns.id[index] = plan.id;
    columns.birthDate[index] = dateOrAbsent(contact?.birthDate);
    columns.effectiveDate[index] = dateOrAbsent(contact?.effectiveDate);
    columns.state[index] = stateCode;
    columns.suppression[index] = contact === undefined ? 0 : suppressions.indexOf(contact.suppression);
    columns.flags[index] =
      (contact === undefined ? 0 : contactFlag.known) |
      (contact?.eligible ? contactFlag.eligible : 0) |
      (plan.state?.windowsUnknown ? contactFlag.windowsUnknown : 0) |
      (isDirty ? contactFlag.dirty : 0) |
      (plan.leftovers.some(isWithdrawn) ? contactFlag.withdraws : 0) |
      (keepsTexts ? contactFlag.onlyNew : 0);
    columns.firstMail[index] = this.mailCount;
    columns.firstOccupied[index] = this.#occupied.length;
    for (const mail of plan.mails) {
      if (!mail.stored) continue;
      const entered = this.#enterMail(index, mail, changed);
      if (keepsTexts) this.#enterTexts(entered, mail);
    }
    for (const entry of plan.occupied) this.#enterOccupied(entry);
    for (const date of plan.unplacedDates) {
      this.unplacedCounts.set(date, (this.unplacedCounts.get(date) ?? 0) + 1);
    }
  }

  /** Without it the contact's rows are made where it is planned again: slower, never larger. */
  #hasRoomForTexts(mails: readonly PlannedMail[]): boolean {
    const most = this.#mostTexts;
    const hasRoom = (texts: CodeTable<string | null>, text: string | null): boolean =>
      texts.values.length < most || texts.has(text);
    return mails.every(
      ({ event, skipDetail }) =>
        hasRoom(this.#details, skipDetail) &&
        hasRoom(this.#templates, event.emailTemplate) &&
        hasRoom(this.#templates, event.smsTemplate),
    );
  }

  #enterMail(contact: number, mail: PlannedMail, changed: readonly PlannedMail[]): number {
    const index = this.#mails.add();
    const { event, row } = mail;
    // Before the columns are looked at: a new value may widen them.
    const type = this.#types.codeOf(event.emailType);
    const priority = this.#priorities.codeOf(event.priority);
    const { columns } = this.#mails;
    const link = event.targetId ?? event.parentId;
    columns.contact[index] = contact;
    columns.type[index] = type;
    columns.eventDate[index] = event.eventDate;
    columns.idealDate[index] = event.idealDate;
    columns.lastDate[index] = event.lastDate;
    columns.placedDate[index] = mail.sendDate;
    columns.sendDate[index] = mail.sendDate;
    columns.priority[index] = priority;
    columns.instance[index] = event.instanceId === null ? 0 : 1 + this.#instances.codeOf(event.instanceId);
    columns.verdict[index] = verdictCode(mail.skipReason);
    columns.ownVerdict[index] = columns.verdict[index] as number;
    columns.adjustment[index] = adjustmentCode(mail.adjustment);
    columns.flags[index] =
      (mail.rule === 'sticky' ? mailFlag.sticky : 0) |
      (event.respectsWindows ? mailFlag.respectsWindows : 0) |
      (event.transactional ? mailFlag.transactional : 0) |
      (row !== undefined && !changed.includes(mail) ? mailFlag.unchanged : 0) |
      (row?.status === 'pre-scheduled' ? mailFlag.rowPreScheduled : 0) |
      (row?.status === 'pre-scheduled' && row.sendDate === mail.sendDate ? mailFlag.standing : 0) |
      (link === null ? 0 : mailFlag.linked);
    if (link !== null) this.#enterLink(index, link);
    return index;
  }

  #enterLink(mail: number, id: number): void {
    const index = this.#links.add();
    this.#links.columns.mail[index] = mail;
    this.#links.columns.id[index] = id;
  }

  #enterTexts(index: number, { event, skipDetail }: PlannedMail): void {
    const emailTemplate = this.#templates.codeOf(event.emailTemplate);
    const smsTemplate = this.#templates.codeOf(event.smsTemplate);
    const { columns } = this.#mails;
    columns.detail[index] = this.#details.codeOf(skipDetail);
    columns.emailTemplate[index] = emailTemplate;
    columns.smsTemplate[index] = smsTemplate;
  }

  #enterOccupied(entry: ContactPlan['occupied'][number]): void {
    const index = this.#occupied.add();
    const type = this.#occupiedTypes.codeOf(entry.emailType);
    this.occupied.date[index] = entry.date;
    this.occupied.type[index] = type;
    this.occupied.isForeign[index] = entry.isForeign ? 1 : 0;
  }
}
