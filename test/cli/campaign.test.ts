import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CampaignApplyReport } from '../../src/campaign/campaign-apply-report.ts';
import { mergeMetadata } from '../../src/campaign/merge-metadata.ts';
import type { RunReport } from '../../src/run/run-report.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { loadTables, readTable, type Tables } from '../support/run-fixture.ts';

const contacts = [
  { id: 17, email: 'Ann@Example.com', zip_code: '75001' },
  { id: 39, email: 'bob@example.com', zip_code: '75001' },
  { id: 40, email: 'shared@example.com', zip_code: '75001' },
  { id: 41, email: 'Shared@example.com', zip_code: '75001' },
  { id: 42, email: null, zip_code: '75001' },
  { id: 43, email: 'cara@example.com', zip_code: '75001' },
];

const spring = `types:
  rate_increase: { days_before_event: 12 }
  spring_news: { priority: 7, respect_exclusion_windows: false }
instances:
  - type: rate_increase
    name: spring-2027
    email_template: rate_increase_spring
    active_start_date: 2027-03-01
    active_end_date: 2027-05-31
    overrides: { days_before_event: 10, trigger_date: 2027-04-01 }
    metadata: { owner: Ann }
    targets:
      - { contact_id: 17, trigger_date: 2027-04-01 }
      - { email: ANN@example.com, trigger_date: 2027-04-15, additional: true }
      - { contact_id: 39 }
`;

async function createOrganisation(tables: Tables = {}): Promise<CommandLine> {
  const shell = createCommandLine();
  await shell.call('init', 'org.db');
  using db = openDatabase(`${shell.folder}/org.db`, { mode: 'read-write' });
  loadTables(db, { contacts, ...tables });
  return shell;
}

const campaignTables = ['campaign_types', 'campaign_instances', 'contact_campaigns'];

const contentOf = (shell: CommandLine) =>
  campaignTables.map((table) => readTable(`${shell.folder}/org.db`, table));

async function apply(
  shell: CommandLine,
  text: string,
  ...argv: readonly string[]
): Promise<CampaignApplyReport> {
  shell.write('campaign.yaml', text);
  return await shell.json('campaign', 'apply', 'campaign.yaml', 'org.db', ...argv);
}

/** The mistakes of a file as `place code`, after checking that nothing was written. */
async function mistakesOf(shell: CommandLine, text: string): Promise<string[]> {
  const before = contentOf(shell);
  shell.write('campaign.yaml', text);
  const { code, out, error } = await shell.call('campaign', 'apply', 'campaign.yaml', 'org.db', '--json');
  expect({ code, out, start: error.split(':')[0] }).toEqual({ code: 2, out: '', start: 'BAD_CAMPAIGN_FILE' });
  expect(contentOf(shell)).toEqual(before);
  return error
    .replaceAll(`${shell.folder}/`, '')
    .split('\n')
    .flatMap((line) => /^(\S+:\d+:\d+ [A-Z_]+):/.exec(line)?.[1] ?? []);
}

function runSql(shell: CommandLine, sql: string): void {
  using db = openDatabase(`${shell.folder}/org.db`, { mode: 'read-write' });
  db.exec(sql);
}

const instance = (lines: string): string =>
  `instances:\n  - type: rate_increase\n    name: a\n    email_template: t\n${lines}`;

describe('campaign apply', () => {
  test('adds types, instances and targets, and changes what is named', async () => {
    using shell = await createOrganisation();
    const report = await apply(shell, spring);
    expect(report).toMatchObject({
      types: [
        {
          name: 'rate_increase',
          result: 'changed',
          changes: { days_before_event: { before: 14, after: 12 } },
        },
        { name: 'spring_news', result: 'added' },
      ],
      instances: [
        {
          type: 'rate_increase',
          name: 'spring-2027',
          result: 'added',
          targets: { added: 3, moved: 0, unchanged: 0, repeated: 0, cancelled: 0 },
          moves: [],
        },
      ],
      warnings: [],
    });
    const [types, instances, targets] = contentOf(shell);
    expect(types?.find(({ name }) => name === 'rate_increase')).toMatchObject({
      priority: 1,
      days_before_event: 12,
    });
    expect(types?.find(({ name }) => name === 'spring_news')).toMatchObject({
      priority: 7,
      respect_exclusion_windows: 0,
      enable_followups: 1,
      active: 1,
      transactional: 0,
      created_at: '2027-01-10 12:00:00',
    });
    expect(instances).toMatchObject([{ email_template: 'rate_increase_spring', sms_template: null }]);
    expect(JSON.parse(String(instances?.[0]?.['metadata']))).toEqual({
      owner: 'Ann',
      days_before_event: 10,
      trigger_date: '2027-04-01',
    });
    expect(targets?.map((row) => [row['contact_id'], row['trigger_date'], row['status']])).toEqual([
      [17, '2027-04-01', 'pending'],
      [17, '2027-04-15', 'pending'],
      [39, null, 'pending'],
    ]);
  });

  test('changes nothing the second time', async () => {
    using shell = await createOrganisation();
    await apply(shell, spring);
    const before = contentOf(shell);
    shell.setNow('2027-02-01T00:00:00Z');
    const again = await apply(shell, spring);
    expect([...again.types, ...again.instances].map(({ result }) => result)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    expect(again.instances[0]?.targets).toMatchObject({ added: 0, moved: 0, unchanged: 3, repeated: 0 });
    expect(contentOf(shell)).toEqual(before);
  });

  test('leaves alone what is not named, and empties what is null', async () => {
    using shell = await createOrganisation();
    await apply(shell, spring);
    const report = await apply(
      shell,
      'instances:\n  - type: rate_increase\n    name: spring-2027\n    active_end_date: null\n    overrides: { trigger_date: null }\n',
    );
    expect(Object.keys(report.instances[0]?.changes ?? {}).sort()).toEqual(['active_end_date', 'metadata']);
    const [, instances, targets] = contentOf(shell);
    expect(instances).toMatchObject([
      { email_template: 'rate_increase_spring', active_start_date: '2027-03-01', active_end_date: null },
    ]);
    expect(JSON.parse(String(instances?.[0]?.['metadata']))).toEqual({ owner: 'Ann', days_before_event: 10 });
    expect(targets).toHaveLength(3);
  });

  test('writes nothing in a dry run, and says the same', async () => {
    using shell = await createOrganisation();
    const before = contentOf(shell);
    const dry = await apply(shell, spring, '--dry-run');
    expect(contentOf(shell)).toEqual(before);
    expect(await apply(shell, spring)).toEqual({ ...dry, dry_run: false });
  });

  test('reads targets from CSV beside the file, with a byte order mark, other columns and repetitions', async () => {
    using shell = await createOrganisation();
    shell.write(
      't.csv',
      '\ufeffName,Email,TRIGGER_DATE\r\n"A, B",bob@example.com,2027-04-02\r\n\r\nx, ann@example.com ,\r\nagain,bob@example.com,2027-04-02\r\n',
    );
    const report = await apply(
      shell,
      instance('    active_start_date: 2027-03-01\n    targets_csv: t.csv\n'),
    );
    expect(report.instances[0]?.targets).toMatchObject({ added: 2, unchanged: 0, repeated: 1 });
  });

  describe('of a contact that has a target already', () => {
    const datesOf = (shell: CommandLine) =>
      contentOf(shell)[2]?.map((row) => [row['id'], row['contact_id'], row['trigger_date']]);
    const targets = (...lines: string[]): string =>
      instance(`    active_start_date: 2027-03-01\n    targets: [${lines.join(', ')}]\n`);
    const april = '{ contact_id: 17, trigger_date: 2027-04-01 }';
    const may = '{ contact_id: 17, trigger_date: 2027-05-01 }';

    test('corrects the date, says so, and does nothing the second time', async () => {
      using shell = await createOrganisation();
      await apply(shell, targets(april));
      const report = await apply(shell, targets(may));
      expect(report.instances[0]).toMatchObject({
        targets: { added: 0, moved: 1, unchanged: 0 },
        moves: [{ contact_id: 17, target_id: 1, from: '2027-04-01', to: '2027-05-01' }],
      });
      expect(datesOf(shell)).toEqual([[1, 17, '2027-05-01']]);
      expect((await apply(shell, targets(may))).instances[0]?.targets).toMatchObject({
        moved: 0,
        unchanged: 1,
      });
      const { out } = await shell.call('campaign', 'apply', 'campaign.yaml', 'org.db');
      expect(out).not.toContain('moved');
      shell.write('campaign.yaml', targets('{ contact_id: 17 }'));
      const text = (await shell.call('campaign', 'apply', 'campaign.yaml', 'org.db')).out;
      expect(text).toContain("moved: contact 17, 2027-05-01 -> the instance's date");
      expect(datesOf(shell)).toEqual([[1, 17, null]]);
    });

    test('writes no corrected date in a dry run', async () => {
      using shell = await createOrganisation();
      await apply(shell, targets(april));
      expect((await apply(shell, targets(may), '--dry-run')).instances[0]?.targets.moved).toBe(1);
      expect(datesOf(shell)).toEqual([[1, 17, '2027-04-01']]);
    });

    test('adds a second date where the file, or the command, says that it is one more', async () => {
      using shell = await createOrganisation();
      await apply(shell, targets(april));
      await apply(shell, targets('{ contact_id: 17, trigger_date: 2027-05-01, additional: true }'));
      await apply(shell, targets('{ contact_id: 17, trigger_date: 2027-06-01 }'), '--additional');
      expect(datesOf(shell)?.map(([, , date]) => date)).toEqual(['2027-04-01', '2027-05-01', '2027-06-01']);
    });

    test('corrects the one date that the file no longer names', async () => {
      using shell = await createOrganisation();
      const june = '{ contact_id: 17, trigger_date: 2027-06-01, additional: true }';
      await apply(shell, targets(april, june));
      await apply(shell, targets(may, june));
      expect(datesOf(shell)).toEqual([
        [1, 17, '2027-05-01'],
        [2, 17, '2027-06-01'],
      ]);
    });

    test('refuses a date where it is not known which one it corrects', async () => {
      using shell = await createOrganisation();
      expect(await mistakesOf(shell, targets(april, may))).toEqual([
        'campaign.yaml:6:29 SECOND_TARGET',
        'campaign.yaml:6:75 SECOND_TARGET',
      ]);
      await apply(shell, targets(april));
      expect(await mistakesOf(shell, targets(april, may))).toEqual(['campaign.yaml:6:75 SECOND_TARGET']);
      await apply(shell, targets(may), '--additional');
      expect(await mistakesOf(shell, targets('{ contact_id: 17, trigger_date: 2027-06-01 }'))).toHaveLength(
        1,
      );
    });

    test('leaves a cancelled target alone', async () => {
      using shell = await createOrganisation();
      await apply(shell, targets(april));
      runSql(shell, "update contact_campaigns set status = 'Canceled'");
      const report = await apply(shell, targets(may), '--additional');
      expect(report.instances[0]?.targets).toMatchObject({ added: 0, moved: 0, cancelled: 1 });
      expect(datesOf(shell)).toEqual([[1, 17, '2027-04-01']]);
    });

    test('warns of contacts that have been mailed already', async () => {
      using shell = await createOrganisation();
      await apply(shell, targets(april));
      runSql(shell, "update contact_campaigns set status = 'sent'");
      const { warnings } = await apply(shell, targets(may));
      expect(warnings.map((text) => text.split(':')[0])).toEqual(['MAILED_ALREADY']);
    });

    test('names the first of many corrected dates', async () => {
      using shell = await createOrganisation();
      runSql(shell, 'delete from contacts');
      const csv = (date: string): string =>
        ['contact_id,trigger_date', ...Array.from({ length: 25 }, (_, i) => `${i + 1},${date}`)].join('\n');
      runSql(
        shell,
        `insert into contacts (id, email) select value, value || '@example.com' from json_each('[${Array.from({ length: 25 }, (_, i) => i + 1)}]')`,
      );
      shell.write('t.csv', csv('2027-04-01'));
      await apply(shell, instance('    targets_csv: t.csv\n'));
      shell.write('t.csv', csv('2027-05-01'));
      const { out } = await shell.call('campaign', 'apply', 'campaign.yaml', 'org.db', '--dry-run');
      expect(out).toContain('and 5 more');
      const report = await apply(shell, instance('    targets_csv: t.csv\n'));
      expect([report.instances[0]?.targets.moved, report.instances[0]?.moves.length]).toEqual([25, 20]);
    });
  });

  test('warns of campaigns that send nothing', async () => {
    using shell = await createOrganisation();
    const report = await apply(
      shell,
      'instances:\n  - { type: rate_increase, name: a, targets: [{ contact_id: 17 }] }\n',
    );
    expect(report.warnings.map((text) => text.split(':')[0])).toEqual(['NO_TEMPLATE', 'NO_TRIGGER_DATE']);
  });

  test('is planned by the next run', async () => {
    using shell = await createOrganisation();
    await apply(shell, spring);
    const report = await shell.json<RunReport>(
      'run',
      'org.db',
      '--no-backup',
      '--as-of',
      '2027-03-01T14:00:00Z',
    );
    expect(report.planned['campaign_rate_increase']).toEqual({ pre_scheduled: 3, skipped: 0 });
  });

  test('takes the example of its help and of docs/campaigns.md', async () => {
    using shell = await createOrganisation();
    const docs = readFileSync(new URL('../../docs/campaigns.md', import.meta.url), 'utf8');
    const { campaignApplyDefinition } = await import('../../src/cli/definitions/campaign-apply.ts');
    shell.write('spring-2027.csv', /```csv\n([^`]*)```/.exec(docs)?.[1] ?? '');
    for (const sample of [campaignApplyDefinition.sample, /```yaml\n([^`]*)```/.exec(docs)?.[1]]) {
      expect(await apply(shell, sample ?? '')).toMatchObject({ instances: [{ name: 'spring-2027' }] });
    }
  });
});

describe('a campaign file with mistakes', () => {
  test('is refused with all of them at once, in its order, and those of its CSV files', async () => {
    using shell = await createOrganisation();
    shell.write(
      'bad.csv',
      'contact_id,trigger_date,email\n17,2027-04-31,\nx,,\n999,,\n,,\n,,nobody@example.com\n"17\n',
    );
    expect(
      await mistakesOf(
        shell,
        `types:
  rate_increase: { days_before_event: 999, prority: 1 }
instances:
  - type: rate_increse
    name: a
    active_start_date: 2027-06-01
    active_end_date: 2027-05-31
    metadata: { priority: 3 }
    targets:
      - { contact_id: 12345, trigger_date: 2027-04-01 }
      - { email: shared@example.com }
      - { trigger_date: 2027-04-31 }
      - { contact_id: 17, email: bob@example.com }
    targets_csv: bad.csv
  - { type: rate_increase, name: b, targets_csv: none.csv }
  - { type: rate_increase, name: b, overrides: { active: false } }
  - name: c
`,
      ),
    ).toEqual([
      'campaign.yaml:2:39 OUT_OF_RANGE',
      'campaign.yaml:2:44 UNKNOWN_KEY',
      'campaign.yaml:4:11 UNKNOWN_TYPE',
      'campaign.yaml:7:22 FROM_AFTER_TO',
      'campaign.yaml:8:17 NOT_ALLOWED',
      'campaign.yaml:10:23 UNKNOWN_CONTACT',
      'campaign.yaml:11:18 AMBIGUOUS_EMAIL',
      'campaign.yaml:12:9 MISSING_KEY',
      'campaign.yaml:12:25 BAD_DATE',
      'campaign.yaml:13:9 NOT_ALLOWED',
      'campaign.yaml:15:50 NO_SUCH_FILE',
      'campaign.yaml:16:34 DUPLICATE_VALUE',
      'campaign.yaml:16:50 UNKNOWN_KEY',
      'campaign.yaml:17:5 MISSING_KEY',
      'bad.csv:2:2 BAD_DATE',
      'bad.csv:3:1 OUT_OF_RANGE',
      'bad.csv:4:1 UNKNOWN_CONTACT',
      'bad.csv:5:1 MISSING_KEY',
      'bad.csv:6:3 UNKNOWN_CONTACT',
      'bad.csv:7:1 SYNTAX',
    ]);
  });

  test.each([
    ['YAML that is none', 'types: [\n', 'SYNTAX'],
    ['an empty file', '', 'EMPTY_FILE'],
    ['a list', '- a\n', 'WRONG_TYPE'],
    ['a key twice', 'types: {}\ntypes: {}\n', 'DUPLICATE_KEY'],
    ['a type name with spaces', 'types: { "a b": {} }\n', 'NOT_ALLOWED'],
    ['a date as a number', instance('    active_start_date: 20270301\n'), 'WRONG_TYPE'],
    ['a contact id of zero', instance('    targets: [{ contact_id: 0 }]\n'), 'OUT_OF_RANGE'],
    ['an override of the wrong type', instance('    overrides: { priority: high }\n'), 'WRONG_TYPE'],
  ])('is refused: %s', async (_, text, code) => {
    using shell = await createOrganisation();
    const mistakes = await mistakesOf(shell, text);
    expect(mistakes.map((mistake) => mistake.split(' ')[1])).toContain(code);
  });

  test.each([
    ['no column that names a contact', 'name,date\nx,y\n', ['bad.csv:1:1 MISSING_KEY']],
    ['a misspelt column', 'contact_id,triger_date\n17,2027-04-01\n', ['bad.csv:1:2 UNKNOWN_KEY']],
    [
      'two misspelt columns',
      'contactid,triger_date\n17,2027-04-01\n',
      ['bad.csv:1:1 UNKNOWN_KEY', 'bad.csv:1:2 UNKNOWN_KEY'],
    ],
  ])('is refused for a CSV file with %s', async (_, csv, mistakes) => {
    using shell = await createOrganisation();
    shell.write('bad.csv', csv);
    expect(await mistakesOf(shell, instance('    targets_csv: bad.csv\n'))).toEqual(mistakes);
  });

  test('does not drown its reader in thousands of the same mistake', async () => {
    using shell = await createOrganisation();
    shell.write('bad.csv', `contact_id\n${'900000\n'.repeat(5000)}`);
    shell.write('campaign.yaml', instance('    targets_csv: bad.csv\n'));
    const { error } = await shell.call('campaign', 'apply', 'campaign.yaml', 'org.db');
    expect(error.split('\n').length).toBeLessThan(110);
    expect(error).toContain('and 4900 more');
  });

  test('may not overwrite metadata that are no JSON, unless it says so', async () => {
    const broken = { id: 1, campaign_type: 'rate_increase', instance_name: 'a', metadata: '{oops' };
    using shell = await createOrganisation({ campaign_instances: [broken] });
    expect(await mistakesOf(shell, instance('    overrides: { priority: 3 }\n'))).toEqual([
      'campaign.yaml:5:16 BAD_METADATA',
    ]);
    await apply(shell, instance('    metadata: null\n    overrides: { priority: 3 }\n'));
    expect(readTable(`${shell.folder}/org.db`, 'campaign_instances')).toMatchObject([
      { metadata: '{"priority":3}' },
    ]);
  });

  test('may not put an end before the start that the database holds', async () => {
    const stored = {
      id: 1,
      campaign_type: 'rate_increase',
      instance_name: 'a',
      active_start_date: '2027-06-01',
    };
    using shell = await createOrganisation({ campaign_instances: [stored] });
    expect(await mistakesOf(shell, instance('    active_end_date: 2027-05-31\n'))).toEqual([
      'campaign.yaml:5:22 FROM_AFTER_TO',
    ]);
  });

  test.each([
    ['none.yaml', 'NO_SUCH_FILE'],
    ['.', 'BAD_USAGE'],
  ])('cannot be %s', async (path, code) => {
    using shell = await createOrganisation();
    const answer = await shell.call('campaign', 'apply', path, 'org.db');
    expect({ code: answer.code, start: answer.error.split(':')[0] }).toEqual({ code: 2, start: code });
  });
});

describe('metadata', () => {
  test.each([
    ['stay as they are where nothing is named', '{oops', {}, '{oops'],
    ['stay as they are where nothing changes', '{ "a": 1 }', { metadata: { a: 1 } }, '{ "a": 1 }'],
    ['take keys on', null, { metadata: { a: 1 }, overrides: { priority: 2 } }, '{"a":1,"priority":2}'],
    ['lose keys that are null', '{"a":1,"b":2}', { metadata: { a: null } }, '{"b":2}'],
    ['are nothing where no key is left', '{"a":1}', { metadata: { a: null } }, null],
    ['begin again with null', '[1]', { metadata: null, overrides: { priority: 2 } }, '{"priority":2}'],
    ['are refused where they are no object', '[1]', { overrides: { priority: 2 } }, undefined],
  ])('%s', (_, stored, change, expected) => {
    expect(mergeMetadata(stored, change)).toBe(expected);
  });
});

describe('campaign list', () => {
  test('shows types, instances and their targets by status', async () => {
    using shell = await createOrganisation();
    await apply(shell, spring);
    const list = await shell.json<{ types: unknown[]; instances: unknown[] }>('campaign', 'list', 'org.db');
    expect(list.types).toHaveLength(6);
    expect(list.instances).toMatchObject([{ instance_name: 'spring-2027', targets: { pending: 3 } }]);
    const { out } = await shell.call('campaign', 'list', 'org.db');
    expect(out).toContain('spring-2027');
    expect(out).toContain('pending 3');
  });

  test('shows hostile text escaped', async () => {
    const hostile = {
      id: 1,
      campaign_type: 'rate_increase',
      instance_name: 'a\u001b[2J\n',
      metadata: '\u0000',
    };
    using shell = await createOrganisation({ campaign_instances: [hostile] });
    const { code, out } = await shell.call('campaign', 'list', 'org.db');
    expect(code).toBe(0);
    expect(out).toContain('a\\u001b[2J\\n');
  });
});
