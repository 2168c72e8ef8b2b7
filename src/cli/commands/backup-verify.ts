import { basename } from 'node:path';
import { verifyBackup } from '../../backup/verify-backup.ts';
import { findBackup, readBackupPlace, requireBackups } from '../backup-request.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupVerifyShape } from '../definitions/backup-verify.ts';
import { formatBytes, formatInteger } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';
import { type Column, renderTable } from '../render/table.ts';

/** One backup and what came of its check. */
interface VerifiedBackup {
  readonly path: string;
  readonly ok: boolean;
  readonly bytes: number | null;
  readonly schema_version: number | null;
  readonly contacts: number | null;
  readonly schedules: number | null;
  /** Why it is of no use. */
  readonly problem: string | null;
}

function check(path: string): VerifiedBackup {
  try {
    const { bytes, schemaVersion, contacts, schedules } = verifyBackup(path);
    return { path, ok: true, bytes, schema_version: schemaVersion, contacts, schedules, problem: null };
  } catch (error) {
    const nothing = { bytes: null, schema_version: null, contacts: null, schedules: null };
    return { path, ok: false, ...nothing, problem: (error as Error).message };
  }
}

const columns: readonly Column<VerifiedBackup>[] = [
  { title: 'backup', cell: ({ path }) => basename(path), keep: true },
  { title: '', cell: ({ ok }) => (ok ? 'ok' : 'of no use') },
  { title: 'size', cell: ({ bytes }) => (bytes === null ? null : formatBytes(bytes)), align: 'right' },
  { title: 'schema', cell: ({ schema_version }) => schema_version, align: 'right' },
  { title: 'contacts', cell: ({ contacts }) => format(contacts), align: 'right' },
  { title: 'mails', cell: ({ schedules }) => format(schedules), align: 'right' },
];

const format = (count: number | null): string | null => (count === null ? null : formatInteger(count));

/** `sendwindow backup verify DB [BACKUP]` (spec 4.1). Exit code 1: one is of no use. */
export async function backupVerify(call: CommandCall<typeof backupVerifyShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { backup } = call.arguments;
  const place = await readBackupPlace(io, call.arguments.db, options);
  // Without any backup this says so: nothing checked is not "all is well".
  const paths =
    backup === undefined ? requireBackups(place).map(({ path }) => path) : [findBackup(io, place, backup)];
  const verified = paths.map(check);
  if (options.json) io.stdout(renderJson({ backups: verified }));
  else io.stdout(renderTable(verified, columns, io));
  for (const { problem } of verified) if (problem !== null) io.stderr(`BACKUP_FAILED: ${problem}\n`);
  return verified.every(({ ok }) => ok) ? 0 : 1;
}
