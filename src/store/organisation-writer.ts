import type { DatabaseSync } from 'node:sqlite';
import { createBulkInsert } from './bulk-insert.ts';

/** A generated row of `contacts`, before anybody has judged it. Dates are texts. */
export interface GeneratedContact {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly zipCode: string | null;
  readonly state: string | null;
  readonly birthDate: string | null;
  readonly effectiveDate: string | null;
  readonly phoneNumber: string | null;
  readonly status: string;
  readonly currentCarrier: string | null;
  readonly planType: string;
  readonly agentId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A generated row of `campaign_instances`. */
export interface GeneratedInstance {
  readonly id: number;
  readonly campaignType: string;
  readonly name: string;
  readonly smsTemplate: string | null;
  readonly activeStartDate: string | null;
  readonly activeEndDate: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** A generated row of `contact_campaigns`. */
interface GeneratedTarget {
  readonly id: number;
  readonly contactId: number;
  readonly campaignInstanceId: number;
  readonly triggerDate: string | null;
  readonly status: 'pending' | 'sent';
  readonly createdAt: string;
}

/** A generated row of `email_schedules`: one that a sender has taken. Dates are texts. */
export interface GeneratedMail {
  readonly id: number;
  readonly contactId: number;
  readonly emailType: string;
  readonly eventDate: string;
  readonly idealSendDate: string;
  readonly scheduledSendDate: string;
  readonly status: string;
  readonly adjustment: string | null;
  readonly priority: number;
  readonly campaignInstanceId: number | null;
  readonly targetId: number | null;
  readonly parentEmailId: number | null;
  readonly emailTemplate: string;
  readonly smsTemplate: string | null;
  readonly metadata: string | null;
  readonly createdAt: string;
  readonly sentAt: string;
}

/** The run id of every generated row of `email_schedules`: no run made them. */
export const generatedRunId = 'generated';

/** Takes the rows of a new organisation, table by table, and writes them in bulk. */
export interface OrganisationWriter {
  readonly addContact: (contact: GeneratedContact) => void;
  readonly addSuppression: (email: string, reason: string, source: string, createdAt: string) => void;
  readonly addInstance: (instance: GeneratedInstance, createdAt: string) => void;
  readonly addTarget: (target: GeneratedTarget) => void;
  readonly addMail: (mail: GeneratedMail) => void;
  readonly addClick: (trackingId: string, contactId: number, clickedAt: string) => void;
  readonly addEvent: (contactId: number, eventType: string, metadata: string, createdAt: string) => void;
  /** Writes what is left; call it before the transaction ends. */
  readonly flush: () => void;
}

const insertContacts = `insert into contacts (id, first_name, last_name, email, zip_code, state, birth_date,
  effective_date, phone_number, status, current_carrier, plan_type, agent_id, created_at, updated_at)`;

const insertSuppressions = 'insert into suppressions (email, reason, source, created_at)';

const insertInstances = `insert into campaign_instances (id, campaign_type, instance_name, email_template,
  sms_template, active_start_date, active_end_date, metadata, created_at, updated_at)`;

const insertTargets = `insert into contact_campaigns (id, contact_id, campaign_instance_id, trigger_date, status,
  created_at, updated_at)`;

const insertMails = `insert into email_schedules (id, contact_id, email_type, event_date, ideal_send_date,
  scheduled_send_date, status, adjustment, priority, campaign_instance_id, target_id, parent_email_id,
  email_template, sms_template, metadata, scheduler_run_id, created_at, updated_at, actual_send_datetime, sent_at,
  sendgrid_message_id)`;

const insertClicks = 'insert into tracking_clicks (tracking_id, contact_id, clicked_at)';

const insertEvents = 'insert into contact_events (contact_id, event_type, metadata, created_at)';

/** Prepares one bulk insert per table. Ids rise within each table, so that every index grows at its end. */
export function createOrganisationWriter(db: DatabaseSync): OrganisationWriter {
  const contacts = createBulkInsert(db, insertContacts, 15);
  const suppressions = createBulkInsert(db, insertSuppressions, 4);
  const instances = createBulkInsert(db, insertInstances, 10);
  const targets = createBulkInsert(db, insertTargets, 7);
  const mails = createBulkInsert(db, insertMails, 21);
  const clicks = createBulkInsert(db, insertClicks, 3);
  const events = createBulkInsert(db, insertEvents, 4);
  return {
    addContact: (c) =>
      contacts.add(
        c.id,
        c.firstName,
        c.lastName,
        c.email,
        c.zipCode,
        c.state,
        c.birthDate,
        c.effectiveDate,
        c.phoneNumber,
        c.status,
        c.currentCarrier,
        c.planType,
        c.agentId,
        c.createdAt,
        c.updatedAt,
      ),
    addSuppression: suppressions.add,
    addInstance: (i, createdAt) =>
      instances.add(
        i.id,
        i.campaignType,
        i.name,
        `${i.name}_email`,
        i.smsTemplate,
        i.activeStartDate,
        i.activeEndDate,
        i.metadata === null ? null : JSON.stringify(i.metadata),
        createdAt,
        createdAt,
      ),
    addTarget: (t) =>
      targets.add(t.id, t.contactId, t.campaignInstanceId, t.triggerDate, t.status, t.createdAt, t.createdAt),
    addMail: (m) =>
      mails.add(
        m.id,
        m.contactId,
        m.emailType,
        m.eventDate,
        m.idealSendDate,
        m.scheduledSendDate,
        m.status,
        m.adjustment,
        m.priority,
        m.campaignInstanceId,
        m.targetId,
        m.parentEmailId,
        m.emailTemplate,
        m.smsTemplate,
        m.metadata,
        generatedRunId,
        m.createdAt,
        m.sentAt,
        m.sentAt,
        m.sentAt,
        `generated-${m.id}`,
      ),
    addClick: clicks.add,
    addEvent: events.add,
    flush: () => {
      for (const insert of [contacts, suppressions, instances, targets, mails, clicks, events])
        insert.flush();
    },
  };
}

/** What a database holds of what is generated. */
export function countGenerated(db: DatabaseSync): { contacts: number; mails: number; instances: number } {
  return db
    .prepare(
      `select (select count(*) from contacts) as contacts, (select count(*) from email_schedules) as mails,
         (select count(*) from campaign_instances) as instances`,
    )
    .get() as { contacts: number; mails: number; instances: number };
}
