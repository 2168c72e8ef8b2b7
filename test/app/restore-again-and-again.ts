// A process for the tests: restores the backups named by its arguments in turn, over its first argument, until killed.
import { rmSync } from 'node:fs';
import { restoreBackup } from '../../src/backup/restore-backup.ts';

const [databasePath = '', ...backups] = process.argv.slice(2);
const holder = { pid: process.pid, host: 'host-1', command: 'sendwindow backup restore', startedAt: '' };
process.stdout.write('begins\n');
for (let time = 0; ; time += 1) {
  const backupPath = backups[time % backups.length] ?? '';
  const { keptAside } = restoreBackup({
    databasePath,
    backupPath,
    now: new Date(time * 1_000),
    holder,
    holdReason: 'x',
  });
  if (keptAside !== null) rmSync(keptAside);
}
