// A process for the tests: a sender that is at work until the file of its second argument exists, and that takes mails
// of any date. It prints `ready`, and every mail that it has delivered, as JSON, in the order of delivery.
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { SmallSender } from '../support/small-sender.ts';

const [path = '', stopFile = '', now = ''] = process.argv.slice(2);
using sender = new SmallSender(path, {
  now: () => now,
  deliver: (mail) => void process.stdout.write(`${JSON.stringify(mail)}\n`),
  limit: 5,
});
process.stdout.write('ready\n');
while (!existsSync(stopFile)) {
  sender.sendAny();
  await wait(2);
}
