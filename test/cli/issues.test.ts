import { describe, expect, test } from 'vitest';
import { createOrgDatabase, temporaryFolder } from '../support/run-fixture.ts';
import { callWith } from './terminal.ts';

const issue = (contact_id: number, kind: string, resolved_run_id: string | null = null) => ({
  contact_id,
  issue: kind,
  detail: `detail of ${contact_id}`,
  first_seen_run_id: 'run-1',
  resolved_run_id,
});

const tables = {
  contacts: [
    { id: 1, email: '' },
    { id: 2, email: 'b@example.com' },
    { id: 3, email: 'c@example.com' },
  ],
  contact_issues: [
    issue(1, 'missing_email'),
    issue(1, 'unknown_zip'),
    issue(2, 'unknown_zip'),
    issue(3, 'unknown_zip', 'run-2'),
    issue(77, 'state_mismatch'),
  ],
};

async function issuesOf(...argv: readonly string[]) {
  using temporary = temporaryFolder();
  createOrgDatabase(`${temporary.path}/org.db`, tables);
  return await callWith({ cwd: temporary.path }, 'issues', 'org.db', ...argv);
}

describe('sendwindow issues', () => {
  test('counts what is open, the most frequent first', async () => {
    const { code, out } = await issuesOf();
    expect(code).toBe(0);
    expect(out.split('\n').slice(1, 4)).toEqual([
      expect.stringMatching(/^unknown_zip +2$/),
      expect.stringMatching(/^missing_email +1$/),
      expect.stringMatching(/^state_mismatch +1$/),
    ]);
    expect(out).toContain('3 contacts;');
  });

  test('prints counts and list as JSON', async () => {
    expect(JSON.parse((await issuesOf('--json')).out)).toMatchObject({
      contacts: 3,
      counts: { unknown_zip: 2, missing_email: 1, state_mismatch: 1 },
      issues: [
        {
          contact_id: 1,
          email: '',
          issue: 'missing_email',
          detail: 'detail of 1',
          first_seen_run_id: 'run-1',
        },
        { contact_id: 1, issue: 'unknown_zip' },
        { contact_id: 2, issue: 'unknown_zip' },
        { contact_id: 77, email: null, issue: 'state_mismatch' },
      ],
    });
  });

  test('lists the contacts of a kind', async () => {
    const { out } = await issuesOf('--kind', 'unknown_zip', '--csv');
    expect(out).toBe(
      'contact_id,email,issue,detail,first_seen_run_id\n1,,unknown_zip,detail of 1,run-1\n2,b@example.com,unknown_zip,detail of 2,run-1\n',
    );
    expect((await issuesOf('--kind', 'unknown_zip', '--limit', '1')).out).toContain('there are more');
  });

  test('lists the issues of a contact', async () => {
    const { out } = await issuesOf('--contact', '1', '--json');
    expect((JSON.parse(out) as { issues: unknown[] }).issues).toHaveLength(2);
  });

  test('names the kinds that are there where one is not', async () => {
    expect((await issuesOf('--kind', 'missing_zip')).out).toContain('unknown_zip');
  });

  test('says for each kind what corrects it', async () => {
    const { out } = await issuesOf();
    expect(out).toContain('    sendwindow config set DB zip_states.75072=TX\n');
    expect(out).toContain("    update contacts set email = 'ann@example.com' where id = 17;\n");
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    const { remedies } = JSON.parse((await issuesOf('--json')).out);
    expect(Object.keys(remedies).sort()).toEqual(['missing_email', 'state_mismatch', 'unknown_zip']);
    expect((await issuesOf('--kind', 'unknown_zip')).out).toContain('zip_states.75072=TX');
  });

  test.each(['unknow_zip', 'x'])('refuses the kind %s and names those that are allowed', async (kind) => {
    const { code, out, error } = await issuesOf('--kind', kind);
    expect({ code, out, start: error.split(':')[0] }).toEqual({ code: 2, out: '', start: 'BAD_USAGE' });
    expect(error).toContain('unknown_zip');
    expect(error.includes('did you mean unknown_zip?')).toBe(kind === 'unknow_zip');
  });

  test('refuses two formats at once', async () => {
    expect(await issuesOf('--csv', '--json')).toMatchObject({ code: 2, out: '' });
  });

  test('refuses a contact that does not exist', async () => {
    const { code, error } = await issuesOf('--contact', '5');
    expect({ code, start: error.split(':')[0] }).toEqual({ code: 2, start: 'NO_SUCH_CONTACT' });
  });

  test('is content with a database without issues', async () => {
    using temporary = temporaryFolder();
    createOrgDatabase(`${temporary.path}/org.db`, {});
    expect(await callWith({ cwd: temporary.path }, 'issues', 'org.db')).toMatchObject({ code: 0, error: '' });
  });
});
