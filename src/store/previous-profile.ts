import type { DatabaseSync } from 'node:sqlite';

/**
 * The size profile of the newest completed run (spec 3.2: `auto` changes it only 10 % past a border), from the
 * configuration that the run recorded; `undefined` before the first.
 */
export function readPreviousProfile(db: DatabaseSync): unknown {
  const row = db
    .prepare(
      `select case when json_valid(content) then content ->> '$.profile' end as profile from run_contents
       where hash = (
         select configuration_hash from scheduler_checkpoints
         where status = 'completed' and configuration_hash is not null order by id desc limit 1
       )`,
    )
    .get();
  return row?.['profile'] ?? undefined;
}
