import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const campaignApplyShape = {
  arguments: { file: { name: 'FILE', text: 'the campaign file, YAML' }, ...databaseArgument },
  options: {
    dryRun: {
      flags: '--dry-run',
      kind: 'switch',
      text: 'report what would be added and changed, and write nothing',
    },
    additional: {
      flags: '--additional',
      kind: 'switch',
      text: 'add a target for each new trigger date; without this flag a new date replaces the old one',
    },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const campaignApplyDefinition = defineCommand({
  name: 'campaign apply',
  summary: 'add and change campaign types, instances and targets from a YAML file',
  details:
    'Sets what the file names and leaves everything else; applying the file again changes nothing. If the file has mistakes, the command lists all of them and writes nothing. See docs/campaigns.md.',
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
