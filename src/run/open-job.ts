import { createRunClock, type RunClock } from '../domain/calendar/run-clock.ts';
import type { PlanSettings } from '../plan/build-plan-context.ts';
import { type EffectiveSettings, resolveSettings } from '../settings/effective-settings.ts';
import type { Store } from '../store/store.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import { JobCheckpoint } from './job-checkpoint.ts';
import type { JobOptions } from './job-options.ts';
import { PhaseTimer } from './phase-timer.ts';
import { createStopping, type Stopping } from './stopping.ts';

/** What the steps of a job share. */
export interface OpenJob<Options extends JobOptions> {
  readonly options: Options;
  readonly store: Store;
  readonly settings: EffectiveSettings;
  readonly planSettings: PlanSettings;
  readonly clock: RunClock;
  readonly timer: PhaseTimer;
  readonly checkpoint: JobCheckpoint;
  readonly stopping: Stopping;
}

/** What a job is called, and whether it places everything again. */
export interface JobKind {
  readonly name: 'run' | 'undo';
  readonly replan: boolean;
}

/**
 * Resolves the settings of a job and does its work; a failure is kept in its checkpoint.
 *
 * @throws SendwindowError
 */
export async function withJob<Options extends JobOptions, Report>(
  store: Store,
  options: Options,
  { name, replan }: JobKind,
  work: (job: OpenJob<Options>) => Promise<Report>,
): Promise<Report> {
  using stopping = createStopping(options, name);
  const timer = new PhaseTimer(options);
  let checkpoint: JobCheckpoint | undefined;
  try {
    timer.start('prepare');
    const settings = await resolveSettings(store, options.settings, options.asOf);
    const { configuration, policy, stateBuffers } = settings;
    const planSettings = { configuration, policy, stateBuffers, now: options.asOf, replan };
    const clock = createRunClock(options.asOf, configuration.timezone, configuration.send_time);
    checkpoint = new JobCheckpoint(store, options, settings, clock.now);
    return await work({ options, store, settings, planSettings, clock, timer, checkpoint, stopping });
  } catch (error) {
    const translated = translateSqliteError(error, options.database);
    checkpoint?.fail(translated);
    throw translated;
  }
}
