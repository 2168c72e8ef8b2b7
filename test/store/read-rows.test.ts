import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  createRowTaker,
  exactColumn,
  prepareArrays,
  prepareNumbers,
  TooManyRecords,
} from '../../src/store/read-rows.ts';

function numbers(count: number): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(`create table numbers (id integer primary key, name text, share real, data blob);
    with recursive n (id) as (select 1 union all select id + 1 from n where id < ${count})
    insert into numbers select id, iif(id % 2, 'odd', null), id / 2.0, x'00ff' from n`);
  return db;
}

const from = 'from numbers where id > :after';

describe('rows that are taken by a function', () => {
  it('have all their columns, each as Node reads it', () => {
    using db = numbers(2);
    const take = createRowTaker(db, 'id, name, share, data', (row) => [...row]);
    expect(take((row) => `select count(${row}) ${from}`)({ after: 0 })).toEqual([
      [1, 'odd', 0.5, new Uint8Array([0, 255])],
      [2, null, 1, new Uint8Array([0, 255])],
    ]);
  });

  it('are as many as the statement finds, whether it counts or lists them', () => {
    using db = numbers(10);
    const take = createRowTaker(db, 'id', ([id]) => id);
    const last = [8, 9, 10];
    expect(take((row) => `select count(${row}) ${from}`)({ after: 7 })).toEqual(last);
    expect(take((row) => `select ${row} ${from} order by id`)({ after: 7 })).toEqual(last);
    expect(take((row) => `select ${row} ${from} order by id limit 1`)({ after: 7 })).toEqual([8]);
    expect(take((row) => `select ${row} ${from}`)({ after: 10 })).toEqual([]);
  });

  it('of one statement are not those of another', () => {
    using db = numbers(3);
    const take = createRowTaker(db, 'id', ([id]) => id);
    const other = createRowTaker(db, 'name', ([name]) => name);
    const first = take((row) => `select ${row} ${from}`)({ after: 0 });
    const second = take((row) => `select ${row} ${from}`)({ after: 2 });
    expect(other((row) => `select ${row} ${from}`)({ after: 2 })).toEqual(['odd']);
    expect([first, second]).toEqual([[1, 2, 3], [3]]);
  });

  it('that cannot be taken end the statement with what was thrown, and the next one begins again', () => {
    using db = numbers(3);
    const take = createRowTaker(db, 'id', ([id]) => {
      if (id === 2) throw new RangeError('two is too much');
      return id;
    });
    const read = take((row) => `select ${row} ${from}`);
    expect(() => read({ after: 0 })).toThrow(new RangeError('two is too much'));
    expect(read({ after: 2 })).toEqual([3]);
  });
});

describe('whole numbers of 64 bits (spec 2.2, "Ids")', () => {
  const expected = [
    ['-9007199254740993', 'even'],
    [1, 'odd'],
    [Number.MAX_SAFE_INTEGER, 'odd'],
    ['9223372036854775807', null],
  ];

  function bigNumbers(): DatabaseSync {
    const db = new DatabaseSync(':memory:');
    db.exec(`create table numbers (id integer primary key, name text);
      insert into numbers values (-9007199254740993, 'even'), (1, 'odd'), (9007199254740991, 'odd'), (9223372036854775807, null)`);
    return db;
  }

  it('come as their digits, and the others as numbers', () => {
    using db = bigNumbers();
    const read = prepareArrays(db, 'select id, name from numbers where id <> :id order by id');
    expect(read({ id: 0 })).toEqual(expected);
    // The statement is the quick one again.
    expect(read({ id: 0 })).toEqual(expected);
    const take = createRowTaker(db, 'id, name', (row) => [...row]);
    expect(take((row) => `select ${row} from numbers order by id`)({})).toEqual(expected);
    const listed = db
      .prepare(`select ${exactColumn('id', 'id')}, name from numbers order by numbers.id`)
      .all();
    expect(listed.map((row) => Object.values(row))).toEqual(expected);
  });

  it('are not taken for another fault', () => {
    using db = bigNumbers();
    const take = createRowTaker(db, 'id', () => {
      throw new TypeError('a fault of the function');
    });
    expect(() => take((row) => `select ${row} from numbers where id = 1`)({})).toThrow(TypeError);
    expect(() => prepareArrays(db, 'select id from numbers where id = :id')({ other: 1 })).toThrow('other');
  });
});

describe('more rows than are read at once', () => {
  it('end the statement', () => {
    using db = numbers(10);
    let seen = 0;
    const count = ([id]: readonly unknown[]): unknown => {
      seen++;
      return id;
    };
    const take = createRowTaker(db, 'id', count, 3);
    const read = take((row) => `select count(${row}) ${from}`);
    expect(() => read({ after: 0 })).toThrow(TooManyRecords);
    expect(seen).toBe(4);
    expect(read({ after: 7 })).toEqual([8, 9, 10]);
  });

  it('come one by one where nothing but numbers is asked for', () => {
    using db = numbers(1000);
    const [first, second] = prepareNumbers(db, `select id ${from} order by id`)({ after: 500 });
    expect([first, second]).toEqual([501, 502]);
  });
});
