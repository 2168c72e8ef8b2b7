import { type Contact, readBirthDate, readContact } from './contact.ts';
import type { ContactRow } from './oracle-case.ts';
import { comparedForm, isAbsent } from './text.ts';
import type { World } from './world.ts';

/** Spec 2.2, what other contacts and deleted ones say about a contact: duplicates, and ids that have come back. */
export function readContacts(world: World): Contact[] {
  const rows = world.tables.contacts;
  const contacts = rows.map((row) => readContact(row, world));
  return contacts.map((contact, index) => {
    const { eligible } = contact;
    const issues = [...contact.issues];
    const suppressionReasons = [...contact.suppressionReasons];
    if (eligible && contacts.some((other) => isOriginalOf(other, contact))) {
      issues.push('duplicate_contact');
      if (world.config.on_duplicate === 'withhold') suppressionReasons.push('duplicate');
    }
    if (isReused(rows[index] as ContactRow, world)) {
      if (eligible || world.readings.reusedIdOfIneligible === 'issue') issues.push('id_reused');
      suppressionReasons.push('id_reused');
    }
    return { ...contact, issues, suppressionReasons };
  });
}

function isOriginalOf(other: Contact, contact: Contact): boolean {
  return (
    other.eligible &&
    other.id < contact.id &&
    other.status !== 'inactive' &&
    other.status !== 'deleted' &&
    other.email === contact.email &&
    other.birthDate === contact.birthDate &&
    other.effectiveDate === contact.effectiveDate
  );
}

/** Whether nobody can tell whose history the rows of this id are. */
function isReused(row: ContactRow, world: World): boolean {
  const confirmed = (world.tables.contact_confirmations ?? [])
    .filter(({ contact_id }) => contact_id === row.id)
    .map(({ change_id }) => change_id);
  const deletions = (world.tables.contact_changes ?? [])
    .filter(({ contact_id, field }) => contact_id === row.id && field === 'contact')
    .filter(({ id }) => !confirmed.some((upTo) => id <= upTo))
    .sort((a, b) => a.id - b.id);
  const examined = world.readings.reusedId === 'latest_deletion' ? deletions.slice(-1) : deletions;
  return examined.some(({ old_value }) => isSomebodyElse(row, JSON.parse(old_value ?? '{}'), world));
}

/** Email and birth date are present on both sides, and neither agrees. */
function isSomebodyElse(row: ContactRow, deleted: Partial<ContactRow>, world: World): boolean {
  if (isAbsent(row.email) || isAbsent(deleted.email)) return false;
  const birthDate = readBirthDate(row.birth_date, world).date;
  const deletedBirthDate = readBirthDate(deleted.birth_date, world).date;
  if (birthDate === null || deletedBirthDate === null) return false;
  return comparedForm(row.email) !== comparedForm(deleted.email) && birthDate !== deletedBirthDate;
}
