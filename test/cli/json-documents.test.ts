import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentJsonSchema, listDocumentKeys } from '../../scripts/documents/document-json-schema.ts';
import { documentTable } from '../../src/app/documents/document-table.ts';
import { commandTable } from '../../src/cli/command-table.ts';
import { builtinPolicies } from '../../src/config/builtin-policies.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { checkDocument, foundKeys } from '../support/check-document.ts';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';

const now = '2027-03-01T14:00:00Z';
const asOf = '2027-03-01T08:00:00-06:00';

/** Two campaigns that want the same date of the same contacts. */
const campaign = (priority: number, date: string): string => `types:
  spring_news: { priority: ${priority} }
  spring_offer: { priority: 9 }
instances:
  - type: spring_news
    name: spring-2027
    email_template: news
    active_start_date: 2027-03-01
    active_end_date: 2027-0${priority}-30
    targets:
${targets(date)}  - type: spring_offer
    name: spring-2027
    email_template: offer
    active_start_date: 2027-03-01
    targets:
${targets(date)}`;

const targets = (date: string): string =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((id) => `      - { contact_id: ${id}, trigger_date: ${date} }\n`).join('');

const [builtin] = builtinPolicies;
const policy = JSON.stringify({
  ...builtin,
  version: 2,
  states: { ...builtin?.states, TX: { type: 'year_round' } },
});

function execute(shell: CommandLine, sql: string): void {
  using db = openDatabase(join(shell.folder, 'org.db'), { mode: 'read-write' });
  db.exec(sql);
}

/** A generated organisation with campaigns, run once. */
async function plannedOrganisation(): Promise<CommandLine> {
  const shell = createCommandLine(now);
  await shell.json('init', 'new.db');
  await shell.json('generate', 'org.db', '--contacts', '300', '--as-of', asOf);
  shell.write('campaign.yaml', campaign(5, '2027-04-01'));
  await shell.json('campaign', 'apply', 'campaign.yaml', 'org.db');
  shell.write('campaign.yaml', campaign(6, '2027-04-02'));
  await shell.json('campaign', 'apply', 'campaign.yaml', 'org.db');
  shell.write('low-cap.yaml', 'load_balancing: { daily_send_percentage_cap: 0.001 }');
  await shell.json('run', 'org.db', '--dry-run', '--config', 'low-cap.yaml', '--as-of', asOf);
  await shell.json('run', 'org.db', '--as-of', asOf);
  return shell;
}

/** What looks at the plan of an organisation and changes nothing. */
async function look(shell: CommandLine): Promise<void> {
  const { runs } = await shell.json<{ runs: { run_id: string }[] }>('runs', 'list', 'org.db');
  const [run] = runs as [{ run_id: string }];
  await shell.json('runs', 'show', 'org.db', run.run_id);
  await shell.json('campaign', 'list', 'org.db');
  await shell.json('issues', 'org.db');
  await shell.json('volume', 'org.db', '--by', 'type', '--as-of', asOf);
  await shell.json('schedule', 'org.db', '--status', 'all');
  await shell.json('schedule', 'org.db', '--due', '--as-of', asOf);
  for (let contact = 1; contact <= 40; contact++) {
    await shell.json('explain', 'org.db', String(contact), '--as-of', asOf);
  }
  await shell.json('explain', 'org.db', '1', '--run', run.run_id);
}

/** A contact that was changed, one whose rows cannot be written, and mails that a sender has taken since. */
async function planAgain(shell: CommandLine): Promise<void> {
  const change =
    "update contacts set birth_date = '1949-06-15', effective_date = '2015-06-20' where id in (1, 2)";
  const refuse = (when: string): string =>
    `create trigger refuse_${when} before ${when} on email_schedules when new.contact_id = 2
     begin select raise(abort, 'refused'); end;`;
  execute(shell, `${change}; ${refuse('insert')} ${refuse('update')}`);
  shell.write('no-wait.yaml', 'retry: { max_attempts: 2, base_delay_ms: 1 }');
  await shell.json('run', 'org.db', '--config', 'no-wait.yaml', '--as-of', asOf);
  execute(shell, 'drop trigger refuse_insert; drop trigger refuse_update');
  await shell.json('explain', 'org.db', '1', '--as-of', asOf);
  execute(shell, "update email_schedules set status = 'sent' where contact_id = 1");
  await shell.json('runs', 'undo', 'org.db', '--as-of', asOf);
  await shell.json('release', 'org.db');
  await shell.json('run', 'org.db', '--as-of', asOf);
}

/** Mails that may not go out, a hold, backups, and the run taken back. */
async function interfere(shell: CommandLine): Promise<void> {
  execute(shell, "update email_schedules set scheduled_send_date = '2026-12-01' where status = 'skipped'");
  execute(
    shell,
    "update email_schedules set status = 'pre-scheduled' where skip_reason = 'exclusion_window'",
  );
  execute(
    shell,
    "update email_schedules set scheduled_send_date = '2027-03-09' where status = 'pre-scheduled'",
  );
  await shell.json('verify', 'org.db', '--as-of', asOf);
  await shell.json('volume', 'org.db', '--as-of', asOf);
  for (const contact of ['3', '4', '5']) await shell.json('explain', 'org.db', contact, '--as-of', asOf);
  await shell.json('hold', 'org.db', '--reason', 'wrong template');
  await shell.json('explain', 'org.db', '1', '--as-of', asOf);
  await shell.json('release', 'org.db');
  await shell.json('backup', 'create', 'org.db');
  await shell.json('runs', 'undo', 'org.db', '--as-of', asOf);
  await shell.json('runs', 'list', 'org.db');
  const { backups } = await shell.json<{ backups: { path: string }[] }>('backup', 'list', 'org.db');
  await shell.json('backup', 'verify', 'org.db');
  await shell.json('backup', 'restore', 'org.db', backups.at(-1)?.path ?? '');
}

async function changeSettings(shell: CommandLine): Promise<void> {
  shell.write('config.yaml', 'horizon_days: 180\n');
  await shell.json('config', 'check', 'config.yaml');
  await shell.json('config', 'set', 'org.db', 'horizon_days=180', '--reason', 'shorter');
  await shell.json('config', 'set', 'org.db', 'horizon_days=200', '--from', '2027-04-01');
  await shell.json('config', 'versions', 'org.db');
  await shell.json('config', 'cancel', 'org.db', '2');
  await shell.json('config', 'rollback', 'org.db', '0');
  await shell.json('config', 'rollback', 'org.db', '1');
  await shell.json('config', 'show', 'org.db', '--as-of', asOf);
}

async function changePolicy(shell: CommandLine): Promise<void> {
  shell.write('policy.json', policy);
  await shell.json('policy', 'check', 'policy.json');
  await shell.json('policy', 'show');
  await shell.json('policy', 'diff', 'default', 'policy.json');
  await shell.json('policy', 'impact', 'org.db', 'policy.json', '--as-of', asOf);
  const { kept } = await shell.json<{ kept: { id: number } }>('policy', 'activate', 'org.db', 'policy.json');
  await shell.json('policy', 'rollback', 'org.db', String(kept.id));
  const later = ['--from', '2027-04-01'];
  const { version } = await shell.json<{ version: { id: number } }>(
    ...['policy', 'activate', 'org.db', 'policy.json', ...later],
  );
  await shell.json('policy', 'versions', 'org.db');
  await shell.json('policy', 'cancel', 'org.db', String(version.id));
}

/** One organisation that can be run, and one whose database is not there. */
async function runAll(shell: CommandLine): Promise<void> {
  await shell.json('init', 'central.db');
  const acme = ['name=Acme', 'database=org.db', 'horizon_days=180', 'state_buffers.CA=45'];
  await shell.json('org', 'add', 'central.db', ...acme, '--id', '1');
  await shell.json('org', 'add', 'central.db', 'name=Gone', 'database=gone.db', '--id', '2');
  await shell.json('org', 'set', 'central.db', '1', 'timezone=America/Denver');
  await shell.json('org', 'list', 'central.db');
  await shell.json('org', 'show', 'central.db', '1');
  await shell.json('run', '--all', '--central', 'central.db', '--as-of', asOf);
}

/** A contact and an instance whose ids others had. */
async function confirm(shell: CommandLine): Promise<void> {
  execute(
    shell,
    `insert into contacts (id, email, zip_code, birth_date) values (901, 'ann@x.com', '75001', '1950-01-01');
     delete from contacts where id = 901;
     insert into contacts (id, email, zip_code, birth_date) values (901, 'bob@x.com', '75001', '1951-02-02');
     insert into campaign_instances (id, campaign_type, instance_name) values (901, 'spring_news', 'first');
     delete from campaign_instances where id = 901;
     insert into campaign_instances (id, campaign_type, instance_name) values (901, 'spring_news', 'second');`,
  );
  await shell.json('contacts', 'confirm', 'org.db', '901', '--same');
  await shell.json('campaign', 'confirm', 'org.db', '901');
}

/** Every key of every document, after its command. */
const listKeys = (): string[] =>
  Object.keys(documentTable).flatMap((command) =>
    listDocumentKeys(documentJsonSchema(command)).map(({ path }) => `${command} ${path}`),
  );

/**
 * The planner places nothing that verification would hold back; a rollback to a stored version needs not keep the policy
 * that was in force without one.
 */
const neverThere = /^run violations\[\]|^policy rollback kept\./;

describe('a document that --json prints', () => {
  test('is what its schema says, for every command', async () => {
    using shell = await plannedOrganisation();
    await look(shell);
    await planAgain(shell);
    await interfere(shell);
    await changeSettings(shell);
    await changePolicy(shell);
    await confirm(shell);
    await runAll(shell);
    const missed = listKeys().filter((key) => !foundKeys.has(key) && !key.match(neverThere));
    expect(missed).toEqual([]);
  });

  test('is refused with a key that the schema does not know, or without one that it knows', () => {
    const document = { database: 'org.db', instance: 1, campaign_type: 'a', instance_name: 'b' };
    const check = (given: object) => () => checkDocument(['campaign', 'confirm', 'org.db', '1'], given);
    expect(check(document)).not.toThrow();
    expect(check({ ...document, note: null })).toThrow('note');
    expect(check({ ...document, instance: undefined })).toThrow('instance');
  });

  test('has a schema, if the command takes --json', () => {
    const commands = commandTable
      .filter(({ options }) => Object.hasOwn(options, 'json'))
      .map(({ name }) => name);
    const described = Object.keys(documentTable).map((command) => command.replace(/ --.*/, ''));
    expect([...new Set(described)].sort()).toEqual(commands.sort());
  });
});

test('nothing that the command line loads knows the schemas: zod takes time to start', () => {
  const files = globSync(['src/cli/**/*.ts', 'src/app/*.ts']);
  const importers = files.filter((path) =>
    /^(?:import|export) (?!type ).*\n?[^;]*documents\//m.test(readFileSync(path, 'utf8')),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(importers).toEqual([]);
});
