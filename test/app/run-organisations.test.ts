import { basename } from 'node:path';
import { expect, test, vi } from 'vitest';
import { addOrganisation } from '../../src/app/add-organisation.ts';
import { runOrganisations, worstExitCode } from '../../src/app/run-organisations.ts';
import { createSession } from '../../src/app/session.ts';
import { upgradeDatabase } from '../../src/app/upgrade-database.ts';
import { Store } from '../../src/store/store.ts';
import { temporaryFolder } from '../support/run-fixture.ts';

test.each([
  [[0, 0], 0],
  [[0, 4], 4],
  [[4, 3], 3],
  [[3, 2, 0], 2],
  [[4, 1, 2], 1],
  [[], 0],
])('the worst of %j is %i', (codes, worst) => {
  expect(worstExitCode(codes)).toBe(worst);
});

const assign = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([key, text]) => ({ key, text }));

/** A central database with two organisations, the second of which has no database file. */
async function createFleet(signal?: AbortSignal) {
  const folder = temporaryFolder();
  const session = createSession({ command: 'test', cwd: folder.path, env: {}, who: 'ann', signal });
  for (const database of ['central.db', 'a.db']) await upgradeDatabase({ database }, session);
  for (const name of ['a', 'b']) {
    const assignments = assign({ name, database: `${name}.db` });
    await addOrganisation({ central: 'central.db', assignments }, session);
  }
  return { session, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

test('one organisation that fails does not stop the others, and its error is in the report', async () => {
  using fleet = await createFleet();
  const report = await runOrganisations({ central: 'central.db', backup: false }, fleet.session);
  expect(report.exit_code).toBe(2);
  expect(report.organisations).toMatchObject([
    { name: 'a', exit_code: 0, report: { status: 'completed' }, error: null },
    { name: 'b', exit_code: 2, report: null, error: { code: 'NO_SUCH_FILE' } },
  ]);
});

test('the central database is opened once for all, and that of an organisation once to look and once to write', async () => {
  using fleet = await createFleet();
  using open = vi.spyOn(Store, 'open');
  const request = { central: 'central.db', backup: false, asOf: '2027-03-01' };
  const { organisations } = await runOrganisations(request, fleet.session);
  expect(organisations[0]?.exit_code).toBe(0);
  const opened = open.mock.calls.map(([path, { mode }]) => `${basename(path)} ${mode}`);
  expect(opened).toEqual(['central.db read-only', 'a.db read-only', 'a.db read-write', 'b.db read-only']);
});

test('a run waits for the disk once, when its checkpoint says that it has ended', async () => {
  using fleet = await createFleet();
  using deferred = vi.spyOn(Store.prototype, 'deferFlushes');
  using flushed = vi.spyOn(Store.prototype, 'flushed');
  await runOrganisations({ central: 'central.db', backup: false }, fleet.session);
  expect(deferred).toHaveBeenCalledOnce();
  expect(flushed).toHaveBeenCalledOnce();
  const [result] = deferred.mock.contexts as Store[];
  expect(flushed.mock.contexts).toEqual([result]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s between two organisations leaves out the rest and gives %i', async (signal, exitCode) => {
  using fleet = await createFleet(AbortSignal.abort(signal));
  const report = await runOrganisations({ central: 'central.db', backup: false }, fleet.session);
  expect(report).toEqual({ exit_code: exitCode, organisations: [] });
});
