import type { z } from 'zod';
import { configurationSchema } from '../../src/config/configuration-schema.ts';
import { secretVariables, toVariableName } from '../../src/config/environment-layer.ts';
import { listSchemaKeys } from '../../src/config/input/schema-keys.ts';
import { flatNames, sendTimeNames } from '../../src/config/read-flat-values.ts';
import { sizeProfiles } from '../../src/config/size-profile.ts';
import { stateRuleSchema } from '../../src/config/state-rule-schema.ts';

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const row = (...cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;

function table(headings: readonly string[], rows: readonly string[]): string {
  return [row(...headings), row(...headings.map(() => '---')), ...rows].join('\n');
}

const renderKeys = (schema: z.ZodType): string =>
  table(
    ['key', 'default', 'unit', 'allowed', 'meaning'],
    listSchemaKeys(schema).map(({ key, facts }) =>
      row(`\`${key}\``, facts.fallback ?? 'required', facts.unit, facts.use, facts.summary),
    ),
  );

function renderProfiles(): string {
  const rows = sizeProfiles.map(({ name, below, values }) =>
    row(
      name,
      Number.isFinite(below) ? `fewer than ${below.toLocaleString('en-US')}` : 'more',
      String(values.load_balancing?.daily_send_percentage_cap),
      String(values.load_balancing?.ed_daily_soft_limit),
      String(values.runs?.batch_size),
    ),
  );
  return table(
    ['profile', 'contacts', '`daily_send_percentage_cap`', '`ed_daily_soft_limit`', '`batch_size`'],
    rows,
  );
}

function renderFlatNames(): string {
  const rows = Object.entries(flatNames).map(([name, key]) => row(`\`${name}\``, `\`${key}\``));
  const time = row(sendTimeNames.map((name) => `\`${name}\``).join(', '), '`send_time`');
  return table(['older name', 'key'], [...rows, time]);
}

/** docs/configuration.md: every key, generated from the schema, so that it cannot go stale (spec 3.2). */
export function renderConfigurationReference(): string {
  return `# Configuration

<!-- Generated from src/config; do not edit. -->

One file format: YAML (JSON is YAML). Every key is optional; a key that is not below is an error, and all problems of a
file are reported at once, each with its line and column. [sendwindow.example.yaml](sendwindow.example.yaml) is a file
with every key at its default. \`sendwindow config show\` prints the effective values and where each came from.

## Layers

Later wins: built-in defaults, size profile, configuration version in the database, the organisation's columns, its
\`config_overrides\`, the \`--config\` file, the environment, flags. Groups are merged key by key; a list, \`aep.last_send\`
and each state's entry of \`state_rules\` are replaced whole; \`zip_states\` is merged ZIP by ZIP. A template is taken away with \`null\`.

A changed cap, smoothing or spread acts on new placements; \`run --replan\` places everything again.

## Keys

${renderKeys(configurationSchema)}

## Warnings

A run repeats the warnings of its configuration until their cause is gone or an operator has acknowledged them. \`config show\`
prints the line for that: \`sendwindow config set DB acknowledged_warnings.AEP_BEFORE_OCTOBER=v1f2e3d4c\`. The version names
what the warning says, so a warning comes back when its value changes.

## State rules

An entry of \`state_rules\`, or of \`states\` in an exclusion policy file, is one rule or a list of rules that all count. A
window runs from anchor date - \`window_before\` - \`pre_window_exclusion_days\` to anchor date + \`window_after\`, both ends
included. The days before the window that count: the organisation's for the state, else the rule's, else
\`timing.pre_window_exclusion_days\`.

${renderKeys(stateRuleSchema)}

## Size profiles

Chosen by the number of contacts, or fixed by \`size_profile\`; \`none\` turns them off. \`auto\` changes an organisation's
profile only when the number is 10 % past a border: from small to medium at 11,000 contacts, back at 9,000.

${renderProfiles()}

## Environment

A key's variable is its path in capitals, its parts joined by two underscores: \`timing.followup_delay_days\` is
\`${toVariableName('timing.followup_delay_days')}\`. Lists are separated by commas
(\`${toVariableName('aep.years')}=2026,2027\`); a state's rule is YAML
(\`${toVariableName('state_rules.TX')}='{type: year_round}'\`), a ZIP's state its code
(\`${toVariableName('zip_states.75072')}=TX\`). A variable with the prefix \`SENDWINDOW_\` that is neither a
key's nor one of these secrets is an error. Secrets come from the environment only and are never printed:
${secretVariables.map((name) => `\`${name}\``).join(', ')}.

## Older names

An organisation's \`config_overrides\` (JSON) takes the keys above, and these names without groups:

${renderFlatNames()}
`;
}
