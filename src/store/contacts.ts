import type { DatabaseSync } from 'node:sqlite';
import type { ContactRecord } from '../domain/contact/contact.ts';
import { type ContactSelection, prepareForContacts } from './contact-selection.ts';
import { asText, createRowTaker, mostId, type RowArray } from './read-rows.ts';

/** The columns of `contacts` that {@link toContactRecord} takes. */
export const contactColumns = [
  'id',
  'email',
  'zip_code',
  'state',
  'birth_date',
  'effective_date',
  'phone_number',
  'status',
] as const;

export function toContactRecord(row: RowArray): ContactRecord {
  return {
    id: row[0] as number,
    email: asText(row[1]),
    zipCode: asText(row[2]),
    state: asText(row[3]),
    birthDate: asText(row[4]),
    effectiveDate: asText(row[5]),
    phoneNumber: asText(row[6]),
    status: asText(row[7]),
  };
}

/** All contacts that exist. */
export const countContacts = (db: DatabaseSync): number =>
  (db.prepare('select count(*) as count from contacts').get() as { count: number }).count;

/** Statements over `contacts`. The product reads them and never writes them. */
export function prepareContacts(db: DatabaseSync) {
  const nth = db.prepare(
    `select id from contacts where id between -${mostId} and ${mostId} order by id limit 1 offset :offset`,
  );
  const takeRecords = createRowTaker(db, contactColumns.join(', '), toContactRecord);
  const selected = prepareForContacts('id', (condition) =>
    takeRecords((record) => `select ${record} from contacts where ${condition} order by id limit :limit`),
  );
  return {
    /** The id of the contact in the middle of so many; 0 where there is none. */
    findMiddleId: (count_: number): number =>
      (nth.get({ offset: Math.floor(count_ / 2) }) as { id: number } | undefined)?.id ?? 0,
    /** At most `limit` of the contacts, in the order of ids. */
    read: (selection: ContactSelection, limit: number): ContactRecord[] => selected(selection, { limit }),
  };
}
