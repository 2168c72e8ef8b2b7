import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { isDate } from '../config/input/is-date.ts';
import { findNearestWord } from '../config/input/nearest-word.ts';
import type { TargetEntry } from './campaign-file.ts';
import type { CampaignProblems } from './campaign-problem.ts';

/** The columns that count; others may be there. */
const knownColumns = ['contact_id', 'email', 'trigger_date'] as const;

type KnownColumn = (typeof knownColumns)[number];

/** A file of targets, and how messages and the file that names it call it. */
export interface TargetCsv {
  readonly path: string;
  readonly name: string;
  /** Where the campaign file names it: `spring.yaml:9:5`. */
  readonly namedAt: string;
}

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

type ColumnIndexes = ReadonlyMap<KnownColumn, number>;

/** Turns the lines of one file into targets. */
class TargetReader {
  readonly targets: TargetEntry[] = [];
  readonly #name: string;
  readonly #problems: CampaignProblems;
  #columns: ColumnIndexes | undefined;

  constructor(name: string, problems: CampaignProblems) {
    this.#name = name;
    this.#problems = problems;
  }

  /** @returns false if there is no use in reading on */
  read({ record, info }: CsvRecord): boolean {
    if (this.#columns !== undefined) {
      this.#readTarget(record, info.lines, this.#columns);
      return true;
    }
    this.#columns = this.#readHeader(record, info.lines);
    return this.#columns !== undefined;
  }

  #readHeader(record: readonly string[], line: number): ColumnIndexes | undefined {
    const names = record.map((name) => name.trim().toLowerCase());
    const indexes = new Map(
      knownColumns.filter((name) => names.includes(name)).map((name) => [name, names.indexOf(name)] as const),
    );
    const isComplete = indexes.has('contact_id') || indexes.has('email');
    const slips = this.#findSlips(names, indexes, line);
    if (isComplete || slips) return isComplete ? indexes : undefined;
    const message =
      'the first line has neither contact_id nor email; name the columns contact_id (or email) and trigger_date';
    this.#problems.add({ place: `${this.#name}:${line}:1`, code: 'MISSING_KEY', message });
    return undefined;
  }

  /** Other columns are left alone, but `triger_date` is hardly one of them. */
  #findSlips(names: readonly string[], indexes: ColumnIndexes, line: number): boolean {
    const missing = knownColumns.filter((name) => !indexes.has(name));
    let found = false;
    for (const [index, name] of names.entries()) {
      const meant =
        indexes.get(name as KnownColumn) === undefined ? findNearestWord(name, missing) : undefined;
      if (meant === undefined) continue;
      found = true;
      const message = `column ${JSON.stringify(name)} is not known; did you mean ${meant}?`;
      this.#problems.add({ place: `${this.#name}:${line}:${index + 1}`, code: 'UNKNOWN_KEY', message });
    }
    return found;
  }

  #readTarget(record: readonly string[], line: number, columns: ColumnIndexes): void {
    const cell = (column: KnownColumn): string => record[columns.get(column) ?? -1]?.trim() ?? '';
    const place = (column: KnownColumn): string => `${this.#name}:${line}:${(columns.get(column) ?? 0) + 1}`;
    const [id, email, triggerDate] = [cell('contact_id'), cell('email'), cell('trigger_date')];
    if (id === '' && email === '') {
      const message = 'the line names no contact; fill in contact_id or email';
      this.#problems.add({ place: `${this.#name}:${line}:1`, code: 'MISSING_KEY', message });
    } else if (id !== '' && !isContactId(id)) {
      const message = `contact_id ${JSON.stringify(id)} is not a contact id; use a whole number of 1 or more`;
      this.#problems.add({ place: place('contact_id'), code: 'OUT_OF_RANGE', message });
    } else if (triggerDate !== '' && !isDate(triggerDate)) {
      const message = `trigger_date ${JSON.stringify(triggerDate)} is not a date; use YYYY-MM-DD`;
      this.#problems.add({ place: place('trigger_date'), code: 'BAD_DATE', message });
    } else {
      this.targets.push({
        contactId: id === '' ? undefined : Number(id),
        email: id === '' ? email : undefined,
        triggerDate: triggerDate === '' ? null : triggerDate,
        additional: false,
        place: place(id === '' ? 'email' : 'contact_id'),
      });
    }
  }
}

const isContactId = (text: string): boolean =>
  /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));

function describeFault(error: unknown, csv: TargetCsv, problems: CampaignProblems): void {
  if (error instanceof CsvError) {
    const line = Number(error['lines'] ?? 1);
    problems.add({
      place: `${csv.name}:${line}:1`,
      code: 'SYNTAX',
      message: `${error.message}; correct the line`,
    });
    return;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const what =
    code === 'ENOENT'
      ? 'there is no such file; paths are taken from the folder of the campaign file'
      : message;
  problems.add({
    place: csv.namedAt,
    code: 'NO_SUCH_FILE',
    message: `targets_csv ${JSON.stringify(csv.name)}: ${what}`,
  });
}

/**
 * Reads targets from CSV (RFC 4180, UTF-8): a header line with `contact_id` or `email`, and `trigger_date` if they have
 * dates of their own; other columns are passed over. Mistakes are added to `problems`.
 */
export async function readTargetCsv(
  csv: TargetCsv,
  problems: CampaignProblems,
): Promise<readonly TargetEntry[]> {
  const reader = new TargetReader(csv.name, problems);
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: 1_000_000,
  });
  const stream = createReadStream(csv.path);
  stream.on('error', (error) => parser.destroy(error));
  try {
    for await (const record of stream.pipe(parser)) if (!reader.read(record as CsvRecord)) break;
  } catch (error) {
    describeFault(error, csv, problems);
  } finally {
    stream.destroy();
  }
  return reader.targets;
}
