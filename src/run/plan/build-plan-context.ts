import type { DatabaseSync } from 'node:sqlite';
import { addDays } from '../../domain/calendar/epoch-day.ts';
import { createRunClock } from '../../domain/calendar/run-clock.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type CampaignPeriod, resolveCampaign } from '../../domain/campaign/resolve-campaign.ts';
import type { Configuration } from '../../domain/configuration.ts';
import { findAepYear } from '../../domain/event/calendar-events.ts';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import { resolveStateRules } from '../../domain/exclusion/state-rules.ts';
import type { PlanContext } from '../../domain/plan/plan-context.ts';
import { preparePlanningReads } from '../../store/planning-reads.ts';
import { SuppressedAddressReads } from '../../store/suppressed-addresses.ts';
import { loadZipTable } from '../../store/zip-table.ts';

/** What decides a plan besides the database. */
export interface PlanSettings {
  readonly configuration: Configuration;
  readonly policy: ExclusionPolicy;
  /** The organisation's pre-window buffers by state, in days. */
  readonly stateBuffers: ReadonlyMap<string, number>;
  readonly now: Temporal.Instant;
  readonly replan: boolean;
}

/** Every instance whose type exists, with its overrides; one of an unknown type is nobody's campaign. */
function readCampaigns(
  reads: ReturnType<typeof preparePlanningReads>,
  period: CampaignPeriod,
): Map<number, Campaign> {
  const types = new Map(reads.readCampaignTypes().map((type) => [type.name, type]));
  const campaigns = new Map<number, Campaign>();
  for (const instance of reads.readCampaignInstances()) {
    const type = types.get(instance.campaignType);
    if (type !== undefined) campaigns.set(instance.id, resolveCampaign(instance, type, period));
  }
  return campaigns;
}

/** Gathers what is the same for every contact of a run. */
export function buildPlanContext(db: DatabaseSync, settings: PlanSettings): PlanContext {
  const { configuration, policy } = settings;
  const clock = createRunClock(settings.now, configuration.timezone, configuration.send_time);
  const reads = preparePlanningReads(db);
  const campaigns = readCampaigns(reads, { today: clock.today, horizonDays: configuration.horizon_days });
  const transactional = reads.readCampaignTypes().filter((type) => type.transactional);
  return {
    configuration,
    clock,
    horizonEnd: addDays(clock.today, configuration.horizon_days),
    stateRules: resolveStateRules(configuration, policy, settings.stateBuffers),
    states: Object.keys({ ...policy.states, ...configuration.state_rules }),
    stateOfZip: loadZipTable().stateOf,
    suppressions: {
      addresses: new SuppressedAddressReads(db),
      statuses: new Set(configuration.suppressed_statuses),
    },
    aepYear: findAepYear(configuration.aep, clock.today),
    campaigns,
    liveCampaigns: [...campaigns.values()].filter((campaign) => campaign.live),
    transactionalTypes: new Set(transactional.map((type) => `campaign_${type.name}`)),
    replan: settings.replan,
  };
}
