import { describeUsage } from '../../src/cli/build-program.ts';
import type { CommandDefinition } from '../../src/cli/command-definition.ts';
import { commandTable } from '../../src/cli/command-table.ts';
import { commonOptions } from '../../src/cli/definitions/common-options.ts';

const head = `# Command line

<!-- Generated from src/cli/definitions: do not edit; run \`npm run fix\`. -->

\`sendwindow <command> [DB] [flags]\`. \`sendwindow --help\` lists the commands, \`sendwindow <command> --help\` explains one.

- **Exit codes**: 0 done; 1 failed; 2 bad usage, configuration or input; 3 another run holds the lock; 4 done
  or refused, and a person is needed (for example, something was held back or could not be written); 130 and 143 stopped by Ctrl-C or SIGTERM. Every code that an error begins with is in [errors.md](../errors.md).
- **\`--json\`**: standard output is exactly one JSON document ([json.md](json.md)), and empty after an error; errors,
  progress and log lines go to standard error.
- **\`--as-of\`**: \`YYYY-MM-DD\` means the start of that day in the organisation's time zone; a date-time needs an offset.
- **Terminals**: tables and charts are fitted to the width (\`COLUMNS\` where it is not known); \`NO_COLOR\` turns colours off;
  with \`LC_ALL=C\` charts are drawn in ASCII. Progress is drawn where standard error is a terminal, else written as lines.
`;

/** A pipe would end a cell of the table. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function renderTable(
  titles: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): string {
  if (rows.length === 0) return '';
  const lines = [titles, ['---', '---'], ...rows].map(([first, second]) => `| ${first} | ${second} |`);
  return `\n${lines.join('\n')}\n`;
}

/** The options that every command has are listed once. */
const isCommon = (name: string): boolean => Object.hasOwn(commonOptions, name);

function renderCommand(definition: CommandDefinition): string {
  const { name, summary, details, sample, examples } = definition;
  const options = Object.entries(definition.options).filter(([key]) => !isCommon(key));
  const optionRows = options.map(([, { flags, text, required }]) => {
    return [`\`${cell(flags)}\``, `${cell(text)}${required === true ? ' (required)' : ''}`] as const;
  });
  const argumentRows = Object.values(definition.arguments).map(
    ({ name: word, text, optional }) =>
      [`\`${word}\``, `${cell(text)}${optional === true ? ' (optional)' : ''}`] as const,
  );
  const paragraphs = details === undefined ? '' : `\n${details}\n`;
  const file = sample === undefined ? '' : `\n\`\`\`yaml\n${sample}\n\`\`\`\n`;
  const lines = examples.map((example) => `sendwindow ${example}`).join('\n');
  return `## sendwindow ${name}

\`sendwindow ${name} ${describeUsage(definition)}\`

${summary[0]?.toUpperCase()}${summary.slice(1)}.
${paragraphs}${file}${renderTable(['argument', 'is'], argumentRows)}${renderTable(['flag', 'does'], optionRows)}
\`\`\`sh
${lines}
\`\`\`
`;
}

function renderCommon(): string {
  const rows = Object.values(commonOptions).map(
    ({ flags, text }) => [`\`${cell(flags)}\``, cell(text)] as const,
  );
  return `## Flags of every command\n${renderTable(['flag', 'does'], [...rows, ['`-h, --help`', 'show the help of the command']])}`;
}

/** docs/reference/cli.md, from the tables that the parser and the help text are made from. */
export const renderCliReference = (): string =>
  [head, renderCommon(), ...commandTable.map(renderCommand)].join('\n');
