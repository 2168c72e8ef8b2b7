import { chmodSync, chownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireRunLock } from '../../src/store/run-lock.ts';
import { temporaryPath } from '../store/temporary-folder.ts';
import { runOnce } from '../support/run-fixture.ts';
import { change, firstMorning, generatedOrganisation, queryOne } from './generated-organisation.ts';

const serviceUser = 65_534;
const isRoot = process.geteuid?.() === 0;
const holder = { pid: 1, host: 'here', command: 'test', startedAt: '2027-03-17 14:05:06' };
const backup = { backup: { directory: 'back/ups' } };
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
/** The files and folders beside a database that a run makes. */
const made = ['org.db.lock', 'org.db.lock-holder', 'back', 'back/ups'];

/** As another user of the operating system; only root can. */
async function asServiceUser<T>(body: () => Promise<T>): Promise<T> {
  process.setegid?.(serviceUser);
  process.seteuid?.(serviceUser);
  try {
    return await body();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

describe('what a run makes beside a database', () => {
  it('has its mode; a folder can be entered by whoever may read it', async () => {
    const path = generatedOrganisation(20);
    chmodSync(path, 0o660);
    await runOnce(path, firstMorning, backup, { backup: true });
    const folder = dirname(path);
    expect(made.map((name) => modeOf(join(folder, name)))).toEqual(['660', '660', '770', '770']);
    expect(
      readdirSync(join(folder, 'back/ups')).map((name) => modeOf(join(folder, 'back/ups', name))),
    ).toEqual(['660']);
  });

  it('follows a mode that was changed since', async () => {
    const path = generatedOrganisation(20);
    chmodSync(path, 0o600);
    acquireRunLock(path, holder).release();
    chmodSync(path, 0o664);
    acquireRunLock(path, holder).release();
    expect([modeOf(`${path}.lock`), modeOf(`${path}.lock-holder`)]).toEqual(['664', '664']);
  });

  it('leaves a folder as it was', async () => {
    const path = generatedOrganisation(20);
    chmodSync(path, 0o660);
    mkdirSync(join(dirname(path), 'back'), { mode: 0o755 });
    await runOnce(path, firstMorning, backup, { backup: true });
    expect([modeOf(join(dirname(path), 'back')), modeOf(join(dirname(path), 'back/ups'))]).toEqual([
      '755',
      '770',
    ]);
  });

  it('is made for a database that is not there yet', () => {
    acquireRunLock(temporaryPath(), holder).release();
  });

  it('does not free a lock that this process holds', () => {
    const path = generatedOrganisation(1);
    using _held = acquireRunLock(path, holder);
    chmodSync(path, 0o660);
    expect(() => acquireRunLock(path, holder)).toThrow('another run is under way');
    expect(() => acquireRunLock(path, holder)).toThrow('another run is under way');
  });

  it.runIf(isRoot)('by root belongs to the database’s owner, who can then run it', async () => {
    const path = generatedOrganisation(20);
    for (const name of [dirname(path), path]) chownSync(name, serviceUser, serviceUser);
    await runOnce(path, firstMorning, backup, { backup: true });
    for (const name of made)
      expect(statSync(join(dirname(path), name))).toMatchObject({ uid: serviceUser, gid: serviceUser });
    change(path, "update contacts set birth_date = '1950-06-15' where id = 3");
    await asServiceUser(() => runOnce(path, '2027-03-02T12:00:00Z', backup, { backup: true }));
    expect(queryOne(path, 'select count(*) as n from scheduler_checkpoints')).toEqual({ n: 2 });
    expect(readdirSync(join(dirname(path), 'back/ups'))).toHaveLength(2);
  });

  it.runIf(isRoot)('by one user of a group can be used by another, who does not own it', async () => {
    const path = generatedOrganisation(20);
    const folder = dirname(path);
    chownSync(folder, 0, serviceUser);
    chmodSync(folder, 0o2770);
    chownSync(path, 0, serviceUser);
    chmodSync(path, 0o660);
    await runOnce(path, firstMorning, backup, { backup: true });
    change(path, "update contacts set birth_date = '1950-06-15' where id = 3");
    await asServiceUser(() => runOnce(path, '2027-03-02T12:00:00Z', backup, { backup: true }));
    expect(queryOne(path, 'select count(*) as n from scheduler_checkpoints')).toEqual({ n: 2 });
  });
});
