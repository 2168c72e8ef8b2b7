import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { isWrittenFromLedger, NewRows } from '../../src/domain/ledger/new-rows.ts';
import type { RowContent } from '../../src/domain/mail/row-content.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { BatchPreparer, type PreparedBatch } from '../../src/plan/prepare-batch.ts';
import { readInserts } from '../../src/store/insert-columns.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { RowsToInsert } from '../../src/store/schedule-writes.ts';
import { openDesk } from '../support/planning-desk.ts';
import { change, firstMorning, generatedOrganisation } from './generated-organisation.ts';

async function planAll(db: DatabaseSync, database: string) {
  const desk = await openDesk(db, database, firstMorning);
  const { ledger, source, context } = await makePlan(desk);
  const everybody = Array.from({ length: ledger.contactCount }, (_, index) => index);
  const prepare = (isHeldBack: (contactId: number) => boolean): PreparedBatch =>
    new BatchPreparer({ source, context, ledger, isHeldBack }).prepare(everybody);
  const listRows = ({ fromLedger, fresh }: PreparedBatch): string[] => {
    const list = (rows: RowsToInsert): string[] =>
      Array.from({ length: rows.length }, (_, row) => describeRow(rows.contactOf(row), rows.rowOf(row)));
    return [...list(new NewRows(ledger, fromLedger, '08:30:00')), ...list(readInserts(fresh))].sort();
  };
  const idOf = (index: number): number => ledger.contacts.id[index] as number;
  const fromLedger = everybody.filter((index) => isWrittenFromLedger(ledger, index)).map(idOf);
  return { prepare, listRows, fromLedger };
}

const describeRow = (contactId: number, row: RowContent): string =>
  `${contactId} ${row.emailType} ${row.eventDate} ${row.sendDate} ${row.status}`;
const isSkipped = (row: string): boolean => row.endsWith(' skipped');
const nobody = (): boolean => false;

describe('a batch of contacts without rows', () => {
  it('has of contacts that are held back the skipped rows and no others', async () => {
    const path = generatedOrganisation(300);
    using db = openDatabase(path, { mode: 'read-only' });
    const { prepare, listRows, fromLedger } = await planAll(db, path);
    expect(fromLedger.length).toBeGreaterThan(200);
    const all = listRows(prepare(nobody));
    const held = listRows(prepare(() => true));
    expect(held.length).toBeGreaterThan(50);
    expect(held).toEqual(all.filter(isSkipped));
  });

  it('leaves out those to whom somebody has given rows since they were planned', async () => {
    const path = generatedOrganisation(300);
    using db = openDatabase(path, { mode: 'read-only' });
    const { prepare, listRows, fromLedger } = await planAll(db, path);
    const [first, , third] = fromLedger as [number, number, number];
    for (const id of [first, third]) {
      change(
        path,
        `insert into email_schedules (contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, status)
         values (${id}, 'birthday', '2027-03-20', '2027-03-06', '2027-03-06', 'sent')`,
      );
    }
    const batch = prepare(nobody);
    expect(batch.overtaken).toEqual([first, third]);
    const contacts = listRows(batch).map((row) => Number(row.split(' ')[0]));
    expect(contacts).not.toContain(first);
    expect(contacts).not.toContain(third);
  });
});
