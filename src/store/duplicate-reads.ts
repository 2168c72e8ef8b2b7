import type { DatabaseSync } from 'node:sqlite';
import type { ContactRecord } from '../domain/contact/contact.ts';
import { contactColumns, toContactRecord } from './contacts.ts';
import { mostId, type RowArray } from './read-rows.ts';
import { trimmedSql } from './trimmed-sql.ts';

/** The compared form of an address, as the index `contacts_address` holds it (spec 2.2). */
const addressOf = (table: string): string => `${trimmedSql(`${table}.email`)} collate nocase`;

const columns = contactColumns.map((column) => `c.${column}`).join(', ');

/** Ids beyond what a number holds are no contacts to the planner (spec 2.2). */
const hasPlainId = `c.id between 1 and ${mostId}`;

/** Statements that find contacts of one address. */
export function prepareDuplicateReads(db: DatabaseSync) {
  // Grouped without naming the address: SQLite then reads the index alone. Named, it looks up every contact, and that
  // takes ten times as long.
  const shared = db.prepare(
    `with shared (id) as materialized (
       select min(s.id) from contacts s group by ${addressOf('s')} having count(*) > 1
     )
     select ${columns} from shared cross join contacts f on f.id = shared.id
       cross join contacts c on ${addressOf('c')} = ${addressOf('f')}
     where instr(${addressOf('f')}, '@') > 1 and ${hasPlainId} order by ${addressOf('f')}, c.id`,
  );
  shared.setReturnArrays(true);
  const ofContact = db.prepare(
    `select ${columns} from contacts s cross join contacts c on ${addressOf('c')} = ${addressOf('s')}
     where s.id = :id and ${addressOf('s')} > '' and ${hasPlainId} order by c.id`,
  );
  ofContact.setReturnArrays(true);
  return {
    /** Contacts whose address another one has too: those of one address together, each group in the order of ids. */
    *readSharedAddresses(): Generator<ContactRecord> {
      for (const row of shared.iterate() as unknown as Iterable<RowArray>) yield toContactRecord(row);
    },
    /** The contacts that have the address of one, itself among them, in the order of ids. */
    readOfSameAddress: (id: number): ContactRecord[] =>
      (ofContact.all({ id }) as unknown as RowArray[]).map(toContactRecord),
  };
}
