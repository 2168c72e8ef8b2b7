// A process for the tests: adds contacts in transactions of 100 until one fails, and says with which code.
import { openDatabase } from '../../src/store/open-database.ts';
import { transaction } from '../../src/store/transaction.ts';
import { translateSqliteError } from '../../src/store/translate-sqlite-error.ts';

const [path = ''] = process.argv.slice(2);
const db = openDatabase(path, { mode: 'read-write' });
const insert = db.prepare('insert into contacts (last_name) values (hex(randomblob(450)))');
try {
  for (let batch = 0; batch < 1_000; batch += 1) {
    transaction(db, () => {
      for (let n = 0; n < 100; n += 1) insert.run();
    });
  }
} catch (error) {
  process.stdout.write(`${translateSqliteError(error, path).code}\n`);
}
