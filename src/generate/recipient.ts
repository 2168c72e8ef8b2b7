import { readDate } from '../domain/calendar/date-text.ts';
import { isEmailAddress } from '../domain/contact/email-address.ts';
import { readZipCode } from '../domain/contact/zip-code.ts';
import type { GenerationContext } from './generation-context.ts';
import type { AnchorDates } from './withheld-dates.ts';

/** A contact that a sender can have mailed: eligible (spec 2.2), its dates read. */
export interface Recipient extends AnchorDates {
  readonly id: number;
  readonly hasPhone: boolean;
}

/** The texts of a contact that a past hangs on. */
export interface RecipientTexts {
  readonly id: number;
  readonly email: string | null;
  readonly zipCode: string | null;
  readonly birthDate: string | null;
  readonly effectiveDate: string | null;
  readonly phoneNumber: string | null;
}

/** Reads a contact as the planner would; `undefined` if it is not eligible. */
export function readRecipient(
  texts: RecipientTexts,
  { today, zips }: GenerationContext,
): Recipient | undefined {
  const zip = readZipCode(texts.zipCode ?? '');
  const state = zip === undefined ? undefined : zips.stateOf(zip);
  if (state === undefined || !isEmailAddress(texts.email ?? '')) return undefined;
  const birthDate = readDate(texts.birthDate);
  return {
    id: texts.id,
    state,
    birthDate: birthDate !== undefined && birthDate <= today ? birthDate : undefined,
    effectiveDate: readDate(texts.effectiveDate),
    hasPhone: texts.phoneNumber !== null && texts.phoneNumber !== '',
  };
}
