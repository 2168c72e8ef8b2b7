import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { Store } from '../store/store.ts';
import { type GeneratedCounts, OrganisationGenerator } from './organisation-generator.ts';
import { readAsOf } from './read-as-of.ts';

export type { GeneratedCounts } from './organisation-generator.ts';

/** What to generate. */
export interface GenerateOptions {
  /** Number of contacts; their ids are 1 to this number. */
  readonly contacts: number;
  /** The same seed gives the same data; 7 and '7' are the same seed. */
  readonly seed: string | number;
  /** What today is for the data, `YYYY-MM-DD`: ages, policies, campaigns and the past count from it. */
  readonly asOf: string;
  /** `some` (the default): mails sent in the last 35 days, and behaviour. `none`: contacts and campaigns only. */
  readonly history?: 'none' | 'some' | undefined;
  /** Called after each batch of 50,000 contacts. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Contacts per transaction. */
const contactsPerBatch = 50_000;

function checkOptions({ contacts }: GenerateOptions): void {
  if (Number.isSafeInteger(contacts) && contacts >= 0) return;
  throw new SendwindowError(
    'BAD_USAGE',
    `generate: ${contacts} is not a number of contacts; write a whole number, 0 or more`,
  );
}

/** Generated ids start at 1, so the table must be empty. */
function requireEmpty(store: Store): void {
  const found = store.countGenerated();
  if (found.contacts === 0 && found.mails === 0 && found.instances === 0) return;
  throw new SendwindowError(
    'BAD_USAGE',
    `generate: the database already holds ${found.contacts} contacts, ${found.mails} mails and ` +
      `${found.instances} campaign instances; name a new database`,
  );
}

/**
 * Fills an empty org database with a synthetic organisation (spec 4.2). Same options, same data, on any machine and
 * any day. A transaction holds 50,000 contacts. A generation that is killed leaves a database that commands refuse with
 * SCHEMA_ALTERED: it is one to throw away.
 *
 * @throws BAD_USAGE (a number that is none; a database that holds something), BAD_DATE
 * @example generateOrganisation(store, { contacts: 25_000, seed: 1, asOf: '2027-03-01' })
 */
export function generateOrganisation(store: Store, options: GenerateOptions): GeneratedCounts {
  checkOptions(options);
  const today = readAsOf(options.asOf);
  requireEmpty(store);
  return store.withoutTriggers(() => fill(store, today, options));
}

function fill(store: Store, today: EpochDay, options: GenerateOptions): GeneratedCounts {
  const generator = new OrganisationGenerator(
    today,
    store.createOrganisationWriter(),
    options.seed,
    options.history ?? 'some',
  );
  store.transaction(() => generator.generateInstances());
  for (let first = 1; first <= options.contacts; first += contactsPerBatch) {
    const last = Math.min(first + contactsPerBatch - 1, options.contacts);
    store.transaction(() => generator.generateContacts(first, last));
    options.onProgress?.(last, options.contacts);
  }
  return generator.counts;
}
