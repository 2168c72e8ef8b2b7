// A child process of the benchmark: changes the birth dates of one contact in so many (second argument) of an org database
// (first argument) as soon as a run of it has begun, a thousand at a time, as an importer does.
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../../src/store/open-database.ts';

const [file = '', share = ''] = process.argv.slice(2);
const batch = 1000;
using db = openDatabase(file, { mode: 'read-write' });

const checkpoints = db.prepare('select count(*) as runs from scheduler_checkpoints');
while (checkpoints.get()?.['runs'] === 0) await wait(10);

const change = db.prepare(
  `update contacts set birth_date = date(birth_date, '+1 day')
   where id > :after and id <= :upTo and id % :share = 0 and date(birth_date) = birth_date`,
);
const { last } = db.prepare('select max(id) as last from contacts').get() as { last: number };
let changed = 0;
for (let after = 0; after < last; after += batch * Number(share)) {
  changed += Number(change.run({ after, upTo: after + batch * Number(share), share: Number(share) }).changes);
  await wait(1);
}
process.stdout.write(JSON.stringify({ changed }));
