import { addDays } from '../../src/domain/calendar/epoch-day.ts';
import { createRunClock } from '../../src/domain/calendar/run-clock.ts';
import type { Campaign } from '../../src/domain/campaign/campaign.ts';
import { ListedAddresses } from '../../src/domain/contact/suppressed-addresses.ts';
import { findAepYear } from '../../src/domain/event/calendar-events.ts';
import type { ExclusionPolicy } from '../../src/domain/exclusion/exclusion-policy.ts';
import { resolveStateRules } from '../../src/domain/exclusion/state-rules.ts';
import type { PlanContext } from '../../src/domain/plan/plan-context.ts';
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
  /** Reason by folded address. */
  readonly suppressions?: Readonly<Record<string, string>>;
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
  return {
    configuration,
    clock,
    horizonEnd: addDays(clock.today, configuration.horizon_days),
    stateRules: resolveStateRules(configuration, policy, new Map()),
    states: Object.keys({ ...policy.states, ...configuration.state_rules }),
    stateOfZip: (zip) => states.get(zip),
    suppressions: {
      addresses: new ListedAddresses(
        new Map(Object.entries(options.suppressions ?? {}).map(([email, reason]) => [email, [reason]])),
      ),
      statuses: new Set(configuration.suppressed_statuses),
    },
    aepYear: findAepYear(configuration.aep, clock.today),
    campaigns: new Map(campaigns.map((campaign) => [campaign.id, campaign])),
    liveCampaigns: campaigns.filter((campaign) => campaign.live),
    transactionalTypes: new Set(
      campaigns.filter((campaign) => campaign.transactional).map((campaign) => campaign.emailType),
    ),
    replan: options.replan ?? false,
  };
}
