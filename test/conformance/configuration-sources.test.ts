import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfigurationFile } from '../../src/config/load-configuration-file.ts';
import { addVersion } from '../../src/settings/add-version.ts';
import type { SettingsRequest } from '../../src/settings/effective-settings.ts';
import { loadOrganisation } from '../../src/settings/load-organisation.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareOrganizations } from '../../src/store/organizations.ts';
import { Store } from '../../src/store/store.ts';
import { createOrgDatabase, readTable, runOnce, temporaryFolder } from '../support/run-fixture.ts';
import { type ConformanceCase, caseNames, readCase } from './cases.ts';

/** Where the configuration of a case is put; gives what a run is told of it. */
type Source = (path: string, { as_of, config }: ConformanceCase) => SettingsRequest;

const sources: Readonly<Record<string, Source>> = {
  'a file': (path, { config }) => {
    const file = join(path, 'sendwindow.yaml');
    writeFileSync(file, JSON.stringify(config));
    return { layers: [loadConfigurationFile(file)] };
  },
  'the overrides of an organisation in the central database': (path, { as_of, config }) => {
    const central = join(path, 'central.db');
    createOrgDatabase(central, {});
    using db = openDatabase(central, { mode: 'read-write' });
    const overrides = JSON.stringify(config);
    prepareOrganizations(db).add(206, { name: 'Acme', database: 'org.db', config_overrides: overrides }, {});
    return { layers: [], stored: loadOrganisation(central, 206, Temporal.Instant.from(as_of)).stored };
  },
  'a stored version': (path, { config }) => {
    using db = openDatabase(join(path, 'org.db'), { mode: 'read-write' });
    addVersion(new Store(db), 'configuration', config, {
      createdBy: 'ann',
      createdAt: '2026-01-01 00:00:00',
    });
    return { layers: [] };
  },
};

const pick = (rows: readonly Record<string, unknown>[], columns: readonly string[]): string[] =>
  rows.map((row) => JSON.stringify(columns.map((column) => row[column]))).sort();

// Every case once, each source with a third of them; all of them with all sources have passed too, in three times the time.
describe.each(Object.keys(sources))('with the configuration from %s', (name) => {
  const turn = Object.keys(sources).indexOf(name);
  const own = caseNames.filter((_, index) => index % Object.keys(sources).length === turn);

  test.each(own)('%s has the expected rows', async (file) => {
    using temporary = temporaryFolder();
    const testCase = readCase(file);
    const database = join(temporary.path, 'org.db');
    createOrgDatabase(database, testCase.tables);
    const settings = (sources[name] as Source)(temporary.path, testCase);

    await runOnce(database, testCase.as_of, {}, { settings });

    const { email_schedules: expected } = testCase.expected;
    const columns = Object.keys(expected[0] ?? {});
    expect(pick(readTable(database, 'email_schedules'), columns)).toEqual(pick(expected, columns));
  });
});
