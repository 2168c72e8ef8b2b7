import { describeState } from '../config/describe-policy.ts';
import { listRules } from '../config/list-rules.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { unknownState } from '../domain/exclusion/contact-state.ts';
import type { StateRule } from '../domain/exclusion/exclusion-policy.ts';
import type { ContactInput, ContactPlan } from '../domain/plan/plan-contact.ts';
import type { PlanSettings } from '../plan/build-plan-context.ts';
import type { ContactIdentity } from '../store/contact-look-up.ts';
import type { ContactFacts, PolicyFacts } from './contact-explanation.ts';

const dateOrNull = (date: EpochDay | undefined): string | null =>
  date === undefined ? null : formatDate(date);
const textOrNull = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text;

/** The contact as the planner reads it (spec 2.2). */
export function createContactFacts(
  { record }: ContactInput,
  plan: ContactPlan,
  identity: ContactIdentity | undefined,
): ContactFacts {
  const contact = plan.state?.contact;
  return {
    exists: record !== undefined,
    name: identity?.name ?? null,
    external_id: identity?.externalId ?? null,
    email: record?.email ?? null,
    zip_code: record?.zipCode ?? null,
    state: textOrNull(contact?.state),
    declared_state: contact?.declaredStateUnknown
      ? textOrNull(record?.state ?? undefined)
      : textOrNull(contact?.declaredState),
    birth_date: dateOrNull(contact?.birthDate),
    effective_date: dateOrNull(contact?.effectiveDate),
    has_phone: contact?.hasPhone ?? false,
    status: record?.status ?? null,
    eligible: contact?.eligible ?? false,
    suppressed: contact !== undefined && contact.suppression !== 'none',
    suppressed_by: contact?.suppressedBy ?? [],
    duplicate_of: contact?.duplicateOf ?? null,
    gets_transactional: contact?.suppression === 'unsubscribed_only',
    issues: plan.issues.map(({ issue, detail }) => ({ issue, detail })),
  };
}

/** The rules of one state that are in force, the organisation's buffer put in (spec 3.2). */
function findStateRules(state: string, settings: PlanSettings): StateRule[] {
  const replaced = settings.configuration.state_rules[state];
  const rules = listRules(replaced === undefined ? settings.policy.states[state] : replaced);
  const buffer = settings.stateBuffers.get(state);
  return rules.map((rule) => (buffer === undefined ? rule : { ...rule, pre_window_exclusion_days: buffer }));
}

/** The exclusion policy, and its rules for the states that count for a contact, in words (spec 3.2). */
export function createPolicyFacts({ state }: ContactPlan, settings: PlanSettings): PolicyFacts {
  const { name, version } = settings.policy;
  const { pre_window_exclusion_days: days } = settings.configuration.timing;
  const codes = state?.contact.eligible
    ? state.stateKey.split(' ').filter((code) => code !== unknownState)
    : [];
  const rules = codes.map((code) => ({ code, list: findStateRules(code, settings) }));
  return {
    name,
    version,
    rules: rules.map(({ code, list }) => describeState(code, list, days)),
    citations: rules.flatMap(({ list }) => list.flatMap(({ citation }) => citation ?? [])),
    anchor_missing: state?.windows.anchorMissing ?? false,
    windows_unknown: state?.windowsUnknown ?? false,
  };
}
