import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import type { GeneratedContact, OrganisationWriter } from '../store/organisation-writer.ts';
import { birthdayKind, effectiveDateKind } from './anniversary-kinds.ts';
import { type CampaignInstance, createCampaignInstances } from './campaign-instances.ts';
import type { ContactFlaw } from './contact-flaws.ts';
import { createContactSource, type SourcedContact } from './contact-source.ts';
import { type DueMail, findDueAep, findDueAnniversary, findDueCampaignMail } from './due-mail.ts';
import { generateTrigger, hasTargets, type TargetedInstance } from './generate-target.ts';
import { createGenerationContext, formatDateTime, type GenerationContext } from './generation-context.ts';
import { createRandom, type Random } from './random.ts';
import { type PastCounts, RecentPast } from './recent-past.ts';
import { type Recipient, readRecipient } from './recipient.ts';
import { createWithholding } from './withheld-dates.ts';

/** What was generated, in rows. */
export interface GeneratedCounts extends PastCounts {
  readonly contacts: number;
  /** Contacts that were given a flaw (one in 100), by kind. */
  readonly flaws: Readonly<Partial<Record<ContactFlaw, number>>>;
  readonly suppressions: number;
  readonly campaignInstances: number;
  readonly campaignTargets: number;
}

/** Share of the anniversary mails due in the last days that were sent; what is left is for the first run. */
const sentShare = 0.5;
const sentAepShare = 0.1;
/** Share of the due campaign mails that were sent. */
const sentCampaignShare = 0.8;
const suppressedShare = 0.003;
const browsingShare = 0.01;

const suppressionReasons = ['unsubscribed', 'unsubscribed', 'bounced', 'complained'];
const suppressionSources = ['sendgrid', 'import', 'manual'];

/**
 * Generates an organisation contact by contact, all rows of one before the next. Each concern draws from a stream of
 * its own, so that a change of one leaves the others' data as it was.
 */
export class OrganisationGenerator {
  readonly #context: GenerationContext;
  readonly #writer: OrganisationWriter;
  readonly #contactSource: (id: number) => SourcedContact;
  readonly #suppressionStream: Random;
  readonly #targetStream: Random;
  readonly #pastStream: Random;
  readonly #past: RecentPast | undefined;
  readonly #instances: readonly CampaignInstance[];
  readonly #targeted: readonly TargetedInstance[];
  readonly #dueAep: DueMail | undefined;
  readonly #flaws: Partial<Record<ContactFlaw, number>> = {};
  #contacts = 0;
  #suppressions = 0;
  #targets = 0;

  constructor(today: EpochDay, writer: OrganisationWriter, seed: string | number, history: 'none' | 'some') {
    this.#context = createGenerationContext(today);
    this.#writer = writer;
    this.#contactSource = createContactSource(seed, this.#context);
    this.#suppressionStream = createRandom(seed, 'suppressions');
    this.#targetStream = createRandom(seed, 'targets');
    this.#pastStream = createRandom(seed, 'past');
    if (history === 'some') {
      this.#past = new RecentPast(createRandom(seed, 'sender'), this.#context, writer, createWithholding());
    }
    this.#instances = createCampaignInstances(this.#context);
    this.#targeted = this.#instances.filter(hasTargets);
    this.#dueAep = findDueAep(today);
  }

  get counts(): GeneratedCounts {
    return {
      contacts: this.#contacts,
      flaws: this.#flaws,
      suppressions: this.#suppressions,
      campaignInstances: this.#instances.length,
      campaignTargets: this.#targets,
      ...(this.#past?.counts ?? { sentMails: 0, sentFollowUps: 0, clicks: 0, events: 0 }),
    };
  }

  generateInstances(): void {
    const createdAt = formatDateTime(addDays(this.#context.today, -420), 36_000);
    for (const instance of this.#instances) this.#writer.addInstance(instance, createdAt);
    this.#writer.flush();
  }

  generateContacts(firstId: number, lastId: number): void {
    for (let id = firstId; id <= lastId; id++) this.#generateContact(id);
    this.#writer.flush();
  }

  #generateContact(id: number): void {
    const { contact, flaw } = this.#contactSource(id);
    this.#writer.addContact(contact);
    this.#contacts++;
    if (flaw !== undefined) this.#flaws[flaw] = (this.#flaws[flaw] ?? 0) + 1;
    this.#suppress(contact);
    const recipient = contact.status === 'active' ? readRecipient(contact, this.#context) : undefined;
    this.#enrol(id, recipient);
    if (recipient !== undefined) this.#sendAnniversaryMails(recipient);
    if (this.#pastStream.chance(browsingShare)) this.#past?.browse(id);
  }

  #suppress({ email }: GeneratedContact): void {
    const random = this.#suppressionStream;
    if (email === null || email === '' || !random.chance(suppressedShare)) return;
    const createdAt = formatDateTime(addDays(this.#context.today, -random.between(1, 700)), 43_200);
    const listed = random.chance(0.1) ? email.toUpperCase() : email;
    this.#writer.addSuppression(
      listed,
      random.pick(suppressionReasons),
      random.pick(suppressionSources),
      createdAt,
    );
    this.#suppressions++;
  }

  #enrol(contactId: number, recipient: Recipient | undefined): void {
    for (const instance of this.#targeted) {
      if (this.#targetStream.chance(instance.enrolment.share))
        this.#addTarget(contactId, recipient, instance);
    }
  }

  #addTarget(contactId: number, recipient: Recipient | undefined, instance: TargetedInstance): void {
    const trigger = generateTrigger(this.#targetStream, instance.enrolment, this.#context);
    const id = ++this.#targets;
    const due = findDueCampaignMail(instance, id, trigger.date, this.#context.today);
    const sent =
      due !== undefined && recipient !== undefined && this.#sendSome(recipient, due, sentCampaignShare);
    this.#writer.addTarget({
      id,
      contactId,
      campaignInstanceId: instance.id,
      triggerDate: trigger.text,
      status: sent ? 'sent' : 'pending',
      createdAt: formatDateTime(addDays(this.#context.today, -61), 36_000),
    });
  }

  #sendAnniversaryMails(recipient: Recipient): void {
    const { today } = this.#context;
    const birthday = findDueAnniversary(birthdayKind, recipient.birthDate, today);
    if (birthday !== undefined) this.#sendSome(recipient, birthday, sentShare);
    const effectiveDate = findDueAnniversary(effectiveDateKind, recipient.effectiveDate, today);
    if (effectiveDate !== undefined) this.#sendSome(recipient, effectiveDate, sentShare);
    if (this.#dueAep !== undefined) this.#sendSome(recipient, this.#dueAep, sentAepShare);
  }

  #sendSome(recipient: Recipient, due: DueMail, share: number): boolean {
    const chosen = this.#pastStream.chance(share);
    return chosen && (this.#past?.send(recipient, due) ?? false);
  }
}
