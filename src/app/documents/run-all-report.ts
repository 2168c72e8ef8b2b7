import { z } from 'zod';
import type { OrganisationResult } from '../run-organisations.ts';
import { documentOf } from './document-of.ts';
import { text, whole } from './fields.ts';
import { runReportDocument } from './run-report.ts';

const organisationResult = documentOf<OrganisationResult>()(
  z.strictObject({
    org_id: whole('The id of the organisation in the central database.'),
    name: text('Its name.'),
    exit_code: whole('What `run` for this organisation alone would have ended with.'),
    report: runReportDocument
      .nullable()
      .describe('The report, as `run` prints it; null where the run was not completed.'),
    error: z
      .strictObject({
        code: text('The code of the error; docs/errors.md lists them.'),
        message: text('Where, what was found, what is allowed, what to do.'),
      })
      .nullable()
      .describe('Why there is no report; null where there is one.'),
  }),
);

/** `sendwindow run --all` (spec 3.1, 4.2). */
export const runAllReportDocument = z.strictObject({
  exit_code: whole('The worst exit code of all organisations: 1 before 2, 3, 4 and 0; 130 where stopped.'),
  organisations: z
    .array(organisationResult)
    .describe('One entry per active organisation, in the order of ids.'),
});
