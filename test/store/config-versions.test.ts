import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ConfigVersion, prepareConfigVersions } from '../../src/store/config-versions.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareStoredSettings } from '../../src/store/stored-settings.ts';
import { temporaryFolder } from '../support/run-fixture.ts';

const made = '2027-01-10 12:00:00';

function fill(path: string, starts: readonly string[]) {
  const db = openDatabase(join(path, 'org.db'), { mode: 'create' });
  const versions = prepareConfigVersions(db);
  for (const [index, validFrom] of starts.entries()) {
    const configData = JSON.stringify({ horizon_days: index + 1 });
    const version = {
      configType: 'configuration',
      configData,
      validFrom,
      createdAt: made,
      createdBy: 'ann',
      reason: null,
    };
    versions.addVersion({ ...version, configType: 'configuration' });
  }
  return { db, versions };
}

const spans = (path: string, starts: readonly string[]): [string, string | null][] => {
  const { db, versions } = fill(path, starts);
  using _ = db;
  return versions
    .listVersions('configuration')
    .map(({ validFrom, validTo }): [string, string | null] => [validFrom, validTo])
    .reverse();
};

test('a version ends where the next one begins', () => {
  using temporary = temporaryFolder();
  expect(spans(temporary.path, ['2027-01-01 00:00:00', '2027-02-01 00:00:00'])).toEqual([
    ['2027-01-01 00:00:00', '2027-02-01 00:00:00'],
    ['2027-02-01 00:00:00', null],
  ]);
});

test('a version made before one that is to come ends where that begins', () => {
  using temporary = temporaryFolder();
  expect(
    spans(temporary.path, ['2027-01-01 00:00:00', '2027-03-01 00:00:00', '2027-02-01 00:00:00']),
  ).toEqual([
    ['2027-01-01 00:00:00', '2027-02-01 00:00:00'],
    ['2027-03-01 00:00:00', null],
    ['2027-02-01 00:00:00', '2027-03-01 00:00:00'],
  ]);
});

test.each([
  ['2027-01-10 11:00:00', 2],
  ['2027-02-28 23:59:59', 2],
  ['2027-03-01 00:00:00', 3],
])('at %s version %i counts: one that counts at once also before it was made', (at, id) => {
  using temporary = temporaryFolder();
  const { db } = fill(temporary.path, ['2027-01-01 00:00:00', made, '2027-03-01 00:00:00']);
  using _ = db;
  expect(prepareStoredSettings(db)(at).configuration?.id).toBe(id);
});

test('of two versions of one moment the one made later counts', () => {
  using temporary = temporaryFolder();
  const { db } = fill(temporary.path, [made, made]);
  using _ = db;
  expect(prepareStoredSettings(db)(made).configuration?.id).toBe(2);
});

test('a version ends only the one that is in force where it begins: those that ended before keep their end', () => {
  using temporary = temporaryFolder();
  const [first, second, third, fourth] = ['01', '10', '05', '20'].map(
    (date) => `2027-01-${date} 00:00:00`,
  ) as [string, string, string, string];
  expect(spans(temporary.path, [first, second, third, fourth, fourth])).toEqual([
    [first, third],
    [second, fourth],
    [third, second],
    [fourth, fourth],
    [fourth, null],
  ]);
});

test('a cancelled version never counts, and the one before it counts on', () => {
  using temporary = temporaryFolder();
  const starts = ['2027-01-01 00:00:00', '2027-02-01 00:00:00', '2027-03-01 00:00:00'];
  const { db, versions } = fill(temporary.path, starts);
  using _ = db;
  const [, second] = [...versions.listVersions('configuration')].reverse();
  versions.cancelVersion(second as ConfigVersion, made, 'cancelled');
  expect(
    versions
      .listVersions('configuration')
      .map(({ validTo }) => validTo)
      .reverse(),
  ).toEqual(['2027-03-01 00:00:00', made, null]);
  const inForce = (at: string): number | undefined => prepareStoredSettings(db)(at).configuration?.id;
  expect([inForce('2027-02-15 00:00:00'), inForce('2027-03-15 00:00:00')]).toEqual([1, 3]);
  versions.addVersion({
    configType: 'configuration',
    configData: '{}',
    validFrom: '2027-01-20 00:00:00',
    createdAt: made,
    createdBy: null,
    reason: null,
  });
  expect(versions.findVersion(4)?.validTo).toBe('2027-03-01 00:00:00');
});
