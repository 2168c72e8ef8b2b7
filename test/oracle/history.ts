import type { Day } from './calendar.ts';
import { type Contact, readBirthDate, readContact } from './contact.ts';
import type { ContactRow } from './oracle-case.ts';
import { comparedForm, isAbsent } from './text.ts';
import type { World } from './world.ts';

/** Spec 2.2, what other contacts and deleted ones say about a contact: duplicates, and ids that have come back. */
export function readContacts(world: World): Contact[] {
  const rows = world.tables.contacts;
  const contacts = rows.map((row) => readContact(row, world));
  return contacts.map((contact, index) => {
    // The planner cannot read it: nothing else is known of it.
    if (contact.issues.includes('id_out_of_range')) return { ...contact, issues: ['id_out_of_range'] };
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
    !other.issues.includes('id_out_of_range') &&
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
  const former = deletions.map(({ old_value }) => traitsOf(JSON.parse(old_value ?? '{}'), world));
  const present = traitsOf(row, world);
  if (world.readings.reusedId === 'latest_deletion') {
    return former.slice(-1).some((traits) => isSomebodyElse(present, traits));
  }
  // Each holder of the id is compared with the one before; what that one left empty, an older one may fill.
  let known: Traits = { email: null, birthDate: null };
  for (const holder of [...former, present]) {
    if (isSomebodyElse(holder, known)) return true;
    known = { email: holder.email ?? known.email, birthDate: holder.birthDate ?? known.birthDate };
  }
  return false;
}

interface Traits {
  readonly email: string | null;
  readonly birthDate: Day | null;
}

const traitsOf = (row: Partial<ContactRow>, world: World): Traits => ({
  email: isAbsent(row.email) ? null : comparedForm(row.email),
  birthDate: readBirthDate(row.birth_date, world).date,
});

/** Email and birth date are present on both sides, and neither agrees. */
const isSomebodyElse = (a: Traits, b: Traits): boolean =>
  a.email !== null &&
  b.email !== null &&
  a.birthDate !== null &&
  b.birthDate !== null &&
  a.email !== b.email &&
  a.birthDate !== b.birthDate;
