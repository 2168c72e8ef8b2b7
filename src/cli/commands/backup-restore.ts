import { restoreBackup } from '../../backup/restore-backup.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import { type BackupPlace, findBackup, findNewestBackup, readBackupPlace } from '../backup-request.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupRestoreShape } from '../definitions/backup-restore.ts';
import { describeHolder } from '../describe-holder.ts';
import { escapeText } from '../render/escape-text.ts';
import { formatInteger } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';

type Call = CommandCall<typeof backupRestoreShape>;

const holdReason = 'restored from a backup: what went out since it was made is due once more';

const describeHold = (store: string): string =>
  `it is on hold: what went out since the backup is due once more in it; mark that, then: sendwindow release ${escapeText(store)}\n`;

/** Which backup: exactly one must have been named. */
function chooseBackup({ io, options, arguments: { backup } }: Call, place: BackupPlace): string {
  if (options.newest === (backup !== undefined)) {
    throw new SendwindowError(
      'BAD_USAGE',
      'sendwindow backup restore: name one backup (see `sendwindow backup list DB`), or use --newest',
    );
  }
  return backup === undefined ? findNewestBackup(place) : findBackup(io, place, backup);
}

/** `sendwindow backup restore DB BACKUP` (spec 4.1). */
export async function backupRestore(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const place = await readBackupPlace(io, call.arguments.db, options);
  const { databasePath, restored, keptAside } = restoreBackup({
    databasePath: place.database,
    backupPath: chooseBackup(call, place),
    now: new Date(io.now().epochMilliseconds),
    holder: describeHolder(io, `sendwindow backup restore ${call.arguments.db}`),
    holdReason: options.hold ? holdReason : undefined,
  });
  call.log.info({ database: databasePath, backup: restored.path }, 'backup restored');
  const { path, schemaVersion, contacts, schedules } = restored;
  if (options.json) {
    const report = { backup: path, schema_version: schemaVersion, contacts, schedules };
    io.stdout(
      renderJson({ database: databasePath, ...report, kept_aside: keptAside, on_hold: options.hold }),
    );
    return 0;
  }
  const counts = `${formatInteger(contacts)} contacts, ${formatInteger(schedules)} mails`;
  io.stdout(`${escapeText(databasePath)} is ${escapeText(path)} again: ${counts}\n`);
  if (keptAside !== null) io.stdout(`what was there is kept as ${escapeText(keptAside)}\n`);
  if (options.hold) io.stdout(describeHold(call.arguments.db));
  return 0;
}
