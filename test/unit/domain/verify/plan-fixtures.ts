import type { Configuration } from '../../../../src/domain/configuration.ts';
import type { ExclusionPolicy } from '../../../../src/domain/exclusion/exclusion-policy.ts';
import {
  createVerifier,
  type OccupiedMail,
  type VerifiedCampaign,
  type VerifiedContact,
  type VerifiedMail,
  type VerifyRules,
} from '../../../../src/domain/verify/verify-contact.ts';
import baseConfig from '../../../conformance/base-config.json' with { type: 'json' };
import defaultPolicy from '../../../conformance/default-policy.json' with { type: 'json' };

/** The epoch day of a `YYYY-MM-DD`, by another road than the code under test. */
export function day(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
}

export const TODAY = day('2027-03-01');

const BASE = { ...baseConfig, on_state_mismatch: 'zip' } as unknown as Configuration;

/** The default configuration, with some sections or keys replaced. */
export function configurationWith(
  overrides: {
    [K in keyof Configuration]?: Partial<Configuration[K]>;
  },
): Configuration {
  const sections = Object.entries(overrides).map(([key, value]) => {
    const base = BASE[key as keyof Configuration];
    return [key, isSection(base) && isSection(value) ? { ...base, ...value } : value];
  });
  return { ...BASE, ...Object.fromEntries(sections) };
}

function isSection(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function rulesWith(overrides: Partial<VerifyRules> = {}): VerifyRules {
  return {
    today: TODAY,
    earliest: TODAY,
    configuration: BASE,
    policy: defaultPolicy as ExclusionPolicy,
    stateBuffers: new Map(),
    campaigns: new Map(),
    ...overrides,
  };
}

/** A contact of a state without rules, born 10 June 1960, with a policy since 15 September 2020. */
export function contactWith(overrides: Partial<VerifiedContact> = {}): VerifiedContact {
  return {
    id: 7,
    eligible: true,
    suppression: 'none',
    birthDate: day('1960-06-10'),
    effectiveDate: day('2020-09-15'),
    states: ['TX'],
    ...overrides,
  };
}

/** A mail that goes out on the date, whose event is on that date too; a birthday mail unless told otherwise. */
export function mailOn(date: string, overrides: Partial<VerifiedMail> = {}): VerifiedMail {
  return {
    emailType: 'birthday',
    eventDate: day(date),
    idealDate: day(date),
    sendDate: day(date),
    status: 'pre-scheduled',
    adjustment: null,
    instanceId: null,
    targetId: null,
    parentId: null,
    changed: true,
    ...overrides,
  };
}

/** A follow-up on the date: of all mail the one that is bound by the fewest other rules. */
export function followupOn(date: string, overrides: Partial<VerifiedMail> = {}): VerifiedMail {
  return mailOn(date, { emailType: 'followup_1_cold', parentId: 70, ...overrides });
}

/** A mail of campaign instance 1. */
export function campaignMailOn(date: string, overrides: Partial<VerifiedMail> = {}): VerifiedMail {
  return mailOn(date, { emailType: 'campaign_notice', instanceId: 1, ...overrides });
}

export function occupiedOn(date: string, overrides: Partial<OccupiedMail> = {}): OccupiedMail {
  return { emailType: 'birthday', date: day(date), instanceId: null, ...overrides };
}

/** The campaigns of one instance, 1: respects windows, not transactional, no dates, on the event date. */
export function campaignsWith(overrides: Partial<VerifiedCampaign> = {}): Map<number, VerifiedCampaign> {
  const campaign: VerifiedCampaign = {
    id: 1,
    daysBeforeEvent: 0,
    respectsWindows: true,
    transactional: false,
    activeStart: undefined,
    activeEnd: undefined,
    ...overrides,
  };
  return new Map([[campaign.id, campaign]]);
}

/** The codes of the rules that the mails violate, in the order found. */
export function violatedRules(
  mails: readonly VerifiedMail[],
  given: { rules?: Partial<VerifyRules>; contact?: Partial<VerifiedContact>; occupied?: OccupiedMail[] } = {},
): string[] {
  const verify = createVerifier(rulesWith(given.rules));
  const violations = verify(contactWith(given.contact), mails, given.occupied ?? []);
  return violations.map((violation) => violation.rule);
}
