import { findNearestWord } from '../config/input/nearest-word.ts';
import type { CampaignInstanceRow, CampaignTypeRow } from '../store/campaigns.ts';
import type { Store } from '../store/store.ts';
import type { AppliedInstance, AppliedType, Changes, MovedTarget } from './campaign-apply-report.ts';
import type { CampaignFile, InstanceEntry, TypeEntry } from './campaign-file.ts';
import type { CampaignProblems } from './campaign-problem.ts';
import { compareTargets, type TargetTools } from './compare-targets.ts';
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

/** Moved targets that are named one by one. */
const listedMoves = 20;

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
  readonly allMoves: readonly MovedTarget[];
}

/** Compares a file with a database; everything is compared, and found wrong, before anything is written. */
export class CampaignComparison {
  readonly types: readonly PlannedType[];
  readonly instances: readonly PlannedInstance[];
  readonly warnings: string[] = [];
  readonly #file: CampaignFile;
  readonly #problems: CampaignProblems;
  readonly #knownTypes: ReadonlySet<string>;
  readonly #targetTools: TargetTools;

  /** @param additional a target with a new date is one more, not a corrected one */
  constructor(store: Store, file: CampaignFile, problems: CampaignProblems, additional: boolean) {
    const campaigns = store.campaigns;
    this.#file = file;
    this.#problems = problems;
    const targets = store.targets;
    const findContact = createContactFinder(targets, file.instances, problems);
    this.#targetTools = { findContact, listTargets: targets.listTargets, problems, additional };
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
    const compared = compareTargets(entry, stored?.id, this.#targetTools);
    this.#warn(entry, row);
    this.#warnOfMailed(entry, compared.mailed);
    const { counts: targets, newTargets, moves: allMoves } = compared;
    const result = resultOf(stored === undefined, changes);
    const moves = allMoves.slice(0, listedMoves);
    return { type, name, result, changes, targets, moves, row, newTargets, allMoves };
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
    const message = `the metadata that the database holds for ${values.type}/${values.name} is not a JSON object; write \`metadata: null\` to remove it first`;
    this.#problems.add({ place: placeOf('overrides'), code: 'BAD_METADATA', message });
    return before.metadata;
  }

  #checkDates(
    { placeOf }: InstanceEntry,
    { active_start_date: start, active_end_date: end }: CampaignInstanceRow,
  ): void {
    if (start === null || end === null || start <= end) return;
    const message = `active_end_date ${end} is before active_start_date ${start}; swap them, or correct one`;
    this.#problems.add({ place: placeOf('active_end_date'), code: 'FROM_AFTER_TO', message });
  }

  /** A corrected date does not mail anybody twice (spec 2.4): who corrects it should know. */
  #warnOfMailed({ values: { type, name } }: InstanceEntry, mailed: readonly number[]): void {
    if (mailed.length === 0) return;
    const named = mailed.slice(0, listedMoves).join(', ');
    this.warnings.push(
      `MAILED_ALREADY: ${type}/${name}: ${mailed.length} contacts whose date was corrected already got mail and do not get it again (${named}); write to them, or add them to a new instance`,
    );
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
