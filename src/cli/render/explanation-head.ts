import type { ContactExplanation, ContactFacts } from '../../explain/contact-explanation.ts';
import { labelled, type Page, wrapText } from './explanation-page.ts';
import { formatInteger } from './format-number.ts';

/** Text of people can be a megabyte long. */
const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);

const countMails = (mails: number): string => (mails === 1 ? '1 mail' : `${formatInteger(mails)} mails`);

const join = (parts: readonly (string | false)[]): string =>
  parts.filter((part) => part !== false).join('; ');

function describePlace({ zip_code, state, declared_state }: ContactFacts): string {
  const zip = zip_code === null ? 'no ZIP' : `ZIP ${shorten(zip_code)}`;
  const declared = declared_state !== null && declared_state !== state;
  return `${state ?? 'no state'} (${zip}${declared ? `, stored state ${shorten(declared_state)}` : ''})`;
}

function describeStanding(contact: ContactFacts): string {
  const reasons = contact.suppressed_by.filter((reason) => reason !== '').map(shorten);
  const suppressed = reasons.length === 0 ? 'suppressed' : `suppressed: ${reasons.join(', ')}`;
  return join([
    `status ${shorten(contact.status ?? 'none')}`,
    contact.eligible ? 'eligible' : 'not eligible',
    contact.suppressed && suppressed,
    contact.gets_transactional && 'transactional mail only',
  ]);
}

function describeIdentity(id: number, { name, email, external_id }: ContactFacts): string {
  const external = external_id === null ? null : `external id ${shorten(external_id)}`;
  const parts = [name === null ? null : shorten(name), shorten(email ?? 'no email'), external];
  return [id, ...parts.filter((part) => part !== null)].join(', ');
}

function renderContact({ contact, contact_id }: ContactExplanation, page: Page): string[] {
  if (!contact.exists) {
    return labelled('contact', `${contact_id}, which is gone; what is kept of it is below`, page);
  }
  const dates = join([
    contact.birth_date === null ? 'no birth date' : `born ${contact.birth_date}`,
    contact.effective_date === null ? 'no effective date' : `policy since ${contact.effective_date}`,
    contact.has_phone ? 'phone number' : 'no phone number',
  ]);
  return [
    ...labelled('contact', describeIdentity(contact_id, contact), page),
    ...labelled('', join([describePlace(contact), dates]), page),
    ...labelled('', describeStanding(contact), page),
    ...contact.issues.flatMap(({ issue, detail }) => labelled('issue', `${issue}: ${detail}`, page)),
  ];
}

function renderPolicy({ policy, limits }: ContactExplanation, page: Page): string[] {
  const name = `(policy ${shorten(policy.name)}, version ${policy.version})`;
  const cap = limits.daily_cap === null ? '' : `${countMails(limits.daily_cap)} a day in all; `;
  const perContact = `${countMails(limits.max_emails_per_period)} in ${limits.period_days} days per contact`;
  return [
    ...policy.rules.flatMap((rule) => labelled('rule', `${rule} ${name}`, page)),
    ...policy.citations.flatMap((citation) => labelled('', citation, page)),
    ...labelled('limits', cap + perContact, page),
  ];
}

function renderMoment({ as_of, earliest, horizon_end, run }: ContactExplanation, page: Page): string[] {
  const moment = `${as_of}; new mail from ${earliest} on, planned up to ${horizon_end}`;
  if (run === null) return labelled('as of', moment, page);
  const version = run.product_version === null ? '' : `, sendwindow ${run.product_version}`;
  const hashes = `configuration ${run.configuration_hash.slice(0, 12)}, policy ${run.policy_hash.slice(0, 12)}`;
  return [
    ...labelled('run', `${run.run_id} (${run.status}${version}; ${hashes})`, page),
    ...labelled('as of', moment, page),
    ...run.rewound.flatMap((note) => labelled('rewound', note, page)),
  ];
}

function renderList(title: string, items: readonly string[], page: Page): string[] {
  const bulleted = items.flatMap((item) =>
    wrapText(item, page.columns - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
  );
  return [title, ...bulleted];
}

/** Whether the stored plan is what a run would leave; the first thing that an operator asks. */
function renderVerdict({ agrees, differences, violations, run, holds }: ContactExplanation, page: Page) {
  const { style } = page;
  const lines = holds.flatMap((reason) =>
    labelled('ON HOLD', `${shorten(reason)}: nothing may be sent`, page),
  );
  const same = run === null ? 'AGREES with the stored plan.' : 'REPRODUCED: this is what the run left.';
  const other =
    run === null
      ? 'DIFFERS from the stored plan: a run now'
      : 'NOT REPRODUCED from what the database remembers: the same run';
  if (agrees) lines.push(style.good(same));
  else lines.push(...renderList(style.bad(other), differences, page));
  if (violations.length > 0) {
    lines.push(...renderList(style.bad('HELD BACK by verification:'), violations, page));
  }
  return lines;
}

/** Who the contact is, what counts for it, and whether the stored plan agrees. */
export function renderHead(explanation: ContactExplanation, page: Page): string[] {
  return [
    ...renderContact(explanation, page),
    ...renderPolicy(explanation, page),
    ...renderMoment(explanation, page),
    ...renderVerdict(explanation, page),
  ];
}
