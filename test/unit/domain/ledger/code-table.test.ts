import { expect, test } from 'vitest';
import { CodeTable } from '../../../../src/domain/ledger/code-table.ts';

test('each value has one code, in the order in which they come', () => {
  const table = new CodeTable<string>(2);
  expect(['a', 'b', 'a', 'c'].map((value) => table.codeOf(value))).toEqual([0, 1, 0, 2]);
  expect(table.values).toEqual(['a', 'b', 'c']);
  expect([table.has('c'), table.has('d')]).toEqual([true, false]);
});

test('the column is widened once, before it gets a code that it cannot hold', () => {
  let widened = 0;
  const table = new CodeTable<number>(2, () => widened++);
  expect([...table.addAll([5, 6])]).toEqual([0, 1]);
  expect(widened).toBe(0);
  expect([...table.addAll([6, 7, 8])]).toEqual([1, 2, 3]);
  expect(widened).toBe(1);
});
