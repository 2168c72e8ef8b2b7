import type { InstanceValues, TypeValues } from './campaign-schema.ts';

/** A campaign type as a file names it: what it does not name stays as it is. */
export interface TypeEntry {
  readonly name: string;
  readonly values: TypeValues;
}

/** A contact that a file enrols, by id or by email address. */
export interface TargetEntry {
  readonly contactId: number | undefined;
  readonly email: string | undefined;
  readonly triggerDate: string | null;
  /** One more date of a contact that has a target already. */
  readonly additional: boolean;
  /** `spring.yaml:12:9`, `targets.csv:17:1` */
  readonly place: string;
}

/** A campaign instance as a file names it. */
export interface InstanceEntry {
  readonly values: Omit<InstanceValues, 'targets' | 'targets_csv'>;
  readonly targets: readonly TargetEntry[];
  /** The place of one of its keys; the place of the instance if it has no such key. */
  readonly placeOf: (key: string) => string;
}

/** A campaign file that has been read: its sound parts. Whatever is wrong with it is in the problems. */
export interface CampaignFile {
  readonly types: readonly TypeEntry[];
  /** Every type the file names, those with mistakes included: instances may refer to them. */
  readonly typeNames: ReadonlySet<string>;
  readonly instances: readonly InstanceEntry[];
}
