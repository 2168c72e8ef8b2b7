import type { DatabaseSync } from 'node:sqlite';
import { asText, mostId, prepareArrays, type RowArray } from './read-rows.ts';
import { trimmedSql } from './trimmed-sql.ts';

/** Who a contact is, for people. */
export interface ContactIdentity {
  readonly id: number;
  /** First and last name; `null` where both are absent. */
  readonly name: string | null;
  readonly email: string | null;
  readonly birthDate: string | null;
  /** The id of another system; `null` where it is absent, or the table has no such column yet. */
  readonly externalId: string | null;
}

/** How many contacts are found by one text; more are not listed. */
export const mostFound = 10;

const joinName = (first: string | null, last: string | null): string | null =>
  [first, last].filter((part) => part !== null && part.trim() !== '').join(' ') || null;

const toIdentity = (row: RowArray): ContactIdentity => ({
  id: Number(row[0]),
  name: joinName(asText(row[1]), asText(row[2])),
  email: asText(row[3]),
  birthDate: asText(row[4]),
  externalId: asText(row[5]),
});

/** Statements that find a contact by what people know of it. */
export function prepareContactLookUp(db: DatabaseSync) {
  const present = new Set(
    db
      .prepare("select name from pragma_table_info('contacts')")
      .all()
      .map(({ name }) => String(name).toLowerCase()),
  );
  const hasExternalId = present.has('external_id');
  const columns = ['first_name', 'last_name', 'email', 'birth_date', 'external_id']
    .map((name) => (present.has(name) ? name : 'null'))
    .join(', ');
  const find = (condition: string) =>
    prepareArrays(
      db,
      `select id, ${columns} from contacts
       where ${condition} and id between 1 and ${mostId} order by id limit ${mostFound + 1}`,
    );
  const byId = find('id = :id');
  const byEmail = find(`${trimmedSql('email')} = :email collate nocase`);
  const byExternalId = hasExternalId ? find("external_id = :externalId and external_id <> ''") : undefined;
  const remembered = prepareArrays(
    db,
    `select exists (select 1 from email_schedules where contact_id = :id)
       or exists (select 1 from contact_changes where contact_id = :id)
       or exists (select 1 from schedule_changes where contact_id = :id)`,
  );
  return {
    findById: (id: number): ContactIdentity | undefined => byId({ id }).map(toIdentity)[0],
    /** At most {@link mostFound} and one; addresses are compared without outer blanks and capitals. */
    listByEmail: (email: string): ContactIdentity[] => byEmail({ email }).map(toIdentity),
    /** The same; none where the table has no such column. */
    listByExternalId: (externalId: string): ContactIdentity[] =>
      byExternalId?.({ externalId }).map(toIdentity) ?? [],
    /** Whether a contact that is gone has left mails or a history. */
    isRemembered: (id: number): boolean => remembered({ id })[0]?.[0] === 1,
  };
}
