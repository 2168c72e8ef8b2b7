import { readJsonObject } from '../domain/arithmetic/json-object.ts';
import { readDateTime } from '../domain/calendar/run-clock.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { PlanSettings } from '../plan/build-plan-context.ts';
import type { CheckpointWithReport } from '../store/checkpoints.ts';
import type { Store } from '../store/store.ts';

/** A run of the past with what it used (spec 3.1: kept once per hash). */
export interface PastRun {
  readonly checkpoint: CheckpointWithReport;
  readonly settings: PlanSettings;
}

function findCheckpoint(store: Store, runId: string, where: string): CheckpointWithReport {
  const checkpoint = store.checkpoints.findRun(runId);
  if (checkpoint !== undefined) return checkpoint;
  throw new SendwindowError(
    'NO_SUCH_RUN',
    `${where}: there is no run ${JSON.stringify(runId)}; see \`sendwindow runs list ${where}\``,
  );
}

const unexplainable = (runId: string, where: string, what: string): SendwindowError =>
  new SendwindowError(
    'NO_SUCH_RUN',
    `${where}: run ${JSON.stringify(runId)} has kept no ${what}, so its decisions cannot be explained; name another run`,
  );

/** A configuration or a policy as it was kept; undefined: it was not, or is damaged. */
function findContent(store: Store, hash: string | null): Readonly<Record<string, unknown>> | undefined {
  const content = hash === null ? undefined : store.runContents.findContent(hash)?.content;
  const value = readJsonObject(content ?? null);
  return Object.keys(value).length > 0 ? value : undefined;
}

/**
 * What a run used: its moment, its configuration and its exclusion policy.
 *
 * @param where how messages call the database
 * @throws SendwindowError NO_SUCH_RUN
 */
export function readRunSettings(store: Store, runId: string, where: string): PastRun {
  const checkpoint = findCheckpoint(store, runId, where);
  const kept = findContent(store, checkpoint.configurationHash);
  const policy = findContent(store, checkpoint.policyHash);
  const now = readDateTime(checkpoint.runTimestamp);
  if (kept === undefined) throw unexplainable(runId, where, 'configuration');
  if (policy === undefined) throw unexplainable(runId, where, 'exclusion policy');
  if (now === undefined) throw unexplainable(runId, where, 'moment that can be read');
  const settings: PlanSettings = {
    configuration: kept['configuration'] as unknown as Configuration,
    policy: policy as unknown as ExclusionPolicy,
    stateBuffers: new Map(Object.entries((kept['state_buffers'] ?? {}) as Record<string, number>)),
    now,
    replan: false,
  };
  return { checkpoint, settings };
}
