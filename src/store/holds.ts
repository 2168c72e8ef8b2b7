import type { DatabaseSync } from 'node:sqlite';

/** One reason for which the organisation is on hold. While there is any, `sendable_emails` is empty (spec 4.1). */
export interface Hold {
  readonly reason: string;
  /** Who placed it; null if nobody was named. */
  readonly createdBy: string | null;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly createdAt: string;
}

/** The statements on `holds`. Every function throws SQLite's own error. */
export function prepareHolds(db: DatabaseSync) {
  const place = db.prepare(
    'insert into holds (reason, created_by, created_at) values (:reason, :createdBy, :createdAt)',
  );
  const list = db.prepare(
    'select reason, created_by as createdBy, created_at as createdAt from holds order by id',
  );
  const release = db.prepare('delete from holds');

  return {
    placeHold(hold: Hold): void {
      place.run({ ...hold });
    },
    /** The oldest first. */
    listHolds(): Hold[] {
      return list.all() as unknown as Hold[];
    },
    /** Lifts every hold; returns how many there were. */
    releaseHolds(): number {
      return Number(release.run().changes);
    },
  };
}
