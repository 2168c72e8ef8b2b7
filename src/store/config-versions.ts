import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './transaction.ts';

/** What a version holds: a configuration (one layer), or an exclusion policy (spec 3.2). */
export type ConfigType = 'configuration' | 'policy';

/** A row of `config_versions` (spec 3.1) under the names used in code. Date-times are UTC, `YYYY-MM-DD HH:MM:SS`. */
export interface ConfigVersion {
  readonly id: number;
  readonly configType: ConfigType;
  /** JSON. */
  readonly configData: string;
  readonly validFrom: string;
  /** When a later version takes over; null: no later one is known. */
  readonly validTo: string | null;
  readonly createdAt: string;
  readonly createdBy: string | null;
  /** Why it was made, and why it was cancelled. */
  readonly reason: string | null;
}

/** Whether a version was cancelled before it began to count. */
export const isCancelled = ({ validFrom, validTo }: ConfigVersion): boolean =>
  validTo !== null && validTo < validFrom;

/** A version to be made. */
export type NewConfigVersion = Omit<ConfigVersion, 'id' | 'validTo'>;

const columns = `id, config_type as configType, config_data as configData, valid_from as validFrom,
  valid_to as validTo, created_at as createdAt, created_by as createdBy`;

/** Databases of schema 2 have no such column yet. */
const hasReason = (db: DatabaseSync): boolean =>
  db.prepare("select 1 from pragma_table_info('config_versions') where name = 'reason'").get() !== undefined;

/**
 * The statements on `config_versions`. Versions are never changed or deleted, but for `valid_to`: a new version ends the
 * one that was in force at its `valid_from`, and itself ends where the next later one begins. Of two that begin at the
 * same moment the one made later counts. A cancelled version ends when it was cancelled, which is before it begins, so it never counts. Every function
 * throws SQLite's own error.
 */
export function prepareConfigVersions(db: DatabaseSync) {
  const keepsReason = hasReason(db);
  const selected = `${columns}, ${keepsReason ? 'reason' : 'null as reason'}`;
  const list = db.prepare(
    `select ${selected} from config_versions where config_type = :configType order by id desc`,
  );
  const find = db.prepare(`select ${selected} from config_versions where id = :id`);
  const next = db.prepare(
    `select min(valid_from) as validFrom from config_versions
     where config_type = :configType and valid_from > :validFrom and (valid_to is null or valid_to >= valid_from)`,
  );
  const end = db.prepare(
    `update config_versions set valid_to = :validFrom
     where config_type = :configType and valid_from <= :validFrom and (valid_to is null or valid_to > :validFrom)`,
  );
  const insert = db.prepare(
    `insert into config_versions
       (config_type, config_data, valid_from, valid_to, created_at, created_by${keepsReason ? ', reason' : ''})
     values
       (:configType, :configData, :validFrom, :validTo, :createdAt, :createdBy${keepsReason ? ', :reason' : ''})`,
  );
  const extend = db.prepare(
    `update config_versions set valid_to = :validTo
     where config_type = :configType and valid_to = :validFrom and valid_from < :validFrom`,
  );
  const cancel = db.prepare('update config_versions set valid_to = :at where id = :id');
  const note = keepsReason
    ? db.prepare(`update config_versions set reason = ifnull(reason || '; ', '') || :note where id = :id`)
    : undefined;
  return {
    /** The newest first. */
    listVersions: (configType: ConfigType): ConfigVersion[] =>
      list.all({ configType }) as unknown as ConfigVersion[],
    findVersion: (id: number): ConfigVersion | undefined =>
      find.get({ id }) as unknown as ConfigVersion | undefined,
    /** Makes a version; returns its id. */
    addVersion(version: NewConfigVersion): number {
      const { reason, ...rest } = version;
      const { configType, validFrom } = version;
      return transaction(db, () => {
        const { validFrom: validTo } = next.get({ configType, validFrom }) as { validFrom: string | null };
        end.run({ configType, validFrom });
        return Number(insert.run({ ...rest, ...(keepsReason ? { reason } : {}), validTo }).lastInsertRowid);
      });
    },
    /** A version that has not begun never does, and the one before it counts until the next. */
    cancelVersion({ id, configType, validFrom, validTo }: ConfigVersion, at: string, why: string): void {
      transaction(db, () => {
        extend.run({ configType, validFrom, validTo });
        cancel.run({ id, at });
        note?.run({ id, note: why });
      });
    },
  };
}
