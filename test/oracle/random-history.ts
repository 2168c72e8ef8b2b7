import fc from 'fast-check';
import { type Day, formatDay } from './calendar.ts';
import type {
  CampaignInstanceRow,
  ContactChangeRow,
  ContactRow,
  OracleCase,
  OracleTables,
} from './oracle-case.ts';
import { birthDateArbitrary, dateTextOf, type RawDate } from './random-dates.ts';

/** Somebody who had the id of a contact before. */
export interface RawPredecessor {
  contact: number;
  /** What they have in common with the contact of today. */
  same: 'email' | 'email_in_capitals' | 'birthDate' | 'both' | 'nothing';
  absent: 'nothing' | 'email' | 'birthDate';
  birthDate: RawDate;
  isConfirmed: boolean;
}

/** A campaign instance that had the id of another before. */
export interface RawDeletedInstance {
  instance: number;
  same: 'nothing' | 'type' | 'both';
  isConfirmed: boolean;
}

export interface RawHistory {
  predecessors: RawPredecessor[];
  deletedInstances: RawDeletedInstance[];
}

const isConfirmed = fc.constantFrom(false, false, false, true);

export const predecessorArbitrary: fc.Arbitrary<RawPredecessor> = fc.record({
  contact: fc.nat({ max: 11 }),
  same: fc.constantFrom('nothing', 'nothing', 'email', 'email_in_capitals', 'birthDate', 'both'),
  absent: fc.constantFrom('nothing', 'nothing', 'nothing', 'email', 'birthDate'),
  birthDate: birthDateArbitrary,
  isConfirmed,
});

export const deletedInstanceArbitrary: fc.Arbitrary<RawDeletedInstance> = fc.record({
  instance: fc.nat({ max: 4 }),
  same: fc.constantFrom('nothing', 'type', 'both'),
  isConfirmed,
});

export const historyArbitrary: fc.Arbitrary<RawHistory> = fc.record({
  predecessors: fc.oneof(
    { weight: 2, arbitrary: fc.constant<RawPredecessor[]>([]) },
    { weight: 1, arbitrary: fc.array(predecessorArbitrary, { minLength: 1, maxLength: 3 }) },
  ),
  deletedInstances: fc.oneof(
    { weight: 5, arbitrary: fc.constant<RawDeletedInstance[]>([]) },
    { weight: 1, arbitrary: fc.array(deletedInstanceArbitrary, { minLength: 1, maxLength: 2 }) },
  ),
});

export function addHistory(organisation: OracleCase, raw: RawHistory, today: Day): OracleCase {
  let { tables } = organisation;
  for (const predecessor of raw.predecessors) tables = addPredecessor(tables, predecessor, today);
  for (const deleted of raw.deletedInstances) tables = addDeletedInstance(tables, deleted);
  return { ...organisation, tables };
}

function addPredecessor(tables: OracleTables, raw: RawPredecessor, today: Day): OracleTables {
  const contact = tables.contacts[raw.contact % tables.contacts.length];
  if (contact === undefined) return tables;
  const email = raw.same === 'email_in_capitals' ? contact.email?.toUpperCase() : contact.email;
  const deleted: ContactRow = {
    ...contact,
    email: ['nothing', 'birthDate'].includes(raw.same) ? `before${contact.id}@example.com` : (email ?? null),
    birth_date: ['birthDate', 'both'].includes(raw.same)
      ? contact.birth_date
      : dateTextOf(raw.birthDate, today),
  };
  const known = {
    ...deleted,
    ...(raw.absent === 'email' ? { email: null } : {}),
    ...(raw.absent === 'birthDate' ? { birth_date: '' } : {}),
  };
  const recorded = recordDeletion(tables, known);
  return raw.isConfirmed ? confirmContact(recorded, contact.id) : recorded;
}

/** What the trigger writes when a contact is deleted. */
export function recordDeletion(tables: OracleTables, contact: ContactRow): OracleTables {
  const changes = tables.contact_changes ?? [];
  const { id, first_name: _first, last_name: _last, ...columns } = contact;
  const change: ContactChangeRow = {
    id: changes.length + 1,
    contact_id: id,
    field: 'contact',
    old_value: JSON.stringify(columns),
    new_value: null,
  };
  return { ...tables, contact_changes: [...changes, change] };
}

/** `contacts confirm DB ID --same`: all deletions of the id so far are of the same person. */
export function confirmContact(tables: OracleTables, contactId: number): OracleTables {
  const deletions = (tables.contact_changes ?? []).filter(({ contact_id }) => contact_id === contactId);
  const last = deletions.at(-1);
  if (last === undefined) return tables;
  const others = (tables.contact_confirmations ?? []).filter(({ contact_id }) => contact_id !== contactId);
  return {
    ...tables,
    contact_confirmations: [...others, { contact_id: contactId, change_id: last.id }],
  };
}

function addDeletedInstance(tables: OracleTables, raw: RawDeletedInstance): OracleTables {
  const instance = tables.campaign_instances[raw.instance];
  if (instance === undefined) return tables;
  const deleted = {
    ...instance,
    ...(raw.same === 'nothing' ? { campaign_type: 'of_another_type' } : {}),
    ...(raw.same === 'both' ? {} : { instance_name: `before_${instance.id}` }),
  };
  return recordDeletedInstance(tables, deleted, raw.isConfirmed);
}

/** What the trigger writes when a campaign instance is deleted, and whether somebody has confirmed it since. */
export function recordDeletedInstance(
  tables: OracleTables,
  deleted: CampaignInstanceRow,
  confirmed: boolean,
): OracleTables {
  const there = tables.deleted_campaign_instances ?? [];
  const row = {
    id: there.length + 1,
    instance_id: deleted.id,
    campaign_type: deleted.campaign_type,
    instance_name: deleted.instance_name,
    confirmed_at: confirmed ? `${formatDay(0)} 00:00:00` : null,
  };
  return { ...tables, deleted_campaign_instances: [...there, row] };
}
