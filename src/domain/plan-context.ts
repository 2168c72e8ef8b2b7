import type { EpochDay } from './calendar/epoch-day.ts';
import type { RunClock } from './calendar/run-clock.ts';
import type { Campaign } from './campaign/campaign.ts';
import type { UnreadableInstance } from './campaign/resolve-campaign.ts';
import type { Configuration } from './configuration.ts';
import type { Duplicates, ReusedIds } from './contact/duplicates.ts';
import type { SuppressionList } from './contact/suppression.ts';
import type { ZipTable } from './contact/zip-code.ts';
import type { StateRules } from './exclusion/state-rules.ts';

/** What is the same for every contact of a run. */
export interface PlanContext {
  readonly configuration: Configuration;
  readonly clock: RunClock;
  /** today + horizon_days: mails whose ideal date is later are outside this run (spec 2.4). */
  readonly horizonEnd: EpochDay;
  readonly stateRules: StateRules;
  /** The states that have a rule. */
  readonly states: readonly string[];
  /** By the configuration's `zip_states`, else by the ZIP table. */
  readonly stateOfZip: ZipTable;
  /** The state of all ZIPs of the table that begin with the same three digits. */
  readonly stateOfZipPrefix: ZipTable;
  readonly suppressions: SuppressionList;
  readonly duplicates: Duplicates;
  readonly reusedIds: ReusedIds;
  /** The year of the AEP mail; undefined when no configured year is left. */
  readonly aepYear: number | undefined;
  /** Every campaign instance that can be read by id, live or not: follow-ups ask for past ones. */
  readonly campaigns: ReadonlyMap<number, Campaign>;
  /** The live campaigns of active types, by id: those whose mail is planned. */
  readonly liveCampaigns: readonly Campaign[];
  /** Instances that cannot be planned, by id. */
  readonly unreadableInstances: readonly UnreadableInstance[];
  /** `campaign_*` email types whose campaign type is transactional. */
  readonly transactionalTypes: ReadonlySet<string>;
  /** Place everything again: stickiness (2.6, rule 4) is off. */
  readonly replan: boolean;
}
