import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { ContactRecord } from '../domain/contact/contact.ts';
import { readContact } from '../domain/contact/read-contact.ts';
import type { Leftover } from '../domain/mail/leftover.ts';
import { findOccupiedMails } from '../domain/mail/occupied-mail.ts';
import { isOwned, type ScheduleRow } from '../domain/mail/schedule-row.ts';
import { findContactState, toContactRules } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import {
  createVerifier,
  type OccupiedMail,
  type VerifiedContact,
  type VerifiedMail,
  type Violation,
} from '../domain/verify/verify-contact.ts';
import type { PlanSettings } from './build-plan-context.ts';
import { toVerifyRules } from './verify-ledger.ts';

/** A contact whose rows are judged; `record` is absent when the contact is gone. */
export interface JudgedContact {
  readonly id: number;
  readonly record: ContactRecord | undefined;
}

/** A rule that a row breaks. */
export interface RowViolation extends Omit<Violation, 'mail'> {
  readonly row: ScheduleRow;
}

/** What {@link createRowVerifier} found of one contact. */
export interface RowVerdict {
  /** Rows that were judged: pre-scheduled rows that a run at this moment would plan. */
  readonly judged: number;
  readonly violations: readonly RowViolation[];
}

/**
 * Judges rows as a database holds them, all of one contact's at once (spec 4.1, "Verify").
 *
 * @param rows in any order; of two that are the same mail the later one is found
 * @param moved rows that are about to get the date they carry: they are judged whatever that date is, and as newly
 * placed ones
 */
export type VerifyRows = (
  contact: JudgedContact,
  rows: readonly ScheduleRow[],
  moved?: ReadonlySet<ScheduleRow>,
) => RowVerdict;

const nobodyMoved: ReadonlySet<ScheduleRow> = new Set();

function toVerifiedContact({ id, record }: JudgedContact, context: PlanContext): VerifiedContact {
  if (record === undefined) {
    const absent = { suppression: 'none', birthDate: undefined, effectiveDate: undefined } as const;
    return { id, eligible: false, states: [], ...absent };
  }
  const { contact, stateKey } = findContactState(readContact(record, toContactRules(context)), context);
  return {
    id,
    eligible: contact.eligible,
    suppression: contact.suppression,
    birthDate: contact.birthDate,
    effectiveDate: contact.effectiveDate,
    states: stateKey.split(' '),
  };
}

function toVerifiedMail(row: ScheduleRow, changed: boolean): VerifiedMail {
  return {
    emailType: row.emailType,
    eventDate: row.eventDate,
    idealDate: row.idealDate,
    sendDate: row.sendDate,
    status: 'pre-scheduled',
    adjustment: row.adjustment as VerifiedMail['adjustment'],
    instanceId: row.instanceId,
    targetId: row.targetId,
    parentId: row.parentId,
    changed,
  };
}

/** Rows that the sender has taken, and rows beyond the horizon: they count, and are not judged (spec 2.5, 2.6). */
function listOccupied(
  rows: readonly ScheduleRow[],
  outside: readonly ScheduleRow[],
  context: PlanContext,
): OccupiedMail[] {
  const leftovers = outside.map((row): Leftover => ({ row, fate: 'outside' }));
  return findOccupiedMails(rows, leftovers, context).map(({ emailType, date }) => ({
    emailType,
    date,
    instanceId: null,
  }));
}

/** The verifier of spec 4.1 over rows instead of a plan. */
export function createRowVerifier(context: PlanContext, settings: PlanSettings): VerifyRows {
  const verify = createVerifier(toVerifyRules(context, settings));
  const { today } = context.clock;
  const isStanding = (row: ScheduleRow): boolean =>
    isOwned(row) && row.status === 'pre-scheduled' && row.sendDate >= today;
  const isInRun = (row: ScheduleRow): boolean => row.idealDate <= (context.horizonEnd as EpochDay);
  return (contact, rows, moved = nobodyMoved) => {
    const judged = rows.filter((row) =>
      moved.has(row) ? row.status === 'pre-scheduled' : isStanding(row) && isInRun(row),
    );
    if (judged.length === 0) return { judged: 0, violations: [] };
    const outside = rows.filter((row) => !moved.has(row) && isStanding(row) && !isInRun(row));
    const mails = new Map(judged.map((row) => [toVerifiedMail(row, moved.has(row)), row]));
    const found = verify(
      toVerifiedContact(contact, context),
      [...mails.keys()],
      listOccupied(rows, outside, context),
    );
    const violations = found.map(({ mail, ...rest }) => ({ ...rest, row: mails.get(mail) as ScheduleRow }));
    return { judged: judged.length, violations };
  };
}
