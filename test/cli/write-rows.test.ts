import { describe, expect, test } from 'vitest';
import { writeCsvRows, writeJsonRows } from '../../src/cli/write-rows.ts';
import { createIo } from '../support/io-builder.ts';

const columns = [{ title: 'id', cell: ({ id }: { id: number }) => id }];

function* countTo(last: number, seen: number[] = []): Generator<{ id: number }> {
  for (let id = 1; id <= last; id++) {
    seen.push(id);
    yield { id };
  }
}

describe('rows', () => {
  test.each([0, 1, 499, 500, 501, 1500])('%i of them are one JSON document', async (count) => {
    const { io, written } = createIo();
    await writeJsonRows(io, { head: 'x\u202e' }, 'rows', countTo(count));
    const document = JSON.parse(written.out) as { head: string; rows: { id: number }[] };
    expect(document.head).toBe('x\u202e');
    expect(document.rows).toHaveLength(count);
    expect(document.rows.at(-1)?.id).toBe(count === 0 ? undefined : count);
    expect(written.out).not.toContain('\u202e');
  });

  test.each([0, 1, 500, 1001])('%i of them are CSV with a header', async (count) => {
    const { io, written } = createIo();
    await writeCsvRows(io, columns, countTo(count));
    expect(written.out.split('\n')).toHaveLength(count + 2);
  });

  test('are not read any further when nobody reads them any more', async () => {
    for (const write of [
      (io: Parameters<typeof writeCsvRows>[0], rows: Iterable<{ id: number }>) =>
        writeCsvRows(io, columns, rows),
      (io: Parameters<typeof writeCsvRows>[0], rows: Iterable<{ id: number }>) =>
        writeJsonRows(io, {}, 'rows', rows),
    ]) {
      const seen: number[] = [];
      await write(createIo({ drained: async () => false }).io, countTo(1_000_000, seen));
      expect(seen.length).toBeLessThan(2000);
    }
  });
});
