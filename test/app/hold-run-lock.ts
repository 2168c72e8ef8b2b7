// A process for the tests: takes the run lock of the database named by its argument, says so, and stays.
import { acquireRunLock } from '../../src/store/run-lock.ts';

const [path = '', command = 'sendwindow run', pause = '600000'] = process.argv.slice(2);
try {
  const lock = acquireRunLock(path, {
    pid: process.pid,
    host: 'host-1',
    command,
    startedAt: '2027-03-17 14:05:06',
  });
  process.stdout.write(`held ${process.pid}\n`);
  await new Promise((resolve) => setTimeout(resolve, Number(pause)));
  lock.release();
} catch (error) {
  process.stdout.write(`${(error as { code: string }).code} ${(error as Error).message}\n`);
}
