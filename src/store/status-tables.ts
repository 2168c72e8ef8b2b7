import type { DatabaseSync } from 'node:sqlite';
import { prepareArrays } from './read-rows.ts';
import { transaction } from './transaction.ts';

/** What the view `sendable_emails` must know of the configuration (spec 2.2). */
export interface StatusSettings {
  readonly active: readonly string[];
  readonly suppressed: readonly string[];
  readonly onUnknown: 'withhold' | 'send';
}

const blanks = 'char(9, 10, 11, 12, 13, 32)';

/** The compared form, as the view reads a contact's status. */
const compared = `
  select distinct case
      when word in ('unsubscribe', 'opt_out', 'opt-out', 'optout', 'opted_out') then 'unsubscribed' else word
    end
  from (select lower(trim(value, ${blanks})) as word from json_each(:list)) order by 1`;

/** The statements on `active_statuses`, `suppressed_statuses` and `status_settings`. Throw SQLite's own errors. */
export function prepareStatusTables(db: DatabaseSync) {
  const wantedList = prepareArrays(db, compared);
  const setUnknown = db.prepare(
    'insert or replace into status_settings (id, on_unknown_status) values (1, :value)',
  );
  const unknown = prepareArrays(db, 'select on_unknown_status from status_settings where id = 1');
  const tables = (['active_statuses', 'suppressed_statuses'] as const).map((table) => ({
    list: prepareArrays(db, `select status from ${table} order by 1`),
    clear: db.prepare(`delete from ${table}`),
    add: db.prepare(`insert into ${table} (status) values (:status)`),
  }));
  return {
    /** Writes what differs; nothing where nothing does. */
    keepStatuses({ active, suppressed, onUnknown }: StatusSettings): void {
      transaction(db, () => {
        for (const [index, statuses] of [active, suppressed].entries()) {
          const { list, clear, add } = tables[index] as (typeof tables)[number];
          const wanted = wantedList({ list: JSON.stringify(statuses) }).map((row) => String(row[0]));
          const found = list({}).map((row) => String(row[0]));
          if (found.join('\n') === wanted.join('\n')) continue;
          clear.run();
          for (const status of wanted) add.run({ status });
        }
        if (unknown({})[0]?.[0] !== onUnknown) setUnknown.run({ value: onUnknown });
      });
    },
  };
}
