import type { StateRule } from './exclusion/exclusion-policy.ts';

/** A day of the year; 29 February falls on the 28th in a common year. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/** The names of an email type's templates; the SMS is only sent to contacts with a phone number. */
export interface Templates {
  readonly email?: string | undefined;
  readonly sms?: string | undefined;
}

/**
 * The effective configuration (spec 3.2). Key names are those of the file, so that one name serves YAML, documentation
 * and code; defaults are in `src/config/defaults.ts`.
 */
export interface Configuration {
  /** IANA time zone in which dates are plain calendar dates. */
  readonly timezone: string;
  /** Local time of day, HH:MM. */
  readonly send_time: string;
  readonly size_profile: 'auto' | 'small' | 'medium' | 'large' | 'enterprise' | 'none';
  readonly horizon_days: number;
  readonly timing: {
    readonly birthday_email_days_before: number;
    readonly effective_date_days_before: number;
    readonly pre_window_exclusion_days: number;
    readonly followup_delay_days: number;
    readonly followup_lookback_days: number;
    readonly post_window_grace_days: number;
  };
  readonly aep: {
    readonly dates: readonly MonthDay[];
    readonly years: readonly number[] | 'every';
    readonly last_send: MonthDay;
  };
  readonly post_window: { readonly enabled: boolean };
  readonly load_balancing: {
    /** A fraction of all contacts, 0 to 1. */
    readonly daily_send_percentage_cap: number;
    /** Mails per ideal date. */
    readonly ed_daily_soft_limit: number;
    /** A fraction of the daily cap. */
    readonly ed_percentage_of_daily_cap: number;
    readonly ed_smoothing_window_days: number;
    readonly catch_up_spread_days: number;
    /** The cap moves mails away from a date that holds more than this multiple of it; at least 1. */
    readonly overage_threshold: number;
  };
  readonly frequency: { readonly max_emails_per_period: number; readonly period_days: number };
  readonly priorities: {
    readonly birthday: number;
    readonly effective_date: number;
    readonly aep: number;
    readonly post_window: number;
    readonly followup: number;
  };
  readonly suppressed_statuses: readonly string[];
  readonly active_statuses: readonly string[];
  readonly on_unknown_status: 'withhold' | 'send';
  readonly on_duplicate: 'withhold' | 'send';
  /** ZIP to state, two capitals: ZIPs that the table lacks or has wrong. */
  readonly zip_states: Readonly<Record<string, string>>;
  readonly on_missing_anchor: 'withhold' | 'send';
  readonly on_state_mismatch: 'zip' | 'strictest';
  /** By email type; campaigns have theirs in the instance. */
  readonly templates: Readonly<Record<string, Templates>>;
  /** The name of the exclusion policy. */
  readonly policy: string;
  /** Replace the policy's rule of the states they name; null: no rule. */
  readonly state_rules: Readonly<Record<string, StateRule | readonly StateRule[] | null>>;
  readonly runs: { readonly batch_size: number };
  readonly backup: { readonly enabled: boolean; readonly directory: string; readonly retention_days: number };
  readonly retry: { readonly max_attempts: number; readonly base_delay_ms: number };
  /** By code of the warning, the version that an operator has acknowledged: `v1f2e3d4c`. */
  readonly acknowledged_warnings?: Readonly<Record<string, string>>;
  readonly log_level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
}
