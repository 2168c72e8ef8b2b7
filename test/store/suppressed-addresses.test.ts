import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { applyMigrations } from '../../src/store/migrate.ts';
import { SuppressedAddressReads } from '../../src/store/suppressed-addresses.ts';

/** A database with the entries of `suppressions`: [email, reason]. */
function databaseWith(entries: readonly (readonly [string, string | null])[]): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  applyMigrations(db, 'test');
  const insert = db.prepare('insert into suppressions (email, reason) values (?, ?)');
  for (const [email, reason] of entries) insert.run(email, reason);
  return db;
}

const many = Array.from({ length: 50 }, (_, i) => [`person${i}@example.com`, `reason ${i}`] as const);

const always = { directLookUps: 0, addressesPerLookUp: 1000, chunkSize: 7 };
const never = { directLookUps: 1_000_000, addressesPerLookUp: 1, chunkSize: 7 };

describe.each([
  ['with a filter', always],
  ['looked up one by one', never],
])('suppressed addresses %s', (_, policy) => {
  it('are found however they are written, with all their reasons', () => {
    using db = databaseWith([
      ...many,
      ['ann@example.com', 'Bounced '],
      [' ANN@example.com', 'opt-out'],
      ['Ann <ann@EXAMPLE.com>', 'bounced'],
      ['eva@example.com', null],
    ]);
    const addresses = new SuppressedAddressReads(db, policy);
    expect(addresses.reasonsOf('ann@example.com')).toEqual(['bounced', 'unsubscribed']);
    expect(addresses.reasonsOf('\tAnn@Example.com ')).toEqual(['bounced', 'unsubscribed']);
    expect(addresses.reasonsOf('eva@example.com')).toEqual(['']);
    expect(addresses.reasonsOf('bob@example.com')).toEqual([]);
    expect(addresses.reasonsOf('')).toEqual([]);
    for (const [email, reason] of many) expect(addresses.reasonsOf(email)).toEqual([reason]);
  });
});

describe('a run that asks for many contacts', () => {
  const ask = (addresses: SuppressedAddressReads, count: number): void => {
    for (let i = 0; i < count; i++) addresses.reasonsOf(`other${i}@example.com`);
  };

  it('looks up only those that may be listed, once it has asked often enough', () => {
    using db = databaseWith(many);
    const addresses = new SuppressedAddressReads(db, {
      directLookUps: 5,
      addressesPerLookUp: 5,
      chunkSize: 7,
    });
    ask(addresses, 1000);
    // Five, and as many as a fifth of the addresses; then one in many.
    expect(addresses.lookUps).toBeGreaterThanOrEqual(10);
    expect(addresses.lookUps).toBeLessThan(60);
  });

  it('looks up none where no address is listed', () => {
    using db = databaseWith([['no address at all', 'bounced']]);
    const addresses = new SuppressedAddressReads(db);
    ask(addresses, 5);
    expect(addresses.lookUps).toBe(0);
  });

  it('has each looked up while there are few', () => {
    using db = databaseWith(many);
    const addresses = new SuppressedAddressReads(db);
    ask(addresses, 16);
    expect(addresses.lookUps).toBe(16);
    ask(addresses, 1000);
    expect(addresses.lookUps).toBeLessThan(100);
  });
});
