import { expect, test } from 'vitest';
import { renderSchema } from '../../scripts/documents/schema-snapshot.ts';
import { generateOrganisation } from '../../src/generate/generate-organisation.ts';
import { checkSchema, findSchemaFaults } from '../../src/store/check-schema.ts';
import { Store } from '../../src/store/store.ts';
import { openFreshDatabase, readValue } from '../unit/generate/open-fresh-database.ts';

const options = { contacts: 3000, seed: 1, asOf: '2027-03-10' };

test('leaves the schema as it was, and nothing that looks like a change', () => {
  const db = openFreshDatabase();
  const before = renderSchema(db);
  generateOrganisation(new Store(db), options);
  expect(renderSchema(db)).toBe(before);
  expect(readValue(db, 'select count(*) from stale_marks')).toBe(0);
  expect(readValue(db, 'select count(*) from contact_changes')).toBe(0);
});

test('lists the address of each suppression, as its trigger would have', () => {
  const db = openFreshDatabase();
  generateOrganisation(new Store(db), options);
  expect(readValue(db, 'select count(*) from suppressed_addresses')).toBeGreaterThan(0);
  const difference = `select count(*) from (
    select * from suppressed_addresses except select entry, address, reason from suppression_addresses
    union all select * from (select entry, address, reason from suppression_addresses except select * from suppressed_addresses)
  )`;
  expect(readValue(db, difference)).toBe(0);
});

test('triggers fire again for what comes after', () => {
  const db = openFreshDatabase();
  generateOrganisation(new Store(db), options);
  db.exec("update contacts set zip_code = '12345' where id = 1");
  expect(readValue(db, 'select count(*) from contact_changes')).toBe(1);
  expect(readValue(db, "select count(*) from stale_marks where kind = 'contact' and id = 1")).toBe(1);
});

test('a database whose generation is killed does not pass the schema check', () => {
  const db = openFreshDatabase();
  let faults = 0;
  let error: unknown;
  const onProgress = () => {
    faults = findSchemaFaults(db).length;
    try {
      checkSchema(db, 'half.db');
    } catch (thrown) {
      error = thrown;
    }
  };
  generateOrganisation(new Store(db), { ...options, onProgress });
  expect(faults).toBeGreaterThan(0);
  expect(error).toMatchObject({ code: 'SCHEMA_ALTERED' });
});

test('a generation that fails leaves a whole schema', () => {
  const db = openFreshDatabase();
  const before = renderSchema(db);
  const failure = new Error('no more room');
  const onProgress = () => {
    throw failure;
  };
  expect(() => generateOrganisation(new Store(db), { ...options, onProgress })).toThrow(failure);
  expect(renderSchema(db)).toBe(before);
});
