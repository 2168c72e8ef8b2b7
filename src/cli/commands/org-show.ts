import { noSuchOrganisation } from '../../settings/save-organisation.ts';
import { readOrganisation } from '../change-organisation.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { orgShowShape } from '../definitions/org-show.ts';
import { useDatabase } from '../open-call-database.ts';
import { renderOrganisation } from '../organisation-report.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderJson } from '../render/json.ts';

/** `sendwindow org show CENTRAL ID` (spec 3.2). */
export async function orgShow(call: CommandCall<typeof orgShowShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { central, id: text } = call.arguments;
  const id = readNumberArgument(text, 'sendwindow org show', 'ID');
  const report = await useDatabase(io, central, 'read-only', (store) => {
    if (store.organizations.find(id) === undefined) throw noSuchOrganisation(central, id);
    return readOrganisation(store, id, io);
  });
  io.stdout(options.json ? renderJson(report) : renderOrganisation(report));
  return 0;
}
