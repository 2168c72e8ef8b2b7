import type { Leftover } from '../mail/leftover.ts';
import type { PlannedMail } from '../mail/planned-mail.ts';
import type { ContactPlan } from '../plan/plan-contact.ts';
import type { CodeTable } from './code-table.ts';
import { adjustmentCode, dateCode, suppressionCode, verdictCode } from './ledger-codes.ts';
import { contactFlag, mailFlag } from './ledger-columns.ts';
import type { LedgerTables } from './ledger-tables.ts';

/** What is entered besides the plan. */
export interface EntryFacts {
  /** The mails that their rows do not say yet; most contacts have none. */
  readonly changed: readonly PlannedMail[];
  /** Something of the contact must be written whatever balancing does. */
  readonly isDirty?: boolean;
  /** {@link contactFlag.onlyNew} */
  readonly isOnlyNew?: boolean;
}

const isWithdrawn = ({ row, fate }: Leftover): boolean =>
  fate === 'deleted' && row.status === 'pre-scheduled';

/** Without room for its texts the contact is planned again when its rows are written: slower, but bounded. */
function hasRoomForTexts({ details, templates, mostTexts }: LedgerTables, mails: readonly PlannedMail[]) {
  const hasRoom = (texts: CodeTable<string | null>, text: string | null): boolean =>
    texts.values.length < mostTexts || texts.has(text);
  return mails.every(
    ({ event, skipDetail }) =>
      hasRoom(details, skipDetail) &&
      hasRoom(templates, event.emailTemplate) &&
      hasRoom(templates, event.smsTemplate),
  );
}

function enterLink({ links }: LedgerTables, mail: number, id: number): void {
  const index = links.add();
  links.columns.mail[index] = mail;
  links.columns.id[index] = id;
}

const flagsOfMail = (mail: PlannedMail, isChanged: boolean, isLinked: boolean): number => {
  const { event, row } = mail;
  return (
    (mail.rule === 'sticky' ? mailFlag.sticky : 0) |
    (event.respectsWindows ? mailFlag.respectsWindows : 0) |
    (event.transactional ? mailFlag.transactional : 0) |
    (row !== undefined && !isChanged ? mailFlag.unchanged : 0) |
    (row?.status === 'pre-scheduled' ? mailFlag.rowPreScheduled : 0) |
    (row?.status === 'pre-scheduled' && row.sendDate === mail.sendDate ? mailFlag.standing : 0) |
    (isLinked ? mailFlag.linked : 0)
  );
};

function enterMail(tables: LedgerTables, contact: number, mail: PlannedMail, isChanged: boolean): number {
  const index = tables.mails.add();
  const { event } = mail;
  // Before the columns are looked at: a new value may widen them.
  const type = tables.types.codeOf(event.emailType);
  const priority = tables.priorities.codeOf(event.priority);
  const { columns } = tables.mails;
  const link = event.targetId ?? event.parentId;
  columns.contact[index] = contact;
  columns.type[index] = type;
  columns.eventDate[index] = event.eventDate;
  columns.idealDate[index] = event.idealDate;
  columns.lastDate[index] = event.lastDate;
  columns.placedDate[index] = mail.sendDate;
  columns.sendDate[index] = mail.sendDate;
  columns.priority[index] = priority;
  columns.instance[index] = event.instanceId === null ? 0 : 1 + tables.instances.codeOf(event.instanceId);
  columns.verdict[index] = verdictCode(mail.skipReason);
  columns.ownVerdict[index] = columns.verdict[index] as number;
  columns.adjustment[index] = adjustmentCode(mail.adjustment);
  columns.flags[index] = flagsOfMail(mail, isChanged, link !== null);
  if (link !== null) enterLink(tables, index, link);
  return index;
}

function enterTexts(tables: LedgerTables, index: number, { event, skipDetail }: PlannedMail): void {
  const emailTemplate = tables.templates.codeOf(event.emailTemplate);
  const smsTemplate = tables.templates.codeOf(event.smsTemplate);
  const { columns } = tables.mails;
  columns.detail[index] = tables.details.codeOf(skipDetail);
  columns.emailTemplate[index] = emailTemplate;
  columns.smsTemplate[index] = smsTemplate;
}

function enterOccupied(
  { occupied, occupiedTypes }: LedgerTables,
  entry: ContactPlan['occupied'][number],
): void {
  const index = occupied.add();
  const type = occupiedTypes.codeOf(entry.emailType);
  const { columns } = occupied;
  columns.date[index] = entry.date;
  columns.type[index] = type;
  columns.isForeign[index] = entry.isForeign ? 1 : 0;
}

/** Enters a contact; its mails follow. */
function enterContact(
  tables: LedgerTables,
  { id, state, leftovers }: ContactPlan,
  isDirty: boolean,
  keepsTexts: boolean,
): number {
  const index = tables.contacts.add();
  const contact = state?.contact;
  const stateCode = tables.states.codeOf(state?.stateKey ?? '');
  const { columns } = tables.contacts;
  columns.id[index] = id;
  columns.birthDate[index] = dateCode(contact?.birthDate);
  columns.effectiveDate[index] = dateCode(contact?.effectiveDate);
  columns.state[index] = stateCode;
  columns.suppression[index] = contact === undefined ? 0 : suppressionCode(contact.suppression);
  columns.flags[index] =
    (contact === undefined ? 0 : contactFlag.known) |
    (contact?.eligible ? contactFlag.eligible : 0) |
    (state?.windowsUnknown ? contactFlag.windowsUnknown : 0) |
    (isDirty ? contactFlag.dirty : 0) |
    (leftovers.some(isWithdrawn) ? contactFlag.withdraws : 0) |
    (keepsTexts ? contactFlag.onlyNew : 0);
  columns.firstMail[index] = tables.mails.length;
  columns.firstOccupied[index] = tables.occupied.length;
  return index;
}

/** Enters the plan of one contact, whose id is higher than those entered before. */
export function enterPlan(
  tables: LedgerTables,
  plan: ContactPlan,
  { changed, isDirty = false, isOnlyNew = false }: EntryFacts,
): void {
  const keepsTexts = isOnlyNew && hasRoomForTexts(tables, plan.mails);
  const contact = enterContact(tables, plan, isDirty, keepsTexts);
  for (const mail of plan.mails) {
    if (!mail.stored) continue;
    const index = enterMail(tables, contact, mail, changed.includes(mail));
    if (keepsTexts) enterTexts(tables, index, mail);
  }
  for (const entry of plan.occupied) enterOccupied(tables, entry);
  for (const date of plan.unplacedDates) tables.countUnplaced(date, 1);
}
