// A child process of the benchmark: executes SQL (second argument) on a database file (first argument), with the
// settings that SQLite itself has. The yardstick where no sqlite3 shell is installed.
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';

const [file = '', sql = ''] = process.argv.slice(2);
using db = new DatabaseSync(file);
db.exec(sql);
