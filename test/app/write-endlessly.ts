// A process for the tests: a sender that writes one transaction after the other, until killed.
import { openDatabase } from '../../src/store/open-database.ts';

const [path = ''] = process.argv.slice(2);
const db = openDatabase(path, { mode: 'read-write' });
const insert = db.prepare("insert into contact_events (contact_id, event_type) values (1, 'opened')");
insert.run();
process.stdout.write('begins\n');
for (;;) insert.run();
