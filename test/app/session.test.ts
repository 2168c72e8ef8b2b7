import { describe, expect, test } from 'vitest';
import { listSchedule } from '../../src/app/list-schedule.ts';
import { placeHold } from '../../src/app/place-hold.ts';
import { runPlan } from '../../src/app/run-plan.ts';
import { createSession, type Session } from '../../src/app/session.ts';
import { setConfiguration } from '../../src/app/set-configuration.ts';
import { createOrgDatabase, readTable, temporaryFolder } from '../support/run-fixture.ts';

const now = Temporal.Instant.from('2027-01-10T12:00:00Z');
const contact = { email: 'ann@example.com', zip_code: '75001', birth_date: '1955-06-15', status: 'active' };

/** A folder with an org database of two contacts, and a session in it. */
function createOrganisation(given: Partial<Session> = {}) {
  const folder = temporaryFolder();
  createOrgDatabase(`${folder.path}/org.db`, {
    contacts: [
      { ...contact, id: 1 },
      { ...contact, id: 2, email: 'bob@example.com' },
    ],
  });
  const session = createSession({
    ...{ command: 'test', cwd: folder.path, env: {}, who: 'ann', now: () => now, wait: async () => {} },
    ...given,
  });
  return { session, database: `${folder.path}/org.db`, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

describe('a session', () => {
  test('is the process’s own where nothing is said', () => {
    const session = createSession({ command: 'test' });
    expect(session.cwd).toBe(process.cwd());
    expect(session.holder('org.db')).toMatchObject({ pid: process.pid, command: 'test org.db' });
    expect(session.signal).toBeUndefined();
  });

  test('takes who works from SENDWINDOW_USER, and nobody only where that is said', () => {
    const env = { SENDWINDOW_USER: ' ann ' };
    expect(createSession({ command: 'test', env }).who).toBe('ann');
    expect(createSession({ command: 'test', env, who: null }).who).toBeNull();
  });

  test('says where relative paths begin, who works, when, and which settings the environment adds', async () => {
    using org = createOrganisation({ env: { SENDWINDOW_HORIZON_DAYS: '90' } });
    const { session } = org;
    const report = await runPlan({ database: 'org.db', backup: false }, session);
    expect(report).toMatchObject({ status: 'completed', today: '2027-01-10', contacts: { total: 2 } });
    expect(readTable(org.database, 'scheduler_checkpoints')).toMatchObject([
      { scheduler_run_id: report.run_id, run_by: 'ann', started_at: '2027-01-10 12:00:00' },
    ]);
    // In June: outside the 90 days that the environment asks for.
    expect(readTable(org.database, 'email_schedules')).toEqual([]);
  });

  test('tells its observer what is done, and the level of the log', async () => {
    const told: string[] = [];
    const nothing = (): void => undefined;
    using org = createOrganisation({
      observer: {
        startPhase: (phase) => told.push(phase),
        advance: nothing,
        log: (_, text) => told.push(text),
      },
      setLogLevel: (level) => told.push(level),
    });
    await setConfiguration(
      { database: 'org.db', assignments: [{ key: 'log_level', text: 'warn' }] },
      org.session,
    );
    await runPlan({ database: 'org.db', backup: false }, org.session);
    expect(told).toEqual(expect.arrayContaining(['warn', 'run started', 'apply', 'run ended']));
    expect(told.indexOf('warn')).toBeLessThan(told.indexOf('run started'));
  });

  test('stops long work by its signal', async () => {
    using org = createOrganisation({ signal: AbortSignal.abort('SIGTERM') });
    await expect(runPlan({ database: 'org.db', backup: false }, org.session)).rejects.toMatchObject({
      code: 'STOPPED',
    });
  });
});

describe('a listing', () => {
  test('holds the database open until it is disposed of, and no longer', async () => {
    using org = createOrganisation();
    const { session } = org;
    await runPlan({ database: 'org.db', backup: false }, session);
    const listing = await listSchedule({ database: 'org.db', contact: 'bob@example.com' }, session);
    const mails = [...listing.rows];
    expect(mails.length).toBeGreaterThan(0);
    expect(new Set(mails.map((mail) => mail.contact_id))).toEqual(new Set([2]));
    listing[Symbol.dispose]();
    const other = await listSchedule({ database: 'org.db' }, session);
    other[Symbol.dispose]();
    expect(() => [...other.rows]).toThrow();
  });

  test('of what is due says why nothing may be sent', async () => {
    using org = createOrganisation();
    await placeHold({ database: 'org.db', reason: 'wrong template' }, org.session);
    using due = await listSchedule({ database: 'org.db', due: true }, org.session);
    expect(due.head).toEqual({ today: '2027-01-10', on_hold: true });
    expect(due.holds).toEqual([
      { reason: 'wrong template', created_by: 'ann', created_at: '2027-01-10 12:00:00' },
    ]);
    expect([...due.rows]).toEqual([]);
  });

  test('that contradicts itself is refused before anything is opened', async () => {
    const session = createSession({ command: 'test', cwd: '/nowhere' });
    const request = { database: 'org.db', due: true, from: '2027-01-01' };
    await expect(listSchedule(request, session)).rejects.toMatchObject({ code: 'BAD_USAGE' });
  });
});
