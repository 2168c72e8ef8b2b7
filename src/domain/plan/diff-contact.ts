import { isCancelled, type Target } from '../campaign/campaign.ts';
import type { ContactIssue } from '../contact/contact.ts';
import type { LeftoverFate } from '../mail/leftover.ts';
import type { MailEvent } from '../mail/mail-event.ts';
import type { PlannedMail } from '../mail/planned-mail.ts';
import { isRowUnchanged } from '../mail/row-content.ts';
import type { ScheduleRow } from '../mail/schedule-row.ts';
import type { ContactInput, ContactPlan } from './plan-contact.ts';

/** `contact_campaigns.status` (spec 3.1), kept in step with the plan. */
export type TargetStatus = 'pending' | 'scheduled' | 'sent' | 'skipped';

/** What must be written so that the database says what the plan of one contact says. Empty lists: nothing. */
export interface ContactChanges {
  readonly contactId: number;
  readonly deletes: readonly ScheduleRow[];
  readonly missed: readonly ScheduleRow[];
  readonly updates: readonly { readonly row: ScheduleRow; readonly mail: PlannedMail }[];
  readonly inserts: readonly PlannedMail[];
  readonly openedIssues: readonly ContactIssue[];
  readonly resolvedIssues: readonly string[];
  readonly targets: readonly { readonly id: number; readonly status: TargetStatus }[];
}

const isEmpty = (list: readonly unknown[]): boolean => list.length === 0;

/** Does the contact lose or change rows? */
export const changesRows = ({ deletes, missed, updates }: ContactChanges): boolean =>
  !(isEmpty(deletes) && isEmpty(missed) && isEmpty(updates));

/** Is there something to write besides rows? */
export const changesMoreThanRows = ({ openedIssues, resolvedIssues, targets }: ContactChanges): boolean =>
  !(isEmpty(openedIssues) && isEmpty(resolvedIssues) && isEmpty(targets));

/** Is there nothing to write but new rows, if any? */
export const hasOnlyInserts = (changes: ContactChanges): boolean =>
  !changesRows(changes) && !changesMoreThanRows(changes);

/** Is there anything to write? */
export const hasChanges = (changes: ContactChanges): boolean =>
  !(hasOnlyInserts(changes) && isEmpty(changes.inserts));

/** What became of a target's event. A row that the sender has taken is `sent`, whatever came of it. */
function statusOf(event: MailEvent, plan: ContactPlan): TargetStatus {
  const mail = plan.mails.find((planned) => planned.event === event);
  if (mail !== undefined) return mail.status === 'pre-scheduled' ? 'scheduled' : 'skipped';
  const unplanned = plan.unplanned.find((other) => other.event === event);
  return unplanned?.closedBy === undefined ? 'skipped' : 'sent';
}

/** Targets of live campaigns whose status is out of step; those of past campaigns and cancelled ones keep theirs. */
function diffTargets(targets: readonly Target[], plan: ContactPlan, isLive: (instanceId: number) => boolean) {
  const changed: { id: number; status: TargetStatus }[] = [];
  for (const target of targets) {
    if (!isLive(target.instanceId) || isCancelled(target)) continue;
    const event = plan.eventOfTarget.get(target.id);
    const status = event === undefined ? 'pending' : statusOf(event, plan);
    if (status !== target.status) changed.push({ id: target.id, status });
  }
  return changed;
}

/** One row per issue: several campaigns without a trigger date are one issue. */
function diffIssues(input: ContactInput, plan: ContactPlan) {
  const found = new Map(plan.issues.map((issue) => [issue.issue as string, issue]));
  const open = new Set(input.openIssues.map(({ issue }) => issue));
  return {
    openedIssues: [...found.values()].filter(({ issue }) => !open.has(issue)),
    resolvedIssues: [...open].filter((issue) => !found.has(issue)),
  };
}

const noTargets: ContactChanges['targets'] = [];
const noIssues = { openedIssues: [], resolvedIssues: [] };
const noRows: readonly ScheduleRow[] = [];

function withFate({ leftovers }: ContactPlan, fate: LeftoverFate): readonly ScheduleRow[] {
  if (leftovers.length === 0) return noRows;
  return leftovers.filter((leftover) => leftover.fate === fate).map(({ row }) => row);
}

/** Compares a contact's plan with what the database holds (spec 4.1, "Apply"). */
export function diffContact(
  input: ContactInput,
  plan: ContactPlan,
  sendTime: string,
  isLive: (instanceId: number) => boolean,
): ContactChanges {
  const updates: { row: ScheduleRow; mail: PlannedMail }[] = [];
  const inserts: PlannedMail[] = [];
  for (const mail of plan.mails) {
    const { row } = mail;
    if (!mail.stored) continue;
    if (row === undefined) inserts.push(mail);
    else if (!isRowUnchanged(row, mail, sendTime)) updates.push({ row, mail });
  }
  const hasIssues = !(isEmpty(input.openIssues) && isEmpty(plan.issues));
  const { openedIssues, resolvedIssues } = hasIssues ? diffIssues(input, plan) : noIssues;
  return {
    contactId: input.id,
    deletes: withFate(plan, 'deleted'),
    missed: withFate(plan, 'missed'),
    updates,
    inserts,
    targets: isEmpty(input.targets) ? noTargets : diffTargets(input.targets, plan, isLive),
    openedIssues,
    resolvedIssues,
  };
}
