-- As with contacts: an instance's id is given once.
drop table campaign_instances;
create table campaign_instances (
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

insert into sqlite_sequence (name, seq)
select 'campaign_instances', max(id) from (
  select max(campaign_instance_id) as id from email_schedules
  where campaign_instance_id is not null and campaign_instance_id <= 9007199254740991
  union all select max(campaign_instance_id) from contact_campaigns where campaign_instance_id <= 9007199254740991
) having max(id) is not null;
