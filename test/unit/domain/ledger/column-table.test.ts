import { expect, test } from 'vitest';
import { ColumnTable, codes16 } from '../../../../src/domain/ledger/column-table.ts';

test('a column of codes that is widened keeps its values, and is widened once', () => {
  const table = new ColumnTable({ code: codes16 }, 4, 'own');
  table.columns.code[table.add()] = 7;
  table.widen('code');
  const widened = table.columns.code;
  expect(widened).toBeInstanceOf(Uint32Array);
  expect(widened[0]).toBe(7);
  table.widen('code');
  expect(table.columns.code).toBe(widened);
});
