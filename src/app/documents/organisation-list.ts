import { z } from 'zod';
import type { OrganizationSummary } from '../../store/organizations.ts';
import { documentOf } from './document-of.ts';
import { flag, text, whole } from './fields.ts';

const setting = (says: string) => z.string().nullable().describe(`${says}; null: not set.`);

/** With the name of the key that documents use. */
type Summary = Omit<OrganizationSummary, 'sizeProfile'> & {
  readonly size_profile: OrganizationSummary['sizeProfile'];
};

const summary = documentOf<Summary>()(
  z.strictObject({
    id: whole('The id of the organisation.'),
    name: text('Its name.'),
    database: setting('Its database, relative to the central database'),
    active: flag('False: `run --all` leaves it out.'),
    timezone: setting('Its time zone'),
    size_profile: setting('Its size profile'),
    policy: setting('Its exclusion policy'),
  }),
);

/** `sendwindow org list` (spec 3.2). */
export const organisationListDocument = z.strictObject({
  central: text('The central database, as it was named.'),
  organisations: z.array(summary).describe('All organisations, in the order of ids.'),
});
