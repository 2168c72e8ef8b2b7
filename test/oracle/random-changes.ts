import fc from 'fast-check';
import { formatDay } from './calendar.ts';
import type { CampaignInstanceRow, ContactRow, OracleTables } from './oracle-case.ts';
import {
  type RawTarget,
  targetArbitrary,
  triggerTextOf,
  withoutDuplicateTargets,
} from './random-campaigns.ts';
import { buildContact, contactArbitrary, emailOf, type RawContact } from './random-contacts.ts';
import { dateTextOf } from './random-dates.ts';
import { confirmContact, recordDeletedInstance, recordDeletion } from './random-history.ts';
import { addSuppressions, type RawSuppression, suppressionArbitrary } from './random-suppressions.ts';

/** What people change in a database between two runs. */
export type RawChange =
  | {
      kind: 'contact';
      contact: number;
      column: 'birthDate' | 'effectiveDate' | 'zip' | 'email' | 'status' | 'phone';
      from: RawContact;
    }
  | { kind: 'delete_contact'; contact: number }
  | {
      kind: 'return_contact';
      deletion: number;
      keeps: 'both' | 'email' | 'birthDate' | 'nothing';
      from: RawContact;
    }
  | { kind: 'confirm_contact'; contact: number }
  | { kind: 'retarget'; target: number; from: RawTarget }
  | { kind: 'delete_target'; target: number }
  | { kind: 'suppress'; suppression: RawSuppression }
  | { kind: 'reschedule'; instance: number; start: number | null; length: number | null }
  | { kind: 'break_instance'; instance: number; columns: Partial<CampaignInstanceRow> }
  | { kind: 'replace_instance'; instance: number; isConfirmed: boolean }
  | { kind: 'type'; type: number; active: boolean; priority: number };

const index = fc.nat({ max: 13 });
const instance = fc.nat({ max: 4 });

/** One of the changes of a kind. */
function change<Kind extends RawChange['kind']>(
  kind: Kind,
  rest: {
    [Key in Exclude<keyof Extract<RawChange, { kind: Kind }>, 'kind'>]: fc.Arbitrary<
      Extract<RawChange, { kind: Kind }>[Key]
    >;
  },
): fc.Arbitrary<RawChange> {
  return fc.record({ kind: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<RawChange>;
}

export const changeArbitrary: fc.Arbitrary<RawChange> = fc.oneof(
  {
    weight: 4,
    arbitrary: change('contact', {
      contact: index,
      column: fc.constantFrom('birthDate', 'effectiveDate', 'zip', 'email', 'status', 'phone'),
      from: contactArbitrary,
    }),
  },
  { weight: 2, arbitrary: change('delete_contact', { contact: index }) },
  {
    weight: 2,
    arbitrary: change('return_contact', {
      deletion: index,
      keeps: fc.constantFrom('both', 'email', 'birthDate', 'nothing', 'nothing'),
      from: contactArbitrary,
    }),
  },
  { weight: 1, arbitrary: change('confirm_contact', { contact: index }) },
  { weight: 2, arbitrary: change('retarget', { target: index, from: targetArbitrary }) },
  { weight: 1, arbitrary: change('delete_target', { target: index }) },
  { weight: 1, arbitrary: change('suppress', { suppression: suppressionArbitrary }) },
  {
    weight: 1,
    arbitrary: change('reschedule', {
      instance,
      start: fc.constantFrom(null, -10, 0, 3, 30),
      length: fc.constantFrom(null, 0, 20, 90),
    }),
  },
  {
    weight: 1,
    arbitrary: change('break_instance', {
      instance,
      columns: fc.constantFrom(
        { active_end_date: '03/31/2027' },
        { metadata: '{"priority": ' },
        { metadata: '{"days_before_event": 1000000}' },
        { metadata: null },
      ),
    }),
  },
  { weight: 1, arbitrary: change('replace_instance', { instance, isConfirmed: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: change('type', { type: instance, active: fc.boolean(), priority: fc.constantFrom(1, 5, 60) }),
  },
);

export function afterChange(tables: OracleTables, raw: RawChange, today: number): OracleTables {
  switch (raw.kind) {
    case 'contact':
    case 'delete_contact':
    case 'return_contact':
    case 'confirm_contact':
      return afterChangeOfContact(tables, raw, today);
    case 'suppress':
      return {
        ...tables,
        suppressions: addSuppressions(tables.suppressions, [raw.suppression], tables.contacts),
      };
    default:
      return afterChangeOfCampaign(tables, raw, today);
  }
}

type ChangeOfContact = Extract<
  RawChange,
  { kind: 'contact' | 'delete_contact' | 'return_contact' | 'confirm_contact' }
>;

function afterChangeOfContact(tables: OracleTables, raw: ChangeOfContact, today: number): OracleTables {
  if (raw.kind === 'return_contact') return returnContact(tables, raw, today);
  const at = raw.contact % tables.contacts.length;
  const contact = tables.contacts[at] as ContactRow;
  switch (raw.kind) {
    case 'contact':
      return {
        ...tables,
        contacts: tables.contacts.with(at, changeContact(contact, raw, today)),
      };
    case 'delete_contact':
      if (tables.contacts.length === 1) return tables;
      return recordDeletion({ ...tables, contacts: tables.contacts.toSpliced(at, 1) }, contact);
    case 'confirm_contact':
      return confirmContact(tables, contact.id);
  }
}

function changeContact(row: ContactRow, raw: RawChange & { kind: 'contact' }, today: number): ContactRow {
  switch (raw.column) {
    case 'birthDate':
      return { ...row, birth_date: dateTextOf(raw.from.birthDate, today) };
    case 'effectiveDate':
      return { ...row, effective_date: dateTextOf(raw.from.effectiveDate, today) };
    case 'zip':
      return { ...row, zip_code: raw.from.zip };
    case 'email':
      return { ...row, email: emailOf(raw.from, row.id) };
    case 'status':
      return { ...row, status: raw.from.status };
    case 'phone':
      return { ...row, phone_number: raw.from.phone };
  }
}

/** Gives the id of a deleted contact to somebody, perhaps to the same person. */
function returnContact(
  tables: OracleTables,
  { deletion, keeps, from }: RawChange & { kind: 'return_contact' },
  today: number,
): OracleTables {
  const deletions = tables.contact_changes ?? [];
  const deleted = deletions[deletion % Math.max(1, deletions.length)];
  if (deleted === undefined || tables.contacts.some(({ id }) => id === deleted.contact_id)) return tables;
  const { email, birth_date } = JSON.parse(deleted.old_value ?? '{}') as ContactRow;
  const newcomer = buildContact(from, deleted.contact_id, today);
  const contact = {
    ...newcomer,
    email: keeps === 'both' || keeps === 'email' ? email : `again_${newcomer.email}`,
    birth_date: keeps === 'both' || keeps === 'birthDate' ? birth_date : newcomer.birth_date,
  };
  return { ...tables, contacts: [...tables.contacts, contact] };
}

type ChangeOfCampaign = Exclude<RawChange, ChangeOfContact | { kind: 'suppress' }>;

function afterChangeOfCampaign(tables: OracleTables, raw: ChangeOfCampaign, today: number): OracleTables {
  const { contact_campaigns: targets, campaign_types: types } = tables;
  switch (raw.kind) {
    case 'retarget': {
      const columns = { trigger_date: triggerTextOf(raw.from.trigger, today), status: raw.from.status };
      const changed = targets.map((row, at) => (at === raw.target ? { ...row, ...columns } : row));
      return { ...tables, contact_campaigns: withoutDuplicateTargets(changed) };
    }
    case 'delete_target':
      return { ...tables, contact_campaigns: targets.filter((_, at) => at !== raw.target) };
    case 'type': {
      const columns = { active: Number(raw.active), priority: raw.priority };
      return {
        ...tables,
        campaign_types: types.map((row, at) => (at === raw.type ? { ...row, ...columns } : row)),
      };
    }
    default:
      return afterChangeOfInstance(tables, raw, today);
  }
}

function afterChangeOfInstance(
  tables: OracleTables,
  raw: Extract<RawChange, { kind: 'reschedule' | 'break_instance' | 'replace_instance' }>,
  today: number,
): OracleTables {
  const before = tables.campaign_instances[raw.instance];
  if (before === undefined) return tables;
  const withRow = (row: CampaignInstanceRow): OracleTables => ({
    ...tables,
    campaign_instances: tables.campaign_instances.with(raw.instance, row),
  });
  switch (raw.kind) {
    case 'reschedule':
      return withRow(reschedule(before, raw.start, raw.length, today));
    case 'break_instance':
      return withRow({ ...before, ...raw.columns });
    case 'replace_instance': {
      const named = { ...before, instance_name: `${before.instance_name}_again` };
      return recordDeletedInstance(withRow(named), before, raw.isConfirmed);
    }
  }
}

function reschedule(
  row: CampaignInstanceRow,
  start: number | null,
  length: number | null,
  today: number,
): CampaignInstanceRow {
  return {
    ...row,
    active_start_date: start === null ? null : formatDay(today + start),
    active_end_date: length === null ? null : formatDay(today + (start ?? 0) + length),
  };
}
