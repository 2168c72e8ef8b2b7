/** The shapes that go into the oracle and come out of it: a conformance case without what is expected of it. */

export interface ContactRow {
  id: number;
  email: string | null;
  zip_code: string | null;
  state: string | null;
  birth_date: string | null;
  effective_date: string | null;
  phone_number: string | null;
  status: string | null;
  first_name?: string | null;
  last_name?: string | null;
}

export interface CampaignTypeRow {
  name: string;
  respect_exclusion_windows: number;
  enable_followups: number;
  days_before_event: number;
  target_all_contacts: number;
  priority: number;
  active: number;
  transactional: number;
}

export interface CampaignInstanceRow {
  id: number;
  campaign_type: string;
  instance_name: string;
  email_template: string | null;
  sms_template: string | null;
  active_start_date: string | null;
  active_end_date: string | null;
  metadata: string | null;
}

export interface ContactCampaignRow {
  id: number;
  contact_id: number;
  campaign_instance_id: number;
  trigger_date: string | null;
  status: string;
  metadata: string | null;
}

export interface TrackingClickRow {
  id: number;
  tracking_id?: string | null;
  contact_id: number;
  clicked_at: string;
}

export interface ContactEventRow {
  id: number;
  contact_id: number;
  event_type: string;
  metadata: string | null;
  created_at: string;
}

export interface SuppressionRow {
  email: string;
  reason: string | null;
}

/** A row of `contact_changes`; a deletion is one row with the field `contact` and JSON of what was deleted. */
export interface ContactChangeRow {
  id: number;
  contact_id: number;
  field: string;
  old_value: string | null;
  new_value: string | null;
}

/** Deletions of a contact up to `change_id` are confirmed: it is the same person. */
export interface ContactConfirmationRow {
  contact_id: number;
  change_id: number;
}

/** A campaign instance that was deleted; confirmed if somebody said that its id may be used again. */
export interface DeletedCampaignInstanceRow {
  id: number;
  instance_id: number;
  campaign_type: string | null;
  instance_name: string | null;
  confirmed_at: string | null;
}

/** A row of `email_schedules` as it lies in the database. */
export interface ScheduleRow extends PlannedColumns {
  id: number;
  actual_send_datetime: string | null;
}

/** The columns that the conformance cases compare. */
export interface PlannedColumns {
  contact_id: number;
  email_type: string;
  event_date: string;
  ideal_send_date: string;
  scheduled_send_date: string;
  scheduled_send_time: string;
  status: string;
  skip_reason: string | null;
  adjustment: string | null;
  priority: number;
  campaign_instance_id: number | null;
  target_id: number | null;
  parent_email_id: number | null;
  email_template: string | null;
  sms_template: string | null;
}

/** A row after the run: `id` is that of the row in the database, null for a new one. */
export interface ResultRow extends PlannedColumns {
  id: number | null;
}

export interface OracleTables {
  contacts: ContactRow[];
  campaign_types: CampaignTypeRow[];
  campaign_instances: CampaignInstanceRow[];
  contact_campaigns: ContactCampaignRow[];
  tracking_clicks: TrackingClickRow[];
  contact_events: ContactEventRow[];
  suppressions: SuppressionRow[];
  email_schedules: ScheduleRow[];
  /** The conformance cases have none of these three. */
  contact_changes?: ContactChangeRow[];
  contact_confirmations?: ContactConfirmationRow[];
  deleted_campaign_instances?: DeletedCampaignInstanceRow[];
}

export interface OracleCase {
  as_of: string;
  /** Overrides of `test/conformance/base-config.json`. */
  config: object;
  /** The active policy; `test/conformance/default-policy.json` where absent. */
  policy?: object;
  tables: OracleTables;
}

export interface OracleResult {
  email_schedules: ResultRow[];
  contact_issues: [contactId: number, issue: string][];
  /** Dates that the daily cap leaves with more mails than their threshold. */
  over_cap_dates: string[];
}

export interface StateRule {
  type: 'birthday_window' | 'effective_date_window' | 'year_round';
  window_before?: number;
  window_after?: number;
  pre_window_exclusion_days?: number;
  use_month_start?: boolean;
  age_76_plus?: boolean;
  effective_from?: string;
  effective_to?: string;
  citation?: string;
}

export interface Template {
  email?: string | null;
  sms?: string | null;
}

/** What the oracle reads of the effective configuration. */
export interface OracleConfig {
  timezone: string;
  send_time: string;
  horizon_days: number;
  timing: {
    birthday_email_days_before: number;
    effective_date_days_before: number;
    pre_window_exclusion_days: number;
    followup_delay_days: number;
    followup_lookback_days: number;
    post_window_grace_days: number;
  };
  aep: {
    dates: { month: number; day: number }[];
    years: number[] | 'every';
    last_send: { month: number; day: number };
  };
  post_window: { enabled: boolean };
  load_balancing: {
    daily_send_percentage_cap: number;
    ed_daily_soft_limit: number;
    ed_percentage_of_daily_cap: number;
    ed_smoothing_window_days: number;
    catch_up_spread_days: number;
    overage_threshold: number;
  };
  frequency: { max_emails_per_period: number; period_days: number };
  priorities: {
    birthday: number;
    effective_date: number;
    aep: number;
    post_window: number;
    followup: number;
  };
  suppressed_statuses: string[];
  active_statuses: string[];
  on_unknown_status: 'withhold' | 'send';
  on_duplicate: 'withhold' | 'send';
  zip_states: Record<string, string>;
  on_missing_anchor: 'withhold' | 'send';
  on_state_mismatch: 'zip' | 'strictest';
  templates: Record<string, Template | undefined>;
  state_rules: Record<string, StateRule | StateRule[] | null | undefined>;
}
