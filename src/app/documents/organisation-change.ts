import { z } from 'zod';
import { text, warnings } from './fields.ts';
import { organisationDocument } from './organisation.ts';

/** `sendwindow org add` and `org set` (spec 3.2). */
export const organisationChangeDocument = z.strictObject({
  central: text('The central database, as it was named.'),
  organisation: organisationDocument.describe('What is stored of the organisation now.'),
  warnings: warnings(),
});
