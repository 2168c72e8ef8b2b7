import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import type { CampaignInstance, Enrolment } from './campaign-instances.ts';
import type { GenerationContext } from './generation-context.ts';
import type { Random } from './random.ts';

/** A trigger date as it is in `contact_campaigns`, and what it reads as. */
export interface GeneratedTrigger {
  readonly text: string | null;
  readonly date: EpochDay | undefined;
}

/** An instance with targets. */
export type TargetedInstance = CampaignInstance & { readonly enrolment: Enrolment };

export const hasTargets = (instance: CampaignInstance): instance is TargetedInstance =>
  instance.enrolment !== undefined;

/** The trigger date of one more target of an instance; sometimes absent, now and then unreadable. */
export function generateTrigger(
  random: Random,
  { triggerInDays: [first, last], missingTriggerShare }: Enrolment,
  { today }: GenerationContext,
): GeneratedTrigger {
  if (random.chance(missingTriggerShare)) return { text: random.pick([null, null, 'soon']), date: undefined };
  const date = addDays(today, random.between(first, last));
  return { text: formatDate(date), date };
}
