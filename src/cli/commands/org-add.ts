import { changeOrganisation } from '../change-organisation.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { orgAddShape } from '../definitions/org-add.ts';

/** `sendwindow org add CENTRAL key=value...` (spec 3.2). */
export async function orgAdd(call: CommandCall<typeof orgAddShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { central, changes: words } = call.arguments;
  await changeOrganisation(
    { io, central, words, where: 'sendwindow org add', json: options.json },
    { id: options.id, isNew: true },
  );
  return 0;
}
