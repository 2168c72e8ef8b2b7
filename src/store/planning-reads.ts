import type { DatabaseSync } from 'node:sqlite';
import type { CampaignInstance, CampaignType, Target } from '../domain/campaign/campaign.ts';
import type { Answer, Behaviour, Click } from '../domain/event/behaviour.ts';
import type { OpenIssue } from '../domain/plan/open-issue.ts';
import { type ContactSelection, type IdRange, prepareForContacts } from './contact-selection.ts';
import { mostRows } from './email-schedules.ts';
import { idOutOfRange } from './out-of-range-ids.ts';
import {
  asNumber,
  asText,
  mostId,
  prepareArrays,
  prepareLater,
  type RowArray,
  TooManyRecords,
  textOf,
} from './read-rows.ts';

/** A record of a contact, among those of others: the merge in src/plan/contact-source.ts uses `contactId`. */
export interface OfContact<T> {
  readonly contactId: number;
  readonly value: T;
}

/** A UTC date-time as it is compared: `YYYY-MM-DD HH:MM:SS`, whichever separator an importer wrote. */
const asDateTime = (text: string | null): string => (text ?? '').replace('T', ' ');

const toClick = (row: RowArray): OfContact<Click> => ({
  contactId: Number(row[0]),
  value: { id: Number(row[1]), at: asDateTime(asText(row[2])) },
});

const toAnswer = (row: RowArray): OfContact<Answer> => ({
  contactId: Number(row[0]),
  value: { id: Number(row[1]), at: asDateTime(asText(row[2])), metadata: asText(row[3]) },
});

/** The columns of `campaign_types` that say yes or no, and where a row of {@link toCampaignType} has them. */
const switches = [
  ['respect_exclusion_windows', 1],
  ['enable_followups', 2],
  ['target_all_contacts', 4],
  ['active', 6],
  ['transactional', 7],
] as const;

/** `sendable_emails` takes 1 for yes and nothing else: `false` as text, say, must not become a yes here. */
function toCampaignType(row: RowArray): CampaignType {
  const odd = switches.find(([, place]) => row[place] !== 0 && row[place] !== 1);
  return {
    name: textOf(row[0]),
    respectExclusionWindows: row[1] !== 0,
    enableFollowups: row[2] === 1,
    // What is not a number is reported where the type's instances are read (spec 2.4).
    daysBeforeEvent: asNumber(row[3]) ?? Number.NaN,
    targetAllContacts: row[4] === 1,
    priority: asNumber(row[5]) ?? Number.NaN,
    active: row[6] === 1,
    transactional: row[7] === 1,
    unreadable: odd && { column: odd[0], found: asText(row[odd[1]]) ?? 'null' },
  };
}

/** Other ids are passed over (spec 2.2, "Ids"). */
const isReadable = `id between 1 and ${mostId}`;

const ofReadableInstance = `campaign_instance_id between 1 and ${mostId}`;
const openIssue = `resolved_run_id is null and issue <> '${idOutOfRange}'`;

/** A statement about contacts; throws {@link TooManyRecords} where there are more records than are read at once. */
function prepareOfContacts(db: DatabaseSync, most: number, select: (condition: string) => string) {
  return prepareForContacts('contact_id', (condition) => {
    const read = prepareArrays(db, `${select(`${condition} and ${isReadable}`)} limit ${most + 1}`);
    return (parameters) => {
      const rows = read(parameters);
      if (rows.length > most) throw new TooManyRecords();
      return rows;
    };
  });
}

/** Of a span, the contact of the first record that is no longer read at once; undefined: all are. */
function prepareFindBeyond(db: DatabaseSync, most: number, table: string, condition: string) {
  const find = prepareLater(() =>
    prepareArrays(
      db,
      `select contact_id from ${table} where contact_id > :after and contact_id <= :upTo and ${condition}
       order by contact_id limit 1 offset ${most}`,
    ),
  );
  return (span: IdRange): number | undefined => find({ ...span })[0]?.[0] as number | undefined;
}

/** Campaign types and instances. */
function prepareCampaignReads(db: DatabaseSync) {
  const types = prepareArrays(
    db,
    `select name, respect_exclusion_windows, enable_followups, days_before_event, target_all_contacts, priority,
       active, transactional from campaign_types order by name`,
  );
  const instances = prepareArrays(
    db,
    `select id, campaign_type, instance_name, email_template, sms_template, active_start_date, active_end_date,
       metadata from campaign_instances where ${isReadable} order by id`,
  );
  return {
    readCampaignTypes: (): CampaignType[] => types({}).map(toCampaignType),
    readCampaignInstances: (): CampaignInstance[] =>
      instances({}).map((row) => ({
        id: Number(row[0]),
        campaignType: textOf(row[1]),
        instanceName: textOf(row[2]),
        emailTemplate: asText(row[3]),
        smsTemplate: asText(row[4]),
        activeStartDate: asText(row[5]),
        activeEndDate: asText(row[6]),
        metadata: asText(row[7]),
      })),
  };
}

/** What contacts have done. */
function prepareBehaviourReads(db: DatabaseSync, most: number) {
  const clicks = prepareOfContacts(
    db,
    most,
    (condition) =>
      `select contact_id, id, clicked_at from tracking_clicks where ${condition} order by contact_id, id`,
  );
  const answers = prepareOfContacts(
    db,
    most,
    (condition) =>
      `select contact_id, id, created_at, metadata from contact_events
       where ${condition} and event_type = 'eligibility_answered' order by contact_id, id`,
  );
  const latestClicks = prepareLater(() =>
    prepareArrays(
      db,
      `select contact_id, id, clicked_at from tracking_clicks
     where contact_id = :contactId and ${isReadable} order by id desc limit ${most}`,
    ),
  );
  const latestAnswers = prepareLater(() =>
    prepareArrays(
      db,
      `select contact_id, id, created_at, metadata from contact_events
     where contact_id = :contactId and event_type = 'eligibility_answered' and ${isReadable} order by id desc limit ${most}`,
    ),
  );
  return {
    readClicks: (selection: ContactSelection): OfContact<Click>[] => clicks(selection).map(toClick),
    readAnswers: (selection: ContactSelection): OfContact<Answer>[] => answers(selection).map(toAnswer),
    /** What one contact has done, its latest entries: for a contact with very many clicks, older ones add nothing. */
    readLatestBehaviour: (contactId: number): Behaviour => ({
      clicks: latestClicks({ contactId })
        .map((row) => toClick(row).value)
        .reverse(),
      answers: latestAnswers({ contactId })
        .map((row) => toAnswer(row).value)
        .reverse(),
    }),
  };
}

/** Targets and open issues of contacts. */
function prepareTargetReads(db: DatabaseSync, most: number) {
  const targets = prepareOfContacts(
    db,
    most,
    (condition) =>
      `select contact_id, id, campaign_instance_id, trigger_date, status from contact_campaigns
       where ${condition} and ${ofReadableInstance} order by contact_id`,
  );
  const issues = prepareOfContacts(
    db,
    most,
    (condition) =>
      `select contact_id, issue, detail from contact_issues
       where ${condition} and ${openIssue} order by contact_id`,
  );
  const targetCondition = `${isReadable} and ${ofReadableInstance}`;
  return {
    findBeyondTargets: prepareFindBeyond(db, most, 'contact_campaigns', targetCondition),
    findBeyondIssues: prepareFindBeyond(db, most, 'contact_issues', `${isReadable} and ${openIssue}`),
    readTargets: (selection: ContactSelection): OfContact<Target>[] =>
      targets(selection).map((row) => ({
        contactId: Number(row[0]),
        value: {
          id: Number(row[1]),
          instanceId: Number(row[2]),
          triggerDate: asText(row[3]),
          status: textOf(row[4]),
        },
      })),
    /** Open issues. */
    readIssues: (selection: ContactSelection): OfContact<OpenIssue>[] =>
      issues(selection).map((row) => ({
        contactId: Number(row[0]),
        value: { issue: textOf(row[1]), detail: asText(row[2]) },
      })),
  };
}

/**
 * Statements that planning reads besides contacts and schedules: campaigns, targets, behaviour, issues.
 *
 * @param most {@link mostRows}; tests hand in fewer
 */
export function preparePlanningReads(db: DatabaseSync, most = mostRows) {
  return {
    ...prepareCampaignReads(db),
    ...prepareBehaviourReads(db, most),
    ...prepareTargetReads(db, most),
  };
}
