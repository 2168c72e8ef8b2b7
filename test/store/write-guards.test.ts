import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareCheckpoints } from '../../src/store/checkpoints.ts';
import { prepareContactWrites } from '../../src/store/contact-writes.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareUndoReads } from '../../src/store/undo-reads.ts';
import { prepareUndoWrites } from '../../src/store/undo-writes.ts';
import { findUndoTarget } from '../../src/undo/find-undo-target.ts';
import { temporaryPath } from './temporary-folder.ts';
import { sendwindowErrorOf } from './thrown-error.ts';

function open(sql: string): DatabaseSync {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  onTestFinished(() => db.close());
  db.exec(sql);
  return db;
}

const all = (db: DatabaseSync, sql: string) =>
  db
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));

describe('an undo', () => {
  const row = (status: string): string =>
    `insert into email_schedules (id, contact_id, email_type, event_date, scheduled_send_date, status)
     values (1, 7, 'birthday', '2027-06-10', '2027-05-27', '${status}')`;

  it.each(['processing', 'sent', 'accepted'])('leaves a row alone that is %s by now', (status) => {
    const db = open(row(status));
    const before = all(db, 'select * from email_schedules');
    const writes = prepareUndoWrites(db, 'undo');
    const [content] = prepareUndoReads(db).readRows(7);
    const present = content?.content as NonNullable<typeof content>['content'];
    expect(writes.removeRow(1)).toBe(false);
    expect(writes.changeRowBack(1, 7, present, { ...present, status: 'pre-scheduled' })).toBe(false);
    expect(all(db, 'select * from email_schedules')).toEqual(before);
  });

  it.each(['pre-scheduled', 'skipped'])(
    'changes and removes a row that is %s, and records what differs',
    (status) => {
      const db = open(row(status));
      const writes = prepareUndoWrites(db, 'undo');
      const present = prepareUndoReads(db).readRows(7)[0]?.content ?? {};
      expect(writes.changeRowBack(1, 7, present, { ...present, priority: 3 })).toBe(true);
      expect(writes.removeRow(1)).toBe(true);
      expect(all(db, 'select change, before, after from schedule_changes')).toMatchObject([
        { change: 'update', before: '{"priority":10}', after: '{"priority":3}' },
        { change: 'delete', after: null },
      ]);
      expect(all(db, 'select * from email_schedules')).toEqual([]);
    },
  );
});

describe('the run that an undo takes back', () => {
  const run = (id: string, kind = 'run', status = 'completed', report = ''): string =>
    `insert into scheduler_checkpoints (scheduler_run_id, kind, status, run_timestamp, report)
     values ('${id}', '${kind}', '${status}', '2027-03-01 12:00:00', '${report}');`;
  const changed = (id: string): string =>
    `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change) values ('${id}', 1, 7, 'update');`;
  const undoOf = (id: string, status = 'completed'): string =>
    run(`undo-of-${id}-${status}`, 'undo', status, JSON.stringify({ undone: { run_id: id } }));
  const find = (sql: string): string => {
    const db = open(sql);
    return findUndoTarget(prepareUndoReads(db), 'own', 'org.db').runId;
  };
  const two = run('a') + run('b', 'partial') + changed('a') + changed('b');

  it('is the newest that wrote something, however it ended', () => {
    expect(find(two)).toBe('b');
    expect(find(two + run('c'))).toBe('b');
    expect(find(two + run('c', 'run', 'failed') + changed('c'))).toBe('c');
    expect(find(`${two}${run('own', 'undo', 'started')}`)).toBe('b');
  });

  it('is the one before a run that was taken back, although that one’s changes are still recorded', () => {
    expect(find(two + undoOf('b'))).toBe('a');
    expect(sendwindowErrorOf(() => find(two + undoOf('b') + undoOf('a'))).code).toBe('NO_SUCH_RUN');
  });

  it('is the same again after an undo that did not come to its end', () => {
    expect(find(two + undoOf('b', 'stopped'))).toBe('b');
    expect(find(two + undoOf('b', 'failed'))).toBe('b');
  });

  it('is none that says it wrote nothing, if it came to its end', () => {
    const nothing = JSON.stringify({ writes: { inserted: 0, updated: 0, deleted: 0 } });
    expect(find(two + run('c', 'run', 'completed', nothing) + changed('c'))).toBe('b');
    expect(find(two + run('c', 'run', 'failed', nothing) + changed('c'))).toBe('c');
  });
});

describe('what a run finds out about a contact', () => {
  const now = '2027-03-01 12:00:00';

  it('is resolved once: an issue of earlier keeps the run that resolved it', () => {
    const db = open(
      `insert into contact_issues (contact_id, issue, first_seen_run_id, resolved_run_id)
       values (7, 'invalid_email', 'first', 'second'), (7, 'invalid_email', 'third', null), (8, 'invalid_email', 'x', null),
         (7, 'unknown_zip', 'x', null)`,
    );
    const writes = prepareContactWrites(db, 'new', now);
    writes.resolveIssue(7, 'invalid_email');
    writes.openIssue(7, 'unknown_zip', 'again');
    expect(
      all(db, 'select contact_id, issue, resolved_run_id as by_run from contact_issues order by id'),
    ).toEqual([
      { contact_id: 7, issue: 'invalid_email', by_run: 'second' },
      { contact_id: 7, issue: 'invalid_email', by_run: 'new' },
      { contact_id: 8, issue: 'invalid_email', by_run: null },
      { contact_id: 7, issue: 'unknown_zip', by_run: null },
    ]);
  });

  it('touches a target only where its status differs', () => {
    const db = open(
      `insert into contact_campaigns (id, contact_id, campaign_instance_id, status, updated_at)
       values (1, 7, 3, 'scheduled', 'old'), (2, 7, 4, 'pending', 'old'), (3, 7, 5, 'pending', 'old')`,
    );
    const writes = prepareContactWrites(db, 'new', now);
    for (const id of [1, 2]) writes.setTargetStatus(id, 'scheduled');
    expect(all(db, 'select id, status, updated_at as at from contact_campaigns')).toEqual([
      { id: 1, status: 'scheduled', at: 'old' },
      { id: 2, status: 'scheduled', at: now },
      { id: 3, status: 'pending', at: 'old' },
    ]);
  });
});

describe('a checkpoint', () => {
  const start = {
    runId: 'a',
    runTimestamp: '2027-03-01 12:00:00',
    startedAt: '2027-03-02 12:00:00',
    runBy: null,
    kind: 'run',
    configurationHash: 'c',
    policyHash: 'p',
    productVersion: '0',
    zipTableHash: 'z',
  };
  const plan = {
    runId: 'a',
    contactsChecksum: '1',
    schedulesBeforeChecksum: '2',
    contactsProcessed: 3,
    invalidContactCount: 4,
  };

  it('of a run that has ended does not begin to apply again', () => {
    const checkpoints = prepareCheckpoints(open(''));
    checkpoints.startRun(start);
    checkpoints.failRun('a', 'STOPPED: x', 'now', 'stopped');
    checkpoints.beginApplying(plan);
    checkpoints.failRun('a', 'other', 'later');
    expect(checkpoints.findRun('a')).toMatchObject({
      status: 'stopped',
      errorMessage: 'STOPPED: x',
      completedAt: 'now',
      startedAt: start.startedAt,
      runBy: null,
    });
    expect(checkpoints.supersedeUnfinished('b', 'now')).toEqual([]);
  });
});
