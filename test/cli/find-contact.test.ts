import { describe, expect, test } from 'vitest';
import { findContactId } from '../../src/people/find-contact.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { Store } from '../../src/store/store.ts';
import { createOrgDatabase, temporaryFolder } from '../support/run-fixture.ts';
import { callWith } from './terminal.ts';

const contact = (id: number, email: string, given: Record<string, string> = {}) => ({
  id,
  email,
  zip_code: '75001',
  birth_date: '1955-06-15',
  ...given,
});

/** Contacts 1 to 5, and 33, who is gone without a row. */
function createOrganisation() {
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

describe('a contact', () => {
  test.each([
    ['an id', '1', 1],
    ['an id with blanks around it', ' 1\n', 1],
    ['an email', 'ann@example.com', 1],
    ['an email in other letters', '\tANN@Example.COM ', 1],
    ['an address of several', 'BOTH@example.com', 'AMBIGUOUS_CONTACT'],
    ['the id of one that is gone', '33', 33],
    ['an id that never was', '34', 'NO_SUCH_CONTACT'],
    ['an address that nobody has', 'nobody@example.com', 'NO_SUCH_CONTACT'],
    ['nothing', '', 'NO_SUCH_CONTACT'],
    ['an external id where there is no such column', 'CRM-7', 'NO_SUCH_CONTACT'],
  ])('is found by %s', (_, text, found) => {
    using org = createOrganisation();
    expect(org.find(text)).toBe(found);
  });

  test.each([
    ['an external id', 'CRM-7', 1],
    ['an id before an external id of the same digits', '5', 5],
    ['an external id of digits that are no id', '900', 4],
    ['an external id before an id that is gone', '33', 33],
  ])('is found by %s', (_, text, found) => {
    using org = createOrganisation();
    org.withExternalIds();
    expect(org.find(text)).toBe(found);
  });
});

describe('every command that takes a contact', () => {
  test.each([
    ['explain', 'org.db', 'ann@example.com'],
    ['schedule', 'org.db', '--contact', 'ann@example.com'],
    ['issues', 'org.db', '--contact', 'ann@example.com'],
    ['run', 'org.db', '--no-backup', '--contact', 'ann@example.com'],
  ])('%s takes an email', async (...argv) => {
    using org = createOrganisation();
    expect(await org.call(...argv, '--json')).toMatchObject({ code: 0 });
  });

  test.each([
    ['explain', 'org.db', 'both@example.com'],
    ['schedule', 'org.db', '--contact', 'both@example.com'],
    ['issues', 'org.db', '--contact', 'both@example.com'],
    ['run', 'org.db', '--contact', 'both@example.com'],
  ])('%s lists those of one address to choose from', async (...argv) => {
    using org = createOrganisation();
    const { code, out, error } = await org.call(...argv);
    expect({ code, out, start: error.slice(0, 17) }).toEqual({
      code: 2,
      out: '',
      start: 'AMBIGUOUS_CONTACT',
    });
    expect(error).toContain('2, Bob');
    expect(error).toContain('3, Jones');
  });

  test('run plans only the contact that was named', async () => {
    using org = createOrganisation();
    const { out } = await org.call('run', 'org.db', '--no-backup', '--json', '--contact', 'ann@example.com');
    expect(JSON.parse(out)).toMatchObject({ contacts: { total: 1 } });
  });
});

describe('explain', () => {
  test('shows the name', async () => {
    using org = createOrganisation();
    org.withExternalIds();
    const { out } = await org.call('explain', 'org.db', '1');
    expect(out).toContain('1, Ann Smith, ann@example.com, external id CRM-7');
    const { contact: facts } = JSON.parse((await org.call('explain', 'org.db', '1', '--json')).out);
    expect(facts).toMatchObject({ name: 'Ann Smith', external_id: 'CRM-7' });
  });

  test('tells the history of a contact that is gone and has no row', async () => {
    using org = createOrganisation();
    const { code, out } = await org.call('explain', 'org.db', '33', '--json');
    expect(code).toBe(0);
    const { contact: facts, changes } = JSON.parse(out);
    expect(facts).toMatchObject({ exists: false, name: null });
    expect(JSON.stringify(changes)).toContain('gone@example.com');
    expect((await org.call('explain', 'org.db', '33')).out).toContain('gone@example.com');
  });
});
