-- Schema 3, generated from src/store/migrations by `npm run fix`; do not edit.

CREATE TABLE active_statuses (status text primary key);

CREATE TABLE campaign_instances (
  id integer primary key autoincrement,
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
, reason text);

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

CREATE TABLE contact_confirmations (
  contact_id integer primary key,
  change_id integer not null,
  confirmed_by text,
  confirmed_at text default current_timestamp
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
  id integer primary key autoincrement,
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
  external_id text,
  created_at text default current_timestamp,
  updated_at text default current_timestamp
);

CREATE TABLE deleted_campaign_instances (
  id integer primary key autoincrement,
  instance_id integer not null,
  campaign_type text,
  instance_name text,
  deleted_at text default current_timestamp,
  confirmed_at text,
  confirmed_by text
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
, released_at text, released_by text);

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

CREATE TABLE plan_basis (
  id integer primary key check (id = 1),
  hash text,
  run_id text
);

CREATE TABLE planned_by (
  id integer primary key check (id = 1),
  central text not null,
  org_id integer not null,
  marked_at text not null
);

CREATE TABLE replaced_contacts (
  id integer primary key,
  email text,
  zip_code text,
  state text,
  birth_date text,
  effective_date text,
  status text,
  phone_number text,
  plan_type text,
  current_carrier text,
  agent_id integer,
  external_id text,
  last_change integer not null
);

CREATE TABLE replaced_instances (
  id integer primary key,
  campaign_type text,
  instance_name text,
  email_template text,
  sms_template text,
  active_start_date text,
  active_end_date text,
  metadata text,
  last_deletion integer not null
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

CREATE TABLE stale_marks (
  seq integer primary key autoincrement,
  kind text not null check (kind in ('contact', 'instance', 'everything')),
  id integer not null,
  reason text,
  created_at text default current_timestamp,
  unique (id, kind),
  check (kind <> 'everything' or id = 0)
);

CREATE TABLE status_settings (
  id integer primary key check (id = 1),
  on_unknown_status text not null default 'withhold'
);

CREATE TABLE suppressed_addresses (
  entry text primary key,
  address text not null collate nocase,
  reason text not null
) without rowid;

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

CREATE INDEX contact_changes_deletions on contact_changes (contact_id) where field = 'contact';

CREATE INDEX contact_events_contact on contact_events (contact_id, created_at);

CREATE UNIQUE INDEX contact_issues_open on contact_issues (contact_id, issue) where resolved_run_id is null;

CREATE INDEX contacts_address on contacts (trim(email, char(9, 10, 11, 12, 13, 32)) collate nocase);

CREATE UNIQUE INDEX contacts_external_id on contacts (external_id) where external_id <> '';

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
  where status = 'processing' collate nocase;

CREATE INDEX email_schedules_sent_late on email_schedules (contact_id, event_date, actual_send_datetime)
  where actual_send_datetime is not null and case
    when actual_send_datetime glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'
    then 12 * substr(actual_send_datetime, 1, 4) + substr(actual_send_datetime, 6, 2)
    when actual_send_datetime not glob '*[^0-9]*' then 23641 + cast(actual_send_datetime as integer) / 2629746
    else 999999
  end > 12 * substr(scheduled_send_date, 1, 4) + substr(scheduled_send_date, 6, 2) + 1;

CREATE INDEX email_schedules_undated on email_schedules (contact_id, event_date)
  where event_date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*';

CREATE INDEX schedule_changes_contact on schedule_changes (contact_id);

CREATE INDEX schedule_changes_run on schedule_changes (scheduler_run_id);

CREATE INDEX suppressed_addresses_address on suppressed_addresses (address, reason);

CREATE INDEX tracking_clicks_contact on tracking_clicks (contact_id, clicked_at);

CREATE VIEW mark_same_address as select email, id as above from contacts;

CREATE VIEW mark_stale as select kind, id, reason from stale_marks;

CREATE VIEW record_replaced_contacts as select 1 as done;

CREATE VIEW record_replaced_instances as select 1 as done;

CREATE VIEW replaced_contact_changes as
select r.id as contact_id, 'contact' as field, json_object(
    'email', cast(r.email as text), 'birth_date', cast(r.birth_date as text), 'zip_code', cast(r.zip_code as text),
    'state', cast(r.state as text), 'effective_date', cast(r.effective_date as text),
    'status', cast(r.status as text), 'phone_number', cast(r.phone_number as text),
    'external_id', cast(r.external_id as text)
  ) as old_value, null as new_value
from replaced_contacts r where not exists (select 1 from contacts c where c.id = r.id)
union all select r.id, 'email', r.email, c.email
from replaced_contacts r join contacts c on c.id = r.id where r.email is not c.email
union all select r.id, 'zip_code', r.zip_code, c.zip_code
from replaced_contacts r join contacts c on c.id = r.id where r.zip_code is not c.zip_code
union all select r.id, 'state', r.state, c.state
from replaced_contacts r join contacts c on c.id = r.id where r.state is not c.state
union all select r.id, 'birth_date', r.birth_date, c.birth_date
from replaced_contacts r join contacts c on c.id = r.id where r.birth_date is not c.birth_date
union all select r.id, 'effective_date', r.effective_date, c.effective_date
from replaced_contacts r join contacts c on c.id = r.id where r.effective_date is not c.effective_date
union all select r.id, 'status', r.status, c.status
from replaced_contacts r join contacts c on c.id = r.id where r.status is not c.status
union all select r.id, 'phone_number', r.phone_number, c.phone_number
from replaced_contacts r join contacts c on c.id = r.id where r.phone_number is not c.phone_number
union all select r.id, 'plan_type', r.plan_type, c.plan_type
from replaced_contacts r join contacts c on c.id = r.id where r.plan_type is not c.plan_type
union all select r.id, 'current_carrier', r.current_carrier, c.current_carrier
from replaced_contacts r join contacts c on c.id = r.id where r.current_carrier is not c.current_carrier
union all select r.id, 'agent_id', r.agent_id, c.agent_id
from replaced_contacts r join contacts c on c.id = r.id where r.agent_id is not c.agent_id;

CREATE VIEW sendable_emails as
select s.*
from email_schedules s
join (
  select id, status, trim(email, char(9, 10, 11, 12, 13, 32)) as address,
    case lower(trim(ifnull(status, ''), char(9, 10, 11, 12, 13, 32)))
      when '' then 'active'
      when 'unsubscribe' then 'unsubscribed'
      when 'opt_out' then 'unsubscribed'
      when 'opt-out' then 'unsubscribed'
      when 'optout' then 'unsubscribed'
      when 'opted_out' then 'unsubscribed'
      else lower(trim(status, char(9, 10, 11, 12, 13, 32)))
    end as compared_status
  from contacts
) c on c.id = s.contact_id
where s.status = 'pre-scheduled'
  and s.contact_id between 1 and 9007199254740991
  and not exists (select 1 from holds where released_at is null)
  and not exists (select 1 from stale_marks where id = 0 and kind = 'everything')
  and (
    not exists (select 1 from stale_marks)
    or not exists (select 1 from stale_marks m where m.kind = 'contact' and m.id = s.contact_id)
  )
  and (
    s.campaign_instance_id is null
    or not exists (select 1 from stale_marks)
    or not exists (select 1 from stale_marks m where m.kind = 'instance' and m.id = s.campaign_instance_id)
  )
  and (
    c.status in (select status from active_statuses where status not in (select status from suppressed_statuses))
    or (
      c.compared_status not in (select status from suppressed_statuses)
      and (
        c.compared_status in (select status from active_statuses)
        or (select on_unknown_status from status_settings) = 'send'
      )
    )
    or (
      c.compared_status in (select status from suppressed_statuses where status = 'unsubscribed')
      and exists (select 1 from campaign_types t where t.transactional = 1 and s.email_type = 'campaign_' || t.name)
    )
  )
  and (
    not exists (select 1 from suppressed_addresses p where p.address = c.address)
    or (
      exists (select 1 from campaign_types t where t.transactional = 1 and s.email_type = 'campaign_' || t.name)
      and not exists (
        select 1 from suppressed_addresses p where p.address = c.address and p.reason <> 'unsubscribed'
      )
    )
  );

CREATE VIEW suppression_addresses as
select entry, address, case
    when reason in ('unsubscribe', 'opt_out', 'opt-out', 'optout', 'opted_out') then 'unsubscribed'
    else reason
  end as reason
from (
  select entry, address, reason, substr(address, 1, instr(address, '@') - 1) as local_part,
    substr(address, instr(address, '@') + 1) as domain
  from (
    select entry, lower(trim(bare, char(9, 10, 11, 12, 13, 32))) as address, reason
    from (
      select email as entry,
        case
          when instr(email, '<') > 0 and instr(substr(email, instr(email, '<')), '>') > 0
          then substr(email, instr(email, '<') + 1, instr(substr(email, instr(email, '<')), '>') - 2)
          else email
        end as bare,
        lower(trim(ifnull(reason, ''), char(9, 10, 11, 12, 13, 32))) as reason
      from suppressions
    )
  )
)
where address glob '?*@?*.?*' and instr(address, char(0)) = 0 and instr(domain, '@') = 0
  and not local_part glob '*[^!-~]*' and not local_part glob '*[]",:;<>()[\]*'
  and not local_part glob '.*' and not local_part glob '*.' and not address glob '*..*'
  and not domain glob '*[]",:;<>()[\!#$%&''*+/=?^_`{|}~]*' and not domain glob '*[' || char(1) || '- ]*'
  and not domain glob '[-.]*' and not domain glob '*[-.]' and not domain glob '*-.*' and not domain glob '*.-*'
  and not domain glob '*[' || char(127) || '-' || char(169) || char(171) || '-' || char(180) || char(182) || '-'
    || char(185) || char(187) || '-' || char(191) || char(8192) || '-' || char(8303) || char(12288) || '-' || char(12292)
    || char(65279) || '-' || char(65295) || char(65533) || ']*';

CREATE TRIGGER campaign_instances_mark_insert after insert on campaign_instances
when not exists (select 1 from replaced_instances where id = new.id)
begin
  insert into mark_stale (kind, id, reason)
  select 'instance', new.id, 'instance came back'
  where exists (select 1 from email_schedules where campaign_instance_id = new.id);
end;

CREATE TRIGGER campaign_instances_mark_update
after update of id, campaign_type, instance_name, email_template, sms_template, active_start_date, active_end_date,
  metadata on campaign_instances
when old.id is not new.id or old.campaign_type is not new.campaign_type or old.instance_name is not new.instance_name
  or old.email_template is not new.email_template or old.sms_template is not new.sms_template
  or old.active_start_date is not new.active_start_date or old.active_end_date is not new.active_end_date
  or old.metadata is not new.metadata
begin
  insert into mark_stale (kind, id, reason) values ('instance', old.id, 'instance changed');
  insert into mark_stale (kind, id, reason) select 'instance', new.id, 'instance changed' where old.id is not new.id;
end;

CREATE TRIGGER campaign_instances_record_delete after delete on campaign_instances
begin
  insert into deleted_campaign_instances (instance_id, campaign_type, instance_name)
  values (old.id, old.campaign_type, old.instance_name);
  insert into mark_stale (kind, id, reason) values ('instance', old.id, 'instance deleted');
end;

CREATE TRIGGER campaign_instances_record_move
after update of id, campaign_type, instance_name on campaign_instances
when exists (select 1 from replaced_instances)
begin
  insert into record_replaced_instances (done) values (1);
end;

CREATE TRIGGER campaign_instances_record_replace after insert on campaign_instances
when exists (select 1 from replaced_instances)
begin
  insert into record_replaced_instances (done) values (1);
end;

CREATE TRIGGER campaign_instances_stage_insert before insert on campaign_instances
when exists (select 1 from campaign_instances where id = new.id)
  or exists (
    select 1 from campaign_instances
    where campaign_type = new.campaign_type and instance_name = new.instance_name
  )
  or exists (select 1 from replaced_instances)
begin
  delete from replaced_instances;
  insert into replaced_instances
  select id, campaign_type, instance_name, email_template, sms_template, active_start_date, active_end_date, metadata,
    (select ifnull(max(id), 0) from deleted_campaign_instances)
  from campaign_instances
  where id = new.id or (campaign_type = new.campaign_type and instance_name = new.instance_name);
end;

CREATE TRIGGER campaign_instances_stage_update
before update of id, campaign_type, instance_name on campaign_instances
begin
  delete from replaced_instances;
  insert into replaced_instances
  select id, campaign_type, instance_name, email_template, sms_template, active_start_date, active_end_date, metadata,
    (select ifnull(max(id), 0) from deleted_campaign_instances)
  from campaign_instances
  where (new.id is not old.id and id in (old.id, new.id))
    or (id is not old.id and campaign_type = new.campaign_type and instance_name = new.instance_name);
end;

CREATE TRIGGER campaign_types_mark_delete after delete on campaign_types
begin
  insert into mark_stale (kind, id, reason)
  select 'instance', id, 'type deleted' from campaign_instances where campaign_type = old.name;
end;

CREATE TRIGGER campaign_types_mark_insert after insert on campaign_types
begin
  insert into mark_stale (kind, id, reason)
  select 'instance', id, 'type changed' from campaign_instances where campaign_type = new.name;
end;

CREATE TRIGGER campaign_types_mark_update after update on campaign_types
when old.name is not new.name or old.respect_exclusion_windows is not new.respect_exclusion_windows
  or old.enable_followups is not new.enable_followups or old.days_before_event is not new.days_before_event
  or old.target_all_contacts is not new.target_all_contacts or old.priority is not new.priority
  or old.active is not new.active or old.transactional is not new.transactional
begin
  insert into mark_stale (kind, id, reason)
  select 'instance', id, 'type changed' from campaign_instances where campaign_type in (old.name, new.name);
end;

CREATE TRIGGER contact_campaigns_mark_delete after delete on contact_campaigns
begin
  insert into mark_stale (kind, id, reason) values ('contact', old.contact_id, 'target removed');
end;

CREATE TRIGGER contact_campaigns_mark_insert after insert on contact_campaigns
when exists (
  select 1 from email_schedules
  where contact_id = new.contact_id and campaign_instance_id = new.campaign_instance_id
)
begin
  insert into mark_stale (kind, id, reason) values ('contact', new.contact_id, 'target changed');
end;

CREATE TRIGGER contact_campaigns_mark_move before update of id on contact_campaigns
when old.id is not new.id
begin
  insert into mark_stale (kind, id, reason)
  select 'contact', contact_id, 'target changed' from contact_campaigns where id = new.id;
end;

CREATE TRIGGER contact_campaigns_mark_replace before insert on contact_campaigns
when exists (select 1 from contact_campaigns where id = new.id)
begin
  insert into mark_stale (kind, id, reason)
  select 'contact', contact_id, 'target changed' from contact_campaigns
  where id = new.id and (contact_id is not new.contact_id or campaign_instance_id is not new.campaign_instance_id
    or trigger_date is not new.trigger_date);
end;

CREATE TRIGGER contact_campaigns_mark_update
after update of id, contact_id, campaign_instance_id, trigger_date, status on contact_campaigns
when old.id is not new.id or old.contact_id is not new.contact_id
  or old.campaign_instance_id is not new.campaign_instance_id or old.trigger_date is not new.trigger_date
  or (old.status is not new.status
    and ifnull(lower(trim(old.status, char(9, 10, 11, 12, 13, 32))) in ('cancelled', 'canceled'), 0)
      is not ifnull(lower(trim(new.status, char(9, 10, 11, 12, 13, 32))) in ('cancelled', 'canceled'), 0))
begin
  insert into mark_stale (kind, id, reason) values ('contact', old.contact_id, 'target changed');
  insert into mark_stale (kind, id, reason)
  select 'contact', new.contact_id, 'target changed' where old.contact_id is not new.contact_id;
end;

CREATE TRIGGER contacts_mark_insert after insert on contacts
when exists (select 1 from email_schedules where contact_id = new.id)
  and not exists (select 1 from replaced_contacts where id = new.id)
begin
  insert into mark_stale (kind, id, reason) values ('contact', new.id, 'contact came back');
end;

CREATE TRIGGER contacts_mark_insert_address after insert on contacts
when new.id < (select max(id) from contacts) and not exists (select 1 from replaced_contacts where id = new.id)
begin
  insert into mark_same_address (email, above) values (new.email, new.id);
end;

CREATE TRIGGER contacts_mark_update
after update of email, zip_code, state, birth_date, effective_date, status, phone_number on contacts
when old.email is not new.email or old.zip_code is not new.zip_code or old.state is not new.state
  or old.birth_date is not new.birth_date or old.effective_date is not new.effective_date
  or old.status is not new.status or old.phone_number is not new.phone_number
begin
  insert into mark_stale (kind, id, reason) values ('contact', new.id, 'contact changed');
end;

CREATE TRIGGER contacts_mark_update_address
after update of email, zip_code, birth_date, effective_date, status on contacts
when old.email is not new.email or old.zip_code is not new.zip_code or old.birth_date is not new.birth_date
  or old.effective_date is not new.effective_date or old.status is not new.status
begin
  insert into mark_same_address (email, above) values (new.email, new.id);
  insert into mark_same_address (email, above) select old.email, old.id where old.email is not new.email;
end;

CREATE TRIGGER contacts_record_delete
after delete on contacts
begin
  insert into contact_changes (contact_id, field, old_value, new_value)
  values (old.id, 'contact', json_object(
    'email', cast(old.email as text), 'birth_date', cast(old.birth_date as text),
    'zip_code', cast(old.zip_code as text), 'state', cast(old.state as text),
    'effective_date', cast(old.effective_date as text), 'status', cast(old.status as text),
    'phone_number', cast(old.phone_number as text), 'external_id', cast(old.external_id as text)
  ), null);
  insert into mark_stale (kind, id, reason) values ('contact', old.id, 'contact deleted');
  insert into mark_same_address (email, above) values (old.email, old.id);
end;

CREATE TRIGGER contacts_record_move after update of id, external_id on contacts
when exists (select 1 from replaced_contacts)
begin
  insert into record_replaced_contacts (done) values (1);
  insert into mark_stale (kind, id, reason) select 'contact', new.id, 'contact changed' where new.id is not old.id;
  insert into mark_same_address (email, above) select new.email, new.id where new.id is not old.id;
end;

CREATE TRIGGER contacts_record_replace after insert on contacts
when exists (select 1 from replaced_contacts)
begin
  insert into record_replaced_contacts (done) values (1);
end;

CREATE TRIGGER contacts_record_update
after update of email, zip_code, state, birth_date, effective_date, status, phone_number, plan_type, current_carrier,
  agent_id on contacts
when old.id is new.id
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
    union all select 'phone_number', old.phone_number, new.phone_number
    union all select 'plan_type', old.plan_type, new.plan_type
    union all select 'current_carrier', old.current_carrier, new.current_carrier
    union all select 'agent_id', old.agent_id, new.agent_id
  ) f
  where f.old_value is not f.new_value;
end;

CREATE TRIGGER contacts_stage_insert before insert on contacts
when exists (select 1 from contacts where id = new.id)
  or exists (select 1 from contacts where external_id = new.external_id and external_id <> '')
  or exists (select 1 from replaced_contacts)
begin
  delete from replaced_contacts;
  insert into replaced_contacts
  select id, email, zip_code, state, birth_date, effective_date, status, phone_number, plan_type, current_carrier,
    agent_id, external_id, (select ifnull(max(id), 0) from contact_changes)
  from contacts
  where id = new.id
    or id in (select id from contacts where external_id = new.external_id and external_id <> '');
end;

CREATE TRIGGER contacts_stage_update before update of id, external_id on contacts
when new.id is not old.id
  or new.external_id is not old.external_id
  or exists (select 1 from replaced_contacts)
begin
  delete from replaced_contacts;
  insert into replaced_contacts
  select id, email, zip_code, state, birth_date, effective_date, status, phone_number, plan_type, current_carrier,
    agent_id, external_id, (select ifnull(max(id), 0) from contact_changes)
  from contacts
  where (new.id is not old.id and id in (old.id, new.id))
    or (new.external_id is not old.external_id and id is not old.id
      and id in (select id from contacts where external_id = new.external_id and external_id <> ''));
end;

CREATE TRIGGER mark_same_address_insert instead of insert on mark_same_address
when exists (
  select 1 from contacts
  where trim(email, char(9, 10, 11, 12, 13, 32)) collate nocase = trim(new.email, char(9, 10, 11, 12, 13, 32))
    and id > new.above
) and trim(new.email, char(9, 10, 11, 12, 13, 32)) <> ''
begin
  insert into mark_stale (kind, id, reason)
  select 'everything', 0, 'more than 1000 contacts of one address' from contacts
  where trim(email, char(9, 10, 11, 12, 13, 32)) collate nocase = trim(new.email, char(9, 10, 11, 12, 13, 32))
    and id > new.above
  limit 1 offset 1000;
  insert into mark_stale (kind, id, reason)
  select 'contact', id, 'another contact of the same address' from contacts
  where trim(email, char(9, 10, 11, 12, 13, 32)) collate nocase = trim(new.email, char(9, 10, 11, 12, 13, 32))
    and id > new.above
    and not exists (
      select 1 from contacts
      where trim(email, char(9, 10, 11, 12, 13, 32)) collate nocase = trim(new.email, char(9, 10, 11, 12, 13, 32))
        and id > new.above
      limit 1 offset 1000
    );
end;

CREATE TRIGGER mark_stale_insert instead of insert on mark_stale
begin
  delete from stale_marks where kind = new.kind and id = new.id;
  insert into stale_marks (kind, id, reason) values (new.kind, new.id, new.reason);
end;

CREATE TRIGGER record_replaced_contacts_insert instead of insert on record_replaced_contacts
begin
  delete from contact_changes
  where id > (select min(last_change) from replaced_contacts) and +field = 'contact'
    and +contact_id in (select id from replaced_contacts);
  insert into mark_same_address (email, above)
  select r.email, r.id from replaced_contacts r left join contacts c on c.id = r.id
  where c.id is null or r.email is not c.email or r.zip_code is not c.zip_code or r.birth_date is not c.birth_date
    or r.effective_date is not c.effective_date or r.status is not c.status;
  insert into mark_same_address (email, above)
  select c.email, c.id from replaced_contacts r join contacts c on c.id = r.id where r.email is not c.email;
  insert into mark_stale (kind, id, reason)
  select 'contact', r.id, 'contact changed' from replaced_contacts r left join contacts c on c.id = r.id
  where c.id is null or r.email is not c.email or r.zip_code is not c.zip_code or r.state is not c.state
    or r.birth_date is not c.birth_date or r.effective_date is not c.effective_date or r.status is not c.status
    or r.phone_number is not c.phone_number;
  insert into contact_changes (contact_id, field, old_value, new_value)
  select contact_id, field, old_value, new_value from replaced_contact_changes;
end;

CREATE TRIGGER record_replaced_instances_insert instead of insert on record_replaced_instances
begin
  delete from deleted_campaign_instances
  where id > (select min(last_deletion) from replaced_instances)
    and instance_id in (select id from replaced_instances);
  insert into mark_stale (kind, id, reason)
  select 'instance', r.id, 'instance changed' from replaced_instances r left join campaign_instances i on i.id = r.id
  where i.id is null or r.campaign_type is not i.campaign_type or r.instance_name is not i.instance_name
    or r.email_template is not i.email_template or r.sms_template is not i.sms_template
    or r.active_start_date is not i.active_start_date or r.active_end_date is not i.active_end_date
    or r.metadata is not i.metadata;
  insert into deleted_campaign_instances (instance_id, campaign_type, instance_name)
  select r.id, r.campaign_type, r.instance_name
  from replaced_instances r left join campaign_instances i on i.id = r.id
  where i.id is null or r.campaign_type is not i.campaign_type or r.instance_name is not i.instance_name;
end;

CREATE TRIGGER suppressions_delete after delete on suppressions
begin
  delete from suppressed_addresses where entry = old.email;
end;

CREATE TRIGGER suppressions_insert after insert on suppressions
begin
  delete from suppressed_addresses where entry = new.email;
  insert into suppressed_addresses (entry, address, reason)
  select entry, address, reason from suppression_addresses where entry = new.email;
end;

CREATE TRIGGER suppressions_update after update on suppressions
begin
  delete from suppressed_addresses where entry in (old.email, new.email);
  insert into suppressed_addresses (entry, address, reason)
  select entry, address, reason from suppression_addresses where entry = new.email;
end;
