import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryPath } from '../store/temporary-folder.ts';
import { type RandomStatement, randomStatement } from '../support/random-statements.ts';

const audited = [
  'email',
  'zip_code',
  'state',
  'birth_date',
  'effective_date',
  'status',
  'phone_number',
  'plan_type',
  'current_carrier',
  'agent_id',
];
const keptOfDeleted = [
  'email',
  'birth_date',
  'zip_code',
  'state',
  'effective_date',
  'status',
  'phone_number',
  'external_id',
];

type Row = Record<string, unknown>;
interface Change {
  readonly id: number;
  readonly field: string;
  readonly old_value: unknown;
  readonly new_value: unknown;
}

const snapshot = (db: DatabaseSync): Map<number, Row> =>
  new Map(
    db
      .prepare('select * from contacts')
      .all()
      .map((row) => [Number(row['id']), { ...row }]),
  );

const readChanges = (db: DatabaseSync, since: number): Change[] =>
  db
    .prepare(
      'select contact_id as id, field, old_value, new_value from contact_changes where id > :since order by id',
    )
    .all({ since }) as unknown as Change[];

const lastChange = (db: DatabaseSync): number =>
  Number(db.prepare('select ifnull(max(id), 0) as id from contact_changes').get()?.['id']);

/** SQLite's own constraint: the statement failed, as some of these must. */
function execute(db: DatabaseSync, { sql }: RandomStatement): void {
  try {
    db.exec(sql);
  } catch (error) {
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== 19) throw error;
  }
}

const asText = (value: unknown): unknown => (value === null ? null : String(value));

/** What a comparison of two moments says. */
function compare(before: Map<number, Row>, after: Map<number, Row>): Change[] {
  return [...before].flatMap(([id, old]): Change[] => {
    const row = after.get(id);
    if (row === undefined) {
      const values = Object.fromEntries(keptOfDeleted.map((field) => [field, asText(old[field])]));
      return [{ id, field: 'contact', old_value: JSON.stringify(values), new_value: null }];
    }
    return audited
      .filter((field) => row[field] !== old[field])
      .map((field) => ({ id, field, old_value: asText(old[field]), new_value: asText(row[field]) }));
  });
}

const inOrder = (changes: readonly Change[]): string[] =>
  changes
    .map(({ id, field, old_value, new_value }) =>
      JSON.stringify([id, field, asText(old_value), asText(new_value)]),
    )
    .sort();

/** Takes the changes back one by one: what is there must be what the change says it led to. */
function rewind(after: Map<number, Row>, changes: readonly Change[]): Map<number, Row> {
  const rows = new Map([...after].map(([id, row]) => [id, { ...row }]));
  for (const { id, field, old_value, new_value } of [...changes].reverse()) {
    if (field === 'contact') {
      rows.set(id, JSON.parse(String(old_value)) as Row);
      continue;
    }
    const row = rows.get(id);
    expect(new_value).not.toBe(old_value);
    // What was deleted later in the same statement is kept without plan type, carrier and agent.
    if (row === undefined || !(field in row)) continue;
    expect(asText(row[field])).toBe(asText(new_value));
    row[field] = old_value;
  }
  return rows;
}

const five = "insert or replace into contacts (id, email) values (5, 'ann@x.com')";

/** With `pragma recursive_triggers` a replacement by the same row once looked like a deletion. */
const sameAgain = [
  { sql: five, isSingle: true },
  { sql: five, isSingle: true },
];

test('contact_changes says how contacts differ before and after, however they are written', () => {
  using db = openDatabase(temporaryPath(), { mode: 'create' });
  db.exec('pragma synchronous = off');
  fc.assert(
    fc.property(
      fc.array(randomStatement, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      (statements, isRecursive) => {
        db.exec(`pragma recursive_triggers = ${isRecursive ? 'on' : 'off'}; delete from contacts`);
        for (const statement of statements) {
          const since = lastChange(db);
          const before = snapshot(db);
          execute(db, statement);
          const after = snapshot(db);
          const changes = readChanges(db, since);
          if (statement.isSingle) expect(inOrder(changes)).toEqual(inOrder(compare(before, after)));
          const rewound = rewind(after, changes);
          for (const [id, row] of before) {
            const found = rewound.get(id);
            for (const field of keptOfDeleted.filter((name) => name !== 'external_id'))
              expect([statement.sql, id, field, asText(found?.[field])]).toEqual([
                statement.sql,
                id,
                field,
                asText(row[field]),
              ]);
          }
        }
      },
    ),
    { numRuns: 400, examples: [[sameAgain, true]] },
  );
});
