-- One row per entry of `suppressions` that holds an address: what planning looks addresses up in.
create table suppressed_addresses (
  entry text primary key,
  address text not null collate nocase,
  reason text not null
);
create index suppressed_addresses_address on suppressed_addresses (address);

create view suppression_entries as
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

insert into suppressed_addresses (entry, address, reason) select entry, address, reason from suppression_entries;

create trigger suppressions_insert after insert on suppressions begin
  delete from suppressed_addresses where entry = new.email;
  insert into suppressed_addresses (entry, address, reason)
    select entry, address, reason from suppression_entries where entry = new.email;
end;
create trigger suppressions_update after update on suppressions begin
  delete from suppressed_addresses where entry in (old.email, new.email);
  insert into suppressed_addresses (entry, address, reason)
    select entry, address, reason from suppression_entries where entry = new.email;
end;
create trigger suppressions_delete after delete on suppressions begin
  delete from suppressed_addresses where entry = old.email;
end;

-- The wall clock's start of a run, and who ran it: run_timestamp is --as-of.
alter table scheduler_checkpoints add column started_at text;
alter table scheduler_checkpoints add column run_by text;

-- The central database that plans this organisation, and under which id; at most one row. A run that does not go by it
-- is refused unless it says so: other settings would plan everybody anew.
create table planned_by (
  id integer primary key check (id = 1),
  central text not null,
  org_id integer not null,
  marked_at text not null
);
