import type { DatabaseSync } from 'node:sqlite';
import { mostId, prepareArrays, textOf } from './read-rows.ts';

/** The issue of a contact whose id does not count. */
export const idOutOfRange = 'id_out_of_range';

/** How many ids of a column do not count. */
export interface OutOfRangeCount {
  /** `table.column` */
  readonly column: string;
  readonly count: number;
  /** One of them, exactly. */
  readonly example: string;
}

/** The columns that an index leads to: a run asks at each plan. */
const columns: readonly (readonly [table: string, column: string])[] = [
  ['contacts', 'id'],
  ['email_schedules', 'id'],
  ['email_schedules', 'contact_id'],
  ['campaign_instances', 'id'],
  ['contact_campaigns', 'id'],
  ['contact_campaigns', 'contact_id'],
  ['tracking_clicks', 'id'],
  ['tracking_clicks', 'contact_id'],
  ['contact_events', 'id'],
  ['contact_events', 'contact_id'],
];

const isOut = (column: string): readonly string[] => [`${column} > ${mostId}`, `${column} < 1`];

/** Two look-ups in the column's index. */
function countSql(table: string, column: string): string {
  const counts = isOut(column).map((out) => `(select count(*) from ${table} where ${out})`);
  const examples = isOut(column).map(
    (out) => `(select cast(${column} as text) from ${table} where ${out} limit 1)`,
  );
  return `select '${table}.${column}', ${counts.join(' + ')}, coalesce(${examples.join(', ')})`;
}

/** Ids that do not count, by the columns in which there are any. */
export function countOutOfRangeIds(db: DatabaseSync): OutOfRangeCount[] {
  const rows = prepareArrays(
    db,
    columns.map(([table, column]) => countSql(table, column)).join(' union all '),
  )({});
  return rows
    .map((row) => ({ column: String(row[0]), count: Number(row[1]), example: textOf(row[2]) }))
    .filter(({ count }) => count > 0);
}

/**
 * The statements that keep the issue {@link idOutOfRange}: by SQL alone, since no number of JavaScript can name these
 * contacts.
 */
export function prepareOutOfRangeIssues(db: DatabaseSync) {
  const isContactOut = isOut('id').join(' or ');
  const isOpen = `issue = '${idOutOfRange}' and resolved_run_id is null`;
  const unsaid = `from contacts where (${isContactOut})
    and not exists (select 1 from contact_issues i where i.contact_id = contacts.id and ${isOpen})`;
  const outdated = `${isOpen} and contact_id not in (select id from contacts where ${isContactOut})`;
  const pending = prepareArrays(
    db,
    `select exists (select 1 ${unsaid}) or exists (select 1 from contact_issues where ${outdated})`,
  );
  const open = db.prepare(
    `insert into contact_issues (contact_id, issue, detail, first_seen_run_id)
     select id, '${idOutOfRange}', 'id ' || id || ' is not from 1 to ${mostId}: no mail is planned', :runId ${unsaid}`,
  );
  const resolve = db.prepare(`update contact_issues set resolved_run_id = :runId where ${outdated}`);
  return {
    /** Is there an issue to open or to resolve? */
    isPending: (): boolean => pending({})[0]?.[0] === 1,
    /** Opens and resolves them; the caller holds a transaction. */
    record: (runId: string): void => {
      open.run({ runId });
      resolve.run({ runId });
    },
  };
}
