import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listBackups } from '../../src/backup/list-backups.ts';
import { temporaryFolder, temporaryPath } from '../store/temporary-folder.ts';
import { runOnce } from '../support/run-fixture.ts';
import { firstMorning, generatedOrganisation, queryOne } from './generated-organisation.ts';
import { undoOnce } from './undo-once.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const filesOf = (path: string): string[] => readdirSync(dirname(path)).sort();

describe('what a run and an undo write', () => {
  it.each(['org.db', 'a b.db', `it's "odd"?#%41;$(x)&.db`, 'ünïcode ☃.db', '-rf.db', 'file:x.db'])(
    'beside a database named %j is its lock, and backups in the folder for them',
    async (name) => {
      const path = generatedOrganisation(20, temporaryPath(name));
      const backup = { directory: "back ups' ☃" };
      await runOnce(path, firstMorning, { backup }, { backup: true });
      await undoOnce(path, firstMorning, { backup }, { backup: true });
      const wanted = [name, `${name}.lock`, `${name}.lock-holder`, "back ups' ☃"];
      expect(filesOf(path)).toEqual(wanted.sort());
      const backups = readdirSync(join(dirname(path), backup.directory));
      expect(backups).toHaveLength(2);
      for (const file of backups) expect(file.startsWith(`${name}-2`)).toBe(true);
    },
  );

  it('lies nowhere else: neither in the home, nor the temporary, nor the working folder', () => {
    const path = generatedOrganisation(20);
    const [home, temporary, cwd] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const env = { HOME: home, TMPDIR: temporary, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, TZ: 'UTC' };
    const call = (...args: string[]) =>
      execFileSync(process.execPath, [main, ...args], { cwd, env, stdio: 'pipe', encoding: 'utf8' });
    call('run', path, '--as-of', firstMorning);
    call('verify', path, '--as-of', firstMorning);
    call('runs', 'undo', path, '--as-of', firstMorning);
    for (const folder of [home, cwd]) expect(readdirSync(folder)).toEqual([]);
    // Node's own, of the program's code: start-up is quicker by it, and it knows nothing of the database.
    expect(readdirSync(temporary).filter((name) => name !== 'node-compile-cache')).toEqual([]);
    expect(filesOf(path)).toEqual(['backups', 'org.db', 'org.db.lock', 'org.db.lock-holder']);
  });

  it('is as private as the database', async () => {
    const path = generatedOrganisation(20);
    chmodSync(path, 0o600);
    await runOnce(path, firstMorning, {}, { backup: true });
    const [backup] = listBackups(path, 'backups');
    expect(modeOf(backup?.path ?? '')).toBe('600');
  });

  it('holds no personal data beside the database and its backups', async () => {
    const path = generatedOrganisation(20);
    await runOnce(path, firstMorning, {}, { backup: true });
    const email = String(queryOne(path, 'select email from contacts where id = 7')['email']);
    expect(readFileSync(path, 'latin1')).toContain(email);
    for (const suffix of ['.lock', '.lock-holder']) {
      expect(readFileSync(`${path}${suffix}`, 'latin1')).not.toContain(email);
    }
  });

  it('follows no name out of the backup folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'inner'));
    const path = generatedOrganisation(20, join(folder, 'inner', '..evil.db'));
    await runOnce(path, firstMorning, {}, { backup: true });
    expect(readdirSync(folder)).toEqual(['inner']);
    expect(
      readdirSync(join(folder, 'inner', 'backups')).every((name) => name.startsWith(basename(path))),
    ).toBe(true);
  });
});
