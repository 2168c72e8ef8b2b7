import type { DatabaseSync } from 'node:sqlite';
import { asText, exactColumn, mostId, prepareArrays, textOf } from './read-rows.ts';

/** A campaign type, columns named as in `campaign_types`. */
export interface CampaignTypeRow {
  readonly name: string;
  readonly respect_exclusion_windows: boolean;
  readonly enable_followups: boolean;
  /** Days; positive: before the event. */
  readonly days_before_event: number;
  readonly target_all_contacts: boolean;
  readonly priority: number;
  readonly active: boolean;
  readonly transactional: boolean;
}

/** A campaign instance, columns named as in `campaign_instances`. */
export interface CampaignInstanceRow {
  readonly id: number;
  readonly campaign_type: string;
  readonly instance_name: string;
  readonly email_template: string | null;
  readonly sms_template: string | null;
  /** `YYYY-MM-DD` where it was written by this product. */
  readonly active_start_date: string | null;
  readonly active_end_date: string | null;
  /** JSON, unless another program has written something else. */
  readonly metadata: string | null;
}

/** How many targets of an instance have a status. */
export interface TargetCount {
  readonly instanceId: number;
  readonly status: string;
  readonly targets: number;
}

/** A target as it is stored. */
export interface StoredTarget {
  readonly id: number;
  readonly triggerDate: string | null;
  readonly status: string;
}

/** A contact enrolled in an instance. */
export interface TargetRow {
  readonly contactId: number;
  readonly instanceId: number;
  /** null: the instance's own date counts. */
  readonly triggerDate: string | null;
}

type StoredType = Record<keyof CampaignTypeRow, number | string>;

const toType = (row: StoredType): CampaignTypeRow => ({
  name: String(row.name),
  respect_exclusion_windows: row.respect_exclusion_windows !== 0,
  enable_followups: row.enable_followups !== 0,
  days_before_event: Number(row.days_before_event),
  target_all_contacts: row.target_all_contacts !== 0,
  priority: Number(row.priority),
  active: row.active !== 0,
  transactional: row.transactional !== 0,
});

const toStored = (row: CampaignTypeRow): StoredType => ({
  ...row,
  respect_exclusion_windows: Number(row.respect_exclusion_windows),
  enable_followups: Number(row.enable_followups),
  target_all_contacts: Number(row.target_all_contacts),
  active: Number(row.active),
  transactional: Number(row.transactional),
});

const typeColumns = `name, respect_exclusion_windows, enable_followups, days_before_event, target_all_contacts,
  priority, active, transactional`;

const instanceColumns = `${exactColumn('id', 'id')}, campaign_type, instance_name, email_template, sms_template, active_start_date,
  active_end_date, metadata`;

/** Statements over `campaign_types` and `campaign_instances`. `now`: UTC, `YYYY-MM-DD HH:MM:SS`. */
export function prepareCampaigns(db: DatabaseSync) {
  const types = db.prepare(`select ${typeColumns} from campaign_types order by name`);
  const insertType = db.prepare(
    `insert into campaign_types (${typeColumns}, created_at, updated_at) values (
       :name, :respect_exclusion_windows, :enable_followups, :days_before_event, :target_all_contacts, :priority,
       :active, :transactional, :now, :now)`,
  );
  const updateType = db.prepare(
    `update campaign_types set
       respect_exclusion_windows = :respect_exclusion_windows, enable_followups = :enable_followups,
       days_before_event = :days_before_event, target_all_contacts = :target_all_contacts, priority = :priority,
       active = :active, transactional = :transactional, updated_at = :now
     where name = :name`,
  );
  const instances = db.prepare(
    `select ${instanceColumns} from campaign_instances order by campaign_type, instance_name`,
  );
  const insertInstance = db.prepare(
    `insert into campaign_instances (campaign_type, instance_name, email_template, sms_template, active_start_date,
       active_end_date, metadata, created_at, updated_at)
     values (:campaign_type, :instance_name, :email_template, :sms_template, :active_start_date, :active_end_date,
       :metadata, :now, :now)`,
  );
  const updateInstance = db.prepare(
    `update campaign_instances set
       email_template = :email_template, sms_template = :sms_template, active_start_date = :active_start_date,
       active_end_date = :active_end_date, metadata = :metadata, updated_at = :now
     where id = :id`,
  );
  return {
    /** In the order of names. */
    listTypes: (): CampaignTypeRow[] => (types.all() as unknown as StoredType[]).map(toType),
    insertType: (row: CampaignTypeRow, now: string): void => {
      insertType.run({ ...toStored(row), now });
    },
    updateType: (row: CampaignTypeRow, now: string): void => {
      updateType.run({ ...toStored(row), now });
    },
    /** In the order of types and names. */
    listInstances: (): CampaignInstanceRow[] => instances.all() as unknown as CampaignInstanceRow[],
    /** Returns the id of the new instance. */
    insertInstance: ({ id: _none, ...row }: CampaignInstanceRow, now: string): number =>
      Number(insertInstance.run({ ...row, now }).lastInsertRowid),
    updateInstance: (row: CampaignInstanceRow, now: string): void => {
      const { campaign_type: _type, instance_name: _name, ...columns } = row;
      updateInstance.run({ ...columns, now });
    },
  };
}

/** Statements over `contact_campaigns` for those who enrol contacts. */
export function prepareTargets(db: DatabaseSync) {
  const counts = prepareArrays(
    db,
    'select campaign_instance_id, status, count(*) from contact_campaigns group by 1, 2',
  );
  const find = prepareArrays(
    db,
    `select id, trigger_date, status from contact_campaigns
     where contact_id = :contactId and campaign_instance_id = :instanceId order by id`,
  );
  const move = db.prepare(
    'update contact_campaigns set trigger_date = :triggerDate, updated_at = :now where id = :id',
  );
  const insert = db.prepare(
    `insert into contact_campaigns (contact_id, campaign_instance_id, trigger_date, created_at, updated_at)
     values (:contactId, :instanceId, :triggerDate, :now, :now)`,
  );
  const contact = prepareArrays(db, 'select exists (select 1 from contacts where id = :id)');
  const emails = db.prepare(
    `select id, email from contacts where email is not null and id between 1 and ${mostId} order by id`,
  );
  emails.setReturnArrays(true);
  return {
    countByStatus: (): TargetCount[] =>
      counts({}).map((row) => ({
        instanceId: Number(row[0]),
        status: textOf(row[1]),
        targets: Number(row[2]),
      })),
    /** A contact's targets of an instance. */
    listTargets: (contactId: number, instanceId: number): StoredTarget[] =>
      find({ contactId, instanceId }).map((row) => ({
        id: Number(row[0]),
        triggerDate: asText(row[1]),
        status: textOf(row[2]),
      })),
    /** Gives a target another date; null: the instance's own. */
    moveTarget: (id: number, triggerDate: string | null, now: string): void => {
      move.run({ id, triggerDate, now });
    },
    insertTarget: (target: TargetRow, now: string): void => {
      insert.run({ ...target, now });
    },
    hasContact: (id: number): boolean => contact({ id })[0]?.[0] === 1,
    /** Every contact with an email address: `[id, email]`, read on demand. */
    readEmails: () => emails.iterate() as unknown as IterableIterator<[id: number, email: string]>,
  };
}
