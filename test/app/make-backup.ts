// A process for the tests: backs up the database named by its first argument into the folder named by its second.
import { backupDatabase } from '../../src/backup/backup-database.ts';

const [databasePath = '', directory = '', times = '1'] = process.argv.slice(2);
process.stdout.write('begins\n');
for (let time = 0; time < Number(times); time += 1) {
  try {
    const now = new Date(Date.UTC(2027, 2, 17, 0, 0, time));
    const { path } = await backupDatabase({ databasePath, directory, retentionDays: 0, now });
    process.stdout.write(`${path}\n`);
  } catch (error) {
    process.stdout.write(`${(error as { code: string }).code} ${(error as Error).message}\n`);
  }
}
