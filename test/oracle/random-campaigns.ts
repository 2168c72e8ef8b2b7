import fc from 'fast-check';
import { type Day, formatDay } from './calendar.ts';
import type { CampaignInstanceRow, CampaignTypeRow, ContactCampaignRow, ContactRow } from './oracle-case.ts';

const typeNames = ['rate_increase', 'seasonal_promo', 'initial_blast', 'regulatory_notice', 'policy_update'];

interface RawType {
  respects: boolean;
  followUps: boolean;
  daysBefore: number;
  targetAll: boolean;
  priority: number;
  active: boolean;
  transactional: boolean;
}

interface RawInstance {
  /** One number further than the types there are is a type that does not exist. */
  type: number;
  emailTemplate: boolean;
  smsTemplate: boolean;
  startOffset: number | null;
  length: number | null;
  /** Instead of the dates. */
  oddDates: { active_start_date?: string; active_end_date?: string };
  metadata: RawMetadata | string | null;
}

interface RawMetadata {
  respect_exclusion_windows?: unknown;
  enable_followups?: unknown;
  days_before_event?: unknown;
  priority?: unknown;
  triggerOffset?: number;
  /** Instead of the trigger date. */
  oddTrigger?: unknown;
  followup_email_template?: unknown;
  followup_sms_template?: unknown;
}

export interface RawTarget {
  contact: number;
  instance: number;
  trigger: { offset: number; withTime: boolean } | string | null;
  status: string;
  isIdOutOfRange: boolean;
}

export interface RawCampaigns {
  types: RawType[];
  instances: RawInstance[];
  targets: RawTarget[];
}

const triggerOffset = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 10, 20) },
  { weight: 3, arbitrary: fc.integer({ min: -10, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: -100, max: 420 }) },
);

const typeArbitrary: fc.Arbitrary<RawType> = fc.record({
  respects: fc.boolean(),
  followUps: fc.boolean(),
  daysBefore: fc.constantFrom(14, 10, 10, 1, 0, 0, -3, -20),
  targetAll: fc.constantFrom(false, false, true),
  priority: fc.constantFrom(1, 1, 5, 5, 20),
  active: fc.constantFrom(true, true, true, true, false),
  transactional: fc.constantFrom(false, false, false, true),
});

/** Right kinds mostly, wrong ones and values out of range now and then. */
function overrideFrom(right: unknown[], wrong: unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) },
  );
}

const flagArbitrary = overrideFrom([true, false, 'true', 'false', 0, 1, null], ['yes', 2, 'on', []]);

const metadataArbitrary: fc.Arbitrary<RawMetadata> = fc.record(
  {
    respect_exclusion_windows: flagArbitrary,
    enable_followups: flagArbitrary,
    days_before_event: overrideFrom(
      [-5, 0, 4, 30, '4', '-5', 365, -365, null],
      [366, -366, 4.5, 'soon', true],
    ),
    priority: overrideFrom([1, 4, 60, '4', 0, 1000, null], [-1, 1001, 'high', 2.5, {}]),
    triggerOffset,
    oddTrigger: overrideFrom(
      [null, '', '2027-02-29', '2027-04-01 00:00:00'],
      ['some day', '03/31/2027', 20270331],
    ),
    followup_email_template: overrideFrom(['own_followup', null], [7]),
    followup_sms_template: overrideFrom(['own_followup_sms', null], [false]),
  },
  { requiredKeys: [] },
);

const instanceArbitrary: fc.Arbitrary<RawInstance> = fc.record({
  type: fc.oneof(
    { weight: 20, arbitrary: fc.nat({ max: typeNames.length - 1 }) },
    { weight: 1, arbitrary: fc.constant(typeNames.length) },
  ),
  emailTemplate: fc.constantFrom(true, true, true, false),
  smsTemplate: fc.boolean(),
  startOffset: fc.option(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: -40, max: 5 }) },
      { weight: 1, arbitrary: fc.integer({ min: -400, max: 420 }) },
    ),
    { freq: 4 },
  ),
  length: fc.option(
    fc.oneof(
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 400 }) },
    ),
    { freq: 3 },
  ),
  oddDates: fc.oneof(
    { weight: 20, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { active_end_date: '03/31/2027' },
        { active_end_date: '2027-02-30' },
        { active_start_date: 'soon' },
        { active_start_date: '' },
        { active_end_date: '', active_start_date: ' ' },
        { active_end_date: '2027-02-29' },
      ),
    },
  ),
  metadata: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 6, arbitrary: metadataArbitrary },
    { weight: 1, arbitrary: fc.constantFrom('{"priority": ', 'null', '[]', '"text"', '', ' ') },
  ),
});

export const triggerArbitrary: fc.Arbitrary<RawTarget['trigger']> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ offset: triggerOffset, withTime: fc.constantFrom(false, false, false, true) }),
  },
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constantFrom('soon', '', ' ', '06/20/2027', '2027-02-30', '2027-02-29') },
);

const targetStatusArbitrary = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('pending', 'scheduled', 'sent', 'skipped') },
  { weight: 1, arbitrary: fc.constantFrom('cancelled', 'Canceled', ' CANCELLED ') },
);

export const targetArbitrary: fc.Arbitrary<RawTarget> = fc.record({
  contact: fc.oneof(fc.nat({ max: 1 }), fc.nat({ max: 12 })),
  instance: fc.nat({ max: 4 }),
  trigger: triggerArbitrary,
  status: targetStatusArbitrary,
  isIdOutOfRange: fc.oneof(
    { weight: 60, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});

export const campaignsArbitrary: fc.Arbitrary<RawCampaigns> = fc.record({
  types: fc.array(typeArbitrary, { minLength: typeNames.length, maxLength: typeNames.length }),
  instances: fc.array(instanceArbitrary, { maxLength: 5, size: 'max' }),
  targets: fc.array(targetArbitrary, { maxLength: 14, size: 'max' }),
});

export interface CampaignTables {
  campaign_types: CampaignTypeRow[];
  campaign_instances: CampaignInstanceRow[];
  contact_campaigns: ContactCampaignRow[];
}

export function buildCampaigns(raw: RawCampaigns, contacts: ContactRow[], today: Day): CampaignTables {
  const campaign_instances = raw.instances.map((instance, index) =>
    buildInstance(instance, index + 1, today),
  );
  const targets = raw.targets.flatMap((target, index) =>
    buildTarget(target, index + 1, contacts, campaign_instances, today),
  );
  return {
    campaign_types: raw.types.map(buildType),
    campaign_instances,
    contact_campaigns: withoutDuplicateTargets(targets),
  };
}

function buildType(raw: RawType, index: number): CampaignTypeRow {
  return {
    name: typeNames[index] ?? `type_${index}`,
    respect_exclusion_windows: Number(raw.respects),
    enable_followups: Number(raw.followUps),
    days_before_event: raw.daysBefore,
    target_all_contacts: Number(raw.targetAll),
    priority: raw.priority,
    active: Number(raw.active),
    transactional: Number(raw.transactional),
  };
}

function buildInstance(raw: RawInstance, id: number, today: Day): CampaignInstanceRow {
  const start = today + (raw.startOffset ?? -30);
  return {
    id,
    campaign_type: typeNames[raw.type] ?? 'no_such_type',
    instance_name: `instance_${id}`,
    email_template: raw.emailTemplate ? `email_${id}` : null,
    sms_template: raw.smsTemplate ? `sms_${id}` : null,
    active_start_date: raw.startOffset === null ? null : formatDay(start),
    active_end_date: raw.length === null ? null : formatDay(start + raw.length),
    metadata: metadataTextOf(raw.metadata, today),
    ...raw.oddDates,
  };
}

function metadataTextOf(raw: RawMetadata | string | null, today: Day): string | null {
  if (raw === null || typeof raw === 'string') return raw;
  const { triggerOffset: offset, oddTrigger, ...rest } = raw;
  return JSON.stringify({
    ...rest,
    ...(offset === undefined ? {} : { trigger_date: formatDay(today + offset) }),
    ...(oddTrigger === undefined ? {} : { trigger_date: oddTrigger }),
  });
}

/** Empty where there is no instance. Every thirteenth contact is one that does not exist. */
export function buildTarget(
  raw: RawTarget,
  id: number,
  contacts: ContactRow[],
  instances: CampaignInstanceRow[],
  today: Day,
): ContactCampaignRow[] {
  const instance = instances[raw.instance % Math.max(1, instances.length)];
  if (instance === undefined) return [];
  return [
    {
      id: raw.isIdOutOfRange ? -id : id,
      contact_id:
        raw.contact === 12 ? 998 : (contacts[raw.contact % Math.max(1, contacts.length)]?.id ?? 998),
      campaign_instance_id: instance.id,
      trigger_date: triggerTextOf(raw.trigger, today),
      status: raw.status,
      metadata: null,
    },
  ];
}

export function triggerTextOf(raw: RawTarget['trigger'], today: Day): string | null {
  if (raw === null || typeof raw === 'string') return raw;
  return `${formatDay(today + raw.offset)}${raw.withTime ? ' 00:00:00' : ''}`;
}

/** UNIQUE(contact_id, campaign_instance_id, trigger_date); absent dates differ from each other. */
export function withoutDuplicateTargets(targets: ContactCampaignRow[]): ContactCampaignRow[] {
  const seen = new Set<string>();
  return targets.filter((target) => {
    const key = JSON.stringify([target.contact_id, target.campaign_instance_id, target.trigger_date]);
    if (target.trigger_date !== null && seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
