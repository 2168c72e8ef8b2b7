import type { EpochDay } from '../calendar/epoch-day.ts';
import type { RunClock } from '../calendar/run-clock.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Configuration } from '../configuration.ts';
import type { SuppressionList } from '../contact/suppression.ts';
import type { ZipTable } from '../contact/zip-code.ts';
import type { StateRules } from '../exclusion/state-rules.ts';

/** What is the same for every contact of a run. */
export interface PlanContext {
  readonly configuration: Configuration;
  readonly clock: RunClock;
  /** today + horizon_days: mails whose ideal date is later are outside this run (spec 2.4). */
  readonly horizonEnd: EpochDay;
  readonly stateRules: StateRules;
  /** The states that have a rule. */
  readonly states: readonly string[];
  readonly stateOfZip: ZipTable;
  readonly suppressions: SuppressionList;
  /** The year of the AEP mail; undefined when no configured year is left. */
  readonly aepYear: number | undefined;
  /** Every campaign instance by id, live or not: follow-ups ask for past ones. */
  readonly campaigns: ReadonlyMap<number, Campaign>;
  /** The live campaigns of active types, by id: those whose mail is planned. */
  readonly liveCampaigns: readonly Campaign[];
  /** `campaign_*` email types whose campaign type is transactional. */
  readonly transactionalTypes: ReadonlySet<string>;
  /** Place everything anew: stickiness (2.6, rule 4) is off. */
  readonly replan: boolean;
}
