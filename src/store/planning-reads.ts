import type { DatabaseSync } from 'node:sqlite';
import type { CampaignInstance, CampaignType, Target } from '../domain/campaign/campaign.ts';
import type { Answer, Click } from '../domain/event/behaviour.ts';
import type { OpenIssue } from '../domain/plan/open-issue.ts';
import { toComparedText } from '../domain/text/compared-text.ts';
import { type ContactSelection, prepareForContacts } from './contact-selection.ts';
import { asNumber, asText, prepareArrays } from './read-rows.ts';

/** A record of a contact, among those of others: the merge in src/run/plan goes by `contactId`. */
export interface OfContact<T> {
  readonly contactId: number;
  readonly value: T;
}

/** A UTC date-time as it is compared: `YYYY-MM-DD HH:MM:SS`, whichever separator an importer wrote. */
const asDateTime = (text: string | null): string => (text ?? '').replace('T', ' ');

/** Statements that planning reads besides contacts and schedules: campaigns, targets, behaviour, suppressions, issues. */
export function preparePlanningReads(db: DatabaseSync) {
  const ofContacts = (select: (condition: string) => string) =>
    prepareForContacts('contact_id', (condition) => prepareArrays(db, select(condition)));
  const types = prepareArrays(
    db,
    `select name, respect_exclusion_windows, enable_followups, days_before_event, target_all_contacts, priority,
       active, transactional from campaign_types order by name`,
  );
  const instances = prepareArrays(
    db,
    `select id, campaign_type, instance_name, email_template, sms_template, active_start_date, active_end_date,
       metadata from campaign_instances order by id`,
  );
  const targets = ofContacts(
    (condition) =>
      `select contact_id, id, campaign_instance_id, trigger_date, status from contact_campaigns
       where ${condition} order by contact_id`,
  );
  const clicks = ofContacts(
    (condition) =>
      `select contact_id, id, clicked_at from tracking_clicks where ${condition} order by contact_id, id`,
  );
  const answers = ofContacts(
    (condition) =>
      `select contact_id, id, created_at, metadata from contact_events
       where ${condition} and event_type = 'eligibility_answered' order by contact_id, id`,
  );
  const suppressions = prepareArrays(db, 'select address, reason from suppressed_addresses order by entry');
  const issues = ofContacts(
    (condition) =>
      `select contact_id, issue, detail from contact_issues
       where ${condition} and resolved_run_id is null order by contact_id`,
  );
  return {
    readCampaignTypes: (): CampaignType[] =>
      types({}).map((row) => ({
        name: asText(row[0]) ?? '',
        respectExclusionWindows: row[1] !== 0,
        enableFollowups: row[2] !== 0,
        // What is no number is told where the type's instances are read (spec 2.4).
        daysBeforeEvent: asNumber(row[3]) ?? Number.NaN,
        targetAllContacts: row[4] !== 0,
        priority: asNumber(row[5]) ?? Number.NaN,
        active: row[6] !== 0,
        transactional: row[7] !== 0,
      })),
    readCampaignInstances: (): CampaignInstance[] =>
      instances({}).map((row) => ({
        id: Number(row[0]),
        campaignType: asText(row[1]) ?? '',
        instanceName: asText(row[2]) ?? '',
        emailTemplate: asText(row[3]),
        smsTemplate: asText(row[4]),
        activeStartDate: asText(row[5]),
        activeEndDate: asText(row[6]),
        metadata: asText(row[7]),
      })),
    readTargets: (selection: ContactSelection): OfContact<Target>[] =>
      targets(selection).map((row) => ({
        contactId: Number(row[0]),
        value: {
          id: Number(row[1]),
          instanceId: Number(row[2]),
          triggerDate: asText(row[3]),
          status: asText(row[4]) ?? '',
        },
      })),
    readClicks: (selection: ContactSelection): OfContact<Click>[] =>
      clicks(selection).map((row) => ({
        contactId: Number(row[0]),
        value: { id: Number(row[1]), at: asDateTime(asText(row[2])) },
      })),
    readAnswers: (selection: ContactSelection): OfContact<Answer>[] =>
      answers(selection).map((row) => ({
        contactId: Number(row[0]),
        value: { id: Number(row[1]), at: asDateTime(asText(row[2])), metadata: asText(row[3]) },
      })),
    /** Reasons by address, both in compared form: all entries of an address count together (spec 2.2). */
    readSuppressions: (): Map<string, readonly string[]> => {
      const reasons = new Map<string, readonly string[]>();
      for (const row of suppressions({})) {
        const address = toComparedText(asText(row[0]) ?? '');
        reasons.set(address, [...(reasons.get(address) ?? []), asText(row[1]) ?? '']);
      }
      return reasons;
    },
    /** Open issues. */
    readIssues: (selection: ContactSelection): OfContact<OpenIssue>[] =>
      issues(selection).map((row) => ({
        contactId: Number(row[0]),
        value: { issue: asText(row[1]) ?? '', detail: asText(row[2]) },
      })),
  };
}
