import type { DatabaseSync } from 'node:sqlite';
import { findNearestWord } from '../../config/input/nearest-word.ts';
import {
  type CampaignInstanceRow,
  type CampaignTypeRow,
  prepareCampaigns,
  prepareTargets,
} from '../../store/campaigns.ts';
import type { AppliedInstance, AppliedType, Changes, TargetCounts } from './campaign-apply-report.ts';
import type { CampaignFile, InstanceEntry, TypeEntry } from './campaign-file.ts';
import type { CampaignProblems } from './campaign-problem.ts';
import { createContactFinder } from './find-target-contacts.ts';
import { mergeMetadata, parseMetadata } from './merge-metadata.ts';

/** What a new type is where the file does not say; as in the schema of `campaign_types`. */
const newType: Omit<CampaignTypeRow, 'name'> = {
  respect_exclusion_windows: true,
  enable_followups: true,
  days_before_event: 0,
  target_all_contacts: false,
  priority: 10,
  active: true,
  transactional: false,
};

const newInstance: Omit<CampaignInstanceRow, 'campaign_type' | 'instance_name'> = {
  id: 0,
  email_template: null,
  sms_template: null,
  active_start_date: null,
  active_end_date: null,
  metadata: null,
};

/** The columns in which two rows differ. */
function findChanges<Row extends object>(before: Row, after: Row): Changes {
  const names = Object.keys(after) as (keyof Row & string)[];
  return Object.fromEntries(
    names
      .filter((name) => before[name] !== after[name])
      .map((name) => [name, { before: before[name], after: after[name] }]),
  ) as Changes;
}

const resultOf = (isNew: boolean, changes: Changes): AppliedType['result'] => {
  if (isNew) return 'added';
  return Object.keys(changes).length > 0 ? 'changed' : 'unchanged';
};

/** The values that a file names, absent keys left out. */
const namedValues = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

interface PlannedType extends AppliedType {
  readonly row: CampaignTypeRow;
}

interface PlannedInstance extends AppliedInstance {
  readonly row: CampaignInstanceRow;
  readonly newTargets: readonly { readonly contactId: number; readonly triggerDate: string | null }[];
}

/** Compares a file with a database; everything is compared, and found wrong, before anything is written. */
export class CampaignComparison {
  readonly types: readonly PlannedType[];
  readonly instances: readonly PlannedInstance[];
  readonly warnings: string[] = [];
  readonly #file: CampaignFile;
  readonly #problems: CampaignProblems;
  readonly #knownTypes: ReadonlySet<string>;
  readonly #targets: ReturnType<typeof prepareTargets>;
  readonly #findContact: ReturnType<typeof createContactFinder>;

  constructor(db: DatabaseSync, file: CampaignFile, problems: CampaignProblems) {
    const campaigns = prepareCampaigns(db);
    this.#file = file;
    this.#problems = problems;
    this.#targets = prepareTargets(db);
    this.#findContact = createContactFinder(this.#targets, file.instances, problems);
    const storedTypes = new Map(campaigns.listTypes().map((row) => [row.name, row]));
    this.#knownTypes = new Set([...storedTypes.keys(), ...file.typeNames]);
    this.types = file.types.map((entry) => this.#compareType(entry, storedTypes.get(entry.name)));
    const storedInstances = new Map(
      campaigns.listInstances().map((row) => [JSON.stringify([row.campaign_type, row.instance_name]), row]),
    );
    this.instances = this.#file.instances.map((entry) => {
      const { type, name } = entry.values;
      return this.#compareInstance(entry, storedInstances.get(JSON.stringify([type, name])));
    });
  }

  #compareType({ name, values }: TypeEntry, stored: CampaignTypeRow | undefined): PlannedType {
    const before = stored ?? { name, ...newType };
    const row = { ...before, ...namedValues(values) } as CampaignTypeRow;
    const changes = stored === undefined ? {} : findChanges(before, row);
    return { name, result: resultOf(stored === undefined, changes), changes, row };
  }

  #compareInstance(entry: InstanceEntry, stored: CampaignInstanceRow | undefined): PlannedInstance {
    const { type, name, overrides, metadata, ...columns } = entry.values;
    this.#checkType(entry);
    const before = stored ?? { ...newInstance, campaign_type: type, instance_name: name };
    const merged = this.#mergeMetadata(entry, before, { overrides, metadata });
    const row = { ...before, ...namedValues(columns), metadata: merged } as CampaignInstanceRow;
    this.#checkDates(entry, row);
    const changes = stored === undefined ? {} : findChanges(before, row);
    const { newTargets, counts } = this.#compareTargets(entry, stored?.id);
    this.#warn(entry, row);
    const result = resultOf(stored === undefined, changes);
    return { type, name, result, changes, targets: counts, row, newTargets };
  }

  #checkType({ values: { type }, placeOf }: InstanceEntry): void {
    if (this.#knownTypes.has(type)) return;
    const meant = findNearestWord(type, [...this.#knownTypes]);
    const advice =
      meant === undefined
        ? `use one of ${[...this.#knownTypes].join(', ')}, or add it under types`
        : `did you mean ${meant}?`;
    this.#problems.add({
      place: placeOf('type'),
      code: 'UNKNOWN_TYPE',
      message: `there is no campaign type ${JSON.stringify(type)}; ${advice}`,
    });
  }

  #mergeMetadata(
    { placeOf, values }: InstanceEntry,
    before: CampaignInstanceRow,
    change: Pick<InstanceEntry['values'], 'overrides' | 'metadata'>,
  ): string | null {
    const merged = mergeMetadata(before.metadata, change);
    if (merged !== undefined) return merged;
    const message = `the metadata that the database holds for ${values.type}/${values.name} is no JSON object; write \`metadata: null\` to remove it first`;
    this.#problems.add({ place: placeOf('overrides'), code: 'BAD_METADATA', message });
    return before.metadata;
  }

  #checkDates(
    { placeOf }: InstanceEntry,
    { active_start_date: start, active_end_date: end }: CampaignInstanceRow,
  ): void {
    if (start === null || end === null || start <= end) return;
    const message = `active_end_date ${end} is before active_start_date ${start}; exchange them, or correct one`;
    this.#problems.add({ place: placeOf('active_end_date'), code: 'FROM_AFTER_TO', message });
  }

  #compareTargets({ targets }: InstanceEntry, instanceId: number | undefined) {
    const seen = new Set<string>();
    const newTargets: { contactId: number; triggerDate: string | null }[] = [];
    const counts = { added: 0, unchanged: 0, repeated: 0 };
    for (const target of targets) {
      const contactId = this.#findContact(target);
      if (contactId === undefined) continue;
      const { triggerDate } = target;
      const key = `${contactId} ${triggerDate}`;
      if (seen.has(key)) counts.repeated++;
      else if (instanceId !== undefined && this.#targets.hasTarget({ contactId, instanceId, triggerDate }))
        counts.unchanged++;
      else newTargets.push({ contactId, triggerDate });
      seen.add(key);
    }
    counts.added = newTargets.length;
    return { newTargets, counts: counts satisfies TargetCounts };
  }

  /** What is allowed, and yet sends nothing (spec 2.4, 2.6). */
  #warn({ values: { type, name }, targets }: InstanceEntry, row: CampaignInstanceRow): void {
    if (row.email_template === null && row.sms_template === null) {
      this.warnings.push(
        `NO_TEMPLATE: ${type}/${name} has neither email_template nor sms_template; all of its mails will be skipped`,
      );
    }
    const undated = targets.filter(({ triggerDate }) => triggerDate === null).length;
    const hasDate =
      row.active_start_date !== null || parseMetadata(row.metadata)?.['trigger_date'] !== undefined;
    if (undated > 0 && !hasDate) {
      this.warnings.push(
        `NO_TRIGGER_DATE: ${type}/${name}: ${undated} targets have no trigger_date, and the instance has neither active_start_date nor overrides.trigger_date; they get no mail`,
      );
    }
  }
}
