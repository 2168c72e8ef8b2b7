import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/store/open-database.ts';
import { BenchFailure } from '../bench-failure.ts';
import { databases, type Measurement } from '../measurement.ts';
import { timeCommand } from '../process/time-command.ts';
import type { Session } from '../session.ts';
import { runFlags, timeFirstRun } from './first-run.ts';

const crowded = 'bounds';
const child = fileURLToPath(new URL('../children/change-contacts.ts', import.meta.url));

/** One contact in so many is changed while the run is under way. */
const changedShare = 15;
/** One suppression in so many is of a contact; the others are of people who are none. */
const suppressedShare = 20;

/** Everything that a database may hold and that has nothing to do with the number of mails to be planned. */
function crowd(path: string, contacts: number): void {
  using db = openDatabase(path, { mode: 'read-write' });
  const numbers = (count: number): string =>
    `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${Math.ceil(count)})`;
  const columns = 'contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, status';
  db.exec(`
    begin;
    ${numbers(contacts / 3)}
    insert or ignore into suppressions (email, reason)
    select case when i % ${suppressedShare} = 0 then (select email from contacts where id = i) else 'gone' || i || '@example.org' end,
      'bounced' from n where i % ${suppressedShare} <> 0 or (select email from contacts where id = i) is not null;

    insert into campaign_instances (id, campaign_type, instance_name, active_start_date)
    values (900001, 'seasonal_promo', 'open for years', '2020-01-01');
    ${numbers(contacts / 10)}
    insert into email_schedules (${columns}, campaign_instance_id)
    select 10 * i, 'campaign_seasonal_promo', '2021-05-08', '2021-05-01', '2021-05-01', 'sent', 900001 from n;

    ${numbers((5 * contacts) / 3)}
    insert into email_schedules (${columns}, parent_email_id)
    select 2 * ${contacts} + i / 5, 'birthday', '2026-11-10', '2026-10-27', '2026-10-27', 'sent', i from n;
    commit;
    pragma wal_checkpoint(truncate)`);
}

async function measure(session: Session, repeat: number): Promise<void> {
  const { workspace, sendwindow, signal, options } = session;
  session.record('bounds-quiet', repeat, await timeFirstRun(session, databases.generated, databases.scratch));
  workspace.discard(databases.scratch);
  const path = await workspace.copy(databases.generated, crowded);
  session.say('adding suppressions, old mails and rows of contacts that are gone');
  crowd(path, options.contacts);
  const args = [child, path, String(changedShare)];
  const [timed, changes] = await Promise.all([
    sendwindow.timeRun(path, runFlags),
    timeCommand(process.execPath, args, { signal }),
  ]);
  if (changes.exitCode !== 0) throw new BenchFailure(`bounds: contacts were not changed: ${changes.stderr}`);
  session.record('bounds', repeat, timed);
  const { changed } = JSON.parse(changes.stdout) as { changed: number };
  session.notes.set('bounds', `${changed.toLocaleString('en')} contacts changed meanwhile`);
  if (timed.report.status !== 'completed') session.fault(`bounds: the run is ${timed.report.status}`);
  workspace.discard(crowded);
}

/** A first run among everything that a database may hold besides (spec 4.4), against one of the same contacts alone. */
export const boundsMeasurement: Measurement = {
  name: 'bounds',
  needsOnce: ['generate'],
  measure,
  rows: (results) => [
    results.ratio({
      name: 'bounds',
      what: 'first run, crowded database',
      series: 'bounds',
      to: 'bounds-quiet',
      limit: 1.3,
      target: 'at most 1.3 x undisturbed',
    }),
    results.memory({
      name: 'bounds-memory',
      what: 'the same, peak memory',
      series: 'bounds',
      limitMb: 1.2 * 1024,
      target: 'under 1229 MB',
    }),
    results.memory({
      name: 'bounds-quiet-memory',
      what: 'undisturbed, peak memory',
      series: 'bounds-quiet',
      limitMb: 1024,
      target: 'under 1024 MB',
    }),
  ],
};
