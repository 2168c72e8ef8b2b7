import type { DatabaseSync } from 'node:sqlite';

/** The central database that plans an organisation (spec 3.1). */
export interface CentralPlanner {
  /** The path of the central database's file. */
  readonly central: string;
  readonly orgId: number;
}

/** Statements on `planned_by`. Every function throws SQLite's own error. */
export function preparePlannedBy(db: DatabaseSync) {
  const find = db.prepare('select central, org_id as orgId from planned_by where id = 1');
  const mark = db.prepare(
    `insert into planned_by (id, central, org_id, marked_at) values (1, :central, :orgId, :now)
     on conflict (id) do update set central = :central, org_id = :orgId, marked_at = :now
     where central <> :central or org_id <> :orgId`,
  );
  return {
    find: (): CentralPlanner | undefined => find.get() as unknown as CentralPlanner | undefined,
    /** @param now UTC, `YYYY-MM-DD HH:MM:SS` */
    mark: ({ central, orgId }: CentralPlanner, now: string): void => {
      mark.run({ central, orgId, now });
    },
  };
}
