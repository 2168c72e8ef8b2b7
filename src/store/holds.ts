import type { DatabaseSync } from 'node:sqlite';
import { listColumns } from './schema-objects.ts';

/** One reason for which the organisation is on hold. While there is any, `sendable_emails` is empty (spec 4.1). */
export interface Hold {
  readonly reason: string;
  /** Who placed it; null if no name was given. */
  readonly createdBy: string | null;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly createdAt: string;
}

/** Who ends a hold, and when: UTC, `YYYY-MM-DD HH:MM:SS`. */
export interface Release {
  readonly releasedBy: string | null;
  readonly releasedAt: string;
}

/**
 * The statements on `holds`. Every function throws SQLite's own error. Schemas before 3 keep no history: there a hold
 * that is released is deleted, since their view `sendable_emails` checks only whether a row exists.
 */
export function prepareHolds(db: DatabaseSync) {
  const keepsHistory = listColumns(db, 'holds').some(({ name }) => name === 'released_at');
  const place = db.prepare(
    'insert into holds (reason, created_by, created_at) values (:reason, :createdBy, :createdAt)',
  );
  const list = db.prepare(
    `select reason, created_by as createdBy, created_at as createdAt from holds
     ${keepsHistory ? 'where released_at is null' : ''} order by id`,
  );
  const release = db.prepare(
    keepsHistory
      ? 'update holds set released_at = :releasedAt, released_by = :releasedBy where released_at is null'
      : 'delete from holds',
  );

  return {
    placeHold(hold: Hold): void {
      place.run({ ...hold });
    },
    /** Those in force, the oldest first. */
    listHolds(): Hold[] {
      return list.all() as unknown as Hold[];
    },
    /** Lifts every hold; returns how many there were. */
    releaseHolds(by: Release): number {
      return Number((keepsHistory ? release.run({ ...by }) : release.run()).changes);
    },
  };
}
