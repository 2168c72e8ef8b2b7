import { type RestoreBackupReport, restoreBackup } from '../../app/restore-backup.ts';
import { escapeText } from '../../error/escape-text.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupRestoreShape } from '../definitions/backup-restore.ts';
import { printReport } from '../print-report.ts';
import { formatInteger } from '../render/format-number.ts';
import { sessionOfCall } from '../session-of-call.ts';

const describeHold = (db: string): string =>
  `it is on hold: mail that went out after the backup is due again in it; mark that mail as sent, then: sendwindow release ${escapeText(db)}\n`;

function renderText(report: RestoreBackupReport, db: string): string {
  const { database, backup, contacts, schedules, kept_aside: keptAside } = report;
  const counts = `${formatInteger(contacts)} contacts, ${formatInteger(schedules)} mails`;
  return [
    `${escapeText(database)} is restored from ${escapeText(backup)}: ${counts}\n`,
    keptAside === null ? '' : `the file before is kept as ${escapeText(keptAside)}\n`,
    report.on_hold ? describeHold(db) : '',
  ].join('');
}

/** `sendwindow backup restore DB BACKUP` (spec 4.1). */
export async function backupRestore(call: CommandCall<typeof backupRestoreShape>): Promise<ExitCode> {
  const { options } = call;
  const { db, backup } = call.arguments;
  if (options.newest === (backup !== undefined)) {
    throw new SendwindowError(
      'BAD_USAGE',
      'sendwindow backup restore: name one backup (see `sendwindow backup list DB`), or use --newest',
    );
  }
  const report = await restoreBackup({ ...options, database: db, backup }, sessionOfCall(call));
  printReport(call, report, (done) => renderText(done, db));
  return 0;
}
