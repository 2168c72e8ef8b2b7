import { parseJsonObject } from '../arithmetic/json-object.ts';
import { readDate } from '../calendar/date-text.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import { isBlank } from '../text/compared-text.ts';

/** The values in an instance's metadata that replace those of its type (spec 2.4); an absent value leaves the type's. */
export interface Overrides {
  readonly respectsWindows: boolean | undefined;
  readonly followupsEnabled: boolean | undefined;
  readonly daysBeforeEvent: number | undefined;
  readonly priority: number | undefined;
  readonly triggerDate: EpochDay | undefined;
  readonly followupEmailTemplate: string | undefined;
  readonly followupSmsTemplate: string | undefined;
}

/** Numbers beyond these are typing errors (spec 2.4). */
export const overrideRanges = {
  days_before_event: { least: -365, most: 365 },
  priority: { least: 0, most: 1000 },
} as const;

/** What was found is no value of the kind that is allowed. */
interface Unreadable {
  readonly unreadable: string;
}

const switches: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  [1, true],
  [false, false],
  ['false', false],
  [0, false],
]);

/** Of a list of metadata keys the first that cannot be read stops the reading: the instance is not live anyway. */
class OverrideReader {
  readonly #metadata: Readonly<Record<string, unknown>>;
  problem: string | undefined;

  constructor(metadata: Readonly<Record<string, unknown>>) {
    this.#metadata = metadata;
  }

  readSwitch(key: string): boolean | undefined {
    return this.#read(key, 'true or false', (value) => switches.get(value));
  }

  readNumber(key: keyof typeof overrideRanges): number | undefined {
    const { least, most } = overrideRanges[key];
    return this.#read(key, `a whole number from ${least} to ${most}`, (value) => {
      const number = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value;
      return Number.isInteger(number) && (number as number) >= least && (number as number) <= most
        ? (number as number)
        : undefined;
    });
  }

  readDate(key: string): EpochDay | undefined {
    if (this.#metadata[key] === '') return undefined;
    return this.#read(key, 'a date YYYY-MM-DD', readDate);
  }

  readTemplate(key: string): string | undefined {
    const name = this.#read(key, 'the name of a template', (value) =>
      typeof value === 'string' ? value : undefined,
    );
    return name === '' ? undefined : name;
  }

  #read<T>(key: string, allowed: string, read: (value: unknown) => T | undefined): T | undefined {
    const value = this.#metadata[key];
    if (value === null || value === undefined) return undefined;
    const found = read(value);
    if (found === undefined) this.problem ??= `metadata.${key} is ${show(value)}; write ${allowed}`;
    return found;
  }
}

const longestShown = 60;

/** What was found, for people. */
function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** Reads an instance's metadata; what cannot be read makes the whole instance unreadable (spec 2.4). */
export function readOverrides(text: string | null): Overrides | Unreadable {
  const metadata = parseJsonObject(isBlank(text) ? null : text);
  if (metadata === undefined) {
    return { unreadable: `metadata is ${show(text)}; write a JSON object, such as {"priority": 4}, or null` };
  }
  const reader = new OverrideReader(metadata);
  const overrides: Overrides = {
    respectsWindows: reader.readSwitch('respect_exclusion_windows'),
    followupsEnabled: reader.readSwitch('enable_followups'),
    daysBeforeEvent: reader.readNumber('days_before_event'),
    priority: reader.readNumber('priority'),
    triggerDate: reader.readDate('trigger_date'),
    followupEmailTemplate: reader.readTemplate('followup_email_template'),
    followupSmsTemplate: reader.readTemplate('followup_sms_template'),
  };
  return reader.problem === undefined ? overrides : { unreadable: reader.problem };
}
