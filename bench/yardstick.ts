import { devNull } from 'node:os';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { connectImmutable } from '../src/store/connect.ts';
import { BenchFailure } from './bench-failure.ts';
import { type TimedCommand, timeCommand } from './process/time-command.ts';

/**
 * How the rows are copied.
 *
 * - `kept_up`: the yardstick of spec 5. An empty file with the schema and the indexes, and one INSERT ... SELECT.
 * - `index_after`: the indexes are built when the rows are there.
 */
export type YardstickVariant = 'kept_up' | 'index_after';

/** Who runs the statement. */
export type YardstickRunner = 'shell' | 'node';

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function listStrings(db: DatabaseSync, sql: string): string[] {
  return db
    .prepare(sql)
    .all()
    .map((row) => String(Object.values(row)[0]));
}

/** Statements that make an empty `email_schedules` as in the source, and its indexes. */
function readSchema(db: DatabaseSync): { readonly table: string; readonly indexes: string } {
  const read = (type: 'table' | 'index'): string =>
    listStrings(
      db,
      `select sql || ';' from sqlite_schema where tbl_name = 'email_schedules' and type = '${type}' and sql is not null`,
    ).join('\n');
  return { table: read('table'), indexes: read('index') };
}

/** The columns that are stored: generated ones cannot be inserted. */
const listColumns = (db: DatabaseSync): string =>
  listStrings(db, "select name from pragma_table_xinfo('email_schedules') where hidden = 0").join(', ');

/** The SQL of a copy from a finished database that nobody has open. */
export function createYardstickSql(source: string, variant: YardstickVariant): string {
  using db = connectImmutable(source);
  const { table, indexes } = readSchema(db);
  const columns = listColumns(db);
  const copy = `insert into email_schedules (${columns}) select ${columns} from source.email_schedules;`;
  const steps = variant === 'index_after' ? [copy, indexes] : [indexes, copy];
  return [table, `attach ${sqlText(source)} as source;`, ...steps].join('\n');
}

/** The version of the `sqlite3` shell; undefined where none is installed. */
export async function findShellVersion(signal: AbortSignal): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await timeCommand('sqlite3', ['--version'], { signal });
    return exitCode === 0 ? stdout.split(' ')[0] : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

const child = fileURLToPath(new URL('./children/execute-sql.ts', import.meta.url));

const commandOf = (runner: YardstickRunner, target: string, sql: string): readonly [string, string[]] =>
  runner === 'shell'
    ? ['sqlite3', ['-batch', '-bail', '-init', devNull, target, sql]]
    : [process.execPath, [child, target, sql]];

function countRows(path: string): number {
  using db = new DatabaseSync(path, { readOnly: true });
  return Number(db.prepare('select count(*) as count from email_schedules').get()?.['count']);
}

/** A measured copy. */
export interface YardstickRun extends TimedCommand {
  readonly rows: number;
}

/**
 * Copies the `email_schedules` of `source` into the new file `target`, in a child process.
 *
 * @throws BenchFailure if the copy is not complete
 */
export async function timeYardstick(
  runner: YardstickRunner,
  source: string,
  target: string,
  variant: YardstickVariant,
  signal: AbortSignal,
): Promise<YardstickRun> {
  const [program, args] = commandOf(runner, target, createYardstickSql(source, variant));
  const timed = await timeCommand(program, args, { signal });
  if (timed.exitCode !== 0) throw new BenchFailure(`yardstick: ${timed.stderr.trim()}`);
  const [wanted, rows] = [countRows(source), countRows(target)];
  if (rows !== wanted) throw new BenchFailure(`yardstick: ${rows} of ${wanted} rows were copied`);
  return { ...timed, rows };
}
