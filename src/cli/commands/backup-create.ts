import { backupDatabase } from '../../backup/backup-database.ts';
import { existingDatabasePath } from '../../store/database-path.ts';
import { acquireRunLock } from '../../store/run-lock.ts';
import { readBackupPlace } from '../backup-request.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupCreateShape } from '../definitions/backup-create.ts';
import { describeHolder } from '../describe-holder.ts';
import { escapeText } from '../render/escape-text.ts';
import { formatBytes } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';

/** `sendwindow backup create DB` (spec 4.1). */
export async function backupCreate(call: CommandCall<typeof backupCreateShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { database, backup, isGuess } = await readBackupPlace(io, call.arguments.db, options);
  existingDatabasePath(database);
  using _lock = acquireRunLock(database, describeHolder(io, `sendwindow backup create ${call.arguments.db}`));
  const now = new Date(io.now().epochMilliseconds);
  const { directory } = backup;
  // The database may say to keep its backups for longer.
  const retentionDays = isGuess ? null : backup.retention_days;
  const made = await backupDatabase({ databasePath: database, directory, retentionDays, now });
  for (const warning of made.warnings) call.log.warn({}, warning);
  if (isGuess) io.stderr('SETTINGS_UNREADABLE: no old backup was deleted\n');
  if (options.json) io.stdout(renderJson(made));
  else {
    io.stdout(`${escapeText(made.path)}, ${formatBytes(made.bytes)}, checked\n`);
    for (const path of made.deleted) io.stdout(`deleted ${escapeText(path)}, which was too old\n`);
  }
  return 0;
}
