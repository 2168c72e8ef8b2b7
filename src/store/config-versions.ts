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
}

/** A version to be made. */
export type NewConfigVersion = Omit<ConfigVersion, 'id' | 'validTo'>;

const columns = `id, config_type as configType, config_data as configData, valid_from as validFrom,
  valid_to as validTo, created_at as createdAt, created_by as createdBy`;

/**
 * The statements on `config_versions`. Versions are never changed or deleted, but for `valid_to`: a new version ends the
 * one that was in force at its `valid_from`, and itself ends where the next later one begins. Of two that begin at the
 * same moment the one made later counts. Every function throws SQLite's own error.
 */
export function prepareConfigVersions(db: DatabaseSync) {
  const list = db.prepare(
    `select ${columns} from config_versions where config_type = :configType order by id desc`,
  );
  const find = db.prepare(`select ${columns} from config_versions where id = :id`);
  const next = db.prepare(
    `select min(valid_from) as validFrom from config_versions
     where config_type = :configType and valid_from > :validFrom`,
  );
  const end = db.prepare(
    `update config_versions set valid_to = :validFrom
     where config_type = :configType and valid_from <= :validFrom and (valid_to is null or valid_to > :validFrom)`,
  );
  const insert = db.prepare(
    `insert into config_versions (config_type, config_data, valid_from, valid_to, created_at, created_by)
     values (:configType, :configData, :validFrom, :validTo, :createdAt, :createdBy)`,
  );
  return {
    /** The newest first. */
    listVersions: (configType: ConfigType): ConfigVersion[] =>
      list.all({ configType }) as unknown as ConfigVersion[],
    findVersion: (id: number): ConfigVersion | undefined =>
      find.get({ id }) as unknown as ConfigVersion | undefined,
    /** Makes a version; returns its id. */
    addVersion(version: NewConfigVersion): number {
      const { configType, validFrom } = version;
      return transaction(db, () => {
        const { validFrom: validTo } = next.get({ configType, validFrom }) as { validFrom: string | null };
        end.run({ configType, validFrom });
        return Number(insert.run({ ...version, validTo }).lastInsertRowid);
      });
    },
  };
}
