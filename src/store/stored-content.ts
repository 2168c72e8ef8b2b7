/** The planner's columns of a row of `email_schedules` by their names: what `schedule_changes` keeps of it (spec 3.1). */
export type StoredContent = Readonly<Record<StoredColumn, string | number | null>>;

/** The columns that the planner writes. */
export type StoredColumn = (typeof storedColumns)[number];

/** The columns that the planner writes, in the order of the table. */
export const storedColumns = [
  'email_type',
  'event_date',
  'ideal_send_date',
  'scheduled_send_date',
  'scheduled_send_time',
  'status',
  'skip_reason',
  'skip_detail',
  'adjustment',
  'priority',
  'campaign_instance_id',
  'target_id',
  'parent_email_id',
  'email_template',
  'sms_template',
  'metadata',
  'scheduler_run_id',
  'created_at',
  'updated_at',
] as const;

// JSON has no place for a blob, which somebody may have put into a column of text: SQLite would refuse the whole row.
const asJsonValue = (column: StoredColumn): string =>
  `iif(typeof(${column}) = 'blob', cast(${column} as text), ${column})`;

/** An SQL expression: the planner's columns of a row as a JSON object, a {@link StoredContent}. */
export const contentJson = `json_object(${storedColumns.map((column) => `'${column}', ${asJsonValue(column)}`).join(', ')})`;
