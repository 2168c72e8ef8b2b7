import {
  type ChecksumState,
  OrderFreeChecksum,
  RecordHasher,
} from '../../domain/arithmetic/order-free-checksum.ts';
import type { ContactIssue } from '../../domain/contact/contact.ts';
import { type ContactChanges, diffContact, hasChanges } from '../../domain/plan/diff-contact.ts';
import { finishContact } from '../../domain/plan/finish-contact.ts';
import type { Ledger } from '../../domain/plan/ledger.ts';
import { onlyWithdrawals } from '../../domain/plan/only-withdrawals.ts';
import { type ContactInput, planContact } from '../../domain/plan/plan-contact.ts';
import type { PlanContext } from '../../domain/plan/plan-context.ts';
import { hashRow } from '../../domain/schedule/hash-row.ts';
import { type RowContent, toRowContent } from '../../domain/schedule/row-content.ts';
import type { ScheduleRow } from '../../domain/schedule/schedule-row.ts';
import { InsertColumns, type InsertData } from '../../store/insert-columns.ts';
import type { ContactSource } from '../plan/contact-source.ts';
import { toSendTime } from '../plan/plan-ledger.ts';

/** What is written for one contact: its changes, as rows. */
export interface PreparedContact {
  readonly contactId: number;
  readonly deletes: readonly ScheduleRow[];
  readonly missed: readonly ScheduleRow[];
  readonly updates: readonly { readonly row: ScheduleRow; readonly content: RowContent }[];
  readonly inserts: readonly RowContent[];
  readonly openedIssues: readonly ContactIssue[];
  readonly resolvedIssues: readonly string[];
  readonly targets: ContactChanges['targets'];
}

/** A batch that is ready to be written; plain data, so that one thread can prepare it and another write it. */
export interface PreparedBatch {
  /** Contacts looked at. */
  readonly contactCount: number;
  /** Rows of the contacts that get new rows and lose or change none: most of a first run. */
  readonly fresh: InsertData;
  readonly freshChecksum: ChecksumState;
  readonly changed: readonly PreparedContact[];
  /** Contacts that are no longer as they were planned. */
  readonly overtaken: readonly number[];
}

/** What preparing needs to know. */
export interface PreparerRequest {
  readonly source: ContactSource;
  readonly context: PlanContext;
  readonly ledger: Ledger;
  /** Contacts of which only withdrawals are applied: verification objected to their placements. */
  readonly isHeldBack: (contactId: number) => boolean;
}

/** Does the contact lose or change rows? Then somebody may have been faster, and it is written by itself. */
const changesRows = ({ deletes, missed, updates }: ContactChanges): boolean =>
  deletes.length + missed.length + updates.length > 0;

/** Is there more to write of the contact than new rows? */
const hasMore = ({ openedIssues, resolvedIssues, targets }: ContactChanges): boolean =>
  openedIssues.length + resolvedIssues.length + targets.length > 0;

/** Reads and plans contacts of a verified plan again, gives their mails the balanced dates, and compares (spec 4.1). */
export class BatchPreparer {
  readonly #request: PreparerRequest;
  readonly #hasher = new RecordHasher();
  readonly #sendTime: string;

  constructor(request: PreparerRequest) {
    this.#request = request;
    this.#sendTime = toSendTime(request.context.configuration.send_time);
  }

  /** @param indices of the ledger's contacts, ascending */
  prepare(indices: readonly number[]): PreparedBatch {
    const { ledger, source } = this.#request;
    const fresh = new InsertColumns();
    const freshChecksum = new OrderFreeChecksum();
    const changed: PreparedContact[] = [];
    const overtaken: number[] = [];
    const wanted = new Map(indices.map((index) => [ledger.contacts.id[index] as number, index]));
    for (const input of source.readSelected([...wanted.keys()])) {
      const changes = this.#findChanges(input, wanted.get(input.id) as number);
      if (changes === undefined) overtaken.push(input.id);
      else if (!hasChanges(changes)) continue;
      else if (changesRows(changes)) changed.push(this.#toPrepared(changes));
      else {
        if (hasMore(changes)) changed.push({ ...this.#toPrepared(changes), inserts: [] });
        for (const mail of changes.inserts) {
          const row = toRowContent(mail, this.#sendTime);
          fresh.add(input.id, row);
          freshChecksum.add(hashRow(this.#hasher, input.id, row));
        }
      }
    }
    const { data } = fresh;
    return {
      contactCount: indices.length,
      fresh: data,
      freshChecksum: freshChecksum.state,
      changed,
      overtaken,
    };
  }

  /** Undefined: the contact has changed since it was planned. */
  #findChanges(input: ContactInput, index: number): ContactChanges | undefined {
    const { ledger, context, isHeldBack } = this.#request;
    const plan = planContact(input, context);
    if (!finishContact(plan, ledger, index, context.configuration.frequency)) return undefined;
    const isLive = (instanceId: number): boolean => context.campaigns.get(instanceId)?.live ?? false;
    const changes = diffContact(input, plan, this.#sendTime, isLive);
    return isHeldBack(input.id) ? onlyWithdrawals(changes) : changes;
  }

  #toPrepared({ updates, inserts, ...changes }: ContactChanges): PreparedContact {
    return {
      ...changes,
      updates: updates.map(({ row, mail }) => ({ row, content: toRowContent(mail, this.#sendTime) })),
      inserts: inserts.map((mail) => toRowContent(mail, this.#sendTime)),
    };
  }
}
