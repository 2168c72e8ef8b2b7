import { describe, expect, test } from 'vitest';
import { createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const hold = { reason: 'wrong template', created_by: 'ann', created_at: '2027-01-10 12:00:00' };

describe('sendwindow hold and release', () => {
  test('place a hold with who, when and why, and end it', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    expect(await shell.json('hold', 'org.db', '--reason', ' wrong template ')).toEqual({
      database: 'org.db',
      on_hold: true,
      holds: [hold],
    });
    expect(readTable(`${shell.folder}/org.db`, 'holds')).toHaveLength(1);
    expect(await shell.json('release', 'org.db')).toEqual({
      database: 'org.db',
      on_hold: false,
      released: [hold],
    });
    expect(readTable(`${shell.folder}/org.db`, 'holds')).toMatchObject([
      { reason: 'wrong template', released_by: 'ann', released_at: '2027-01-10 12:00:00' },
    ]);
  });

  test('keep every reason, and end all of them at once', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    await shell.call('hold', 'org.db', '--reason', 'first', '--by', 'bob');
    const { out } = await shell.call('hold', 'org.db', '--reason', 'second\u001b[2J');
    expect(out).toContain('by bob: first');
    expect(out).toContain('by ann: second\\u001b[2J');
    expect((await shell.call('release', 'org.db', '--by', 'eve')).code).toBe(0);
    expect(readTable(`${shell.folder}/org.db`, 'holds')).toMatchObject([
      { reason: 'first', released_by: 'eve' },
      { released_by: 'eve' },
    ]);
  });

  test('say so where nothing was held', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    expect(await shell.json('release', 'org.db')).toEqual({
      database: 'org.db',
      on_hold: false,
      released: [],
    });
  });

  test('want a reason', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    expect((await shell.call('hold', 'org.db', '--reason', '  ')).code).toBe(2);
    expect(readTable(`${shell.folder}/org.db`, 'holds')).toEqual([]);
  });
});
