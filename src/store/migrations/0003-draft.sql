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
