import { stateNames } from '../config/state-names.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import type { ComparedMail, MailChange } from './compare-plans.ts';
import type { ImpactCounts, ImpactExample, ImpactMail, StateImpact } from './policy-impact.ts';

/** Examples of a state. */
const shownExamples = 5;

const reasons: Readonly<Record<string, string>> = {
  exclusion_window: 'its date is in an exclusion window',
  window_unknown: 'the contact lacks the date that its exclusion windows depend on',
  frequency_limit: 'the contact has as many mails as the frequency limit allows',
  campaign_conflict: 'another campaign mail goes out that day',
};

function describeFate(mail: ComparedMail | undefined): string {
  if (mail === undefined) return 'there is no such mail';
  if (mail.skipReason === null) return `it goes out on ${formatDate(mail.sendDate)}`;
  return `it is withheld: ${reasons[mail.skipReason] ?? mail.skipReason}`;
}

/** Email types as people say them; a campaign's by its type. */
const typeWords: Readonly<Record<string, string>> = {
  birthday: 'birthday',
  effective_date: 'policy anniversary',
  aep: 'AEP',
  post_window: 'post-window',
};

function describeType(emailType: string): string {
  if (emailType.startsWith('followup_')) return 'follow-up';
  return typeWords[emailType] ?? emailType.replace(/^campaign_/, 'campaign ').replaceAll('_', ' ');
}

function describeChange({ contactId, before, after }: MailChange): string {
  const mail = (before ?? after) as ComparedMail;
  const title = `${describeType(mail.emailType)} mail of ${formatDate(mail.eventDate)}`;
  return `contact ${contactId}, ${title}: now ${describeFate(before)}; then ${describeFate(after)}`;
}

const toImpactMail = (mail: ComparedMail | undefined): ImpactMail | null =>
  mail === undefined
    ? null
    : {
        event_date: formatDate(mail.eventDate),
        send_date: formatDate(mail.sendDate),
        skip_reason: mail.skipReason,
      };

const toExample = (change: MailChange): ImpactExample => ({
  contact_id: change.contactId,
  change: change.change,
  email_type: ((change.before ?? change.after) as ComparedMail).emailType,
  before: toImpactMail(change.before),
  after: toImpactMail(change.after),
  sentence: describeChange(change),
});

/** Changes of one state, or of all. Contacts come one after another. */
class Tally {
  readonly counts = { contacts: 0, gained: 0, lost: 0, moved: 0 };
  readonly #examples: Record<MailChange['change'], MailChange[]> = { gained: [], lost: [], moved: [] };
  #lastContact: number | undefined;

  add(change: MailChange): void {
    this.counts[change.change]++;
    if (this.#lastContact !== change.contactId) this.counts.contacts++;
    this.#lastContact = change.contactId;
    const kept = this.#examples[change.change];
    if (kept.length < shownExamples) kept.push(change);
  }

  /** Of each kind in turn, until there are enough. */
  get examples(): ImpactExample[] {
    const { lost, gained, moved } = this.#examples;
    const turns = Array.from({ length: shownExamples }, (_, turn) => [lost[turn], gained[turn], moved[turn]]);
    return turns
      .flat()
      .filter((change) => change !== undefined)
      .slice(0, shownExamples)
      .map(toExample);
  }
}

/** Gathers changes by state. */
export class ImpactTally {
  readonly #all = new Tally();
  readonly #states = new Map<string, Tally>();

  add(change: MailChange): void {
    this.#all.add(change);
    let tally = this.#states.get(change.state);
    if (tally === undefined) {
      tally = new Tally();
      this.#states.set(change.state, tally);
    }
    tally.add(change);
  }

  get total(): ImpactCounts {
    return this.#all.counts;
  }

  /** The most affected first. */
  get states(): StateImpact[] {
    return [...this.#states]
      .map(([state, tally]) => ({
        state,
        name: stateNames[state] ?? state,
        ...tally.counts,
        examples: tally.examples,
      }))
      .sort((a, b) => b.contacts - a.contacts || (a.state < b.state ? -1 : 1));
  }
}
