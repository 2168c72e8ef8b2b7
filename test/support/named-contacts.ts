import { findContactId } from '../../src/people/find-contact.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { Store } from '../../src/store/store.ts';
import { callWith } from '../cli/terminal.ts';
import { createOrgDatabase, temporaryFolder } from './run-fixture.ts';

const contact = (id: number, email: string, given: Record<string, string> = {}) => ({
  id,
  email,
  zip_code: '75001',
  birth_date: '1955-06-15',
  ...given,
});

/** Contacts 1 to 5, and 33, who is gone without a row. */
export function createNamedContacts() {
  const folder = temporaryFolder();
  const database = `${folder.path}/org.db`;
  createOrgDatabase(database, {
    contacts: [
      contact(1, 'ann@example.com', { first_name: 'Ann', last_name: 'Smith' }),
      contact(2, ' Both@Example.com\t', { first_name: 'Bob' }),
      contact(3, 'both@example.com', { last_name: 'Jones', birth_date: '1960-01-02' }),
      contact(4, '5'),
      contact(5, 'eve@example.com'),
      contact(33, 'gone@example.com'),
    ],
  });
  using db = openDatabase(database, { mode: 'read-write' });
  db.exec('delete from contacts where id = 33');
  return {
    database,
    withExternalIds(): void {
      using open = openDatabase(database, { mode: 'read-write' });
      const { found } = open
        .prepare("select count(*) as found from pragma_table_info('contacts') where name = 'external_id'")
        .get() as { found: number };
      if (found === 0) open.exec('alter table contacts add column external_id text');
      open.exec(
        `update contacts set external_id = case id when 1 then 'CRM-7' when 2 then '5' when 4 then '900' end`,
      );
    },
    find(text: string): unknown {
      using open = openDatabase(database, { mode: 'read-only' });
      try {
        return findContactId(new Store(open), text, 'org.db');
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
    },
    call: (...argv: readonly string[]) => callWith({ cwd: folder.path, columns: 80 }, ...argv),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
