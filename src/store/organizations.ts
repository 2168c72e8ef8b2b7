import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { asText, prepareArrays, textOf } from './read-rows.ts';
import type { OrganizationRecord } from './stored-settings.ts';
import { transaction } from './transaction.ts';

/** The columns of `organizations` that people set (spec 3.2), in the order of the table. */
export const organizationColumns = [
  'name',
  'database',
  'timezone',
  'active',
  'size_profile',
  'enable_post_window_emails',
  'pre_exclusion_buffer_days',
  'birthday_days_before',
  'effective_date_days_before',
  'send_time_hour',
  'send_time_minute',
  'max_emails_per_period',
  'frequency_period_days',
  'policy',
  'config_overrides',
] as const;

/** A column of `organizations` that people set. */
export type OrganizationColumn = (typeof organizationColumns)[number];

/** What is to be set; null clears a column. */
export type OrganizationValues = Readonly<Partial<Record<OrganizationColumn, SQLInputValue>>>;

/** One organisation as `org list` has it. */
export interface OrganizationSummary {
  readonly id: number;
  readonly name: string;
  readonly database: string | null;
  readonly active: boolean;
  readonly timezone: string | null;
  readonly sizeProfile: string | null;
  readonly policy: string | null;
}

/** Pre-window buffers to be set, by state; null takes one away. */
export type BufferValues = Readonly<Record<string, number | null>>;

/** Sets and takes away the buffers of an organisation. */
function prepareBuffers(db: DatabaseSync): (id: number, buffers: BufferValues) => void {
  const set = db.prepare(
    `insert into organization_state_buffers (org_id, state, pre_exclusion_buffer_days)
     values (:id, :state, :days)
     on conflict do update set pre_exclusion_buffer_days = excluded.pre_exclusion_buffer_days`,
  );
  const remove = db.prepare('delete from organization_state_buffers where org_id = :id and state = :state');
  return (id, buffers) => {
    for (const [state, days] of Object.entries(buffers)) {
      if (days === null) remove.run({ id, state });
      else set.run({ id, state, days });
    }
  };
}

/** The statements on `organizations` and `organization_state_buffers`. Every function throws SQLite's own error. */
export function prepareOrganizations(db: DatabaseSync) {
  const list = prepareArrays(
    db,
    'select id, name, database, active, timezone, size_profile, policy from organizations order by id',
  );
  const next = prepareArrays(db, 'select ifnull(max(id), 0) + 1 from organizations');
  const find = db.prepare('select * from organizations where id = :id');
  const insert = db.prepare(
    `insert into organizations (id, ${organizationColumns.join(', ')})
     values (:id, ${organizationColumns.map((column) => `:${column}`).join(', ')})`,
  );
  const update = db.prepare(
    `update organizations set ${organizationColumns.map((column) => `${column} = :${column}`).join(', ')},
       updated_at = current_timestamp
     where id = :id`,
  );
  const writeBuffers = prepareBuffers(db);
  return {
    /** In the order of ids. */
    list: (): OrganizationSummary[] =>
      list({}).map((row) => ({
        id: Number(row[0]),
        name: textOf(row[1]),
        database: asText(row[2]),
        active: row[3] !== 0,
        timezone: asText(row[4]),
        sizeProfile: asText(row[5]),
        policy: asText(row[6]),
      })),
    find: (id: number): OrganizationRecord | undefined => find.get({ id }) as OrganizationRecord | undefined,
    /** The id after the highest one. */
    findNextId: (): number => Number(next({})[0]?.[0]),
    /** Enters an organisation under an id that is free. */
    add: (id: number, values: OrganizationValues, buffers: BufferValues): void =>
      transaction(db, () => {
        insert.run({ ...emptyRow, active: 1, ...values, id });
        writeBuffers(id, buffers);
      }),
    /** Sets what is given; all else stays. The organisation must exist. */
    set: (id: number, values: OrganizationValues, buffers: BufferValues): void =>
      transaction(db, () => {
        const row = find.get({ id }) as Record<string, SQLInputValue>;
        const kept = Object.fromEntries(organizationColumns.map((column) => [column, row[column] ?? null]));
        update.run({ ...kept, ...values, id });
        writeBuffers(id, buffers);
      }),
  };
}

const emptyRow: Readonly<Record<string, null>> = Object.fromEntries(
  organizationColumns.map((column) => [column, null]),
);
