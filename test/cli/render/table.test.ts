import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, fitWidths, renderTable } from '../../../src/cli/render/table.ts';
import { wrapItems } from '../../../src/cli/render/wrap-items.ts';
import { createIo } from '../../support/io-builder.ts';

interface Row {
  readonly id: number;
  readonly name: string | null;
}

const columns: readonly Column<Row>[] = [
  { title: 'id', cell: ({ id }) => id, align: 'right' },
  { title: 'name', cell: ({ name }) => name },
];

const widthOf = (text: string): number => Math.max(...text.split('\n').map(({ length }) => length));

describe('a table', () => {
  test('is nothing where there are no rows', () => {
    expect(renderTable([], columns, createIo().io)).toBe('');
  });

  test('lines up its columns and ends no line with spaces', () => {
    const rows = [
      { id: 7, name: 'Ann' },
      { id: 1234, name: null },
    ];
    expect(renderTable(rows, columns, createIo().io)).toBe('  id  name\n   7  Ann\n1234\n');
  });

  test.each([8, 12, 20, 40])('is cut to a terminal of %i columns', (width) => {
    const { io } = createIo({ isTerminal: true, columns: width, env: { NO_COLOR: '1' } });
    const text = renderTable([{ id: 123_456_789, name: 'x'.repeat(300) }], columns, io);
    expect(widthOf(text)).toBeLessThanOrEqual(width);
  });

  test('cuts and escapes a megabyte of hostile text', () => {
    const name = '\u001b[2J\0\n'.repeat(200_000);
    const text = renderTable([{ id: 1, name }], columns, createIo().io);
    expect(text.length).toBeLessThan(200);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('\u001b');
  });

  test('has a bold head on a terminal only', () => {
    const rows = [{ id: 1, name: 'a' }];
    expect(renderTable(rows, columns, createIo({ isTerminal: true }).io)).toContain('\u001b[1m');
    expect(renderTable(rows, columns, createIo().io)).not.toContain('\u001b');
  });
});

describe('widths', () => {
  test('fit into any room that has place for one narrow column', () => {
    const natural = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(natural, fc.integer({ min: 6, max: 300 }), (wanted, room) => {
        const widths = fitWidths(wanted, room);
        expect(widths.reduce((sum, width) => sum + width + 2, -2)).toBeLessThanOrEqual(room);
        expect(widths.length).toBeGreaterThan(0);
      }),
    );
  });

  test('stay as they are where there is room', () => {
    expect(fitWidths([3, 20, 5], 80)).toEqual([3, 20, 5]);
  });
});

describe('a list of items', () => {
  test('is wrapped between items, and nothing is lost', () => {
    const items = fc.array(fc.stringMatching(/^[a-z]{1,12}( [0-9]{1,6})?$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(items, fc.integer({ min: 20, max: 100 }), (given, width) => {
        const lines = wrapItems(given, width);
        expect(lines.join(' ')).toBe(given.join(', '));
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
