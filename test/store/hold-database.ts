// A process for the tests: another program that has the database open. Its second argument says how: 'open' (it has
// written and is idle) or a number of milliseconds, for which it keeps the write lock.
import { openDatabase } from '../../src/store/open-database.ts';

const [path = '', how = 'open'] = process.argv.slice(2);
const db = openDatabase(path, { mode: 'read-write' });
if (how !== 'open') db.exec('begin immediate');
db.exec("insert into holds (reason) values ('written by the other program')");
process.stdout.write('begins\n');
await new Promise((resolve) => setTimeout(resolve, how === 'open' ? 600_000 : Number(how)));
if (how !== 'open') db.exec('commit');
db.close();
