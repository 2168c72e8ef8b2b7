import { formatDate } from '../domain/calendar/date-text.ts';
import {
  addDays,
  daysInMonth,
  type EpochDay,
  toEpochDay,
  toYearMonthDay,
  yearOf,
} from '../domain/calendar/epoch-day.ts';
import type { GeneratedContact } from '../store/organisation-writer.ts';
import { formatDateTime, type GenerationContext, type NameSpelling } from './generation-context.ts';
import { carriers } from './names.ts';
import type { Random } from './random.ts';

/** Over so many years, up to today, policies have begun. */
const policyYears = 12;

const domains = ['example.com', 'example.net', 'example.org'];
const planTypes = ['Plan G', 'Plan N', 'Plan F', 'Plan A', 'Plan K', 'High-deductible G', 'Advantage'];

/** Mostly 60 to 90, thickest about 75; a few as young as 45, a few near 100. */
function generateAge(random: Random): number {
  if (random.chance(0.03)) return random.between(45, 60);
  if (random.chance(0.01)) return random.between(90, 99);
  return 60 + Math.floor((random.below(31) + random.below(31)) / 2);
}

/** A birth date; 29 February is somewhat commoner than in life, so that small organisations have it too. */
function generateBirthDate(random: Random, today: EpochDay): EpochDay {
  const year = yearOf(today) - generateAge(random);
  if (random.chance(0.001)) return toEpochDay(year - (year % 4), 2, 29);
  return addDays(toEpochDay(year, 1, 1), random.below(365));
}

/** A policy's first day: 70 % on the 1st of a month, over the past twelve years; 2 % begin within half a year. */
function generateEffectiveDate(random: Random, today: EpochDay): EpochDay {
  const monthsAway = random.chance(0.02) ? random.between(1, 6) : -random.below(policyYears * 12);
  const now = toYearMonthDay(today);
  const months = now.year * 12 + now.month - 1 + monthsAway;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  return toEpochDay(year, month, random.chance(0.7) ? 1 : random.between(2, daysInMonth(year, month)));
}

/** The ZIP's own state, but for one contact in 200; now and then absent or untidy. */
function generateStateText(random: Random, zipState: string, context: GenerationContext): string | null {
  const draw = random.below(1000);
  if (draw < 5) return context.pickState(random);
  if (draw < 12) return null;
  return draw < 15 ? ` ${zipState.toLowerCase()} ` : zipState;
}

function generateZip(random: Random, state: string, context: GenerationContext): string {
  const zip = random.pick(context.zips.byState.get(state) ?? []);
  return random.chance(0.03) ? `${zip}-${random.between(1000, 9999)}` : zip;
}

/** Numbers of the block 555-0100 to 555-0199, which is reserved for fiction. */
const generatePhone = (random: Random): string | null =>
  random.chance(0.6) ? `${random.between(201, 989)}-555-01${random.between(10, 99)}` : null;

/** An address that no other contact has: the id is part of it. */
const generateEmail = (random: Random, id: number, first: NameSpelling, last: NameSpelling): string =>
  `${first.emailPart}.${last.emailPart}.${id}@${random.pick(domains)}`;

/**
 * One contact without flaws, though it may lack a date, as one in 100 does. Its state may differ from its ZIP's.
 * The same stream gives the same contact.
 */
export function generateContact(random: Random, id: number, context: GenerationContext): GeneratedContact {
  const { today } = context;
  const first = random.pick(context.firstNames);
  const last = random.pick(context.lastNames);
  const state = context.pickState(random);
  const created = formatDateTime(addDays(today, -random.between(1, 2000)), random.below(86_400));
  return {
    id,
    firstName: first.name,
    lastName: last.name,
    email: generateEmail(random, id, first, last),
    zipCode: generateZip(random, state, context),
    state: generateStateText(random, state, context),
    birthDate: random.chance(0.005) ? null : formatDate(generateBirthDate(random, today)),
    effectiveDate: random.chance(0.01) ? null : formatDate(generateEffectiveDate(random, today)),
    phoneNumber: generatePhone(random),
    status: context.pickStatus(random),
    currentCarrier: random.chance(0.8) ? random.pick(carriers) : null,
    planType: random.pick(planTypes),
    agentId: random.between(1, 40),
    createdAt: created,
    updatedAt: created,
  };
}
