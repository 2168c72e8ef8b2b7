import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createRowTaker } from '../../src/store/read-rows.ts';

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

  it('that cannot be taken end the statement with what was thrown, and the next one begins anew', () => {
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
