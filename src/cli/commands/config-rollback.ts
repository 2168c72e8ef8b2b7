import { rollBackConfiguration } from '../../app/roll-back-configuration.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configRollbackShape } from '../definitions/config-rollback.ts';
import { printReport } from '../print-report.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderConfigurationChange } from '../render/configuration-change.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** `sendwindow config rollback DB N` (spec 3.2, "Versions"). */
export async function configRollback(call: CommandCall<typeof configRollbackShape>): Promise<ExitCode> {
  const { db: database, version: text } = call.arguments;
  const version = readNumberArgument(text, 'sendwindow config rollback', 'N');
  const report = await rollBackConfiguration({ ...call.options, database, version }, sessionOfCall(call));
  printReport(call, report, renderConfigurationChange);
  return 0;
}
