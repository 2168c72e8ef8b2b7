import { mostRows } from '../store/email-schedules.ts';
import { mostId } from '../store/read-rows.ts';
import { mostLateContacts } from './late-rows.ts';
import type { VerifiedPlan } from './verified-plan.ts';

/** Ids that a warning names. */
const named = 5;

/** Not by `toLocaleString`, which loads tables of all languages: every run would wait for them. */
const count = (number: number): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');

const listIds = (ids: readonly number[], total: number): string =>
  `${ids.slice(0, named).join(', ')}${total > named ? ', ...' : ''}`;

/** Why a contact is passed over (spec 4.4). */
export const tooManyRows = `TOO_MANY_ROWS: it has more than ${count(mostRows)} rows, targets or issues, so its plan was not changed; find the program that writes them, and remove those that are not needed`;

/** Warns of the bounds that a plan has met (spec 4.4), and of ids that do not count (2.2). */
export function describeBounds({ passedOver, outOfRange, source }: VerifiedPlan): string[] {
  const warnings: string[] = [];
  const { contacts, contactIds, gone, goneIds } = passedOver;
  const most = `more than ${count(mostRows)} rows, targets or issues each`;
  if (contacts > 0) {
    warnings.push(
      `TOO_MANY_ROWS: ${count(contacts)} contacts (${listIds(contactIds, contacts)}) have ${most}: their plans were not changed; find the program that writes them, and remove those that are not needed`,
    );
  }
  if (gone > 0) {
    warnings.push(
      `TOO_MANY_ROWS: ${count(gone)} ids that no contact has (${listIds(goneIds, gone)}) have ${most}: these rows were left as they are, and their mail is not sent; remove those that are not needed`,
    );
  }
  if (source.readsAllHistory) {
    warnings.push(
      `LATE_ROWS: more than ${count(mostLateContacts)} contacts have old mails that still count, so all rows were read, which takes longer; end campaigns that are over (active_end_date)`,
    );
  }
  if (outOfRange.length > 0) {
    const found = outOfRange.map((ids) => `${ids.column} ${count(ids.count)} (${ids.example})`);
    warnings.push(
      `ID_OUT_OF_RANGE: ${found.join(', ')}: valid ids are 1 to ${mostId}, and records with other ids are ignored; give them valid ids`,
    );
  }
  return warnings;
}
