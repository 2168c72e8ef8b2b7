import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

/** A version as settings are made from it. */
export interface StoredVersion {
  readonly id: number;
  /** `config_data`: JSON, unless another program has changed it. */
  readonly data: string;
}

/** A row of `organizations`, columns named as in the table. */
export type OrganizationRecord = Readonly<Record<string, SQLOutputValue>> & { readonly id: number };

/** Everything that a database holds about the settings of one organisation (spec 3.2). */
export interface StoredSettings {
  readonly organization: OrganizationRecord | undefined;
  /** How many organisations the database holds. */
  readonly organizationCount: number;
  /** Pre-window buffers of the organisation: [state, days] as they are. */
  readonly stateBuffers: readonly (readonly [string, SQLOutputValue])[];
  /** The configuration version in force. */
  readonly configuration: StoredVersion | undefined;
  /** Of each policy name the version in force, the newest first: the first is the policy that was activated last. */
  readonly policies: readonly StoredVersion[];
}

/**
 * A version without a date of its own counts at every moment, also one that `--as-of` moves before its making: only a
 * version that was made for later waits for its date.
 */
const isInForce =
  '(valid_from <= :at or valid_from <= created_at) and (valid_to is null or valid_to >= valid_from)';

const sql = `
  select
    (select count(*) from organizations) as stored_count,
    (
      select json_group_array(json_array(state, pre_exclusion_buffer_days))
      from organization_state_buffers b where b.org_id = o.id
    ) as stored_buffers,
    (
      select json_array(id, cast(config_data as text)) from config_versions
      where config_type = 'configuration' and ${isInForce}
      order by valid_from desc, id desc limit 1
    ) as stored_configuration,
    (
      select json_group_array(json_array(id, cast(config_data as text)) order by valid_from desc, id desc)
      from (
        select *, row_number() over (
          partition by case when json_valid(config_data) then config_data ->> '$.name' end
          order by valid_from desc, id desc
        ) as place
        from config_versions where config_type = 'policy' and ${isInForce}
      )
      where place = 1
    ) as stored_policies,
    o.*
  from (select 1) left join organizations o on o.id = ifnull(
    :organizationId,
    (select id from organizations where (select count(*) from organizations) = 1)
  )`;

type Pair = readonly [number, string];

const toVersion = ([id, data]: Pair): StoredVersion => ({ id, data });

function toSettings(row: Record<string, SQLOutputValue>): StoredSettings {
  const { stored_count, stored_buffers, stored_configuration, stored_policies, ...organization } = row;
  const readJson = (value: SQLOutputValue | undefined): unknown =>
    typeof value === 'string' ? JSON.parse(value) : undefined;
  const version = readJson(stored_configuration) as Pair | undefined;
  return {
    organization: organization['id'] === null ? undefined : (organization as OrganizationRecord),
    organizationCount: Number(stored_count),
    stateBuffers: readJson(stored_buffers) as StoredSettings['stateBuffers'],
    configuration: version && toVersion(version),
    policies: (readJson(stored_policies) as Pair[]).map(toVersion),
  };
}

/**
 * Prepares the one query that reads everything that a run needs to know of its organisation (spec 3.2): its row, its
 * state buffers, and the configuration and policies in force.
 *
 * The function that is returned takes `at`: UTC, `YYYY-MM-DD HH:MM:SS`; and `organizationId`; absent: the only organisation that the database holds, if it holds just one
 */
export function prepareStoredSettings(db: DatabaseSync) {
  const statement = db.prepare(sql);
  return (at: string, organizationId?: number): StoredSettings =>
    toSettings(
      statement.get({ at, organizationId: organizationId ?? null }) as Record<string, SQLOutputValue>,
    );
}
