import type { Campaign, CampaignInstance, CampaignType, Target } from '../../src/domain/campaign/campaign.ts';

/** A type that respects windows, has follow-ups, and reaches targets on their event date. */
export function buildCampaignType(overrides: Partial<CampaignType> = {}): CampaignType {
  return {
    name: 'promo',
    respectExclusionWindows: true,
    enableFollowups: true,
    daysBeforeEvent: 0,
    targetAllContacts: false,
    priority: 10,
    active: true,
    transactional: false,
    ...overrides,
  };
}

/** Instance 3 of type `promo`, without dates or overrides. */
export function buildCampaignInstance(overrides: Partial<CampaignInstance> = {}): CampaignInstance {
  return {
    id: 3,
    campaignType: 'promo',
    instanceName: 'Spring',
    emailTemplate: 'spring',
    smsTemplate: 'spring_sms',
    activeStartDate: null,
    activeEndDate: null,
    metadata: null,
    ...overrides,
  };
}

/** Live instance 3 of type `promo`, without dates: its targets bring their own. */
export function buildCampaign(overrides: Partial<Campaign> = {}): Campaign {
  return {
    id: 3,
    name: 'Spring',
    emailType: 'campaign_promo',
    respectsWindows: true,
    followupsEnabled: true,
    daysBeforeEvent: 0,
    targetsAll: false,
    priority: 10,
    transactional: false,
    emailTemplate: 'spring',
    smsTemplate: 'spring_sms',
    followupEmailTemplate: undefined,
    followupSmsTemplate: undefined,
    activeStart: undefined,
    activeEnd: undefined,
    triggerDate: undefined,
    live: true,
    ...overrides,
  };
}

/** Target 11: a contact enrolled in instance 3. */
export function buildTarget(overrides: Partial<Target> = {}): Target {
  return { id: 11, instanceId: 3, triggerDate: '2027-05-20', status: 'pending', ...overrides };
}
