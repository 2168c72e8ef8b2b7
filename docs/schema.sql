-- Schema 3, generated from src/store/migrations by `npm run fix`; do not edit.

CREATE TABLE campaign_instances (
  id integer primary key,
  campaign_type text not null,
  instance_name text not null,
  email_template text,
  sms_template text,
  active_start_date text,
  active_end_date text,
  metadata text,
  created_at text default current_timestamp,
  updated_at text default current_timestamp,
  unique (campaign_type, instance_name)
);

CREATE TABLE campaign_types (
  name text primary key,
  respect_exclusion_windows integer not null default 1,
  enable_followups integer not null default 1,
  days_before_event integer not null default 0,
  target_all_contacts integer not null default 0,
  priority integer not null default 10,
  active integer not null default 1,
  transactional integer not null default 0,
  created_at text default current_timestamp,
  updated_at text default current_timestamp
);

CREATE TABLE config_versions (
  id integer primary key,
  config_type text not null,
  config_data text not null,
  valid_from text not null,
  valid_to text,
  created_at text not null default current_timestamp,
  created_by text
);

CREATE TABLE contact_campaigns (
  id integer primary key,
  contact_id integer not null,
  campaign_instance_id integer not null,
  trigger_date text,
  status text not null default 'pending',
  metadata text,
  created_at text default current_timestamp,
  updated_at text default current_timestamp,
  unique (contact_id, campaign_instance_id, trigger_date)
);

CREATE TABLE contact_changes (
  id integer primary key autoincrement,
  contact_id integer not null,
  field text not null,
  old_value text,
  new_value text,
  changed_at text not null default current_timestamp
);

CREATE TABLE contact_events (
  id integer primary key,
  contact_id integer not null,
  event_type text not null,
  metadata text,
  created_at text not null default current_timestamp
);

CREATE TABLE contact_issues (
  id integer primary key,
  contact_id integer not null,
  issue text not null,
  detail text,
  first_seen_run_id text not null,
  resolved_run_id text
);

CREATE TABLE contacts (
  id integer primary key,
  first_name text,
  last_name text,
  email text,
  zip_code text,
  state text,
  birth_date text,
  effective_date text,
  phone_number text,
  status text default 'active',
  current_carrier text,
  plan_type text,
  agent_id integer,
  created_at text default current_timestamp,
  updated_at text default current_timestamp
);

CREATE TABLE email_schedules (
  id integer primary key autoincrement,
  contact_id integer not null,
  email_type text not null,
  event_date text not null,
  ideal_send_date text,
  scheduled_send_date text not null,
  scheduled_send_time text not null default '08:30:00',
  status text not null default 'pre-scheduled',
  skip_reason text,
  skip_detail text,
  adjustment text,
  priority integer not null default 10,
  campaign_instance_id integer,
  target_id integer,
  parent_email_id integer,
  email_template text,
  sms_template text,
  scheduler_run_id text,
  metadata text,
  created_at text default current_timestamp,
  updated_at text default current_timestamp,
  event_year integer generated always as (cast(substr(event_date, 1, 4) as integer)) virtual,
  event_month integer generated always as (cast(substr(event_date, 6, 2) as integer)) virtual,
  event_day integer generated always as (cast(substr(event_date, 9, 2) as integer)) virtual,
  batch_id text,
  actual_send_datetime text,
  sent_at text,
  sendgrid_message_id text,
  sms_sent_at text,
  twilio_sms_id text,
  catchup_note text
);

CREATE TABLE holds (
  id integer primary key,
  reason text not null,
  created_by text,
  created_at text not null default current_timestamp
);

CREATE TABLE organization_state_buffers (
  org_id integer not null,
  state text not null,
  pre_exclusion_buffer_days integer not null,
  primary key (org_id, state)
) without rowid;

CREATE TABLE organizations (
  id integer primary key,
  name text not null,
  database text,
  timezone text,
  active integer not null default 1,
  size_profile text,
  enable_post_window_emails integer,
  pre_exclusion_buffer_days integer,
  birthday_days_before integer,
  effective_date_days_before integer,
  send_time_hour integer,
  send_time_minute integer,
  max_emails_per_period integer,
  frequency_period_days integer,
  policy text,
  config_overrides text,
  created_at text not null default current_timestamp,
  updated_at text not null default current_timestamp
);

CREATE TABLE planned_by (
  id integer primary key check (id = 1),
  central text not null,
  org_id integer not null,
  marked_at text not null
);

CREATE TABLE run_contents (
  hash text primary key,
  kind text not null,
  content text not null,
  created_at text not null default current_timestamp
);

CREATE TABLE schedule_changes (
  id integer primary key,
  scheduler_run_id text not null,
  schedule_id integer not null,
  contact_id integer not null,
  change text not null,
  before text,
  after text
);

CREATE TABLE scheduler_checkpoints (
  id integer primary key,
  run_timestamp text not null,
  scheduler_run_id text not null unique,
  contacts_checksum text,
  schedules_before_checksum text,
  schedules_after_checksum text,
  contacts_processed integer,
  invalid_contact_count integer,
  emails_scheduled integer,
  emails_skipped integer,
  status text not null,
  error_message text,
  completed_at text,
  kind text not null default 'run',
  configuration_hash text,
  policy_hash text,
  product_version text,
  zip_table_hash text,
  report text
, started_at text, run_by text);

CREATE TABLE schema_versions (
  version integer primary key,
  product_version text not null,
  applied_at text not null default current_timestamp
);

CREATE TABLE suppressed_addresses (
  entry text primary key,
  address text not null collate nocase,
  reason text not null
);

CREATE TABLE suppressed_statuses (status text primary key);

CREATE TABLE suppressions (
  email text primary key,
  reason text,
  source text,
  created_at text default current_timestamp
);

CREATE TABLE tracking_clicks (
  id integer primary key,
  tracking_id text,
  contact_id integer not null,
  clicked_at text not null
);

CREATE INDEX contact_changes_contact on contact_changes (contact_id);

CREATE INDEX contact_events_contact on contact_events (contact_id, created_at);

CREATE UNIQUE INDEX contact_issues_open on contact_issues (contact_id, issue) where resolved_run_id is null;

CREATE INDEX email_schedules_campaign on email_schedules (campaign_instance_id, scheduled_send_date, event_date)
  where campaign_instance_id is not null;

CREATE INDEX email_schedules_foreign on email_schedules (scheduled_send_date, event_date)
  where status not in ('pre-scheduled', 'skipped');

CREATE UNIQUE INDEX email_schedules_identity on email_schedules (
  contact_id, event_date, email_type,
  ifnull(campaign_instance_id, 0), ifnull(target_id, 0), ifnull(parent_email_id, 0)
);

CREATE INDEX email_schedules_late on email_schedules (scheduled_send_date)
  where substr(scheduled_send_date, 1, 4) > substr(event_date, 1, 4);

CREATE INDEX email_schedules_pre_scheduled on email_schedules (scheduled_send_date)
  where status = 'pre-scheduled';

CREATE INDEX email_schedules_processing on email_schedules (scheduled_send_date)
  where status = 'processing';

CREATE INDEX schedule_changes_contact on schedule_changes (contact_id);

CREATE INDEX schedule_changes_run on schedule_changes (scheduler_run_id);

CREATE INDEX suppressed_addresses_address on suppressed_addresses (address);

CREATE INDEX suppressions_address on suppressions (email collate nocase);

CREATE INDEX tracking_clicks_contact on tracking_clicks (contact_id, clicked_at);

CREATE VIEW sendable_emails as
select s.*
from email_schedules s
join contacts c on c.id = s.contact_id
where s.status = 'pre-scheduled'
  and not exists (select 1 from holds)
  and (
    (
      ifnull(c.status, '') not in (select status from suppressed_statuses)
      and not exists (select 1 from suppressions p where p.email = c.email collate nocase)
    )
    or (
      exists (select 1 from campaign_types t where t.transactional = 1 and s.email_type = 'campaign_' || t.name)
      and ifnull(c.status, '') not in (select status from suppressed_statuses where status <> 'unsubscribed')
      and not exists (
        select 1 from suppressions p where p.email = c.email collate nocase and ifnull(p.reason, '') <> 'unsubscribed'
      )
    )
  );

CREATE VIEW suppression_entries as
select email as entry, address,
  case when reason in ('unsubscribe', 'opt_out', 'opt-out', 'optout', 'opted_out') then 'unsubscribed' else reason end as reason
from (
  select email,
    lower(trim(
      case when email like '%<%@%>' then substr(email, instr(email, '<') + 1, instr(email, '>') - instr(email, '<') - 1)
      else email end, char(9, 10, 11, 12, 13, 32))) as address,
    lower(trim(ifnull(reason, ''), char(9, 10, 11, 12, 13, 32))) as reason
  from suppressions
)
where address like '%@%';

CREATE TRIGGER contacts_record_delete
after delete on contacts
begin
  insert into contact_changes (contact_id, field, old_value, new_value)
  values
    (old.id, 'email', old.email, null), (old.id, 'zip_code', old.zip_code, null),
    (old.id, 'state', old.state, null), (old.id, 'birth_date', old.birth_date, null),
    (old.id, 'effective_date', old.effective_date, null), (old.id, 'status', old.status, null);
end;

CREATE TRIGGER contacts_record_update
after update of email, zip_code, state, birth_date, effective_date, status on contacts
begin
  insert into contact_changes (contact_id, field, old_value, new_value)
  select new.id, f.field, f.old_value, f.new_value
  from (
    select 'email' as field, old.email as old_value, new.email as new_value
    union all select 'zip_code', old.zip_code, new.zip_code
    union all select 'state', old.state, new.state
    union all select 'birth_date', old.birth_date, new.birth_date
    union all select 'effective_date', old.effective_date, new.effective_date
    union all select 'status', old.status, new.status
  ) f
  where f.old_value is not f.new_value;
end;

CREATE TRIGGER suppressions_delete after delete on suppressions begin
  delete from suppressed_addresses where entry = old.email;
end;

CREATE TRIGGER suppressions_insert after insert on suppressions begin
  delete from suppressed_addresses where entry = new.email;
  insert into suppressed_addresses (entry, address, reason)
    select entry, address, reason from suppression_entries where entry = new.email;
end;

CREATE TRIGGER suppressions_update after update on suppressions begin
  delete from suppressed_addresses where entry in (old.email, new.email);
  insert into suppressed_addresses (entry, address, reason)
    select entry, address, reason from suppression_entries where entry = new.email;
end;
