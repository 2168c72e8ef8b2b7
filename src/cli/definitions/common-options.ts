import type { OptionDefinition } from '../command-definition.ts';

type Options = Readonly<Record<string, OptionDefinition>>;

/** Every command takes these. */
export const commonOptions = {
  quiet: {
    flags: '--quiet',
    kind: 'switch',
    text: 'print nothing if the command succeeds (exit code 0), except the output of --json or --csv; show no progress',
  },
  debug: { flags: '--debug', kind: 'switch', text: 'show the stack of an error' },
  log: { flags: '--log <file>', kind: 'text', text: 'append a log of JSON lines to a file' },
  logLevel: {
    flags: '--log-level <level>',
    kind: 'choice',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    text: 'what is logged: trace, debug, info, warn, error or silent (default: info); without --log as JSON lines on standard error',
  },
} as const satisfies Options;

/** Every command that reports takes these: standard output is then one JSON document. */
export const reportOptions = {
  json: { flags: '--json', kind: 'switch', text: 'print one JSON document instead of text' },
  ...commonOptions,
} as const satisfies Options;

/** Every command that depends on today takes this. */
export const asOfOption = {
  asOf: {
    flags: '--as-of <when>',
    kind: 'text',
    text: 'use this moment as now: YYYY-MM-DD (the start of that day in the time zone of the organisation) or an ISO date-time with offset (default: now)',
  },
} as const satisfies Options;

/** Every command that keeps who has called it takes this. */
export const byOption = {
  by: {
    flags: '--by <name>',
    kind: 'text',
    text: 'the person who does this (default: the name of the user)',
  },
} as const satisfies Options;

/** Every command that keeps why it was called takes this. */
const reasonOption = {
  reason: { flags: '--reason <text>', kind: 'text', text: 'why; stored with the version' },
} as const satisfies Options;

/** Every command that cancels a version takes these. */
export const cancelOptions = { ...byOption, ...reasonOption, ...reportOptions } as const satisfies Options;

/** The database as first argument of a command on versions. */
export const versionedDatabaseArgument = {
  db: { name: 'DB', text: 'the org database or the central database, a SQLite file' },
} as const;

/** Every command that makes a version, of the configuration or of a policy, takes these. */
export const versionOptions = {
  ...byOption,
  ...reasonOption,
  from: {
    flags: '--from <date>',
    kind: 'date',
    text: 'first day on which the version counts, YYYY-MM-DD (default: at once)',
  },
} as const satisfies Options;

/** Every command that reads the configuration takes this. */
export const configOption = {
  config: {
    flags: '--config <file>',
    kind: 'text',
    text: 'a configuration file (YAML or JSON) that overrides what the database holds',
  },
} as const satisfies Options;

/** Every command that uses an organisation's settings takes these. */
export const organisationOptions = {
  central: {
    flags: '--central <file>',
    kind: 'text',
    text: 'the central database, which holds the settings of many organisations; with --org',
  },
  org: {
    flags: '--org <id>',
    kind: 'integer',
    text: 'whose settings count: the id of an organisation (default: the only one that the database holds, if any)',
  },
} as const satisfies Options;

/** The org database as first argument. */
export const databaseArgument = { db: { name: 'DB', text: 'the org database, a SQLite file' } } as const;
