/**
 * One state's rule (spec 2.3, 3.2), as people write it. Days are whole days; dates are `YYYY-MM-DD`.
 * A window is [anchor - window_before - pre_window_exclusion_days, anchor + window_after], both ends included.
 */
export interface StateRule {
  readonly type: 'birthday_window' | 'effective_date_window' | 'year_round';
  readonly window_before?: number | undefined;
  readonly window_after?: number | undefined;
  /** Default: `timing.pre_window_exclusion_days`. An organisation's buffer for the state goes before it. */
  readonly pre_window_exclusion_days?: number | undefined;
  /** The anchor moves to the first of its month. */
  readonly use_month_start?: boolean | undefined;
  /** Every date from the 76th birthday on is excluded. */
  readonly age_76_plus?: boolean | undefined;
  readonly citation?: string | undefined;
  /** A window counts if its anchor date lies between these; a `year_round` rule bars the dates between them. */
  readonly effective_from?: string | undefined;
  readonly effective_to?: string | undefined;
}

/** A named, versioned set of state rules: data, not code (spec 3.2). */
export interface ExclusionPolicy {
  readonly name: string;
  readonly version: number;
  readonly states: Readonly<Record<string, StateRule | readonly StateRule[]>>;
}
