import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const campaignApplyShape = {
  arguments: { file: { name: 'FILE', text: 'the campaign file, YAML' }, ...databaseArgument },
  options: {
    dryRun: {
      flags: '--dry-run',
      kind: 'switch',
      text: 'say what would be added and changed, and write nothing',
    },
    additional: {
      flags: '--additional',
      kind: 'switch',
      text: 'a target with a new trigger date is one more; without it, it corrects the date of the one there is',
    },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const campaignApplyDefinition = defineCommand({
  name: 'campaign apply',
  summary: 'add and change campaign types, instances and targets from a YAML file',
  details:
    'What the file names is set, what it does not name stays as it is; applying it again changes nothing. Nothing is written if the file has any mistake; all of them are listed. See docs/campaigns.md.',
  sample: `types:
  rate_increase: { days_before_event: 14, priority: 1 }
instances:
  - type: rate_increase
    name: spring-2027
    email_template: rate_increase_spring
    active_start_date: 2027-03-01
    active_end_date: 2027-05-31
    overrides: { days_before_event: 10 }
    targets:
      - { contact_id: 17, trigger_date: 2027-04-01 }
      - { email: cara@example.com, trigger_date: 2027-04-15 }
    targets_csv: spring-2027.csv`,
  examples: ['campaign apply spring.yaml org.db --dry-run', 'campaign apply spring.yaml org.db'],
  ...campaignApplyShape,
});
