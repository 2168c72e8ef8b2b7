/**
 * The sentences of spec 2 that can be read in more than one way. Each property is one of them; the first of its values
 * is what the oracle does unless told otherwise. AMBIGUITIES.md has the sentences, and what the conformance cases say.
 */
export const readings = {
  reusedId: ['in_order_of_time', 'latest_deletion'],
  reusedIdOfIneligible: ['no_issue', 'issue'],

  anchorNeeded: ['by_every_rule', 'by_rules_in_effect'],
  effectivePeriodOfAnchor: ['after_month_start', 'before_month_start'],
  effectivePeriodOfAge: ['bars_dates_between', 'unbounded', 'by_76th_birthday'],
  yearRoundOfPeriod: ['no_post_window', 'windows_of_other_rules_count'],

  metadataOfAnotherShape: ['unreadable', 'overrides_nothing'],
  triggerMissingOfAll: ['issue', 'no_issue'],
  mergedTargets: ['lowest_only', 'any_of_them'],
  typeWithoutRow: ['is_ours', 'is_foreign'],
  transactionalOfForeign: ['by_type_name', 'by_instance'],
  targetGone: ['not_in_table', 'not_of_this_contact_and_instance'],

  smoothingForeign: ['not_counted', 'counted'],
  capForeignDate: ['went_out', 'send_date'],
  conflictForeignTransactional: ['ignored', 'wins'],
  frequencyWindow: ['any_around', 'only_before'],
  frequencyForeignTransactional: ['ignored', 'counted'],
  frequencyForeignFollowUps: ['ignored', 'counted'],

  heldUpClosed: ['does_not_count', 'counts'],
  heldUpSuppressed: ['counts', 'does_not_count'],

  followUpCarrier: ['pre_scheduled_first', 'lowest_id'],
  followUpOverFirst: ['over_last', 'over_first'],
  followUpPriority: ['stored', 'current'],
  followUpTarget: ['null', 'of_initial_row'],
  followUpOfGoneInstance: ['by_type', 'none'],
  followUpTypeInactive: ['followed_up', 'none'],
  behaviourWithActual: ['instant', 'local_date'],
  behaviourWithoutActual: ['local_date', 'utc_date', 'local_send_time'],
  behaviourUntil: ['unbounded', 'now'],
} as const;

/** One reading of every sentence. */
export type Readings = { [Sentence in keyof typeof readings]: (typeof readings)[Sentence][number] };

/** What the oracle does unless told otherwise: the first reading of each sentence. */
export const chosenReadings = Object.fromEntries(
  Object.entries(readings).map(([sentence, values]) => [sentence, values[0]]),
) as Readings;

/** Readings that a conformance case refutes, with one such case. All others are open. */
export const refutedReadings: { [Sentence in keyof Readings]?: Record<string, string> } = {
  yearRoundOfPeriod: { windows_of_other_rules_count: 'lived-16' },
  conflictForeignTransactional: { wins: 'lived-19' },
  frequencyWindow: { only_before: 'fresh-15' },
  frequencyForeignTransactional: { counted: 'lived-25' },
  frequencyForeignFollowUps: { counted: 'lived-11' },
  heldUpSuppressed: { does_not_count: 'fresh-12' },
  followUpTarget: { of_initial_row: 'lived-1' },
  behaviourWithActual: { local_date: 'lived-29' },
  behaviourWithoutActual: { utc_date: 'lived-19' },
};

/** The sentences of which more than one reading agrees with all conformance cases. */
export const openReadings = (Object.keys(readings) as (keyof Readings)[]).filter(
  (sentence) => Object.keys(refutedReadings[sentence] ?? {}).length < readings[sentence].length - 1,
);
