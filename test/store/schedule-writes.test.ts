import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RecordHasher } from '../../src/domain/arithmetic/order-free-checksum.ts';
import { hashRow } from '../../src/domain/mail/hash-row.ts';
import type { ScheduleRow } from '../../src/domain/mail/schedule-row.ts';
import { prepareScheduleReads } from '../../src/store/email-schedules.ts';
import { mailColumns } from '../../src/store/mail-columns.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareScheduleWrites } from '../../src/store/schedule-writes.ts';
import { withStoredColumns } from '../../src/store/stored-content.ts';
import { day } from '../support/day-builder.ts';
import { temporaryPath } from './temporary-folder.ts';

const stored = {
  id: 100,
  contact_id: 7,
  email_type: 'campaign_rate_increase',
  event_date: '2027-06-10',
  ideal_send_date: '2027-05-27',
  scheduled_send_date: '2027-05-28',
  scheduled_send_time: '08:30:00',
  status: 'pre-scheduled',
  skip_reason: 'r',
  skip_detail: 'd',
  adjustment: 'smoothed',
  priority: 10,
  campaign_instance_id: 3,
  target_id: 11,
  parent_email_id: 70,
  email_template: 'mail',
  sms_template: 'sms',
  metadata: '{}',
  scheduler_run_id: 'old',
  created_at: '2027-01-01 00:00:00',
  updated_at: '2027-01-02 00:00:00',
  actual_send_datetime: null as string | null,
};

/** One row, and the statements of a run. */
function openOne(row: Readonly<Record<string, unknown>> = stored) {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  onTestFinished(() => db.close());
  const columns = Object.keys(row);
  db.prepare(
    `insert into email_schedules (${columns}) values (${columns.map((column) => `:${column}`)})`,
  ).run(row as never);
  const read = (): ScheduleRow => prepareScheduleReads(db).readOf([7, 8], '')[0] as ScheduleRow;
  return { db, read, writes: prepareScheduleWrites(db, 'new', '2027-03-01 12:00:00') };
}

const tableOf = (db: DatabaseSync, table = 'email_schedules') =>
  db
    .prepare(`select * from ${table}`)
    .all()
    .map((row) => ({ ...row }));
const entryOf = (db: DatabaseSync) => {
  const [entry] = db.prepare('select * from schedule_changes').all();
  return {
    ...entry,
    before: JSON.parse(String(entry?.['before'])) as unknown,
    after: JSON.parse(String(entry?.['after'])) as unknown,
  };
};

/** For every column that is read, a value that another program may have put there since. */
const meanwhile: readonly (readonly [string, string | number | null])[] = [
  ['contact_id', 8],
  ['email_type', 'birthday'],
  ['event_date', '2027-06-11'],
  ['ideal_send_date', '2027-05-26'],
  ['ideal_send_date', null],
  ['scheduled_send_date', '2027-05-29'],
  ['scheduled_send_time', '09:30:00'],
  ['status', 'processing'],
  ['skip_reason', null],
  ['skip_detail', 'e'],
  ['adjustment', null],
  ['priority', 11],
  ['campaign_instance_id', 4],
  ['target_id', null],
  ['parent_email_id', 71],
  ['email_template', 'other'],
  ['sms_template', null],
  ['metadata', '{"a":1}'],
  ['actual_send_datetime', '2027-05-28 13:30:00'],
];

describe('a row that has another %s since it was read', () => {
  it('is listed here for every column', () => {
    const listed = new Set(meanwhile.map(([column]) => column));
    expect(mailColumns.filter(({ column }) => !listed.has(column))).toEqual([]);
  });

  it.each(meanwhile)('%s = %j: is neither changed nor deleted', (column, value) => {
    const { db, read, writes } = openOne();
    const row = read();
    db.prepare(`update email_schedules set ${column} = :value where id = 100`).run({ value });
    const [before] = tableOf(db);
    expect(writes.updateRow(row, { ...row, skipDetail: 'changed' })).toBe(false);
    expect(writes.markRowMissed(row, 'late')).toBe(false);
    expect(writes.deleteRow(row)).toBe(false);
    expect(tableOf(db)).toEqual([before]);
  });

  it('is gone: nothing is written', () => {
    const { db, read, writes } = openOne();
    const row = read();
    db.exec('delete from email_schedules');
    expect(writes.updateRow(row, row)).toBe(false);
    expect(writes.markRowMissed(row, 'late')).toBe(false);
    expect(writes.deleteRow(row)).toBe(false);
    expect(tableOf(db, 'schedule_changes')).toEqual([]);
  });
});

describe('a row that holds what its columns cannot hold', () => {
  const odd: readonly (readonly [string, string])[] = [
    ['metadata', "x'00ff'"],
    ['email_template', "cast(x'61ff62' as text)"],
    ['priority', "'many'"],
    ['target_id', "x'01'"],
    ['scheduled_send_date', "x'01'"],
    ['actual_send_datetime', "x'01'"],
  ];
  it.each(odd)('%s = %s: is changed all the same', (column, value) => {
    const { db, read, writes } = openOne();
    db.exec(`update email_schedules set ${column} = ${value}`);
    expect(writes.updateRow(read(), { ...read(), skipDetail: 'changed' })).toBe(true);
    db.exec(`update email_schedules set ${column} = ${value}`);
    expect(writes.markRowMissed(read(), 'late')).toBe(true);
    expect(writes.deleteRow(read())).toBe(true);
    expect(tableOf(db)).toEqual([]);
  });
});

describe('the audit of a change', () => {
  it('has the columns that differ, who wrote the row before, and a hash of all of it', () => {
    const { db, read, writes } = openOne();
    const row = read();
    const changed = { ...row, sendDate: day('2027-05-30'), adjustment: null };
    expect(writes.updateRow(row, changed)).toBe(true);
    expect(entryOf(db)).toEqual({
      id: 1,
      scheduler_run_id: 'new',
      schedule_id: 100,
      contact_id: 7,
      change: 'update',
      before: {
        scheduled_send_date: '2027-05-28',
        adjustment: 'smoothed',
        scheduler_run_id: 'old',
        updated_at: '2027-01-02 00:00:00',
      },
      after: {
        scheduled_send_date: '2027-05-30',
        adjustment: null,
        row_hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    });
    expect(tableOf(db)).toMatchObject([
      {
        scheduled_send_date: '2027-05-30',
        adjustment: null,
        scheduler_run_id: 'new',
        created_at: stored.created_at,
        updated_at: '2027-03-01 12:00:00',
      },
    ]);
  });

  it('of a missed row has its status and why', () => {
    const { db, read, writes } = openOne();
    expect(writes.markRowMissed(read(), 'late')).toBe(true);
    expect(entryOf(db)).toMatchObject({
      before: { status: 'pre-scheduled', skip_reason: 'r', skip_detail: 'd', scheduler_run_id: 'old' },
      after: { status: 'skipped', skip_reason: 'missed', skip_detail: 'late' },
    });
    expect(tableOf(db)).toMatchObject([{ status: 'skipped', skip_reason: 'missed', skip_detail: 'late' }]);
  });

  it('of a deletion has every column with a value, the sender’s too', () => {
    const { db, read, writes } = openOne({ ...stored, batch_id: 'b', metadata: null });
    expect(writes.deleteRow(read())).toBe(true);
    const { id, contact_id, actual_send_datetime, metadata, ...rest } = stored;
    expect(entryOf(db)).toMatchObject({ change: 'delete', after: null });
    expect(entryOf(db).before).toEqual({ ...rest, batch_id: 'b' });
  });

  it('takes one change at a time, however many sets of columns change', () => {
    const { db, read, writes } = openOne();
    for (let set = 0; set < 300; set++) {
      const bit = (place: number): string => String((set >> place) & 1);
      const changed = { skipReason: bit(0), skipDetail: bit(1), adjustment: bit(2), emailTemplate: bit(3) };
      const more = {
        smsTemplate: bit(4),
        metadata: bit(5),
        sendTime: bit(6),
        priority: Number(bit(7)),
        targetId: Number(bit(8)),
      };
      expect(writes.updateRow(read(), { ...read(), ...changed, ...more })).toBe(true);
    }
    expect(tableOf(db, 'schedule_changes')).toHaveLength(300);
  });
});

describe('an update', () => {
  it('that would take the identity of another row changes nothing', () => {
    const { db, read, writes } = openOne();
    db.exec(
      `insert into email_schedules (id, contact_id, email_type, event_date, scheduled_send_date, campaign_instance_id,
         target_id, parent_email_id)
       values (101, 7, 'campaign_rate_increase', '2027-06-12', '2027-05-28', 3, 11, 70)`,
    );
    expect(writes.updateRow(read(), { ...read(), eventDate: day('2027-06-12') })).toBe(false);
    expect(tableOf(db)[0]).toEqual(expect.objectContaining({ id: 100, event_date: '2027-06-10' }));
  });

  it('that a constraint refuses is an error, not a row that was overtaken', () => {
    const { read, writes } = openOne();
    expect(() => writes.updateRow(read(), { ...read(), emailType: null as never })).toThrow('NOT NULL');
  });
});

describe('the table of columns', () => {
  const row = () => openOne().read();
  it.each(mailColumns.map((column) => [column.column, column] as const))(
    '%s: counts in the hash of a row, is written as it is read, and read back as it is kept',
    (name, { field, kind, toValue, readOf }) => {
      const read = row();
      expect(readOf(read)).toEqual(stored[name as keyof typeof stored]);
      expect(toValue(read)).toEqual(readOf(read));
      const value = kind === 'integer' ? 77 : kind === 'day' ? '2027-07-07' : 'other';
      const changed = withStoredColumns(read, { [name]: value });
      expect(toValue(changed)).toBe(value);
      expect(readOf(changed)).toBe(value);
      expect(changed[field]).not.toEqual(read[field]);
      const hasher = new RecordHasher();
      expect(hashRow(hasher, 7, changed)).not.toEqual(hashRow(hasher, 7, read));
    },
  );
});
