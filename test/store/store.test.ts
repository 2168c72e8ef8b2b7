import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { Store } from '../../src/store/store.ts';
import { temporaryPath } from './temporary-folder.ts';

/** Nouns that take arguments, with some that will do. */
const withArguments = {
  schedules: [10],
  planning: [10],
  contactWrites: ['run', '2027-03-01 12:00:00'],
  scheduleWrites: ['run', '2027-03-01 12:00:00'],
  undoWrites: ['run'],
  readSuppressedAddresses: [],
} as const;

const getters = Object.entries(Object.getOwnPropertyDescriptors(Store.prototype))
  .filter(([, { get }]) => get !== undefined)
  .map(([name]) => name);

test('every statement of every noun can be prepared on a new database', () => {
  using store = Store.open(temporaryPath(), { mode: 'create' });
  expect(getters.length).toBeGreaterThan(20);
  for (const name of getters) expect(Reflect.get(store, name)).toBeDefined();
  for (const [name, given] of Object.entries(withArguments)) {
    const make = Reflect.get(store, name) as (...given: readonly unknown[]) => unknown;
    expect(make.call(store, ...given)).toBeDefined();
  }
});

test('a noun is made once', () => {
  using store = Store.open(temporaryPath(), { mode: 'create' });
  expect(store.contacts).toBe(store.contacts);
  expect(store.schedules()).toBe(store.schedules());
});

test('what reads a snapshot sees one moment, and ends it also when it fails', () => {
  const path = temporaryPath();
  using store = Store.open(path, { mode: 'create' });
  using other = Store.open(path, { mode: 'read-write' });
  const countTwice = (): number[] => {
    const before = store.holds.listHolds().length;
    other.holds.placeHold({ reason: 'x', createdBy: null, createdAt: '2027-03-01 12:00:00' });
    return [before, store.holds.listHolds().length];
  };
  expect(store.snapshot(countTwice)).toEqual([0, 0]);
  expect(store.holds.listHolds()).toHaveLength(1);
  expect(() =>
    store.snapshot(() => {
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(store.transaction(() => store.holds.listHolds().length)).toBe(1);
});

test('commits wait for the disk, or only the last one, and then all that follow', () => {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  using store = new Store(db);
  const readLevel = () => db.prepare('pragma synchronous').get()?.['synchronous'];
  expect(readLevel()).toBe(2);
  store.deferFlushes();
  expect(readLevel()).toBe(1);
  store.flushed(() => expect(readLevel()).toBe(2));
  expect(readLevel()).toBe(2);
});
