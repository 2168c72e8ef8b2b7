/** A column's value before and after. */
export interface ValueChange {
  readonly before: string | number | boolean | null;
  readonly after: string | number | boolean | null;
}

/** What changed, by column. */
export type Changes = Readonly<Record<string, ValueChange>>;

/** The targets of one instance: those the file names. */
export interface TargetCounts {
  readonly added: number;
  /** Given another trigger date. */
  readonly moved: number;
  readonly unchanged: number;
  /** Named more than once. */
  readonly repeated: number;
  /** Left alone, since a person has cancelled the contact's target. */
  readonly cancelled: number;
}

/** A target that got another date; null: the instance's own. Key names are those of the table. */
export interface MovedTarget {
  readonly contact_id: number;
  readonly target_id: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** What became of a campaign type. */
export interface AppliedType {
  readonly name: string;
  readonly result: 'added' | 'changed' | 'unchanged';
  readonly changes: Changes;
}

/** What became of a campaign instance and the targets it was given. */
export interface AppliedInstance {
  readonly type: string;
  readonly name: string;
  readonly result: 'added' | 'changed' | 'unchanged';
  readonly changes: Changes;
  readonly targets: TargetCounts;
  /** The first of the targets that got another date. */
  readonly moves: readonly MovedTarget[];
}

/** What `campaign apply --json` prints. */
export interface CampaignApplyReport {
  readonly file: string;
  readonly database: string;
  readonly dry_run: boolean;
  readonly types: readonly AppliedType[];
  readonly instances: readonly AppliedInstance[];
  /** Each starts with a code: `NO_TRIGGER_DATE: ...`. */
  readonly warnings: readonly string[];
}
