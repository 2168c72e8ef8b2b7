import { SendwindowError } from '../error/sendwindow-error.ts';
import { defaultThreadsFrom } from '../run/run-options.ts';
import { runPlan as planDatabase } from '../run/run-plan.ts';
import type { RunReport } from '../run/run-report.ts';
import { collectLayers } from '../settings/collect-layers.ts';
import { resolveSettings, type SettingsRequest } from '../settings/effective-settings.ts';
import { isCalendarDate } from '../settings/parse-as-of.ts';
import { readMoment, type SettingsChoice } from '../settings/settings-in-force.ts';
import { createSettingsRequest } from '../settings/settings-request.ts';
import type { Store } from '../store/store.ts';
import type { LogLevel, Session } from './session.ts';
import { findRunTarget, type RunTarget } from './shared/run-target.ts';
import { useDatabase } from './shared/use-database.ts';

/** One run: of a database, or of an organisation of a central database. */
export interface RunRequest extends SettingsChoice {
  /** The org database; not needed where `central` and `org` name it. */
  readonly database?: string | undefined;
  /** Plan and report, and write nothing at all. */
  readonly dryRun?: boolean | undefined;
  /** Place every mail again, instead of keeping the dates it already has. */
  readonly replan?: boolean | undefined;
  /** Plan these only: ids, external ids or emails. None: all. */
  readonly contacts?: readonly string[] | undefined;
  /** False: do not back up before the first write. */
  readonly backup?: boolean | undefined;
  /** False: leave no record of a run that changes nothing. */
  readonly checkpoint?: boolean | undefined;
  /** First create or upgrade the database. */
  readonly migrate?: boolean | undefined;
  /** Plan by what the org database itself holds, although a central database plans it. */
  readonly standalone?: boolean | undefined;
}

async function migrateFirst(request: RunRequest, target: RunTarget, session: Session): Promise<void> {
  if (request.dryRun) {
    throw new SendwindowError(
      'BAD_USAGE',
      'run: --migrate writes and --dry-run must not write; leave one of them out',
    );
  }
  const { upgradeSchema } = await import('../run/upgrade-schema.ts');
  const { name, database } = target;
  const { backup, warnings, ...result } = await upgradeSchema({
    database,
    holder: session.holder(name),
    now: session.now(),
    backup: request.backup ?? true,
    settings: {
      layers: await collectLayers(session, { config: request.config }),
      stored: target.stored,
      organizationId: target.choice.org,
    },
  });
  session.observer.log('info', 'schema is current', { ...result, database, backup });
  for (const warning of warnings) session.observer.log('warn', warning, { database });
}

/** What the target's organisation was loaded with is enough, unless `asOf` is a date in a time zone not yet known. */
async function readSettings(
  { config, horizon, asOf = '' }: RunRequest,
  target: RunTarget,
  moment: Temporal.Instant,
  session: Session,
): Promise<SettingsRequest> {
  const choice = { config, horizon, ...target.choice };
  if (target.stored === undefined || isCalendarDate(asOf)) {
    return await createSettingsRequest(session, choice, moment);
  }
  return { layers: await collectLayers(session, choice), stored: target.stored };
}

/** The ids of the contacts that are named; `undefined`: a full run. */
async function findContacts(
  store: Store,
  { contacts = [] }: RunRequest,
  { name }: RunTarget,
): Promise<number[] | undefined> {
  if (contacts.length === 0) return undefined;
  const { findContactId } = await import('../people/find-contact.ts');
  return contacts.map((contact) => findContactId(store, contact, name));
}

/** What is read of a database before a run, in one look at it. */
interface Before {
  readonly contacts: number[] | undefined;
  readonly asOf: Temporal.Instant;
  readonly settings: SettingsRequest;
  readonly logLevel: LogLevel;
}

async function readBefore(
  store: Store,
  request: RunRequest,
  target: RunTarget,
  session: Session,
): Promise<Before> {
  const contacts = await findContacts(store, request, target);
  const asOf = await readMoment(session, store, { ...request, ...target.choice });
  const settings = await readSettings(request, target, asOf, session);
  // The number of contacts has no part in the log level, so they are not counted.
  const { configuration } = await resolveSettings(store, { ...settings, contactCount: 0 }, asOf);
  return { contacts, asOf, settings, logLevel: configuration.log_level };
}

/**
 * One run (spec 4.1): decides which mail goes out when, and writes what differs. May be repeated at any time; killed at
 * any moment it leaves a consistent database, and the next run finishes the work.
 *
 * @throws SendwindowError; batches that were committed before stay
 * @example await runPlan({ database: 'org.db', dryRun: true }, createSession({ command: 'my-service' }));
 */
export async function runPlan(request: RunRequest, session: Session): Promise<RunReport> {
  const target = await findRunTarget(session, request);
  const { name, database, plannedBy } = target;
  const { dryRun = false, replan = false, backup = true, checkpoint = true, standalone = false } = request;
  if (request.migrate) await migrateFirst(request, target, session);
  const { contacts, asOf, settings, logLevel } = await useDatabase(session, database, 'read-only', (store) =>
    readBefore(store, request, target, session),
  );
  session.setLogLevel(logLevel);
  const runId = session.createRunId('run', session.now());
  const { observer, elapsed, wait, signal } = session;
  observer.log('info', 'run started', { run_id: runId, database, as_of: asOf.toString(), dry_run: dryRun });
  const report = await planDatabase({
    ...{ database, asOf, settings, dryRun, replan, backup, checkpoint, plannedBy, standalone, runId },
    ...(contacts === undefined ? {} : { contacts }),
    ...{ observer, elapsed, wait, signal },
    isChecked: true,
    threadsFrom: defaultThreadsFrom,
    holder: session.holder(name),
    wallClock: () => new Date(session.now().epochMilliseconds),
    runBy: session.who,
  });
  observer.log('info', 'run ended', { ...report.writes, run_id: runId, status: report.status });
  return report;
}
