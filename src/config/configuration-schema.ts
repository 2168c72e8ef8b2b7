import { z } from 'zod';
import { defaultConfiguration } from './defaults.ts';
import {
  choice,
  decimal,
  describeLeaf,
  flag,
  fraction,
  type Leaf,
  monthDay,
  text,
  timeOfDay,
  timeZone,
  wholeNumber,
} from './input/leaf.ts';
import { valueAt } from './input/schema-node.ts';
import { acknowledgedWarnings, stateRules, statuses, zipStates } from './list-leaves.ts';

/** A key of the file: optional, described with its unit and its built-in default. */
function key<Schema extends z.ZodType>(
  path: string,
  leaf: Leaf<Schema>,
  summary: string,
): z.ZodOptional<Schema> {
  const value = valueAt(defaultConfiguration, path.split('.'));
  return describeLeaf(leaf, summary, value === undefined ? { words: 'none' } : { value }).optional();
}

const days = wholeNumber('days', 0, 365);
const priority = wholeNumber('', 0, 1000);

const group = <Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) =>
  z.strictObject(shape).describe(description).optional();

const timing = group('When mails go out relative to their events.', {
  birthday_email_days_before: key(
    'timing.birthday_email_days_before',
    days,
    'How long before the birthday its mail goes out.',
  ),
  effective_date_days_before: key(
    'timing.effective_date_days_before',
    days,
    'How long before the policy anniversary its mail goes out.',
  ),
  pre_window_exclusion_days: key(
    'timing.pre_window_exclusion_days',
    days,
    'How much earlier than the state rule says an exclusion window starts, where neither the rule nor a state buffer of the organisation says otherwise.',
  ),
  followup_delay_days: key(
    'timing.followup_delay_days',
    days,
    'How long after a mail went out its follow-up goes out.',
  ),
  followup_lookback_days: key(
    'timing.followup_lookback_days',
    days,
    'How many days after a mail was sent it can still get a follow-up; also the least number of days between two follow-ups.',
  ),
  post_window_grace_days: key(
    'timing.post_window_grace_days',
    days,
    'How long after the end of an exclusion window its post-window mail may still go out.',
  ),
});

const aepDates: Leaf<z.ZodArray<typeof monthDay.schema>> = {
  schema: z.array(describeLeaf(monthDay, 'A day of the year.')).min(1).max(366),
  facts: {
    kind: 'data',
    what: 'a list of days of the year',
    use: 'at least one { month: 9, day: 15 }',
    unit: 'month and day',
    code: 'OUT_OF_RANGE',
  },
};

const years = describeLeaf(
  {
    schema: z.array(describeLeaf(wholeNumber('', 2000, 2199), 'A year.')),
    facts: {
      kind: 'list',
      what: 'a list of years',
      use: 'years, 2000 to 2199',
      unit: '',
      code: 'WRONG_TYPE',
    },
  },
  'The years that have AEP mail.',
);

const aepYears: Leaf<z.ZodUnion<[typeof years, z.ZodLiteral<'every'>]>> = {
  schema: z.union([years, z.literal('every')]),
  facts: {
    kind: 'list',
    what: 'a list of years',
    use: 'a list such as [2026, 2027], or every',
    unit: 'calendar years',
    code: 'NOT_ALLOWED',
  },
};

const aep = group("Mail for Medicare's Annual Enrollment Period.", {
  dates: key(
    'aep.dates',
    aepDates,
    'The dates on which AEP mail goes out; contacts are spread over them evenly. None may be after last_send.',
  ),
  years: key(
    'aep.years',
    aepYears,
    'The years that have AEP mail: a list, or every. An empty list: no AEP mail.',
  ),
  last_send: key('aep.last_send', monthDay, 'The last day of the year on which AEP mail may still go out.'),
});

const loadBalancing = group('How mails are spread over dates.', {
  daily_send_percentage_cap: key(
    'load_balancing.daily_send_percentage_cap',
    fraction('all contacts'),
    'The daily cap: how many mails may go out on one date. At least one mail. The size profile sets it too.',
  ),
  ed_daily_soft_limit: key(
    'load_balancing.ed_daily_soft_limit',
    wholeNumber('mails', 0, 10_000_000),
    'How many effective-date mails may share one ideal date before they are smoothed. The size profile sets it too.',
  ),
  ed_percentage_of_daily_cap: key(
    'load_balancing.ed_percentage_of_daily_cap',
    fraction('the daily cap'),
    'The same limit relative to the daily cap; the lower of the two counts.',
  ),
  ed_smoothing_window_days: key(
    'load_balancing.ed_smoothing_window_days',
    wholeNumber('days', 1, 365),
    'Over how many dates smoothing spreads effective-date mails, half of them before the ideal date. 1: no smoothing.',
  ),
  catch_up_spread_days: key(
    'load_balancing.catch_up_spread_days',
    days,
    'Over how many dates mails whose ideal date is past are spread.',
  ),
  overage_threshold: key(
    'load_balancing.overage_threshold',
    decimal('multiple of the daily cap', 1, 1000),
    'The daily cap moves mails away from a date that holds more than this multiple of the cap.',
  ),
});

const templateName = text('the name of a template');
const template: Leaf<z.ZodNullable<z.ZodString>> = {
  schema: templateName.schema.nullable(),
  facts: { ...templateName.facts, use: `${templateName.facts.use}, or null for none` },
};

/** The templates of one email type; null takes away the template of a lower layer. */
const templatesOf = (emailType: string) =>
  group(`Templates of ${emailType} mails.`, {
    email: key(`templates.${emailType}.email`, template, 'The email template; null for none.'),
    sms: key(
      `templates.${emailType}.sms`,
      template,
      'The SMS template, for contacts with a phone number; null for none.',
    ),
  });

const templates = group('Template names by email type. Campaigns have theirs in the campaign instance.', {
  birthday: templatesOf('birthday'),
  effective_date: templatesOf('effective_date'),
  aep: templatesOf('aep'),
  post_window: templatesOf('post_window'),
  followup_1_cold: templatesOf('followup_1_cold'),
  followup_2_clicked_no_hq: templatesOf('followup_2_clicked_no_hq'),
  followup_3_hq_no_yes: templatesOf('followup_3_hq_no_yes'),
  followup_4_hq_with_yes: templatesOf('followup_4_hq_with_yes'),
});

/**
 * The configuration as people write it (spec 3.2): every key optional, unknown keys refused. Its descriptions are the
 * source of the JSON Schema and of docs/configuration.md.
 */
export const configurationSchema = z.strictObject({
  timezone: key('timezone', timeZone, 'The IANA time zone in which dates are calendar dates.'),
  send_time: key('send_time', timeOfDay, 'When mails go out, in the time zone.'),
  size_profile: key(
    'size_profile',
    choice('a size profile', ['auto', 'small', 'medium', 'large', 'enterprise', 'none']),
    'Sets daily cap, soft limit and batch size: by the number of contacts (auto), as named, or not at all (none).',
  ),
  horizon_days: key(
    'horizon_days',
    wholeNumber('days', 0, 3660),
    'How far ahead mails are planned, by their ideal date.',
  ),
  timing,
  aep,
  post_window: group('Mail on the day after an exclusion window.', {
    enabled: key('post_window.enabled', flag, 'Whether post-window mail is planned.'),
  }),
  load_balancing: loadBalancing,
  frequency: group('The frequency limit.', {
    max_emails_per_period: key(
      'frequency.max_emails_per_period',
      wholeNumber('mails', 1, 1000),
      'How many mails a contact may get in a period. Follow-ups are neither limited nor counted.',
    ),
    period_days: key('frequency.period_days', wholeNumber('days', 1, 3660), 'The length of the period.'),
  }),
  priorities: group('Which mail wins if not all can go out; a lower number wins.', {
    birthday: key('priorities.birthday', priority, 'The priority of birthday mails.'),
    effective_date: key('priorities.effective_date', priority, 'The priority of effective-date mails.'),
    aep: key('priorities.aep', priority, 'The priority of AEP mails.'),
    post_window: key('priorities.post_window', priority, 'The priority of post-window mails.'),
    followup: key('priorities.followup', priority, 'The priority of follow-ups that are not of a campaign.'),
  }),
  suppressed_statuses: key(
    'suppressed_statuses',
    statuses,
    'Contacts with one of these statuses get no mail. Statuses are compared without outer blanks and without regard to case.',
  ),
  active_statuses: key(
    'active_statuses',
    statuses,
    'Contacts with one of these statuses get mail; an absent or empty status counts as active.',
  ),
  on_unknown_status: key(
    'on_unknown_status',
    choice('a way to treat an unknown status', ['withhold', 'send']),
    'What happens if a status is in neither list: withhold the mail of the contact, or send it.',
  ),
  on_duplicate: key(
    'on_duplicate',
    choice('a way to treat a duplicate', ['withhold', 'send']),
    'What happens if a contact has the same email and dates as an earlier contact: withhold its mail, or send it.',
  ),
  zip_states: key('zip_states', zipStates, 'The states of ZIPs that the built-in table lacks or has wrong.'),
  on_missing_anchor: key(
    'on_missing_anchor',
    choice('a way to treat a missing anchor date', ['withhold', 'send']),
    'What happens if a contact lacks the date that the rule of its state needs: withhold its mail, or send it as if there were no window.',
  ),
  on_state_mismatch: key(
    'on_state_mismatch',
    choice('a way to treat a state mismatch', ['zip', 'strictest']),
    'Which rule counts if the state of a contact differs from the state of its ZIP: the rule of the ZIP, or both rules (strictest).',
  ),
  templates,
  policy: key('policy', text('the name of an exclusion policy'), 'The name of the active exclusion policy.'),
  state_rules: key(
    'state_rules',
    stateRules,
    "Replaces the exclusion policy's rule of the states it names; null: no rule.",
  ),
  runs: group('How a run writes.', {
    batch_size: key(
      'runs.batch_size',
      wholeNumber('contacts', 1, 1_000_000),
      'How many contacts are written in one transaction. The size profile sets it too.',
    ),
  }),
  backup: group('The backup before the first write of a run.', {
    enabled: key('backup.enabled', flag, 'Whether a backup is made.'),
    directory: key(
      'backup.directory',
      text('a folder'),
      'The folder of the backups, relative to the database.',
    ),
    retention_days: key(
      'backup.retention_days',
      wholeNumber('days', 0, 36_600),
      'How long backups are kept; the newest one always is.',
    ),
  }),
  retry: group('What happens when a batch fails.', {
    max_attempts: key('retry.max_attempts', wholeNumber('attempts', 1, 100), 'How often a batch is tried.'),
    base_delay_ms: key(
      'retry.base_delay_ms',
      wholeNumber('milliseconds', 0, 60_000),
      'The pause before the second attempt; it doubles with each further one.',
    ),
  }),
  acknowledged_warnings: key(
    'acknowledged_warnings',
    acknowledgedWarnings,
    'Warnings that an operator has acknowledged, so they are no longer shown. `sendwindow config show` prints the line to write. A warning comes back when its value changes.',
  ),
  log_level: key(
    'log_level',
    choice('a log level', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    'The lowest level that is logged.',
  ),
});
