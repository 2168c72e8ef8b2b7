// `npm run torture -- --tries 20 --contacts 100000`: kills runs with signal 9 at random moments while they write, many
// times in a row, and shows that a plain run afterwards makes of the database what an undisturbed run does (spec 4.3).
// Three parts: a first run; the next day's run, which moves, withdraws and deletes; an undo. Exit code 1: a fault.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { generateOrganisation } from '../src/generate/generate-organisation.ts';
import { type RunObserver, silentObserver } from '../src/run/run-observer.ts';
import { defaultThreadsFrom } from '../src/run/run-options.ts';
import { runPlan } from '../src/run/run-plan.ts';
import { verifySchedule } from '../src/run/verify-schedule.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { Store } from '../src/store/store.ts';
import { undoRun } from '../src/undo/undo-run.ts';
import { readTortureFlags } from './torture-flags.ts';

const read = readTortureFlags(process.argv.slice(2));
if ('help' in read) {
  process.stdout.write(read.help);
  process.exit(0);
}
if ('problem' in read) {
  process.stderr.write(`torture: ${read.problem}; see npm run torture -- --help\n`);
  process.exit(2);
}
const { flags } = read;

type Kind = 'run' | 'undo';

/** What one process does. */
interface Task {
  readonly kind: Kind;
  readonly database: string;
  readonly asOf: string;
  readonly runId: string;
}

const firstDay = '2027-03-01';
const mornings = { first: '2027-03-01T12:00:00Z', second: '2027-03-02T12:00:00Z' };
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const layers = [
  {
    source: 'torture',
    values: {
      runs: { batch_size: Number(flags.batch) },
      ...(flags.cap === undefined
        ? {}
        : {
            size_profile: 'none' as const,
            load_balancing: { daily_send_percentage_cap: Number(flags.cap) },
          }),
    },
  },
];

function perform(
  { kind, database, asOf, runId }: Task,
  observer: RunObserver = silentObserver,
): Promise<unknown> {
  const common = {
    database,
    asOf: Temporal.Instant.from(asOf),
    settings: { layers },
    backup: false,
    holder: { pid: process.pid, host: 'torture', command: kind, startedAt: '' },
    runId,
    elapsed: () => performance.now(),
    wallClock: () => new Date(asOf),
    wait: (milliseconds: number) => wait(milliseconds),
    runBy: 'torture',
    observer,
  };
  if (kind === 'undo') return undoRun(common);
  return runPlan({
    ...common,
    dryRun: false,
    replan: false,
    checkpoint: true,
    threadsFrom: defaultThreadsFrom,
  });
}

/** Does the task and prints `total N` when writing begins, then `done N` after every batch. */
async function beKilled(task: Task): Promise<void> {
  let isWriting = false;
  await perform(task, {
    startPhase: (phase, total = 0) => {
      isWriting = phase === 'apply' || phase === 'undo';
      if (isWriting) say(`total ${total}`);
    },
    advance: (done) => isWriting && say(`done ${done}`),
    log: () => undefined,
  });
  say('ended');
}

/** Starts the task and kills it somewhere in the first `share` of its writing; true: it was killed. */
async function killAtRandom(task: Task, share: number): Promise<boolean> {
  const args = process.argv.slice(1).concat('--child', JSON.stringify(task));
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let limit = Number.POSITIVE_INFINITY;
  for await (const line of createInterface(child.stdout)) {
    const [word, count] = line.split(' ');
    if (word === 'total') limit = Math.random() * share * Number(count);
    if (word === 'ended') break;
    if ((word === 'total' && limit === 0) || (word === 'done' && Number(count) >= limit)) {
      await wait(Math.random() * 20);
      child.kill('SIGKILL');
      break;
    }
  }
  const [, signal] = (await closed) as [number | null, string | null];
  return signal === 'SIGKILL';
}

function query(path: string, sql: string): Record<string, unknown>[] {
  using db = openDatabase(path, { mode: 'read-only' });
  return db.prepare(sql).all();
}

function execute(path: string, sql: string): void {
  using db = openDatabase(path, { mode: 'read-write' });
  db.exec(sql);
}

function copy(from: string, to: string): void {
  execute(from, 'pragma wal_checkpoint(truncate)');
  for (const suffix of ['-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true });
  copyFileSync(from, to);
}

const content = `contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, scheduled_send_time, status,
  skip_reason, skip_detail, adjustment, priority, campaign_instance_id, target_id, parent_email_id, email_template,
  sms_template, metadata`;

/** Rows of either database that the other does not hold. */
function countDifferences(one: string, other: string): number {
  using db = openDatabase(one, { mode: 'read-only' });
  db.prepare('attach :path as other').run({ path: other });
  const onlyIn = (a: string, b: string) =>
    `select count(*) as n from (
       select ${content} from ${a}.email_schedules except select ${content} from ${b}.email_schedules)`;
  const count = (sql: string) => Number(db.prepare(sql).get()?.['n']);
  return count(onlyIn('main', 'other')) + count(onlyIn('other', 'main'));
}

/** A fault that was found: the torture goes on, and ends with exit code 1. */
function fault(text: string): void {
  process.exitCode = 1;
  say(`FAULT: ${text}`);
}

/** Rows that break a rule, each with its rule. What was right yesterday may have to be withdrawn today. */
async function findViolations(database: string, asOf: string): Promise<Set<string>> {
  const options = {
    database,
    asOf: Temporal.Instant.from(asOf),
    settings: { layers },
    listed: Number.POSITIVE_INFINITY,
    observer: silentObserver,
  };
  const { violations } = await verifySchedule(options);
  return new Set(violations.rows.map(({ schedule_id, rule }) => `${schedule_id} ${rule}`));
}

/** The file is whole, and holds no violation that it did not hold before the first kill. */
async function checkWhole(
  { database, asOf }: Omit<Task, 'runId'>,
  allowed: ReadonlySet<string>,
): Promise<void> {
  const [integrity] = query(database, 'pragma integrity_check');
  if (integrity?.['integrity_check'] !== 'ok') fault(`integrity_check says ${JSON.stringify(integrity)}`);
  const found = await findViolations(database, asOf);
  const fresh = found.difference(allowed);
  if (fresh.size > 0) fault(`${fresh.size} new violations: ${[...fresh].slice(0, 5).join(', ')}`);
}

function isCompleted(database: string, runId: string): boolean {
  const rows = query(
    database,
    "select scheduler_run_id as id from scheduler_checkpoints where status = 'completed'",
  );
  return rows.some(({ id }) => id === runId);
}

function checkStatuses(database: string, killed: readonly string[]): void {
  const rows = query(database, 'select scheduler_run_id as id, status from scheduler_checkpoints');
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  for (const id of killed) {
    if (statuses.get(id) !== 'superseded') fault(`killed run ${id} is ${String(statuses.get(id))}`);
  }
}

/** Kills `tries` processes in a row on `torn`, then lets one end, and compares with `calm`. */
async function torture(name: string, task: Omit<Task, 'runId'>, calm: string): Promise<void> {
  const tries = Number(flags.tries);
  const killed: string[] = [];
  const allowed = await findViolations(task.database, task.asOf);
  for (let number = 1; number <= tries; number++) {
    const runId = `${name}-${number}`;
    // Each gets on a little, so that there is something left for the last.
    if (!(await killAtRandom({ ...task, runId }, 2 / (tries - number + 2)))) break;
    // The kill came too late: the run had come to its end, and only its process had not.
    if (isCompleted(task.database, runId)) break;
    killed.push(runId);
    await checkWhole(task, allowed);
  }
  await perform({ ...task, runId: `${name}-last` });
  await checkWhole(task, task.kind === 'run' ? new Set() : allowed);
  checkStatuses(task.database, killed);
  const different = countDifferences(task.database, calm);
  if (different > 0) fault(`${different} rows are not as an undisturbed ${task.kind} leaves them`);
  say(`${name}: killed ${killed.length} of ${tries} times, ${different} rows differ`);
}

/** One contact in five is changed in a way that its plan must follow. */
const changes = `
  update contacts set birth_date = date(birth_date, '+40 days') where id % 25 = 1;
  update contacts set zip_code = '90210', state = 'CA' where id % 25 = 2;
  update contacts set status = 'unsubscribed' where id % 25 = 3;
  update contacts set effective_date = '2020-06-01' where id % 25 = 4;
  delete from contacts where id % 250 = 5`;

async function main(folder: string): Promise<void> {
  const [base, calm, torn] = ['base.db', 'calm.db', 'torn.db'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  {
    using db = openDatabase(base, { mode: 'create' });
    generateOrganisation(new Store(db), {
      contacts: Number(flags.contacts),
      seed: flags.seed,
      asOf: firstDay,
    });
  }
  copy(base, torn);
  copy(base, calm);
  await perform({ kind: 'run', database: calm, asOf: mornings.first, runId: 'calm-first' });
  await torture('first', { kind: 'run', database: torn, asOf: mornings.first }, calm);

  execute(calm, changes);
  copy(calm, torn);
  copy(calm, base);
  await perform({ kind: 'run', database: calm, asOf: mornings.second, runId: 'calm-second' });
  await torture('second', { kind: 'run', database: torn, asOf: mornings.second }, calm);

  copy(calm, torn);
  await perform({ kind: 'undo', database: calm, asOf: mornings.second, runId: 'calm-undo' });
  await torture('undo', { kind: 'undo', database: torn, asOf: mornings.second }, calm);
}

if (flags.child !== undefined) await beKilled(JSON.parse(flags.child) as Task);
else {
  const folder = mkdtempSync(join(tmpdir(), 'sendwindow-torture-'));
  try {
    await main(folder);
    say(process.exitCode === 1 ? 'faults were found' : 'no fault was found');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
