/** One coded fault: what scripts around `sendwindow` may rely on. */
export interface ErrorKind {
  /** 1 failed; 2 bad usage, configuration or input; 3 another run holds the lock; 4 a person is needed; 130 stopped. */
  readonly exitCode: 1 | 2 | 3 | 4 | 130;
  /** One sentence for docs/errors.md: what has happened. */
  readonly meaning: string;
  /** One sentence for docs/errors.md: what to do. */
  readonly remedy: string;
}

const kind = (exitCode: ErrorKind['exitCode'], meaning: string, remedy: string): ErrorKind => ({
  exitCode,
  meaning,
  remedy,
});

/** Every error code of the product, in the order of docs/errors.md (which is generated from this table). */
export const errorKinds = {
  BAD_USAGE: kind(2, 'A command, flag or argument is unknown or wrong.', 'Run the command with --help.'),
  BAD_DATE: kind(
    2,
    'A date or date-time cannot be read.',
    'Write YYYY-MM-DD, or an ISO date-time with offset.',
  ),
  BAD_TIME: kind(2, 'A time of day cannot be read.', 'Write 00:00 to 23:59.'),
  NO_SUCH_FILE: kind(2, 'A file that was named does not exist.', 'Check the path.'),
  NOT_A_DATABASE: kind(
    2,
    'The file is not a SQLite database, or not one of this product.',
    'Name an org database, or make one with `sendwindow init`.',
  ),
  SCHEMA_TOO_OLD: kind(
    2,
    'The database has an older schema.',
    'Run `sendwindow init DB`, or `run --migrate`.',
  ),
  SCHEMA_ALTERED: kind(
    2,
    'A table, trigger or view of the product is missing or altered, so changes would no longer be recorded reliably.',
    'Run `sendwindow init DB`: it restores what can be restored without loss; restore a backup if that fails.',
  ),
  SECOND_NAME: kind(
    2,
    'The database file has a second name (a hard link): each name would get its own log and its own lock.',
    'Remove the other name; a symbolic link, or a mount of the whole folder, is fine.',
  ),
  SCHEMA_TOO_NEW: kind(2, 'The database was written by a newer version.', 'Upgrade sendwindow.'),
  NO_SUCH_CONTACT: kind(
    2,
    'No contact of the database has this id, external id or email.',
    'Check the id, external id or email in the command.',
  ),
  AMBIGUOUS_CONTACT: kind(
    2,
    'Several contacts have this email or external id; the message lists them.',
    'Name one of them by its id.',
  ),
  TOO_MANY_ROWS: kind(
    4,
    'A contact has more rows than sendwindow reads at once.',
    'Find the program that writes them, and remove those that are not needed.',
  ),
  NOTHING_TO_CONFIRM: kind(
    2,
    'There is nothing to confirm: no other person or campaign had this id before.',
    'See `sendwindow issues DB --kind id_reused`, or the warnings of the last run.',
  ),
  NO_SUCH_INSTANCE: kind(
    2,
    'The campaign instance is not in the database.',
    'See `sendwindow campaign list DB`.',
  ),
  NO_SUCH_RUN: kind(
    2,
    'The run id is not in the database, or there is no run left to undo.',
    'See `sendwindow runs list DB`.',
  ),
  NO_SUCH_ORG: kind(2, 'The organisation is not in the central database.', 'See `sendwindow org list`.'),
  BAD_CONFIGURATION: kind(
    2,
    'A configuration has one or more problems; the message lists all of them.',
    'Correct each place that the message names.',
  ),
  BAD_POLICY: kind(
    2,
    'An exclusion policy has one or more problems; the message lists all of them.',
    'Correct each place that the message names.',
  ),
  BAD_CAMPAIGN_FILE: kind(
    2,
    'A campaign file has one or more problems; the message lists all of them.',
    'Correct each place that the message names.',
  ),
  LOCKED: kind(3, 'Another run of this database is under way.', 'Wait until it ends; nothing was done.'),
  PLANNED_CENTRALLY: kind(
    2,
    "This organisation's settings are in a central database, and the run does not use it.",
    'Run with --central and --org, or with --standalone.',
  ),
  STOPPED: kind(
    130,
    'The run was stopped between two batches; every contact is written completely or not at all (143: by SIGTERM).',
    'Run again: the next run finishes the work.',
  ),
  HELD_BACK: kind(
    4,
    'Verification held back the placements of some contacts.',
    'See the report, and `sendwindow verify DB`.',
  ),
  BUSY: kind(
    1,
    'Another program kept the database locked for too long.',
    'Find the program that writes, then run again.',
  ),
  DISK_FULL: kind(
    1,
    'No space is left on the disk.',
    'Free space, then run again: every contact is written completely or not at all.',
  ),
  READ_ONLY: kind(
    1,
    'The database or its folder cannot be written.',
    'Check owner and permissions, or use --dry-run.',
  ),
  CORRUPT: kind(
    1,
    'SQLite reports that the database is damaged.',
    'Restore the newest backup: `sendwindow backup list DB`.',
  ),
  BACKUP_FAILED: kind(
    1,
    'The backup could not be made or did not pass its check; nothing was written.',
    'Free space or repair the backup folder, then run again.',
  ),
  STORE_FAILED: kind(
    1,
    'SQLite reported an error that has no error code in sendwindow.',
    'See the log for its cause.',
  ),
  INTERNAL: kind(1, 'A bug in sendwindow.', 'Report it with the log (--debug).'),
} as const satisfies Record<string, ErrorKind>;

/** The code of a {@link SendwindowError}: stable, documented in docs/errors.md, what tests assert. */
export type ErrorCode = keyof typeof errorKinds;
