import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { createProcessIo } from '../src/cli/process-io.ts';
import { run } from '../src/cli/run-command-line.ts';

// `npm run demo`: a synthetic agency through its first day, in the folder demo/, which is recreated.

const folder = resolve(import.meta.dirname, '..', 'demo');
const today = '2027-03-01T08:00:00-06:00';

const campaign = `types:
  spring_news: { priority: 7, days_before_event: 3 }
instances:
  - type: spring_news
    name: spring-2027
    email_template: spring_news_2027
    active_start_date: 2027-03-05
    active_end_date: 2027-04-30
    targets:
      - { contact_id: 17, trigger_date: 2027-03-20 }
      - { contact_id: 39 }
`;

/** What is shown: why, and the command line. */
const steps: readonly (readonly [string, string])[] = [
  [
    'A synthetic agency of 25,000 contacts, with bad data, campaigns and behaviour.',
    `generate demo.db --contacts 25000 --as-of ${today}`,
  ],
  ['What would a run do? Nothing is written.', `run demo.db --dry-run --as-of ${today}`],
  ['The first run, with a backup before its first write.', `run demo.db --as-of ${today}`],
  ['A second run changes nothing.', `run demo.db --as-of ${today}`],
  ['How many mails go out in the next weeks?', `volume demo.db --to 2027-04-15 --as-of ${today}`],
  ['Which contacts have bad data?', 'issues demo.db'],
  ['What may a sender send today?', `schedule demo.db --due --limit 5 --as-of ${today}`],
  ['Why does contact 17 get what it gets?', `explain demo.db 17 --as-of ${today}`],
  ['A campaign manager adds a campaign.', 'campaign apply spring.yaml demo.db'],
  ['The next run plans it.', `run demo.db --contact 17 --contact 39 --as-of ${today}`],
  ['Is every planned mail within the rules?', `verify demo.db --as-of ${today}`],
];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
writeFileSync(resolve(folder, 'spring.yaml'), campaign);
const io = { ...createProcessIo(process), cwd: folder };
for (const [why, command] of steps) {
  io.stdout(`\n# ${why}\n$ sendwindow ${command}\n`);
  const exitCode = await run([...command.split(' '), '--log-level', 'error'], io);
  if (exitCode === 0) continue;
  process.exitCode = exitCode;
  break;
}
if (process.exitCode === undefined) {
  io.stdout(`
The database is demo/demo.db. Try next, from the folder of the checkout:
  npm run sendwindow -- explain demo/demo.db 42 --as-of ${today}
  npm run sendwindow -- policy show
  npm run sendwindow -- runs list demo/demo.db
  npm run sendwindow -- --help
Your own data: README.md, "A first run on your own data".
`);
}
