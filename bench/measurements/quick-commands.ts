import process from 'node:process';
import { openDatabase } from '../../src/store/open-database.ts';
import { BenchFailure } from '../bench-failure.ts';
import { atFirstMorning, databases, type Measurement, quickTimes } from '../measurement.ts';
import { hasCommand } from '../process/sendwindow.ts';
import { timeCommand } from '../process/time-command.ts';
import type { Session } from '../session.ts';

/** A command on the planned database that answers at once. */
interface QuickCommand {
  readonly name: string;
  readonly what: string;
  /** The command and the flags that it must have. */
  readonly command: readonly [name: string, ...flags: string[]];
  readonly argumentsOf: (path: string) => readonly string[];
  readonly limitSeconds?: number;
}

const limitSeconds = 0.3;

/** A contact of a state with birthday windows, one of which holds back mail. */
function findContactWithWindow(path: string): string {
  using db = openDatabase(path, { mode: 'read-only' });
  const found = db
    .prepare(
      `select id from contacts c
       where id > (select max(id) / 2 from contacts) and state = 'CA' and birth_date is not null
         and exists (select 1 from email_schedules where contact_id = c.id and skip_reason = 'exclusion_window')
       order by id limit 1`,
    )
    .get();
  if (found === undefined) throw new BenchFailure('explain: no contact in California has mail in a window');
  return String(found['id']);
}

const commands: readonly QuickCommand[] = [
  {
    name: 'explain',
    what: 'explain a contact with birthday windows',
    command: ['explain', '--as-of'],
    argumentsOf: (path) => ['explain', path, findContactWithWindow(path), ...atFirstMorning],
    limitSeconds,
  },
  {
    name: 'schedule-due',
    what: 'schedule --due',
    command: ['schedule', '--due'],
    argumentsOf: (path) => ['schedule', path, '--due', ...atFirstMorning],
    limitSeconds,
  },
  {
    name: 'schedule-due-csv',
    what: 'schedule --due --csv, every row of the day',
    command: ['schedule', '--due', '--csv'],
    argumentsOf: (path) => ['schedule', path, '--due', '--csv', ...atFirstMorning],
  },
  {
    name: 'volume',
    what: 'volume',
    command: ['volume', '--as-of'],
    argumentsOf: (path) => ['volume', path, ...atFirstMorning],
    limitSeconds,
  },
];

async function measureQuick(session: Session, repeat: number, quick: QuickCommand): Promise<void> {
  const { name, command, argumentsOf } = quick;
  if (!hasCommand(...command)) {
    session.unavailable.add(name);
    return;
  }
  const args = argumentsOf(session.workspace.pathOf(databases.main));
  for (let time = 0; time < quickTimes; time++)
    session.record(name, repeat, await session.sendwindow.time(args, { dropOutput: true }));
}

const toMeasurement = (quick: QuickCommand): Measurement => ({
  name: quick.name,
  needsOnce: ['first-run'],
  measure: (session, repeat) => measureQuick(session, repeat, quick),
  rows: (results) => {
    const { name, what, limitSeconds: limit } = quick;
    return [
      results.time({ name, what, series: name, ...(limit === undefined ? {} : { limitSeconds: limit }) }),
    ];
  },
});

/** `explain`, `schedule --due`, `volume` on the large database, as whole commands. */
export const quickCommandMeasurements: readonly Measurement[] = commands.map(toMeasurement);

/** Start-up, and the part of it that is Node's own. */
export const startUpMeasurement: Measurement = {
  name: 'start-up',
  measure: async (session, repeat) => {
    const { signal } = session;
    for (let time = 0; time < quickTimes; time++) {
      session.record('start-up', repeat, await session.sendwindow.time(['--help']));
      session.record('node-itself', repeat, await timeCommand(process.execPath, ['--eval', '0'], { signal }));
    }
  },
  rows: (results) => [
    results.time({
      name: 'start-up',
      what: 'start-up (--help)',
      series: 'start-up',
      limitSeconds: 0.15,
      anySize: true,
    }),
    results.time({ name: 'node-itself', what: 'start-up of Node itself', series: 'node-itself' }),
  ],
};
