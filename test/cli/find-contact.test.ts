import { describe, expect, test } from 'vitest';
import { createNamedContacts } from '../support/named-contacts.ts';

describe('every command that takes a contact', () => {
  test.each([
    ['explain', 'org.db', 'ann@example.com'],
    ['schedule', 'org.db', '--contact', 'ann@example.com'],
    ['issues', 'org.db', '--contact', 'ann@example.com'],
    ['run', 'org.db', '--no-backup', '--contact', 'ann@example.com'],
  ])('%s takes an email', async (...argv) => {
    using org = createNamedContacts();
    expect(await org.call(...argv, '--json')).toMatchObject({ code: 0 });
  });

  test.each([
    ['explain', 'org.db', 'both@example.com'],
    ['schedule', 'org.db', '--contact', 'both@example.com'],
    ['issues', 'org.db', '--contact', 'both@example.com'],
    ['run', 'org.db', '--contact', 'both@example.com'],
  ])('%s lists those of one address to choose from', async (...argv) => {
    using org = createNamedContacts();
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
    using org = createNamedContacts();
    const { out } = await org.call('run', 'org.db', '--no-backup', '--json', '--contact', 'ann@example.com');
    expect(JSON.parse(out)).toMatchObject({ contacts: { total: 1 } });
  });
});

describe('explain', () => {
  test('shows the name', async () => {
    using org = createNamedContacts();
    org.withExternalIds();
    const { out } = await org.call('explain', 'org.db', '1');
    expect(out).toContain('1, Ann Smith, ann@example.com, external id CRM-7');
    const { contact: facts } = JSON.parse((await org.call('explain', 'org.db', '1', '--json')).out);
    expect(facts).toMatchObject({ name: 'Ann Smith', external_id: 'CRM-7' });
  });

  test('tells the history of a contact that is gone and has no row', async () => {
    using org = createNamedContacts();
    const { code, out } = await org.call('explain', 'org.db', '33', '--json');
    expect(code).toBe(0);
    const { contact: facts, changes } = JSON.parse(out);
    expect(facts).toMatchObject({ exists: false, name: null });
    expect(JSON.stringify(changes)).toContain('gone@example.com');
    expect((await org.call('explain', 'org.db', '33')).out).toContain('gone@example.com');
  });
});
