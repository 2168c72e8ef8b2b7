import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { transaction } from '../../src/store/transaction.ts';
import { temporaryPath } from './temporary-folder.ts';
import { sendwindowErrorOf } from './thrown-error.ts';

function openTable(path = ':memory:'): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 0 });
  onTestFinished(() => db.close());
  db.exec('create table if not exists t (a integer unique)');
  return db;
}

const valuesOf = (db: DatabaseSync) =>
  db
    .prepare('select a from t order by a')
    .all()
    .map((row) => row.a);
const fail = () => {
  throw new Error('on purpose');
};

describe('transaction', () => {
  it('commits and returns what the body returned', () => {
    const db = openTable();
    expect(transaction(db, () => db.prepare('insert into t values (1) returning a').get()?.a)).toBe(1);
    expect(db.isTransaction).toBe(false);
    expect(valuesOf(db)).toEqual([1]);
  });

  it('rolls back when the body throws', () => {
    const db = openTable();
    expect(() =>
      transaction(db, () => {
        db.exec('insert into t values (1)');
        fail();
      }),
    ).toThrow('on purpose');
    expect(db.isTransaction).toBe(false);
    expect(valuesOf(db)).toEqual([]);
  });

  it('takes the write lock before the body runs', () => {
    const path = temporaryPath();
    const [first, second] = [openTable(path), openTable(path)];
    transaction(first, () => {
      expect(() => transaction(second, () => undefined)).toThrow('locked');
    });
    expect(second.isTransaction).toBe(false);
  });

  it('nested: takes back only what the inner body wrote', () => {
    const db = openTable();
    transaction(db, () => {
      db.exec('insert into t values (1)');
      expect(() =>
        transaction(db, () => {
          db.exec('insert into t values (2)');
          transaction(db, () => db.exec('insert into t values (3)'));
          fail();
        }),
      ).toThrow('on purpose');
      transaction(db, () => db.exec('insert into t values (4)'));
    });
    expect(valuesOf(db)).toEqual([1, 4]);
  });

  it('nested: the outer body takes everything back', () => {
    const db = openTable();
    expect(() =>
      transaction(db, () => {
        transaction(db, () => db.exec('insert into t values (1)'));
        fail();
      }),
    ).toThrow('on purpose');
    expect(valuesOf(db)).toEqual([]);
  });

  it.each([0, 1])('refuses a body that returns a promise, at depth %i', (depth) => {
    const db = openTable();
    const sneaky = (): unknown => {
      db.exec('insert into t values (1)');
      return Promise.reject(new Error('too late'));
    };
    const body = depth === 0 ? sneaky : () => transaction(db, sneaky);
    expect(sendwindowErrorOf(() => transaction(db, body)).code).toBe('INTERNAL');
    expect(valuesOf(db)).toEqual([]);
  });

  it('is refused by the compiler for an async body', () => {
    const db = openTable();
    // @ts-expect-error a promise is not a result
    expect(() => transaction(db, async () => 1)).toThrow();
  });

  it('throws when SQLite itself has rolled back and the body went on', () => {
    const db = openTable();
    const error = sendwindowErrorOf(() =>
      transaction(db, () => {
        db.exec('insert into t values (1)');
        db.exec('rollback');
      }),
    );
    expect(error.code).toBe('STORE_FAILED');
  });
});
