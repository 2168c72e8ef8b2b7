import { explainContact } from '../../app/explain-contact.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { explainShape } from '../definitions/explain.ts';
import { printReport } from '../print-report.ts';
import { renderExplanation } from '../render/explanation.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** `sendwindow explain DB CONTACT` (spec 4.2). */
export async function explain(call: CommandCall<typeof explainShape>): Promise<ExitCode> {
  const { db: database, contact } = call.arguments;
  const explanation = await explainContact({ ...call.options, database, contact }, sessionOfCall(call));
  printReport(call, explanation, renderExplanation);
  return 0;
}
