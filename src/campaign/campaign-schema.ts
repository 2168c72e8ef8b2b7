import { z } from 'zod';
import { date, describeLeaf, flag, type Leaf, text, wholeNumber } from '../config/input/leaf.ts';

const days = wholeNumber('days', -365, 365);
const priority = wholeNumber('', 0, 1000);

const optional = <Schema extends z.ZodType>(leaf: Leaf<Schema>, summary: string) =>
  describeLeaf(leaf, summary).optional();

/** A key that null takes away again. */
const removable = <Schema extends z.ZodType>(leaf: Leaf<Schema>, summary: string) =>
  describeLeaf(leaf, summary).nullable().optional();

/** The names of campaign types and instances: they end up in email types and in people's SQL. */
export const campaignNamePattern = /^[A-Za-z0-9][\w.-]{0,99}$/;

export const campaignNameRule = 'up to 100 letters, digits, `_`, `-` and `.`, a letter or digit first';

const name = (what: string): Leaf<z.ZodString> => ({
  schema: z.string().regex(campaignNamePattern),
  facts: {
    kind: 'text',
    what,
    use: campaignNameRule,
    unit: '',
    code: 'NOT_ALLOWED',
  },
});

const typeSchema = z.strictObject({
  respect_exclusion_windows: optional(flag, 'Whether its mail stays out of exclusion windows.'),
  enable_followups: optional(flag, 'Whether its mail is followed up.'),
  days_before_event: optional(days, 'Days that a mail goes out before its trigger date; negative: after it.'),
  target_all_contacts: optional(flag, 'Whether it reaches every eligible contact, not only targets.'),
  priority: optional(priority, 'A lower number wins.'),
  active: optional(flag, 'Whether its mail is planned.'),
  transactional: optional(flag, 'A regulatory notice: also reaches contacts who unsubscribed.'),
});

/** The metadata keys that change what a type says, for one instance (spec 2.4). */
export const overridesSchema = z.strictObject({
  respect_exclusion_windows: removable(flag, 'Overrides the value of the type.'),
  enable_followups: removable(flag, 'Overrides the value of the type.'),
  days_before_event: removable(days, 'Overrides the value of the type.'),
  priority: removable(priority, 'Overrides the value of the type.'),
  trigger_date: removable(date, 'The trigger date of targets that have none.'),
  followup_email_template: removable(text('a template name'), 'The email template of its follow-ups.'),
  followup_sms_template: removable(text('a template name'), 'The SMS template of its follow-ups.'),
});

const contactId = wholeNumber('', 1, Number.MAX_SAFE_INTEGER);

const targetSchema = z.strictObject({
  contact_id: optional(contactId, 'The contact, by id.'),
  email: optional(text('an email address'), 'The contact, by email address.'),
  trigger_date: removable(date, 'The date that its mail is about.'),
  additional: optional(flag, 'An additional date for a contact that already has a target.'),
});

const metadata: Leaf<z.ZodRecord<z.ZodString, z.ZodUnknown>> = {
  schema: z.record(z.string(), z.unknown()),
  facts: {
    kind: 'data',
    what: 'a mapping',
    use: 'keys and values of your own',
    unit: '',
    code: 'WRONG_TYPE',
  },
};

const instanceSchema = z.strictObject({
  type: describeLeaf(name('the name of a campaign type'), 'The campaign type.'),
  name: describeLeaf(name('the name of a campaign instance'), 'Its name, unique within the type.'),
  email_template: removable(text('a template name'), 'The email template.'),
  sms_template: removable(text('a template name'), 'The SMS template.'),
  active_start_date: removable(date, 'No mail goes out before it.'),
  active_end_date: removable(date, 'No mail goes out after it.'),
  overrides: z.optional(overridesSchema),
  metadata: removable(metadata, 'Other data to keep with the instance.'),
  targets: z.array(targetSchema).optional(),
  targets_csv: optional(text('a path'), 'A CSV file of targets, taken from the folder of this file.'),
});

const typeMapping: Leaf<z.ZodRecord<z.ZodString, typeof typeSchema>> = {
  schema: z.record(z.string(), typeSchema),
  facts: {
    kind: 'data',
    what: 'a mapping of type names to settings',
    use: '{ rate_increase: { priority: 1 } }',
    unit: '',
    code: 'WRONG_TYPE',
  },
};

/** A campaign file as people write it (docs/campaigns.md). */
export const campaignFileSchema = z.strictObject({
  types: describeLeaf(typeMapping, 'Campaign types by name.').optional(),
  instances: z.array(instanceSchema).optional(),
});

export type TypeValues = z.infer<typeof typeSchema>;
export type InstanceValues = z.infer<typeof instanceSchema>;
export type TargetValues = z.infer<typeof targetSchema>;
