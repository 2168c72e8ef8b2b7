import type { DatabaseSync } from 'node:sqlite';
import type { ContactRecord } from '../domain/contact/contact.ts';
import { asText, prepareArrays, type RowArray } from './read-rows.ts';

const columns = 'id, email, zip_code, state, birth_date, effective_date, phone_number, status';

function toRecord(row: RowArray): ContactRecord {
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

/** Statements over `contacts`. The product reads them and never writes them. */
export function prepareContacts(db: DatabaseSync) {
  const count = db.prepare('select count(*) as count from contacts');
  const middle = db.prepare(
    'select id from contacts order by id limit 1 offset (select count(*) / 2 from contacts)',
  );
  const after = prepareArrays(
    db,
    `select ${columns} from contacts where id > :after and id <= :upTo order by id limit :limit`,
  );
  return {
    count: (): number => (count.get() as { count: number }).count,
    /** The id of the contact in the middle; 0 where there is none. */
    findMiddleId: (): number => (middle.get() as { id: number } | undefined)?.id ?? 0,
    /** At most `limit` contacts with ids in (after, upTo], in the order of ids. */
    readAfter: (after_: number, upTo: number, limit: number): ContactRecord[] =>
      after({ after: after_, upTo, limit }).map(toRecord),
  };
}
