import { addDays } from '../domain/calendar/epoch-day.ts';
import { createRunClock } from '../domain/calendar/run-clock.ts';
import type { Campaign, CampaignType } from '../domain/campaign/campaign.ts';
import {
  type CampaignPeriod,
  resolveCampaign,
  type UnreadableInstance,
} from '../domain/campaign/resolve-campaign.ts';
import type { Configuration } from '../domain/configuration.ts';
import { noDuplicates, noReusedIds } from '../domain/contact/duplicates.ts';
import type { ContactRules } from '../domain/contact/read-contact.ts';
import { createSuppressionList } from '../domain/contact/suppression.ts';
import type { ZipTable } from '../domain/contact/zip-code.ts';
import { findAepYear } from '../domain/event/calendar-events.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { resolveStateRules } from '../domain/exclusion/state-rules.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import type { Store } from '../store/store.ts';
import { loadZipTable } from '../store/zip-table.ts';
import { findAllDuplicates, lookUpDuplicates } from './find-duplicates.ts';
import { findAllReusedIds, lookUpReusedIds } from './find-reused-ids.ts';

/** What decides a plan besides the database. */
export interface PlanSettings {
  readonly configuration: Configuration;
  readonly policy: ExclusionPolicy;
  /** The organisation's pre-window buffers by state, in days. */
  readonly stateBuffers: ReadonlyMap<string, number>;
  readonly now: Temporal.Instant;
  readonly replan: boolean;
}

/** Who is planned: all contacts, or a few of them. It decides how duplicates are found. */
export type PlanScope = 'all' | 'few';

/** Every instance by id: those that can be read with their overrides, and those that cannot. */
function readCampaigns(store: Store, types: readonly CampaignType[], period: CampaignPeriod) {
  const typeByName = new Map(types.map((type) => [type.name, type]));
  const reused = store.deletions.readReusedInstances();
  const campaigns = new Map<number, Campaign>();
  const unreadable: UnreadableInstance[] = [];
  for (const instance of store.planning().readCampaignInstances()) {
    const { id, campaignType, instanceName: name } = instance;
    const former = reused.get(id);
    const resolved = resolveCampaign(instance, typeByName.get(campaignType), period);
    if (former !== undefined) unreadable.push({ id, name, campaignType, why: describeReuse(id, former) });
    else if (resolved.campaign === undefined) unreadable.push(resolved.unreadable);
    else campaigns.set(id, resolved.campaign);
  }
  return { campaigns, unreadable };
}

const describeReuse = (id: number, former: string): string =>
  `its id belonged to ${former}, which was deleted; confirm that this one may be planned: sendwindow campaign confirm DB ${id}`;

/** The state of a ZIP: what the configuration says goes before the table. */
function createStateOfZip({ zip_states }: Configuration, table: ZipTable): ZipTable {
  return Object.keys(zip_states).length === 0 ? table : (zip) => zip_states[zip] ?? table(zip);
}

/** Gathers what is the same for every contact of a run. */
export function buildPlanContext(
  store: Store,
  settings: PlanSettings,
  scope: PlanScope = 'few',
): PlanContext {
  const { configuration, policy } = settings;
  const clock = createRunClock(settings.now, configuration.timezone, configuration.send_time);
  const reads = store.planning();
  const types = reads.readCampaignTypes();
  const period = { today: clock.today, horizonDays: configuration.horizon_days };
  const { campaigns, unreadable } = readCampaigns(store, types, period);
  const transactional = types.filter((type) => type.transactional);
  const zips = loadZipTable();
  const plain: ContactRules = {
    today: clock.today,
    stateOfZip: createStateOfZip(configuration, zips.stateOf),
    stateOfZipPrefix: zips.stateOfPrefix,
    suppressions: createSuppressionList(configuration, store.readSuppressedAddresses()),
    duplicates: noDuplicates,
    onDuplicate: configuration.on_duplicate,
    reusedIds: noReusedIds,
  };
  return {
    configuration,
    clock,
    horizonEnd: addDays(clock.today, configuration.horizon_days),
    stateRules: resolveStateRules(configuration, policy, settings.stateBuffers),
    states: Object.keys({ ...policy.states, ...configuration.state_rules }),
    stateOfZip: plain.stateOfZip,
    stateOfZipPrefix: plain.stateOfZipPrefix,
    suppressions: plain.suppressions,
    duplicates: scope === 'all' ? findAllDuplicates(store, plain) : lookUpDuplicates(store, plain),
    reusedIds: scope === 'all' ? findAllReusedIds(store, clock.today) : lookUpReusedIds(store, clock.today),
    aepYear: findAepYear(configuration.aep, clock.today),
    campaigns,
    liveCampaigns: [...campaigns.values()].filter((campaign) => campaign.live),
    unreadableInstances: unreadable,
    transactionalTypes: new Set(transactional.map((type) => `campaign_${type.name}`)),
    replan: settings.replan,
  };
}
