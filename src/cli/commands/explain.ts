import { SendwindowError } from '../../error/sendwindow-error.ts';
import { type ExplainRequest, explainContact } from '../../explain/explain-contact.ts';
import type { Store } from '../../store/store.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { explainShape } from '../definitions/explain.ts';
import { findContactId } from '../find-contact.ts';
import { useDatabase } from '../open-call-database.ts';
import { renderExplanation } from '../render/explanation.ts';
import { renderJson } from '../render/json.ts';
import { settingsInForce } from '../settings-in-force.ts';

type Call = CommandCall<typeof explainShape>;

/** A run of the past brings its own moment and its own configuration. */
function refuseMixture({ options }: Call): void {
  const { asOf, config, central, org } = options;
  const given = Object.entries({ asOf, config, central, org }).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  const flag = given[0] === 'asOf' ? '--as-of' : `--${given[0]}`;
  throw new SendwindowError(
    'BAD_USAGE',
    `sendwindow explain: --run brings the moment and the settings of that run, so ${flag} cannot be given too; leave one of them out`,
  );
}

/** What is asked for, with the settings that are in force, or with those of the run that is named. */
async function toRequest(call: Call, store: Store): Promise<ExplainRequest> {
  const where = call.arguments.db;
  const contactId = findContactId(store, call.arguments.contact, where);
  const { run } = call.options;
  if (run !== undefined) return { contactId, where, runId: run };
  const { settings, asOf } = await settingsInForce(call.io, store, call.options);
  return { contactId, where, settings, asOf };
}

/** `sendwindow explain DB CONTACT` (spec 4.2). */
export async function explain(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  if (options.run !== undefined) refuseMixture(call);
  const explanation = await useDatabase(io, call.arguments.db, 'read-only', async (store) =>
    explainContact(store, await toRequest(call, store)),
  );
  io.stdout(options.json ? renderJson(explanation) : renderExplanation(explanation, io));
  return 0;
}
