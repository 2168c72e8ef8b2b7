import type { Retry } from './apply/retry.ts';
import type { JobOptions } from './job-options.ts';
import type { OpenJob } from './open-job.ts';

/** How often a job tries to write a batch, and how long it waits in between. */
export function retryOf({ options, settings }: OpenJob<JobOptions>): Retry {
  const { max_attempts: maxAttempts, base_delay_ms: baseDelayMs } = settings.configuration.retry;
  return { maxAttempts, baseDelayMs, where: options.database, wait: options.wait };
}
