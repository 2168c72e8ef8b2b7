import type { Configuration, Templates } from '../domain/configuration.ts';

/** `Value` with every key of every group optional; lists are taken whole. */
type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> | undefined }
    : Value;

/** A template name, or null for "none": what a higher layer writes to take away a lower one's template. */
type TemplateValues = { readonly [Key in keyof Templates]?: string | null | undefined };

/** What one layer sets: any part of the configuration, key names as in the file. */
export type ConfigurationValues = DeepPartial<Omit<Configuration, 'templates' | 'state_rules' | 'aep'>> & {
  readonly aep?:
    | { readonly [Key in keyof Configuration['aep']]?: Configuration['aep'][Key] | undefined }
    | undefined;
  readonly templates?: Readonly<Record<string, TemplateValues | undefined>> | undefined;
  readonly state_rules?:
    | Readonly<Record<string, Configuration['state_rules'][string] | undefined>>
    | undefined;
};

/** One source of configuration values (spec 3.2). Which layer wins is the order of the list, not a property of it. */
export interface ConfigurationLayer {
  /** Where the values come from, for people: `config.yaml`, `environment`, `organisation 206`. */
  readonly source: string;
  readonly values: ConfigurationValues;
  /** By dotted key, the exact place: `config.yaml:12:3`, `SENDWINDOW_TIMEZONE`. Default: the source. */
  readonly positions?: ReadonlyMap<string, string> | undefined;
}
