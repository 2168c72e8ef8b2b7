import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { ConfigurationValues } from '../../../src/config/configuration-layer.ts';
import { addVersion } from '../../../src/settings/add-version.ts';
import { type EffectiveSettings, resolveSettings } from '../../../src/settings/effective-settings.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { prepareOrganizations } from '../../../src/store/organizations.ts';
import { Store } from '../../../src/store/store.ts';
import { createOrgDatabase, readTable, runOnce, temporaryFolder } from '../../support/run-fixture.ts';

const asOf = Temporal.Instant.from('2027-03-01T12:00:00Z');
const stamp = { createdBy: 'ann', createdAt: '2027-01-10 12:00:00' };

async function withDatabase(body: (db: DatabaseSync, path: string) => Promise<void>): Promise<void> {
  using temporary = temporaryFolder();
  const path = join(temporary.path, 'org.db');
  createOrgDatabase(path, {});
  using db = openDatabase(path, { mode: 'read-write' });
  await body(db, path);
}

const resolve = (db: DatabaseSync, values: ConfigurationValues = {}): Promise<EffectiveSettings> =>
  resolveSettings(new Store(db), { layers: [{ source: 'test', values }] }, asOf);

const contacts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    email: `p${index}@example.com`,
    zip_code: '75201',
    birth_date: '1950-06-15',
  }));

const policy = (name: string, days: number) => ({
  name,
  version: 2,
  states: { TX: { type: 'birthday_window', window_after: days } },
});

describe('size profiles', () => {
  const profiles = async (db: DatabaseSync, count: number): Promise<unknown> =>
    (await resolveSettings(new Store(db), { layers: [], contactCount: count }, asOf)).profile;

  test('auto keeps the profile of the last run until the count is 10 % past the border', async () => {
    await withDatabase(async (db, path) => {
      await runOnce(path, asOf.toString(), { size_profile: 'small' });
      expect(await profiles(db, 10_000)).toBe('small');
      expect(await profiles(db, 10_999)).toBe('small');
      expect(await profiles(db, 11_000)).toBe('medium');
      await runOnce(path, asOf.toString(), { size_profile: 'medium' });
      expect(await profiles(db, 9_001)).toBe('medium');
      expect(await profiles(db, 9_000)).toBe('small');
    });
  });

  test('the first run uses the count alone', async () => {
    await withDatabase(async (db) => {
      expect(await profiles(db, 9_999)).toBe('small');
      expect(await profiles(db, 10_000)).toBe('medium');
    });
  });

  test('a change is warned of', async () => {
    await withDatabase(async (db, path) => {
      await runOnce(path, asOf.toString());
      const { warnings } = await resolveSettings(new Store(db), { layers: [], contactCount: 50_000 }, asOf);
      expect(warnings.join('\n')).toContain('SIZE_PROFILE_CHANGED');
    });
  });

  test('a run that failed does not count', async () => {
    await withDatabase(async (db, path) => {
      await runOnce(path, asOf.toString(), { size_profile: 'medium' });
      db.exec("update scheduler_checkpoints set status = 'failed'");
      expect(await profiles(db, 9_500)).toBe('small');
    });
  });
});

describe('the policy', () => {
  test('that was activated last counts, and a later layer may name another', async () => {
    await withDatabase(async (db) => {
      addVersion(new Store(db), 'policy', policy('first', 10), stamp);
      addVersion(new Store(db), 'policy', policy('second', 20), stamp);
      expect(await resolve(db)).toMatchObject({
        policy: { name: 'second' },
        policySource: 'policy version 2',
      });
      const other = await resolve(db, { policy: 'first' });
      expect(other).toMatchObject({ policy: { name: 'first' }, policySource: 'policy version 1' });
      expect(other.warnings.join('\n')).toContain('POLICY_NOT_IN_FORCE');
    });
  });

  test('of a stored name goes before the built-in one of that name', async () => {
    await withDatabase(async (db) => {
      addVersion(new Store(db), 'policy', policy('default', 10), stamp);
      expect((await resolve(db, { policy: 'default' })).policy).toEqual(policy('default', 10));
    });
  });

  test('that does not exist is an error that says where it is named', async () => {
    await withDatabase(async (db) => {
      await expect(resolve(db, { policy: 'acme' })).rejects.toMatchObject({
        code: 'BAD_POLICY',
        message: expect.stringContaining('test: there is no exclusion policy "acme"'),
      });
    });
  });

  test('that begins later waits for its day', async () => {
    await withDatabase(async (db) => {
      addVersion(new Store(db), 'policy', policy('later', 10), {
        ...stamp,
        validFrom: '2027-04-01 05:00:00',
      });
      expect((await resolve(db)).policy.name).toBe('default');
      const then = await resolveSettings(
        new Store(db),
        { layers: [] },
        Temporal.Instant.from('2027-04-01T05:00:00Z'),
      );
      expect(then.policy.name).toBe('later');
    });
  });

  test('that excludes everybody is warned of in the report of a run', async () => {
    await withDatabase(async (_, path) => {
      const names = Object.keys((await import('../../../src/config/state-names.ts')).stateNames);
      const state_rules = Object.fromEntries(names.map((name) => [name, { type: 'year_round' as const }]));
      const report = await runOnce(path, asOf.toString(), { state_rules });
      expect(report.warnings.join('\n')).toContain('POLICY_EXCLUDES_ALL');
    });
  });
});

describe('the organisation', () => {
  test('whose row stands alone in the org database brings columns, overrides and buffers', async () => {
    await withDatabase(async (db, path) => {
      const values = { name: 'Acme', timezone: 'America/Denver', config_overrides: '{"batch_size": 77}' };
      prepareOrganizations(db).add(206, values, { CA: 45 });
      const settings = await resolve(db);
      expect(settings.configuration).toMatchObject({ timezone: 'America/Denver', runs: { batch_size: 77 } });
      expect(settings.stateBuffers).toEqual(new Map([['CA', 45]]));
      await runOnce(path, asOf.toString());
      const [used] = readTable(path, 'run_contents').filter(({ kind }) => kind === 'configuration');
      expect(JSON.parse(String(used?.['content']))).toMatchObject({
        configuration: { timezone: 'America/Denver' },
        profile: 'small',
        state_buffers: { CA: 45 },
      });
    });
  });

  test('must be named where there are several', async () => {
    await withDatabase(async (db) => {
      const organizations = prepareOrganizations(db);
      organizations.add(1, { name: 'Acme' }, {});
      organizations.add(2, { name: 'Beta', timezone: 'America/Denver' }, {});
      await expect(resolve(db)).rejects.toMatchObject({ code: 'BAD_USAGE' });
      const second = await resolveSettings(new Store(db), { layers: [], organizationId: 2 }, asOf);
      expect(second.configuration.timezone).toBe('America/Denver');
      await expect(
        resolveSettings(new Store(db), { layers: [], organizationId: 3 }, asOf),
      ).rejects.toMatchObject({
        code: 'NO_SUCH_ORG',
      });
    });
  });

  test('with several mistakes has all of them told at once', async () => {
    await withDatabase(async (db) => {
      const values = { name: 'Acme', timezone: 'Mars/Phobos', config_overrides: '{"horizen_days": 1}' };
      prepareOrganizations(db).add(206, values, { XX: 5, CA: 400 });
      await expect(resolve(db)).rejects.toMatchObject({
        code: 'BAD_CONFIGURATION',
        problems: [
          { code: 'BAD_TIME_ZONE', place: 'organisation 206 column timezone' },
          { code: 'UNKNOWN_KEY' },
          { code: 'OUT_OF_RANGE', place: 'organisation 206 state buffer CA' },
          { code: 'UNKNOWN_STATE', place: 'organisation 206 state buffer XX' },
        ],
      });
    });
  });
});

test('strictest: a date is excluded if the rule of either state excludes it', async () => {
  await withDatabase(async (db, path) => {
    db.exec('begin');
    const insert = db.prepare(
      'insert into contacts (id, email, zip_code, state, birth_date) values (:id, :email, :zip_code, :state, :birth_date)',
    );
    for (const contact of contacts(2)) insert.run({ ...contact, state: contact.id === 1 ? 'NY' : 'TX' });
    db.exec('commit');
    const skipped = async (on_state_mismatch: 'zip' | 'strictest'): Promise<unknown[]> => {
      await runOnce(path, asOf.toString(), { on_state_mismatch });
      return readTable(path, 'email_schedules')
        .filter((row) => row['skip_reason'] === 'exclusion_window')
        .map((row) => row['contact_id']);
    };
    expect(await skipped('zip')).toEqual([]);
    expect(new Set(await skipped('strictest'))).toEqual(new Set([1]));
  });
});
