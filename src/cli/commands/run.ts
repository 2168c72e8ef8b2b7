import { setTimeout } from 'node:timers/promises';
import { upgradeDatabase } from '../../app/upgrade-database.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import { defaultThreadsFrom } from '../../run/run-options.ts';
import { runPlan } from '../../run/run-plan.ts';
import { exitCodeOf, type RunReport } from '../../run/run-report.ts';
import { resolveSettings, type SettingsRequest } from '../../settings/effective-settings.ts';
import { collectLayers } from '../collect-layers.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { createObserver } from '../create-observer.ts';
import { createRunId } from '../create-run-id.ts';
import { currentUser } from '../current-user.ts';
import type { runShape } from '../definitions/run.ts';
import { describeHolder } from '../describe-holder.ts';
import { findContactId } from '../find-contact.ts';
import type { LogLevel } from '../log/log.ts';
import { useDatabase } from '../open-call-database.ts';
import { isDateOnly } from '../parse-as-of.ts';
import type { Progress } from '../progress/progress.ts';
import { readAsOf } from '../read-as-of.ts';
import { renderJson } from '../render/json.ts';
import { renderRunReport } from '../render/run-report.ts';
import { findRunTarget, type RunTarget } from '../run-target.ts';
import { createSettingsRequest } from '../settings-request.ts';

/** A call of `run`. */
export type RunCall = CommandCall<typeof runShape>;

type Call = RunCall;

async function migrateFirst({ io, options, log }: Call, target: RunTarget): Promise<void> {
  if (options.dryRun) {
    throw new SendwindowError(
      'BAD_USAGE',
      'sendwindow run: --migrate writes and --dry-run must not; leave one of them out',
    );
  }
  const { database } = target;
  const { backup, warnings, ...result } = await upgradeDatabase({
    database,
    holder: describeHolder(io, `sendwindow run ${target.name}`),
    now: io.now(),
    backup: options.backup,
    settings: {
      layers: await collectLayers(io, { config: options.config }),
      stored: target.stored,
      organizationId: target.flags.org,
    },
  });
  log.info({ ...result, database, backup }, 'schema is current');
  for (const warning of warnings) log.warn({ database }, warning);
}

/** What the target's organisation was loaded with is enough, unless `--as-of` is a date in a time zone not yet known. */
async function readSettings({ io, options }: Call, target: RunTarget, asOf: Temporal.Instant) {
  const flags = { config: options.config, horizon: options.horizon, ...target.flags };
  if (target.stored === undefined || isDateOnly(options.asOf ?? '')) {
    return await createSettingsRequest(io, flags, asOf);
  }
  return { layers: await collectLayers(io, flags), stored: target.stored };
}

/** `log_level` of the configuration; the number of contacts has no part in it, so they are not counted. */
async function readLogLevel(
  io: Call['io'],
  database: string,
  request: SettingsRequest,
  asOf: Temporal.Instant,
): Promise<LogLevel> {
  const settings = await useDatabase(io, database, 'read-only', (store) =>
    resolveSettings(store, { ...request, contactCount: 0 }, asOf),
  );
  return settings.configuration.log_level;
}

/** The ids of the contacts that are named; none: a full run. */
async function findContacts({ io, options }: Call, { name, database }: RunTarget): Promise<number[]> {
  if (options.contact.length === 0) return [];
  return await useDatabase(io, database, 'read-only', (store) =>
    options.contact.map((contact) => findContactId(store, contact, name)),
  );
}

async function plan(call: Call, target: RunTarget, progress: Progress): Promise<RunReport> {
  const { io, options, log } = call;
  const { database } = target;
  if (options.migrate) await migrateFirst(call, target);
  const contacts = await findContacts(call, target);
  const asOf = await readAsOf(io, database, { ...options, ...target.flags });
  const settings = await readSettings(call, target, asOf);
  log.setLevel(await readLogLevel(io, database, settings, asOf));
  const runId = createRunId('run', io.now());
  log.info({ run_id: runId, database, as_of: asOf.toString(), dry_run: options.dryRun }, 'run started');
  const report = await runPlan({
    database,
    asOf,
    settings,
    dryRun: options.dryRun,
    replan: options.replan,
    ...(contacts.length > 0 ? { contacts } : {}),
    backup: options.backup,
    checkpoint: options.checkpoint,
    threadsFrom: defaultThreadsFrom,
    holder: describeHolder(io, `sendwindow run ${target.name}`),
    runId,
    elapsed: () => performance.now(),
    wallClock: () => new Date(io.now().epochMilliseconds),
    wait: (milliseconds) => setTimeout(milliseconds),
    runBy: currentUser(io),
    signal: io.signal,
    plannedBy: target.plannedBy,
    standalone: options.standalone,
    observer: createObserver(progress, log),
  });
  progress.stop();
  log.info({ ...report.writes, run_id: runId, status: report.status }, 'run ended');
  return report;
}

/** `sendwindow run DB` (spec 4.1, 4.2). Exit code 4: verification held something back. */
export async function runCommand(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  if (options.all) {
    const { runAll } = await import('../run-all.ts');
    return await runAll(call, plan);
  }
  const target = await findRunTarget(io, options, call.arguments.db);
  const report = await plan(call, target, await call.openProgress());
  io.stdout(options.json ? renderJson(report) : renderRunReport(report, io));
  return exitCodeOf(report);
}
