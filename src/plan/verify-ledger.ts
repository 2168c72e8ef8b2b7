import { finishSteps } from '../domain/arithmetic/finish-steps.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import { readAdjustment } from '../domain/ledger/ledger-codes.ts';
import { contactFlag, mailFlag } from '../domain/ledger/ledger-columns.ts';
import { isCampaignType } from '../domain/mail/mail-event.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import {
  createVerifier,
  type OccupiedMail,
  type VerifiedCampaign,
  type VerifiedContact,
  type VerifiedMail,
  type VerifyRules,
} from '../domain/verify/verify-contact.ts';
import type { PlanSettings } from './build-plan-context.ts';
import { FoundViolations } from './found-violations.ts';

/** What the verifier judges by: the settings of the run, and the campaigns. */
export function toVerifyRules(context: PlanContext, settings: PlanSettings): VerifyRules {
  const campaigns = new Map<number, VerifiedCampaign>();
  for (const campaign of context.campaigns.values()) {
    campaigns.set(campaign.id, {
      id: campaign.id,
      daysBeforeEvent: campaign.daysBeforeEvent,
      respectsWindows: campaign.respectsWindows,
      transactional: campaign.transactional,
      activeStart: campaign.activeStart,
      activeEnd: campaign.activeEnd,
    });
  }
  return {
    today: context.clock.today,
    earliest: context.clock.earliest,
    configuration: context.configuration,
    policy: settings.policy,
    stateBuffers: settings.stateBuffers,
    campaigns,
  };
}

function toVerifiedContact(ledger: Ledger, contact: number, states: readonly string[]): VerifiedContact {
  return {
    id: ledger.contacts.id[contact] as number,
    eligible: ledger.hasContactFlag(contact, contactFlag.eligible),
    suppression: ledger.suppressionOf(contact),
    birthDate: ledger.birthDateOf(contact),
    effectiveDate: ledger.effectiveDateOf(contact),
    states,
  };
}

/** A pre-scheduled mail as its row would be after the run. */
function toVerifiedMail(ledger: Ledger, mail: number): VerifiedMail {
  const { mails } = ledger;
  const emailType = ledger.typeName(mail);
  const link = ledger.linkOf(mail);
  const isCampaign = isCampaignType(emailType);
  const stands =
    ledger.hasMailFlag(mail, mailFlag.standing) && mails.sendDate[mail] === mails.placedDate[mail];
  return {
    emailType,
    eventDate: mails.eventDate[mail] as number,
    idealDate: mails.idealDate[mail] as number,
    sendDate: mails.sendDate[mail] as number,
    status: 'pre-scheduled',
    adjustment: readAdjustment(mails.adjustment[mail] as number),
    instanceId: ledger.instanceIdOf(mail),
    targetId: isCampaign ? link : null,
    parentId: isCampaign ? null : link,
    changed: !stands,
  };
}

/** A contact's pre-scheduled mails: the others are not judged. */
function listPlanned(ledger: Ledger, contact: number): VerifiedMail[] {
  const list: VerifiedMail[] = [];
  const { verdict } = ledger.mails;
  const end = ledger.endOfMails(contact);
  for (let mail = ledger.contacts.firstMail[contact] as number; mail < end; mail++) {
    if (verdict[mail] === 0) list.push(toVerifiedMail(ledger, mail));
  }
  return list;
}

function listOccupied(ledger: Ledger, contact: number): OccupiedMail[] {
  const list: OccupiedMail[] = [];
  for (let i = ledger.contacts.firstOccupied[contact] as number; i < ledger.endOfOccupied(contact); i++) {
    list.push({
      emailType: ledger.occupiedTypeName(i),
      date: ledger.occupied.date[i] as EpochDay,
      instanceId: null,
    });
  }
  return list;
}

/** Contacts of one step: checking them takes a few milliseconds. */
const stepSize = 1024;

/** Walks the plan of the contacts [from, to) with the independent check (spec 4.1, "Verify"); yields after each step. */
export function* verifyInSteps(
  ledger: Ledger,
  rules: VerifyRules,
  from = 0,
  to = ledger.contactCount,
): Generator<void, FoundViolations, void> {
  const verify = createVerifier(rules);
  const { state } = ledger.contacts;
  const states = ledger.stateNames.map((names) => names.split(' '));
  const violations = new FoundViolations();
  for (let contact = from; contact < to; contact++) {
    if ((contact - from) % stepSize === stepSize - 1) yield;
    const mails = listPlanned(ledger, contact);
    if (mails.length === 0) continue;
    const own = states[state[contact] as number] as string[];
    const verified = toVerifiedContact(ledger, contact, own);
    violations.add(verified.id, verify(verified, mails, listOccupied(ledger, contact)));
  }
  return violations;
}

/** The same without a pause. */
export function verifyLedger(
  ledger: Ledger,
  rules: VerifyRules,
  from = 0,
  to = ledger.contactCount,
): FoundViolations {
  return finishSteps(verifyInSteps(ledger, rules, from, to));
}
