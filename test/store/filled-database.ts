import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryPath } from './temporary-folder.ts';

/** A new database with `contacts` contacts, about 1 kB each; closed. */
export function filledDatabase(contacts: number, path: string = temporaryPath()): string {
  using db = openDatabase(path, { mode: 'create' });
  db.prepare(`
    insert into contacts (id, email, last_name)
    with recursive n (id) as (select 1 union all select id + 1 from n where id < :contacts)
    select id, 'contact' || id || '@example.org', hex(randomblob(450)) from n
  `).run({ contacts });
  return path;
}

/** The number of contacts, read through a connection of its own. */
export function countContacts(path: string): number {
  using db = openDatabase(path, { mode: 'read-only' });
  return (db.prepare('select count(*) as n from contacts').get() as { n: number }).n;
}
