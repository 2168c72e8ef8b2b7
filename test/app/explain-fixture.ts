import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import type { ContactExplanation, MailEntry } from '../../src/explain/contact-explanation.ts';
import { explainContact } from '../../src/explain/explain-contact.ts';
import { resolveSettings } from '../../src/settings/effective-settings.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { Store } from '../../src/store/store.ts';

/** What a run at a moment would decide about a contact. */
export async function explainAt(
  database: string,
  contactId: number,
  asOf: string,
  values: ConfigurationValues = {},
): Promise<ContactExplanation> {
  using db = openDatabase(database, { mode: 'read-only' });
  const moment = Temporal.Instant.from(asOf);
  const settings = await resolveSettings(new Store(db), { layers: [{ source: 'test', values }] }, moment);
  return explainContact(new Store(db), { contactId, where: 'org.db', settings, asOf: moment });
}

/** What a run of the past has decided about a contact. */
export function explainRun(database: string, contactId: number, runId: string): ContactExplanation {
  using db = openDatabase(database, { mode: 'read-only' });
  return explainContact(new Store(db), { contactId, where: 'org.db', runId });
}

export const mailsOf = ({ timeline }: ContactExplanation): MailEntry[] =>
  timeline.filter((entry) => 'verdict' in entry);

/** The one entry of an email type. */
export function mailOf(explanation: ContactExplanation, emailType: string): MailEntry {
  const found = mailsOf(explanation).filter((entry) => entry.email_type === emailType);
  if (found.length !== 1) throw new Error(`${found.length} entries of type ${emailType}`);
  return found[0] as MailEntry;
}

/** A contact without anything odd about it; Texas has no exclusion windows. */
export const contactRow = (id: number, values: Readonly<Record<string, string | null>> = {}) => ({
  id,
  email: `p${id}@example.com`,
  zip_code: '75001',
  state: 'TX',
  birth_date: '1955-06-15',
  effective_date: null,
  phone_number: null,
  status: 'active',
  ...values,
});

/** No AEP mail, no size profile: only what a test sets up. */
export const quiet: ConfigurationValues = {
  size_profile: 'none',
  aep: { years: [] },
  load_balancing: { daily_send_percentage_cap: 1, overage_threshold: 3 },
};
