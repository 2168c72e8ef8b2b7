import { diffPolicies, type StateDifference } from '../config/diff-policies.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import { createRunClock } from '../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { Ledger } from '../domain/ledger/ledger.ts';
import { buildPlanContext } from '../plan/build-plan-context.ts';
import { allIds, ContactSource } from '../plan/contact-source.ts';
import { readFixedMails } from '../plan/fixed-mails.ts';
import { adjustLedger } from '../plan/plan-ledger.ts';
import { planShard } from '../plan/plan-shard.ts';
import type { RunObserver } from '../run/run-observer.ts';
import { resolveCandidate } from '../settings/candidate-settings.ts';
import { findEffectivePolicy } from '../settings/effective-policy.ts';
import type { EffectiveSettings, SettingsRequest } from '../settings/effective-settings.ts';
import { Store } from '../store/store.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import { comparePlans } from './compare-plans.ts';
import { ImpactTally } from './impact-tally.ts';
import type { ComparedPolicy, PolicyImpact } from './policy-impact.ts';

/** Which database, which policy, and when. */
export interface ImpactOptions {
  readonly database: string;
  /** `--as-of`: the instant that is taken for now. */
  readonly asOf: Temporal.Instant;
  readonly settings: SettingsRequest;
  /** The policy that would be activated. */
  readonly policy: ExclusionPolicy;
  readonly observer: RunObserver;
}

/** The plan of a full dry run of so many contacts, without its verification. */
function planWith(
  store: Store,
  settings: EffectiveSettings,
  contactCount: number,
  { asOf, observer }: ImpactOptions,
): Ledger {
  const { configuration, policy, stateBuffers } = settings;
  const source = new ContactSource(store);
  const context = buildPlanContext(
    store,
    { configuration, policy, stateBuffers, now: asOf, replan: false },
    'all',
  );
  const ledger = new Ledger(contactCount);
  planShard(source.readRange(allIds), context, ledger, observer.advance);
  adjustLedger(ledger, context, readFixedMails(store, context, contactCount));
  return ledger;
}

const nameOf = ({ policy, policySource }: EffectiveSettings): ComparedPolicy => ({
  name: policy.name,
  version: policy.version,
  source: policySource,
});

function compare(store: Store, now: EffectiveSettings, then: EffectiveSettings, options: ImpactOptions) {
  const total = store.countContacts();
  options.observer.startPhase('plan with the policy in force', total);
  const before = planWith(store, now, total, options);
  options.observer.startPhase('plan with the new policy', total);
  const after = planWith(store, then, total, options);
  const tally = new ImpactTally();
  for (const change of comparePlans(before, after)) tally.add(change);
  return { contacts: total, total: tally.total, states: tally.states };
}

/** A citation explains a rule and changes no plan. */
const changesWindows = ({ fields }: StateDifference): boolean => fields.some((field) => field !== 'citation');

async function measure(store: Store, options: ImpactOptions): Promise<PolicyImpact> {
  const { asOf, settings: request, policy } = options;
  const now = await resolveCandidate(store, request, {}, asOf);
  const then = await resolveCandidate(store, request, { policy }, asOf);
  const { timezone, send_time, timing, horizon_days } = now.configuration;
  const { today } = createRunClock(asOf, timezone, send_time);
  return {
    as_of: asOf.toZonedDateTimeISO(timezone).toString({ timeZoneName: 'never' }),
    today: formatDate(today),
    horizon_days,
    policy_before: nameOf(now),
    policy_after: nameOf(then),
    rules: diffPolicies(
      findEffectivePolicy(now),
      findEffectivePolicy(then),
      timing.pre_window_exclusion_days,
    ).filter(changesWindows),
    ...compare(store, now, then, options),
    warnings: then.warnings.filter((warning) => !now.warnings.includes(warning)),
  };
}

/**
 * What activating a policy would change for an organisation's plan (spec 3.2): two dry runs on one snapshot, one with
 * the policy in force, one with the new one, compared mail by mail. Writes nothing.
 *
 * A contact in a state whose rule stays the same may be affected too: mails move when the daily cap has more room, or
 * less.
 *
 * @throws SendwindowError of opening or reading the database, or of its settings
 */
export async function measureImpact(options: ImpactOptions): Promise<PolicyImpact> {
  using store = Store.open(options.database, { mode: 'read-only' });
  try {
    store.beginSnapshot();
    return await measure(store, options);
  } catch (error) {
    throw translateSqliteError(error, options.database);
  }
}
