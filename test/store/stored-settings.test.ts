import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareOrganizations } from '../../src/store/organizations.ts';
import { prepareStoredSettings } from '../../src/store/stored-settings.ts';
import { temporaryFolder } from '../support/run-fixture.ts';

const at = '2027-01-10 12:00:00';

function withDatabase(body: (db: DatabaseSync) => void): void {
  using temporary = temporaryFolder();
  using db = openDatabase(join(temporary.path, 'org.db'), { mode: 'create' });
  body(db);
}

const addPolicy = (db: DatabaseSync, configData: string): void =>
  void db
    .prepare("insert into config_versions (config_type, config_data, valid_from) values ('policy', ?, ?)")
    .run(configData, at);

test('an empty database has nothing', () => {
  withDatabase((db) => {
    expect(prepareStoredSettings(db)(at)).toEqual({
      organization: undefined,
      organizationCount: 0,
      stateBuffers: [],
      configuration: undefined,
      policies: [],
    });
  });
});

test('one organisation is found without its id, one of several only with it', () => {
  withDatabase((db) => {
    const organizations = prepareOrganizations(db);
    organizations.add(7, { name: 'Acme', timezone: 'America/Denver' }, { CA: 45, TX: 0 });
    expect(prepareStoredSettings(db)(at)).toMatchObject({
      organization: { id: 7, timezone: 'America/Denver', active: 1 },
      stateBuffers: [
        ['CA', 45],
        ['TX', 0],
      ],
    });
    organizations.add(8, { name: 'Beta' }, {});
    expect(prepareStoredSettings(db)(at)).toMatchObject({ organization: undefined, organizationCount: 2 });
    expect(prepareStoredSettings(db)(at, 8)).toMatchObject({ organization: { id: 8 }, stateBuffers: [] });
    expect(prepareStoredSettings(db)(at, 9).organization).toBeUndefined();
  });
});

test('of each policy name the newest version is found, the newest of all first', () => {
  withDatabase((db) => {
    for (const [name, version] of [
      ['a', 1],
      ['b', 1],
      ['a', 2],
    ]) {
      addPolicy(db, JSON.stringify({ name, version, states: {} }));
    }
    expect(prepareStoredSettings(db)(at).policies.map(({ id }) => id)).toEqual([3, 2]);
  });
});

test('hostile content does not stop the others from being read', () => {
  withDatabase((db) => {
    for (const text of [
      '{"name": "good", "version": 1, "states": {}}',
      '{',
      '[]',
      '"\u0000"',
      "'; drop table x",
    ]) {
      addPolicy(db, text);
    }
    const { policies } = prepareStoredSettings(db)(at);
    expect(policies.some(({ data }) => data.includes('good'))).toBe(true);
  });
});

test('setting an organisation keeps what is not named, and null clears', () => {
  withDatabase((db) => {
    const organizations = prepareOrganizations(db);
    organizations.add(7, { name: 'Acme', timezone: 'America/Denver', policy: 'us-2026' }, { CA: 45 });
    organizations.set(7, { policy: null, send_time_hour: 9 }, { CA: null, TX: 10 });
    expect(prepareStoredSettings(db)(at)).toMatchObject({
      organization: { name: 'Acme', timezone: 'America/Denver', policy: null, send_time_hour: 9, active: 1 },
      stateBuffers: [['TX', 10]],
    });
  });
});
