import { addDays } from '../../src/domain/calendar/epoch-day.ts';
import { createRunClock } from '../../src/domain/calendar/run-clock.ts';
import type { Campaign } from '../../src/domain/campaign/campaign.ts';
import {
  type Duplicates,
  noDuplicates,
  noReusedIds,
  type ReusedIds,
} from '../../src/domain/contact/duplicates.ts';
import { ListedAddresses } from '../../src/domain/contact/suppressed-addresses.ts';
import { createSuppressionList } from '../../src/domain/contact/suppression.ts';
import { findAepYear } from '../../src/domain/event/calendar-events.ts';
import type { ExclusionPolicy } from '../../src/domain/exclusion/exclusion-policy.ts';
import { resolveStateRules } from '../../src/domain/exclusion/state-rules.ts';
import type { PlanContext } from '../../src/domain/plan-context.ts';
import defaultPolicy from '../conformance/default-policy.json' with { type: 'json' };
import { buildConfiguration, type ConfigurationOverrides } from './configuration-builder.ts';

/** A ZIP of each state that the tests speak of; Texas and Ohio have no rule in the default policy. */
export const zipOf = {
  TX: '75001',
  OH: '43004',
  CA: '90001',
  ID: '83702',
  KY: '40202',
  NV: '89101',
  MO: '63101',
  NY: '10001',
} as const;

const states: ReadonlyMap<string, string> = new Map(
  Object.entries(zipOf).map(([state, zip]) => [zip, state]),
);

/** The policy of spec 2.3. */
const policy = defaultPolicy as ExclusionPolicy;

export interface PlanContextOptions {
  /** A UTC instant. Default: 1 March 2027, six in the morning in Chicago, before the send time: earliest is today. */
  readonly now?: string;
  readonly configuration?: ConfigurationOverrides;
  readonly campaigns?: readonly Campaign[];
  /** Reason by address, both in compared form. */
  readonly suppressions?: Readonly<Record<string, string>>;
  readonly duplicates?: Duplicates;
  readonly reusedIds?: ReusedIds;
  readonly replan?: boolean;
}

/** Nine in the morning of 1 March 2027 in Chicago, after the send time: earliest is 2 March. */
export const afterSendTime = '2027-03-01T15:00:00Z';

/** What is the same for every contact of a run: the default configuration and policy on 1 March 2027. */
export function buildPlanContext(options: PlanContextOptions = {}): PlanContext {
  const configuration = buildConfiguration(options.configuration);
  const now = Temporal.Instant.from(options.now ?? '2027-03-01T12:00:00Z');
  const clock = createRunClock(now, configuration.timezone, configuration.send_time);
  const campaigns = options.campaigns ?? [];
  const suppressed = new Map(
    Object.entries(options.suppressions ?? {}).map(([key, reason]) => [key, [reason]]),
  );
  return {
    configuration,
    clock,
    horizonEnd: addDays(clock.today, configuration.horizon_days),
    stateRules: resolveStateRules(configuration, policy, new Map()),
    states: Object.keys({ ...policy.states, ...configuration.state_rules }),
    stateOfZip: (zip) => states.get(zip),
    stateOfZipPrefix: (zip) => (zip.startsWith('750') ? 'TX' : undefined),
    suppressions: createSuppressionList(configuration, new ListedAddresses(suppressed)),
    duplicates: options.duplicates ?? noDuplicates,
    reusedIds: options.reusedIds ?? noReusedIds,
    aepYear: findAepYear(configuration.aep, clock.today),
    campaigns: new Map(campaigns.map((campaign) => [campaign.id, campaign])),
    unreadableInstances: [],
    liveCampaigns: campaigns.filter((campaign) => campaign.live),
    transactionalTypes: new Set(
      campaigns.filter((campaign) => campaign.transactional).map((campaign) => campaign.emailType),
    ),
    replan: options.replan ?? false,
  };
}
