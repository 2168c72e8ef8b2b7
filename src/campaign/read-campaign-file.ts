import { dirname, resolve } from 'node:path';
import { findSourceProblems } from '../config/input/check-source.ts';
import { isDate } from '../config/input/is-date.ts';
import type { Finding, KeyPath } from '../config/input/problem.ts';
import { readInputFile } from '../config/input/read-input-file.ts';
import { findSchemaProblems } from '../config/input/schema-findings.ts';
import { readYamlSource, type YamlSource } from '../config/input/yaml-source.ts';
import type { CampaignFile, InstanceEntry, TargetEntry, TypeEntry } from './campaign-file.ts';
import type { CampaignProblems } from './campaign-problem.ts';
import {
  campaignFileSchema,
  campaignNamePattern,
  campaignNameRule,
  type InstanceValues,
  overridesSchema,
  type TargetValues,
  type TypeValues,
} from './campaign-schema.ts';
import { readTargetCsv } from './read-target-csv.ts';

const asGroup = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A path as the key of a set. */
const keyOf = (path: KeyPath): string => JSON.stringify(path);

/** Every path at or below which something is wrong: a file may have as many targets as findings. */
const listUnsoundPaths = (findings: readonly Finding[]): ReadonlySet<string> =>
  new Set(
    findings.flatMap(({ path }) =>
      Array.from({ length: path.length + 1 }, (_, depth) => keyOf(path.slice(0, depth))),
    ),
  );

/** Metadata that overrides something has a key of its own in the file, so that a misspelt one is noticed. */
function findMisplacedOverrides(value: unknown): Finding[] {
  return asList(asGroup(value)['instances']).flatMap((instance, index) =>
    Object.keys(asGroup(asGroup(instance)['metadata']))
      .filter((key) => Object.hasOwn(overridesSchema.shape, key))
      .map((key) => ({
        path: ['instances', index, 'metadata', key],
        at: 'key' as const,
        code: 'NOT_ALLOWED' as const,
        message: `instances[${index}].metadata.${key} changes the plan; write it under overrides`,
      })),
  );
}

const findBadTypeNames = (value: unknown): Finding[] =>
  Object.keys(asGroup(asGroup(value)['types']))
    .filter((name) => !campaignNamePattern.test(name))
    .map((name) => ({
      path: ['types', name],
      at: 'key',
      code: 'NOT_ALLOWED',
      message: `types: ${JSON.stringify(name)} is not the name of a campaign type; use ${campaignNameRule}`,
    }));

function findUnaddressedTargets(value: unknown): Finding[] {
  return asList(asGroup(value)['instances']).flatMap((instance, index) =>
    asList(asGroup(instance)['targets']).flatMap((target, position): Finding[] => {
      const { contact_id, email } = asGroup(target);
      if ((contact_id === undefined) !== (email === undefined)) return [];
      const path = ['instances', index, 'targets', position];
      const message = `instances[${index}].targets[${position}] must name one contact; use either contact_id or email`;
      return [{ path, at: 'value', code: contact_id === undefined ? 'MISSING_KEY' : 'NOT_ALLOWED', message }];
    }),
  );
}

/** Two entries of one name: it is not known which of them is meant. */
function findRepeatedInstances(value: unknown): Finding[] {
  const seen = new Set<string>();
  return asList(asGroup(value)['instances']).flatMap((instance, index): Finding[] => {
    const { type, name } = asGroup(instance);
    const key = JSON.stringify([type, name]);
    if (name === undefined || !seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `instances[${index}].name ${JSON.stringify(name)} appears twice for type ${JSON.stringify(type)}; combine them`;
    return [{ path: ['instances', index, 'name'], at: 'value', code: 'DUPLICATE_VALUE', message }];
  });
}

function findReversedDates(value: unknown): Finding[] {
  return asList(asGroup(value)['instances']).flatMap((instance, index): Finding[] => {
    const { active_start_date: start, active_end_date: end } = asGroup(instance);
    if (!isDate(String(start)) || !isDate(String(end)) || String(start) <= String(end)) return [];
    const message = `instances[${index}].active_end_date ${end} is before active_start_date ${start}; swap them, or correct one`;
    return [{ path: ['instances', index, 'active_end_date'], at: 'value', code: 'FROM_AFTER_TO', message }];
  });
}

const checks = [
  findBadTypeNames,
  findMisplacedOverrides,
  findUnaddressedTargets,
  findRepeatedInstances,
  findReversedDates,
];

/** If one of them is wrong the other says nothing either. */
const dateKeys = ['active_start_date', 'active_end_date'];

/** Takes the sound parts out of a campaign file. */
class CampaignFileReader {
  readonly #path: string;
  readonly #source: YamlSource;
  readonly #unsoundPaths: ReadonlySet<string>;
  /** The paths that are wrong themselves. */
  readonly #wrongPaths: ReadonlySet<string>;
  readonly #problems: CampaignProblems;

  constructor(path: string, source: YamlSource, problems: CampaignProblems) {
    this.#path = path;
    this.#source = source;
    this.#problems = problems;
    const findings = [
      ...findSchemaProblems(campaignFileSchema, source.value),
      ...checks.flatMap((check) => check(source.value)),
    ];
    this.#unsoundPaths = listUnsoundPaths(findings);
    this.#wrongPaths = new Set(findings.map(({ path: wrong }) => keyOf(wrong)));
    for (const problem of findSourceProblems(source, path, () => findings)) problems.add(problem);
  }

  async read(): Promise<CampaignFile> {
    const { types, instances } = asGroup(this.#source.value);
    const entries: InstanceEntry[] = [];
    for (const [index, value] of asList(instances).entries()) {
      const targets = [...this.#readTargets(index, value), ...(await this.#readCsv(index, value))];
      const keysAreSound = ['type', 'name'].every((key) => this.#isSound(['instances', index, key]));
      const isGroup = !this.#wrongPaths.has(keyOf(['instances', index]));
      if (keysAreSound && isGroup) entries.push(this.#toInstance(index, value as InstanceValues, targets));
    }
    return {
      types: this.#readTypes(types),
      typeNames: new Set(Object.keys(asGroup(types))),
      instances: entries,
    };
  }

  /** Nothing is wrong at a path or below it. */
  #isSound(path: KeyPath): boolean {
    return !this.#unsoundPaths.has(keyOf(path));
  }

  #readTypes(types: unknown): TypeEntry[] {
    return Object.entries(asGroup(types))
      .filter(([name]) => this.#isSound(['types', name]))
      .map(([name, values]) => ({ name, values: values as TypeValues }));
  }

  #toInstance(index: number, value: InstanceValues, targets: readonly TargetEntry[]): InstanceEntry {
    const { targets: _inline, targets_csv: _csv, ...values } = value;
    const unsound = Object.keys(values).filter((key) => !this.#isSound(['instances', index, key]));
    const dropped = dateKeys.some((key) => unsound.includes(key)) ? [...unsound, ...dateKeys] : unsound;
    const sound = Object.fromEntries(Object.entries(values).filter(([key]) => !dropped.includes(key)));
    const placeOf = (key: string): string => {
      const hasKey = Object.hasOwn(value, key);
      return this.#source.locate(hasKey ? ['instances', index, key] : ['instances', index], 'value');
    };
    return { values: sound as InstanceEntry['values'], targets, placeOf };
  }

  #readTargets(index: number, instance: unknown): TargetEntry[] {
    return asList(asGroup(instance)['targets']).flatMap((value, position) => {
      const path = ['instances', index, 'targets', position];
      if (!this.#isSound(path)) return [];
      const { contact_id, email, trigger_date, additional = false } = value as TargetValues;
      const place = this.#source.locate([...path, email === undefined ? 'contact_id' : 'email'], 'value');
      return [{ contactId: contact_id, email, triggerDate: trigger_date ?? null, additional, place }];
    });
  }

  async #readCsv(index: number, instance: unknown): Promise<readonly TargetEntry[]> {
    const name = asGroup(instance)['targets_csv'];
    if (typeof name !== 'string') return [];
    const namedAt = this.#source.locate(['instances', index, 'targets_csv'], 'value');
    return await readTargetCsv({ path: resolve(dirname(this.#path), name), name, namedAt }, this.#problems);
  }
}

/**
 * Reads a campaign file and the CSV files that it names (docs/campaigns.md). What is wrong with them is added to
 * `problems`; the rest is returned, so that its mistakes can be reported too.
 *
 * @throws SendwindowError NO_SUCH_FILE, BAD_USAGE if the file itself cannot be read; BAD_CAMPAIGN_FILE if it is no text
 */
export async function readCampaignFile(path: string, problems: CampaignProblems): Promise<CampaignFile> {
  const source = readYamlSource(readInputFile(path, 'BAD_CAMPAIGN_FILE'), path);
  return await new CampaignFileReader(path, source, problems).read();
}
