import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { contactColumns } from './contacts.ts';

/** Columns of the contract that only senders and people read: added, empty, where an organisation has none. */
const addedColumns = [
  'first_name',
  'last_name',
  'current_carrier',
  'plan_type',
  'agent_id',
  'external_id',
  'created_at',
  'updated_at',
];

interface Column {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

/**
 * Checks that a database which is not ours may become an org database: it has a `contacts` table with the columns of
 * spec 3.1 (it may have more), and nothing else whose name the product needs. Other tables are left alone.
 *
 * @param reserved the names that the migrations create.
 * @throws NOT_A_DATABASE, listing every reason why not.
 */
export function checkAdoptable(db: DatabaseSync, reserved: ReadonlySet<string>, where: string): void {
  const problems = [...contactsProblems(db), ...nameProblems(db, reserved)];
  if (problems.length === 0) return;
  throw new SendwindowError(
    'NOT_A_DATABASE',
    `${where}: this is not a database of sendwindow and cannot become one: ${problems.join('; ')}; fix this, or start with a new file`,
  );
}

/** Adds to `contacts`, if it exists, the columns that it lacks; all existing ones stay as they are. */
export function addMissingColumns(db: DatabaseSync): void {
  const present = new Set(columnsOf(db).map((column) => column.name));
  if (present.size === 0) return;
  for (const name of addedColumns.filter((column) => !present.has(column))) {
    db.exec(`alter table contacts add column ${name} ${name === 'agent_id' ? 'integer' : 'text'}`);
  }
}

function contactsProblems(db: DatabaseSync): string[] {
  const columns = columnsOf(db);
  if (columns.length === 0) return ['it has no table `contacts`'];
  // A plan rests on all of them. Guessing that one is empty could mail the unsubscribed, so they must be there.
  const missing = contactColumns.filter((name) => !columns.some((column) => column.name === name));
  const problems = missing.map((name) => `\`contacts\` has no column \`${name}\``);
  const key = columns.filter((column) => column.pk > 0);
  if (key.length !== 1 || key[0]?.name !== 'id' || key[0].type.toLowerCase() !== 'integer') {
    problems.push('`contacts.id` is not `integer primary key`');
  }
  return problems;
}

function nameProblems(db: DatabaseSync, reserved: ReadonlySet<string>): string[] {
  // SQLite makes `sqlite_sequence` for AUTOINCREMENT.
  const objects = db
    .prepare(
      "select type, lower(name) as name from sqlite_schema where name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .all() as {
    type: string;
    name: string;
  }[];
  return objects
    .filter(({ type, name }) => (name === 'contacts' ? type !== 'table' : reserved.has(name)))
    .map(({ type, name }) => `it has another ${type} named \`${name}\``);
}

function columnsOf(db: DatabaseSync): Column[] {
  return db
    .prepare("select lower(name) as name, type, pk from pragma_table_info('contacts')")
    .all() as unknown as Column[];
}
