import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitWidths } from '../../../src/cli/render/fit-widths.ts';
import { type Column, renderTable } from '../../../src/cli/render/table.ts';
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

  test.each([20, 24, 40, 80])('is cut to a terminal of %i columns', (width) => {
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

describe('a table with columns that are never cut', () => {
  const dated: readonly Column<Row>[] = [
    { title: 'run', cell: () => 'run-20270301T143000Z-3f9a2c1b', keep: true },
    { title: 'date', cell: () => '2027-03-01', keep: true },
    ...columns,
  ];
  const rows = [
    { id: 7, name: 'somebody with a long name' },
    { id: 8, name: null },
  ];
  const render = (given: Parameters<typeof createIo>[0]): string =>
    renderTable(rows, dated, createIo({ env: { NO_COLOR: '1' }, ...given }).io);

  test.each([20, 30, 40, 50, 56, 60, 80])('has them whole on a terminal of %i columns', (width) => {
    const text = render({ isTerminal: true, columns: width });
    expect(text).toContain('run-20270301T143000Z-3f9a2c1b');
    expect(text).toContain('2027-03-01');
    if (width >= 40) expect(widthOf(text)).toBeLessThanOrEqual(width);
  });

  test('becomes a block a row where the width is too small, and then cuts nothing', () => {
    expect(render({ isTerminal: true, columns: 40 })).toBe(
      [
        'run   run-20270301T143000Z-3f9a2c1b',
        'date  2027-03-01',
        'id    7',
        'name  somebody with a long name',
        '',
        'run   run-20270301T143000Z-3f9a2c1b',
        'date  2027-03-01',
        'id    8',
        '',
      ].join('\n'),
    );
  });

  test('is fitted to COLUMNS through a pipe, and to nothing where that is not set', () => {
    const cut = render({ env: { COLUMNS: '60' } });
    expect(widthOf(cut)).toBeLessThanOrEqual(60);
    expect(cut).toContain('somebod');
    expect(cut).not.toContain('somebody with a long name');
    expect(render({ columns: 60 })).toContain('somebody with a long name');
    expect(render({ env: { COLUMNS: 'wide' } })).toContain('somebody with a long name');
  });
});

test('a long table is laid out in pieces that line up, with one head', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({ id: index + 1, name: `n${index}` }));
  const lines = renderTable(rows, columns, createIo().io).trimEnd().split('\n');
  expect(lines).toHaveLength(5001);
  expect(lines[0]).toBe('  id  name');
  expect(lines.filter((line) => line.includes('name'))).toHaveLength(1);
  expect(lines[101]).toBe(' 101  n100');
  expect(lines[5000]).toBe('5000  n4999');
});

describe('widths', () => {
  const column = fc.record({ width: fc.integer({ min: 1, max: 200 }), keep: fc.boolean() });

  test('fit into the room or are none, and never change what is kept', () => {
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 6, max: 300 }),
        (wanted, room) => {
          const widths = fitWidths(wanted, room);
          if (widths === undefined) {
            const least = wanted.map(({ width, keep }) => (keep ? width : Math.min(width, 8)));
            expect(least.reduce((sum, width) => sum + width + 2, -2)).toBeGreaterThan(room);
            return;
          }
          expect(widths.reduce((sum, width) => sum + width + 2, -2)).toBeLessThanOrEqual(room);
          wanted.forEach(({ width, keep }, index) => {
            if (keep) expect(widths[index]).toBe(width);
          });
        },
      ),
    );
  });

  test('stay as they are where there is room', () => {
    const columns = [3, 20, 5].map((width) => ({ width, keep: false }));
    expect(fitWidths(columns, 80)).toEqual([3, 20, 5]);
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
