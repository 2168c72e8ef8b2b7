-- Ids are given once (spec 3.1). Only a table that holds nothing, and is as the first migration made it, is made anew.
drop table contacts;
create table contacts (
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

-- Ids that history still speaks of are not given again.
insert into sqlite_sequence (name, seq)
select 'contacts', max(id) from (
  select max(contact_id) as id from email_schedules where contact_id <= 9007199254740991
  union all select max(contact_id) from contact_changes where contact_id <= 9007199254740991
) having max(id) is not null;
