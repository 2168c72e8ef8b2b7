-- Old mails of a live campaign are told apart inside the index: a run need not fetch every row of the instance.
drop index email_schedules_campaign;
create index email_schedules_campaign on email_schedules (campaign_instance_id, scheduled_send_date, event_date)
  where campaign_instance_id is not null;

-- Rows that a sender has claimed and not finished: few at any time. Without it every row ever sent is looked at.
create index email_schedules_processing on email_schedules (scheduled_send_date)
  where status = 'processing';
