import type { DatabaseSync } from 'node:sqlite';
import { toComparedReason } from '../domain/text/compared-text.ts';
import { prepareArrays } from './read-rows.ts';
import { transaction } from './transaction.ts';

/** What the view `sendable_emails` must know of the configuration (spec 2.2). */
export interface StatusSettings {
  readonly active: readonly string[];
  readonly suppressed: readonly string[];
  readonly onUnknown: 'withhold' | 'send';
}

/** The statements on `active_statuses`, `suppressed_statuses` and `status_settings`. Throw SQLite's own errors. */
export function prepareStatusTables(db: DatabaseSync) {
  const setUnknown = db.prepare(
    'insert or replace into status_settings (id, on_unknown_status) values (1, :value)',
  );
  const unknown = prepareArrays(db, 'select on_unknown_status from status_settings where id = 1');
  const tables = (['active_statuses', 'suppressed_statuses'] as const).map((table) => ({
    list: prepareArrays(db, `select status from ${table}`),
    clear: db.prepare(`delete from ${table}`),
    add: db.prepare(`insert into ${table} (status) values (:status)`),
  }));
  return {
    /** Writes what differs, each status in the form in which the view compares a contact's; nothing where nothing does. */
    keepStatuses({ active, suppressed, onUnknown }: StatusSettings): void {
      transaction(db, () => {
        for (const [index, statuses] of [active, suppressed].entries()) {
          const { list, clear, add } = tables[index] as (typeof tables)[number];
          const wanted = new Set(statuses.map(toComparedReason));
          const found = list({}).map((row) => String(row[0]));
          if (found.length === wanted.size && found.every((status) => wanted.has(status))) continue;
          clear.run();
          for (const status of wanted) add.run({ status });
        }
        if (unknown({})[0]?.[0] !== onUnknown) setUnknown.run({ value: onUnknown });
      });
    },
  };
}
