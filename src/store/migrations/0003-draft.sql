-- Duplicates, import and look-up by address.
create index contacts_address on contacts (trim(email, char(9, 10, 11, 12, 13, 32)) collate nocase);

-- Rows whose event date is no date: a run looks at all of them. Costs the others nothing but the question.
create index email_schedules_undated on email_schedules (contact_id)
  where event_date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*';

-- Deletions of contacts: read at every run, and few among all changes.
create index contact_changes_deletions on contact_changes (contact_id) where field = 'contact';

create table contact_confirmations (
  contact_id integer primary key,
  change_id integer not null,
  confirmed_by text,
  confirmed_at text
);

create table deleted_campaign_instances (
  id integer primary key autoincrement,
  instance_id integer not null,
  campaign_type text,
  instance_name text,
  deleted_at text,
  confirmed_at text,
  confirmed_by text
);

create trigger campaign_instances_record_delete
after delete on campaign_instances
begin
  insert into deleted_campaign_instances (instance_id, campaign_type, instance_name, deleted_at)
  values (old.id, old.campaign_type, old.instance_name, current_timestamp);
end;

drop trigger contacts_record_delete;
create trigger contacts_record_delete
after delete on contacts
begin
  insert into contact_changes (contact_id, field, old_value, new_value)
  values (old.id, 'contact', json_object('email', old.email, 'birth_date', old.birth_date, 'zip_code', old.zip_code,
    'state', old.state, 'effective_date', old.effective_date, 'status', old.status, 'phone_number', old.phone_number),
    null);
end;

create table suppressed_addresses (
  entry text primary key,
  address text not null collate nocase,
  reason text not null
);
create index suppressed_addresses_address on suppressed_addresses (address);

create view draft_suppressed_addresses as
select email as entry, trim(lower(case
    when instr(email, '<') > 0 and instr(substr(email, instr(email, '<')), '>') > 0
    then substr(email, instr(email, '<') + 1, instr(substr(email, instr(email, '<')), '>') - 2)
    else email end), char(9, 10, 11, 12, 13, 32)) as address,
  case when lower(trim(ifnull(reason, ''), char(9, 10, 11, 12, 13, 32)))
      in ('unsubscribe', 'opt_out', 'opt-out', 'optout', 'opted_out') then 'unsubscribed'
    else lower(trim(ifnull(reason, ''), char(9, 10, 11, 12, 13, 32))) end as reason
from suppressions;

insert into suppressed_addresses (entry, address, reason)
select entry, address, reason from draft_suppressed_addresses where address like '%_@_%';

create trigger suppressions_insert after insert on suppressions begin
  insert into suppressed_addresses select * from draft_suppressed_addresses
  where entry = new.email and address like '%_@_%';
end;
create trigger suppressions_update after update on suppressions begin
  delete from suppressed_addresses where entry = old.email;
  insert into suppressed_addresses select * from draft_suppressed_addresses
  where entry = new.email and address like '%_@_%';
end;
create trigger suppressions_delete after delete on suppressions begin
  delete from suppressed_addresses where entry = old.email;
end;
