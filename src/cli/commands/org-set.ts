import { changeOrganisation } from '../change-organisation.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { orgSetShape } from '../definitions/org-set.ts';
import { readNumberArgument } from '../read-number-argument.ts';

/** `sendwindow org set CENTRAL ID key=value...` (spec 3.2). */
export async function orgSet(call: CommandCall<typeof orgSetShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { central, id: text, changes: words } = call.arguments;
  const where = 'sendwindow org set';
  const id = readNumberArgument(text, where, 'ID');
  await changeOrganisation({ io, central, words, where, json: options.json }, { id, isNew: false });
  return 0;
}
