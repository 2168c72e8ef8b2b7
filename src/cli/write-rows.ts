import { escapeText } from '../error/escape-text.ts';
import type { Io } from './io.ts';
import { renderJsonLine } from './render/json.ts';
import type { Cell, Column } from './render/table.ts';

/** Rows are passed on this many at a time. */
const rowsAtATime = 500;

/** Gathers rows into batches; the last one may be smaller. */
function* gatherBatches<Row>(rows: Iterable<Row>): Generator<Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    if (batch.push(row) < rowsAtATime) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Writes batch by batch and waits for the reader in between. @returns false if the reader has closed the pipe */
async function writeBatches<Row>(
  io: Io,
  rows: Iterable<Row>,
  render: (batch: readonly Row[], isFirst: boolean) => string,
): Promise<boolean> {
  let isFirst = true;
  for (const batch of gatherBatches(rows)) {
    io.stdout(render(batch, isFirst));
    isFirst = false;
    if (!(await io.drained())) return false;
  }
  return true;
}

/**
 * Writes rows as one JSON document, `{ ...head, "<name>": [ ... ] }`, a row a line, however many they are; stops
 * quietly when the reader has closed the pipe.
 */
export async function writeJsonRows(
  io: Io,
  head: Readonly<Record<string, unknown>>,
  name: string,
  rows: Iterable<object>,
): Promise<void> {
  io.stdout(renderJsonLine({ ...head, [name]: [] }).slice(0, -2));
  const isRead = await writeBatches(
    io,
    rows,
    (batch, isFirst) => (isFirst ? '\n' : ',\n') + batch.map(renderJsonLine).join(',\n'),
  );
  if (isRead) io.stdout('\n]}\n');
}

/** A cell of CSV; what a terminal would act on is only escaped for a terminal, a file gets the data as they are. */
const csvCell = (value: Cell, io: Io): Cell =>
  typeof value === 'string' && io.isTerminal ? escapeText(value) : value;

/**
 * Writes rows as CSV (RFC 4180) with a header line; a text that a spreadsheet would take for a formula gets an
 * apostrophe in front. Stops quietly when the reader has closed the pipe.
 */
export async function writeCsvRows<Row>(
  io: Io,
  columns: readonly Column<Row>[],
  rows: Iterable<Row>,
): Promise<void> {
  const { stringify } = await import('csv-stringify/sync');
  const options = { escape_formulas: true, record_delimiter: '\n' } as const;
  io.stdout(stringify([columns.map(({ title }) => title)], options));
  await writeBatches(io, rows, (batch) =>
    stringify(
      batch.map((row) => columns.map(({ cell }) => csvCell(cell(row), io))),
      options,
    ),
  );
}
