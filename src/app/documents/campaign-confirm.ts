import { z } from 'zod';
import { database, text, whole } from './fields.ts';

/** `sendwindow campaign confirm` (spec 2.2, "Whose history?"). */
export const campaignConfirmDocument = z.strictObject({
  database: database(),
  instance: whole('The id of the instance that counts from now on.'),
  campaign_type: text('Its type.'),
  instance_name: text('Its name.'),
});
