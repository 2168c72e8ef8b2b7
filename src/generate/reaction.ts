import type { Random } from './random.ts';
import { createWeightedChoice } from './weighted-choice.ts';

/** What a contact does with a mail. */
export interface Reaction {
  readonly clicks: boolean;
  /** The answered health questions, if any: what the event's metadata holds. */
  readonly answer: Readonly<Record<string, unknown>> | undefined;
  /** The kind of follow-up that the reaction leads to (spec 2.8). */
  readonly followUpType: string;
}

const cold: Reaction = { clicks: false, answer: undefined, followUpType: 'followup_1_cold' };
const clicked: Reaction = { clicks: true, answer: undefined, followUpType: 'followup_2_clicked_no_hq' };
const withoutYes: Reaction = {
  clicks: true,
  answer: { has_medical_conditions: false, main_questions_yes_count: 0 },
  followUpType: 'followup_3_hq_no_yes',
};
const withConditions: Reaction = {
  clicks: true,
  answer: { has_medical_conditions: true, main_questions_yes_count: 0 },
  followUpType: 'followup_4_hq_with_yes',
};
const withYes: Reaction = {
  clicks: false,
  answer: { main_questions_yes_count: 2 },
  followUpType: 'followup_4_hq_with_yes',
};

/** Draws reactions: 60 % none, 20 % a click, 10 % answers without a yes, 10 % answers with one. */
export const createReactions = (): ((random: Random) => Reaction) =>
  createWeightedChoice<Reaction>([
    [cold, 60],
    [clicked, 20],
    [withoutYes, 10],
    [withConditions, 6],
    [withYes, 4],
  ]);
