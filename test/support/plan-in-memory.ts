import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { builtinPolicies } from '../../src/config/builtin-policies.ts';
import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import { resolveConfiguration } from '../../src/config/resolve-configuration.ts';
import type { OverCapDay } from '../../src/domain/balance/apply-daily-cap.ts';
import { formatDate } from '../../src/domain/calendar/date-text.ts';
import type { ExclusionPolicy } from '../../src/domain/exclusion/exclusion-policy.ts';
import { Ledger } from '../../src/domain/ledger/ledger.ts';
import { isWrittenFromLedger, readNewRow } from '../../src/domain/ledger/new-rows.ts';
import { type RowContent, toRowContent } from '../../src/domain/mail/row-content.ts';
import { diffContact } from '../../src/domain/plan/diff-contact.ts';
import { findHistoryBound } from '../../src/domain/plan/history-bound.ts';
import { type ContactInput, planContact } from '../../src/domain/plan/plan-contact.ts';
import type { PlanContext } from '../../src/domain/plan-context.ts';
import { finishContact } from '../../src/domain/settle/finish-contact.ts';
import type { Violation } from '../../src/domain/verify/verify-contact.ts';
import { buildPlanContext, type PlanSettings } from '../../src/plan/build-plan-context.ts';
import { allIds, ContactSource } from '../../src/plan/contact-source.ts';
import { readFixedMails } from '../../src/plan/fixed-mails.ts';
import { adjustLedger, toSendTime, toSettleRules } from '../../src/plan/plan-ledger.ts';
import { planShard } from '../../src/plan/plan-shard.ts';
import { toVerifyRules, verifyLedger } from '../../src/plan/verify-ledger.ts';
import { applyMigrations } from '../../src/store/migrate.ts';
import { Store } from '../../src/store/store.ts';
import { loadTables, type Tables } from './run-fixture.ts';

/** A database as the conformance cases have it. */
export interface MemoryCase {
  readonly as_of: string;
  readonly config: ConfigurationValues;
  readonly policy?: ExclusionPolicy | undefined;
  readonly tables: Tables;
}

/** A row after the run, under the column names of `email_schedules`. */
export type ResultRow = Readonly<Record<string, unknown>>;

/** What a run would leave behind, and how it got there. */
export interface MemoryPlan {
  readonly rows: readonly ResultRow[];
  readonly issues: readonly [number, string][];
  readonly violations: readonly Violation[];
  readonly overCapDays: readonly OverCapDay[];
  readonly context: PlanContext;
  readonly ledger: Ledger;
  /** Contacts whose rows the ledger has: their rows were compared with those of the contact planned again. */
  readonly fromLedger: number;
}

function toColumns(contactId: number, row: RowContent): ResultRow {
  return {
    contact_id: contactId,
    email_type: row.emailType,
    event_date: formatDate(row.eventDate),
    ideal_send_date: formatDate(row.idealDate),
    scheduled_send_date: formatDate(row.sendDate),
    scheduled_send_time: row.sendTime,
    status: row.status,
    skip_reason: row.skipReason,
    adjustment: row.adjustment,
    priority: row.priority,
    campaign_instance_id: row.instanceId,
    target_id: row.targetId,
    parent_email_id: row.parentId,
    email_template: row.emailTemplate,
    sms_template: row.smsTemplate,
  };
}

/** The rows of one contact after its changes. */
function applyChanges(
  input: ContactInput,
  stored: Map<number, ResultRow>,
  changes: ReturnType<typeof diffContact>,
  sendTime: string,
): ResultRow[] {
  const rows = new Map(stored);
  for (const row of changes.deletes) rows.delete(row.id);
  for (const row of changes.missed)
    rows.set(row.id, { ...rows.get(row.id), status: 'skipped', skip_reason: 'missed' });
  for (const { row, mail } of changes.updates) {
    rows.set(row.id, { ...rows.get(row.id), ...toColumns(input.id, toRowContent(mail, sendTime)) });
  }
  const inserted = changes.inserts.map((mail) => toColumns(input.id, toRowContent(mail, sendTime)));
  return [...rows.values(), ...inserted];
}

/** Plans a case in memory, through the code of a run but for its writes. */
export function planInMemory(input: MemoryCase, replan = false): MemoryPlan {
  using db = new DatabaseSync(':memory:');
  applyMigrations(db, 'memory');
  loadTables(db, input.tables);
  const contactCount = input.tables['contacts']?.length ?? 0;
  const { configuration } = resolveConfiguration([{ source: 'test', values: input.config }], {
    contactCount,
  });
  const policy = input.policy ?? (builtinPolicies[0] as ExclusionPolicy);
  const now = Temporal.Instant.from(input.as_of);
  const settings: PlanSettings = { configuration, policy, stateBuffers: new Map(), now, replan };
  const context = buildPlanContext(new Store(db), settings);
  const source = new ContactSource(new Store(db), findHistoryBound(context));
  const { ledger } = planShard(source.readRange(allIds), context, new Ledger(16), () => undefined);
  const overCapDays = adjustLedger(ledger, context, readFixedMails(new Store(db), context, contactCount));
  const { list: violations } = verifyLedger(ledger, toVerifyRules(context, settings));
  const result = collectRows(db, source, context, ledger);
  return { ...result, violations, overCapDays, context, ledger };
}

function readNewRows(ledger: Ledger, contact: number, sendTime: string): RowContent[] {
  const first = ledger.contacts.firstMail[contact] as number;
  const mails = Array.from({ length: ledger.endOfMails(contact) - first }, (_, i) => first + i);
  return mails.map((mail) => readNewRow(ledger, mail, sendTime));
}

function collectRows(db: DatabaseSync, source: ContactSource, context: PlanContext, ledger: Ledger) {
  const sendTime = toSendTime(context.configuration.send_time);
  const rows: ResultRow[] = [];
  const issues: [number, string][] = [];
  const stored = new Map<number, Map<number, ResultRow>>();
  for (const row of db.prepare('select * from email_schedules').all() as ResultRow[]) {
    const contactId = row['contact_id'] as number;
    const own = stored.get(contactId) ?? new Map<number, ResultRow>();
    stored.set(contactId, own.set(row['id'] as number, row));
  }
  let index = 0;
  let fromLedger = 0;
  for (const input of source.readRange(allIds)) {
    const plan = planContact(input, context);
    if (!finishContact(plan, ledger, index, toSettleRules(context))) throw new Error('the plan has changed');
    const isLive = (id: number): boolean => context.campaigns.get(id)?.live ?? false;
    const changes = diffContact(input, plan, sendTime, isLive);
    if (isWrittenFromLedger(ledger, index)) {
      fromLedger++;
      const planned = changes.inserts.map((mail) => toRowContent(mail, sendTime));
      assert.deepStrictEqual(readNewRows(ledger, index, sendTime), planned);
    }
    index++;
    rows.push(...applyChanges(input, stored.get(input.id) ?? new Map(), changes, sendTime));
    stored.delete(input.id);
    for (const issue of new Set(plan.issues.map((found) => found.issue))) issues.push([input.id, issue]);
  }
  for (const own of stored.values()) rows.push(...own.values());
  return { rows, issues, fromLedger };
}
