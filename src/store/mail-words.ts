import type { DatabaseSync } from 'node:sqlite';
import { prepareArrays, textOf } from './read-rows.ts';

/** Statements that list which words the rows of `email_schedules` use. */
export function prepareMailWords(db: DatabaseSync) {
  const campaignTypes = prepareArrays(db, 'select name from campaign_types order by name limit 1000');
  const type = prepareArrays(db, 'select exists (select 1 from email_schedules where email_type = :word)');
  const status = prepareArrays(db, 'select exists (select 1 from email_schedules where status = :word)');
  return {
    listCampaignTypes: (): string[] => campaignTypes({}).map((row) => textOf(row[0])),
    /** Reads the whole table where there is none. */
    hasType: (word: string): boolean => type({ word })[0]?.[0] === 1,
    /** The same. */
    hasStatus: (word: string): boolean => status({ word })[0]?.[0] === 1,
  };
}
