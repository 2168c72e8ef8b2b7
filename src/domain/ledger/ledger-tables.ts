import type { EpochDay } from '../calendar/epoch-day.ts';
import { CodeTable } from './code-table.ts';
import { ColumnTable, type LedgerMemory, type TableData } from './column-table.ts';
import { contactColumns, linkColumns, mailColumns, occupiedColumns } from './ledger-columns.ts';

/** Codes that 16 bits hold: with more values than this a column of codes is widened to 32 bits. */
const in16Bits = 0x1_0000;
/** Codes that 32 bits hold, one less for columns where 0 is none. */
const in32Bits = 0xffff_ffff;

/**
 * Texts that a ledger keeps for new rows, of each kind. A skip detail names reasons that people and other systems write,
 * and may differ from contact to contact: a contact whose texts find no room is planned again when its rows are written.
 */
const mostTexts = 0xffff;

/** Mails a contact that the first allocation has room for. */
const expectedMails = 5;

/** What a ledger holds at most before it does something else. */
export interface LedgerLimits {
  /** Distinct values of a column of 16 bits: with more it is widened. */
  readonly codes: number;
  /** {@link mostTexts} */
  readonly texts: number;
}

export const ledgerLimits: LedgerLimits = { codes: in16Bits, texts: mostTexts };

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

/** What a ledger is made of: tables of columns, and the values that their codes stand for. */
export class LedgerTables {
  readonly contacts: ColumnTable<typeof contactColumns>;
  readonly mails: ColumnTable<typeof mailColumns>;
  readonly occupied: ColumnTable<typeof occupiedColumns>;
  readonly links: ColumnTable<typeof linkColumns>;
  readonly states: CodeTable<string>;
  readonly types: CodeTable<string>;
  /** By themselves: foreign rows are of whatever type other systems write. */
  readonly occupiedTypes: CodeTable<string>;
  readonly priorities: CodeTable<number>;
  readonly instances = new CodeTable<number>(in32Bits);
  readonly details = new CodeTable<string | null>(in32Bits);
  readonly templates: CodeTable<string | null>;
  readonly mostTexts: number;
  /** Pre-scheduled rows that this run does not place, by send date (spec 2.5). */
  readonly unplacedCounts = new Map<EpochDay, number>();

  constructor(expectedContacts: number, memory: LedgerMemory, { codes, texts }: LedgerLimits) {
    this.contacts = new ColumnTable(contactColumns, expectedContacts + 16, memory);
    this.mails = new ColumnTable(mailColumns, expectedContacts * expectedMails + 16, memory);
    this.occupied = new ColumnTable(occupiedColumns, expectedContacts + 16, memory);
    this.links = new ColumnTable(linkColumns, expectedContacts + 16, memory);
    this.mostTexts = texts;
    this.states = new CodeTable(codes, () => this.contacts.widen('state'));
    this.priorities = new CodeTable(codes, () => this.mails.widen('priority'));
    this.types = new CodeTable(codes, () => this.mails.widen('type'));
    this.occupiedTypes = new CodeTable(codes, () => this.occupied.widen('type'));
    this.templates = new CodeTable(codes, () => {
      this.mails.widen('emailTemplate');
      this.mails.widen('smsTemplate');
    });
  }

  /** Plain data, for another thread; it is in shared memory. */
  get data(): LedgerData {
    return {
      contacts: this.contacts.data,
      mails: this.mails.data,
      occupied: this.occupied.data,
      links: this.links.data,
      states: this.states.values,
      types: this.types.values,
      occupiedTypes: this.occupiedTypes.values,
      priorities: this.priorities.values,
      instances: this.instances.values,
      details: this.details.values,
      templates: this.templates.values,
      unplacedCounts: this.unplacedCounts,
    };
  }

  /** Takes over another thread's tables, into empty ones: the same memory. */
  adopt(data: LedgerData): void {
    this.contacts.adopt(data.contacts);
    this.mails.adopt(data.mails);
    this.occupied.adopt(data.occupied);
    this.links.adopt(data.links);
    this.states.addAll(data.states);
    this.types.addAll(data.types);
    this.occupiedTypes.addAll(data.occupiedTypes);
    this.priorities.addAll(data.priorities);
    this.instances.addAll(data.instances);
    this.details.addAll(data.details);
    this.templates.addAll(data.templates);
    for (const [date, count] of data.unplacedCounts) this.countUnplaced(date, count);
  }

  countUnplaced(date: EpochDay, count: number): void {
    this.unplacedCounts.set(date, (this.unplacedCounts.get(date) ?? 0) + count);
  }
}
