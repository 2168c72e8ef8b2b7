import { defaultConfiguration } from '../config/defaults.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import type { GeneratedMail, OrganisationWriter } from '../store/organisation-writer.ts';
import type { DueMail } from './due-mail.ts';
import { formatDateTime, type GenerationContext } from './generation-context.ts';
import type { Random } from './random.ts';
import { createReactions, type Reaction } from './reaction.ts';
import type { Recipient } from './recipient.ts';
import { createWeightedChoice } from './weighted-choice.ts';
import type { IsWithheld } from './withheld-dates.ts';

/** How many rows a generated past has. */
export interface PastCounts {
  /** Rows of `email_schedules` that went out; the follow-ups among them. */
  readonly sentMails: number;
  readonly sentFollowUps: number;
  /** Rows of `tracking_clicks` and `contact_events`. */
  readonly clicks: number;
  readonly events: number;
}

/** 14:30 UTC: 8:30 or 9:30 in the default time zone, so that UTC and local date agree. */
const firstSendSecond = 52_200;

const { timing, priorities, templates } = defaultConfiguration;

/** Plays the sender and the contacts in the days before today. */
export class RecentPast {
  readonly #random: Random;
  readonly #context: GenerationContext;
  readonly #writer: OrganisationWriter;
  readonly #isWithheld: IsWithheld;
  readonly #pickStatus = createWeightedChoice<string>([
    ['delivered', 70],
    ['sent', 25],
    ['bounced', 5],
  ]);
  readonly #pickReaction = createReactions();
  readonly #counts = { sentMails: 0, sentFollowUps: 0, clicks: 0, events: 0 };

  /**
   * @param random a stream of its own
   * @param isWithheld the windows that the sender keeps to
   */
  constructor(
    random: Random,
    context: GenerationContext,
    writer: OrganisationWriter,
    isWithheld: IsWithheld,
  ) {
    this.#random = random;
    this.#context = context;
    this.#writer = writer;
    this.#isWithheld = isWithheld;
  }

  get counts(): PastCounts {
    return { ...this.#counts };
  }

  /** Sends a mail that was due and lets the contact react to it; false if a window forbids it. */
  send(recipient: Recipient, due: DueMail): boolean {
    const sendDate = this.#chooseSendDate(due);
    if (due.respectsWindows && [due.idealDate, sendDate].some((date) => this.#isWithheld(recipient, date)))
      return false;
    const mail = this.#createMail(recipient, due, sendDate);
    this.#writer.addMail(mail);
    if (mail.status === 'bounced') return true;
    const reaction = this.#pickReaction(this.#random);
    this.#react(mail, reaction, sendDate);
    if (due.hasFollowUps)
      this.#followUp(recipient, mail, reaction, addDays(sendDate, timing.followup_delay_days));
    return true;
  }

  /** Behaviour of 40 to 400 days ago that belongs to no mail. */
  browse(contactId: number): void {
    const day = addDays(this.#context.today, -this.#random.between(40, 400));
    const at = formatDateTime(day, this.#random.below(86_400));
    this.#addClick('generated-browse', contactId, at);
    this.#addEvent(contactId, 'page_view', { page: '/plans' }, at);
  }

  /** Mostly the ideal date; one mail in ten goes out up to three days later, if that is before today. */
  #chooseSendDate({ eventDate, idealDate }: DueMail): EpochDay {
    if (!this.#random.chance(0.1)) return idealDate;
    const later = addDays(idealDate, this.#random.between(1, 3));
    return later < this.#context.today && later <= eventDate ? later : idealDate;
  }

  #createMail(recipient: Recipient, due: DueMail, sendDate: EpochDay): GeneratedMail {
    return {
      id: ++this.#counts.sentMails,
      contactId: recipient.id,
      emailType: due.emailType,
      eventDate: formatDate(due.eventDate),
      idealSendDate: formatDate(due.idealDate),
      scheduledSendDate: formatDate(sendDate),
      status: this.#pickStatus(this.#random),
      adjustment: sendDate === due.idealDate ? null : 'catch_up',
      priority: due.priority,
      campaignInstanceId: due.campaignInstanceId,
      targetId: due.targetId,
      parentEmailId: null,
      emailTemplate: due.emailTemplate,
      smsTemplate: recipient.hasPhone ? due.smsTemplate : null,
      metadata: null,
      createdAt: formatDateTime(addDays(due.idealDate, -30), 36_000),
      sentAt: this.#drawSendTime(sendDate),
    };
  }

  #drawSendTime(date: EpochDay): string {
    return formatDateTime(date, firstSendSecond + this.#random.below(3600));
  }

  /** The contact clicks and answers on the day of the mail, after it. */
  #react(mail: GeneratedMail, { clicks, answer }: Reaction, date: EpochDay): void {
    const second = firstSendSecond + 3600 + this.#random.below(25_000);
    if (clicks) this.#addClick(`generated-${mail.id}`, mail.contactId, formatDateTime(date, second));
    if (answer === undefined) return;
    const answeredAt = formatDateTime(date, second + this.#random.between(60, 1800));
    this.#addEvent(mail.contactId, 'eligibility_answered', answer, answeredAt);
  }

  /** One mail in seven has had its follow-up, if there was time for it; the others' are yet to be planned. */
  #followUp(recipient: Recipient, initial: GeneratedMail, { followUpType }: Reaction, date: EpochDay): void {
    if (date >= this.#context.today || !this.#random.chance(0.15)) return;
    if (this.#isWithheld(recipient, date)) return;
    this.#writer.addMail({
      ...initial,
      id: ++this.#counts.sentMails,
      emailType: followUpType,
      idealSendDate: formatDate(date),
      scheduledSendDate: formatDate(date),
      status: 'delivered',
      adjustment: null,
      priority: initial.campaignInstanceId === null ? priorities.followup : initial.priority,
      targetId: null,
      parentEmailId: initial.id,
      emailTemplate: followUpType,
      smsTemplate: (recipient.hasPhone && templates[followUpType]?.sms) || null,
      metadata: JSON.stringify({ initial_comm_log_id: initial.id, initial_email_type: initial.emailType }),
      createdAt: initial.sentAt,
      sentAt: this.#drawSendTime(date),
    });
    this.#counts.sentFollowUps++;
  }

  #addClick(trackingId: string, contactId: number, clickedAt: string): void {
    this.#writer.addClick(trackingId, contactId, clickedAt);
    this.#counts.clicks++;
  }

  #addEvent(contactId: number, type: string, metadata: Readonly<Record<string, unknown>>, at: string): void {
    this.#writer.addEvent(contactId, type, JSON.stringify(metadata), at);
    this.#counts.events++;
  }
}
