import { z } from 'zod';
import { database, whole } from './fields.ts';

/** `sendwindow contacts confirm` (spec 2.2, "Whose history?"). */
export const contactsConfirmDocument = z.strictObject({
  database: database(),
  contact: whole('The contact, as it was named.'),
  confirmed: z
    .enum(['same', 'new'])
    .describe('`same`: it is the person who was deleted; `new`: it is another, with an id of its own now.'),
  id: whole('The id that the contact has now: another one where `confirmed` is `new`.'),
});
