import type { z } from 'zod';
import { configurationSchema } from '../../src/config/configuration-schema.ts';
import { defaultConfiguration } from '../../src/config/defaults.ts';
import { descriptionOf, findKeyFacts, unwrapSchema, valueAt } from '../../src/config/input/schema-node.ts';

const widestLine = 110;

/** A text as comment lines, broken between words. */
function renderComment(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = `${indent}#`;
  for (const word of text.split(' ')) {
    if (line.length + word.length >= widestLine) {
      lines.push(line);
      line = `${indent}#`;
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** A value in YAML's flow style; JSON with fewer quotes. */
function renderValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(renderValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([name, inner]) => `${name}: ${renderValue(inner)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  const isPlain = typeof value !== 'string' || /^[A-Za-z][\w/]*$/.test(value);
  return isPlain ? String(value) : JSON.stringify(value);
}

/** A key without a default is shown commented out: the file must equal the defaults. */
function renderKey(name: string, schema: z.core.$ZodType, value: unknown, indent: string): string[] {
  const facts = findKeyFacts(schema);
  const unit = facts?.unit ? ` Unit: ${facts.unit}.` : '';
  const line = value === undefined ? `# ${name}:` : `${name}: ${renderValue(value)}`;
  return [...renderComment(`${facts?.summary}${unit}`, indent), `${indent}${line}`];
}

function renderGroup(group: z.ZodObject, path: readonly string[]): string[] {
  const indent = '  '.repeat(path.length);
  return Object.entries(group.shape).flatMap(([name, schema]) => {
    const here = [...path, name];
    const gap = path.length === 0 ? [''] : [];
    if (findKeyFacts(schema) !== undefined) {
      return [...gap, ...renderKey(name, schema, valueAt(defaultConfiguration, here), indent)];
    }
    const inner = unwrapSchema(schema) as z.ZodObject;
    return [
      ...gap,
      ...renderComment(descriptionOf(schema), indent),
      `${indent}${name}:`,
      ...renderGroup(inner, here),
    ];
  });
}

/** docs/sendwindow.example.yaml: every key with its explanation, at its default (spec 3.2). */
export function renderExampleConfiguration(): string {
  return `# yaml-language-server: $schema=./reference/sendwindow.schema.json
# Generated from src/config; do not edit. Every key with its default: copy the lines that you want to change. A line
# that stays wins over the size profile, the organisation's columns and the configuration versions in the database.
${renderGroup(configurationSchema, []).join('\n')}

# Entries of state_rules and zip_states look like this:
#
# state_rules:
#   CA: { type: birthday_window, window_before: 30, window_after: 60, pre_window_exclusion_days: 45 }
#   TX: [{ type: year_round, effective_to: 2027-12-31 }, { type: effective_date_window, window_after: 30 }]
#   NY: null
# zip_states: { 75072: TX, 02134: MA }
`;
}
