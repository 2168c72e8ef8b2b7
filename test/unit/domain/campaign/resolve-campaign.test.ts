import { describe, expect, it } from 'vitest';
import type { Campaign, CampaignInstance, CampaignType } from '../../../../src/domain/campaign/campaign.ts';
import { resolveCampaign } from '../../../../src/domain/campaign/resolve-campaign.ts';
import { buildCampaignInstance, buildCampaignType } from '../../../support/campaign-builder.ts';
import { day } from '../../../support/day-builder.ts';

const period = { today: day('2027-03-01'), horizonDays: 365 };

/** The campaign of an instance that can be read. */
function resolve(instance: Partial<CampaignInstance> = {}, type: Partial<CampaignType> = {}): Campaign {
  const { campaign } = resolveCampaign(buildCampaignInstance(instance), buildCampaignType(type), period);
  if (campaign === undefined) throw new Error('the instance cannot be read');
  return campaign;
}

const findProblem = (instance: Partial<CampaignInstance>, type: Partial<CampaignType> = {}) =>
  resolveCampaign(buildCampaignInstance(instance), buildCampaignType(type), period).unreadable;

const withMetadata = (metadata: unknown, type: Partial<CampaignType> = {}) =>
  resolve({ metadata: JSON.stringify(metadata) }, type);

describe('a campaign without overrides (spec 2.4)', () => {
  it('behaves as its type says, under the type’s name', () => {
    const type = {
      name: 'notice',
      daysBeforeEvent: 14,
      targetAllContacts: true,
      priority: 3,
      transactional: true,
    };
    expect(resolve({}, type)).toEqual({
      id: 3,
      name: 'Spring',
      emailType: 'campaign_notice',
      respectsWindows: true,
      followupsEnabled: true,
      daysBeforeEvent: 14,
      targetsAll: true,
      priority: 3,
      transactional: true,
      emailTemplate: 'spring',
      smsTemplate: 'spring_sms',
      followupEmailTemplate: undefined,
      followupSmsTemplate: undefined,
      activeStart: undefined,
      activeEnd: undefined,
      triggerDate: undefined,
      live: true,
    });
  });

  it('has no template where the instance has an empty one', () => {
    expect(resolve({ emailTemplate: '', smsTemplate: '' })).toMatchObject({
      emailTemplate: null,
      smsTemplate: null,
    });
    expect(resolve({ emailTemplate: null })).toMatchObject({ emailTemplate: null });
  });
});

describe('the metadata of an instance (spec 2.4)', () => {
  it.each([
    [{ respect_exclusion_windows: false }, { respectsWindows: false }],
    [{ respect_exclusion_windows: 0 }, { respectsWindows: false }],
    [{ enable_followups: false }, { followupsEnabled: false }],
    [{ days_before_event: -3 }, { daysBeforeEvent: -3 }],
    [{ priority: 1 }, { priority: 1 }],
    [{ trigger_date: '2027-05-20' }, { triggerDate: day('2027-05-20') }],
    [{ respect_exclusion_windows: 'false' }, { respectsWindows: false }],
    [{ days_before_event: '-365' }, { daysBeforeEvent: -365 }],
    [{ days_before_event: 365 }, { daysBeforeEvent: 365 }],
    [{ priority: '0' }, { priority: 0 }],
    [{ priority: ' 1000 ' }, { priority: 1000 }],
    [{ followup_email_template: 'own' }, { followupEmailTemplate: 'own' }],
    [{ followup_sms_template: 'own_sms' }, { followupSmsTemplate: 'own_sms' }],
  ])('%j overrides the type', (metadata, expected) => {
    expect(withMetadata(metadata)).toMatchObject(expected);
  });

  it('turns on what the type has turned off', () => {
    const off = { respectExclusionWindows: false, enableFollowups: false };
    expect(withMetadata({ respect_exclusion_windows: true, enable_followups: 'true' }, off)).toMatchObject({
      respectsWindows: true,
      followupsEnabled: true,
    });
    expect(resolve({}, off)).toMatchObject({ respectsWindows: false, followupsEnabled: false });
  });

  it('overrides neither the targets nor the transactional nature', () => {
    expect(withMetadata({ target_all_contacts: true, transactional: true })).toMatchObject({
      targetsAll: false,
      transactional: false,
    });
  });

  it('leaves the type’s values where it holds null, an empty text or nothing', () => {
    const empty = {
      respect_exclusion_windows: null,
      enable_followups: null,
      days_before_event: null,
      priority: null,
      trigger_date: '',
      followup_email_template: '',
      followup_sms_template: null,
    };
    const expected = resolve({ metadata: null }, { daysBeforeEvent: 14 });
    expect(withMetadata(empty, { daysBeforeEvent: 14 })).toEqual(expected);
    for (const metadata of [' ', 'null'])
      expect(resolve({ metadata }, { daysBeforeEvent: 14 })).toEqual(expected);
  });
});

describe('an instance that cannot be read (spec 2.4)', () => {
  it.each([
    { respect_exclusion_windows: 'no' },
    { respect_exclusion_windows: 'True' },
    { respect_exclusion_windows: '1' },
    { enable_followups: 2 },
    { days_before_event: '3.5' },
    { days_before_event: 366 },
    { days_before_event: -366 },
    { days_before_event: true },
    { days_before_event: '' },
    { priority: 1.5 },
    { priority: -1 },
    { priority: 1001 },
    { priority: '3e9' },
    { trigger_date: 'soon' },
    { trigger_date: 20270520 },
    { followup_email_template: 7 },
    { followup_sms_template: { name: 'x'.repeat(100) } },
  ])('has the metadata %j', (metadata) => {
    const [key] = Object.keys(metadata);
    const problem = findProblem({ metadata: JSON.stringify(metadata) });
    expect(problem).toMatchObject({ id: 3, name: 'Spring', campaignType: 'promo' });
    expect(problem?.why).toContain(`metadata.${key}`);
    expect(problem?.why.length).toBeLessThan(200);
  });

  it.each(['{"priority": ', '[]', '7', '"text"'])('has metadata that is no object: %s', (metadata) => {
    expect(findProblem({ metadata })?.why).toContain('metadata is');
  });

  it('has dates that are none', () => {
    expect(findProblem({ activeStartDate: 'soon' })?.why).toContain('active_start_date is "soon"');
    expect(findProblem({ activeEndDate: '03/31/2027' })?.why).toContain('active_end_date is "03/31/2027"');
  });

  it('has a type that does not exist, or one whose numbers are out of range', () => {
    const instance = buildCampaignInstance();
    expect(resolveCampaign(instance, undefined, period).unreadable).toMatchObject({ campaignType: 'promo' });
    expect(findProblem({}, { daysBeforeEvent: 3e9 })?.why).toContain('days_before_event of its type');
    expect(findProblem({}, { priority: 1.5 })?.why).toContain('priority of its type');
  });

  it('is readable with empty dates', () => {
    expect(resolve({ activeStartDate: '', activeEndDate: ' ' })).toMatchObject({ live: true });
  });
});

describe('the trigger date of a campaign (spec 2.4)', () => {
  const activeStartDate = '2027-04-01';

  it('is the metadata’s before the active start date', () => {
    expect(resolve({ activeStartDate, metadata: '{"trigger_date": "2027-05-20"}' }).triggerDate).toBe(
      day('2027-05-20'),
    );
  });

  it('is the active start date if the metadata has none', () => {
    expect(resolve({ activeStartDate }).triggerDate).toBe(day(activeStartDate));
  });

  it('is absent if there is neither', () => {
    expect(resolve().triggerDate).toBeUndefined();
  });
});

describe('a campaign is live (spec 2.4)', () => {
  it.each([
    ['it ended yesterday', { activeEndDate: '2027-02-28' }, false],
    ['it ends today', { activeEndDate: '2027-03-01' }, true],
    ['it starts today + horizon', { activeStartDate: '2028-02-29' }, true],
    ['it starts the day after', { activeStartDate: '2028-03-01' }, false],
    ['it has no dates', {}, true],
    ['it started long ago and is open', { activeStartDate: '2020-01-01' }, true],
    [
      'it ended though it is still to start',
      { activeStartDate: '2027-05-01', activeEndDate: '2027-02-01' },
      false,
    ],
  ])('if %s: %j is %s', (_, instance, live) => {
    expect(resolve(instance).live).toBe(live);
  });

  it('only while its type is active', () => {
    expect(resolve({}, { active: false }).live).toBe(false);
  });

  it('between dates that are kept', () => {
    expect(resolve({ activeStartDate: '2027-04-01', activeEndDate: '2027-06-30 00:00:00' })).toMatchObject({
      activeStart: day('2027-04-01'),
      activeEnd: day('2027-06-30'),
    });
  });
});

describe('a type with a switch that is none', () => {
  it('makes its instances unreadable, and says what was found', () => {
    const unreadable = { column: 'active', found: 'f'.repeat(100) };
    expect(findProblem({}, { unreadable })?.why).toContain(`active of its type is "${'f'.repeat(60)}"`);
    expect(findProblem({}, { unreadable: undefined })).toBeUndefined();
  });
});
