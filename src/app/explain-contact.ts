import { SendwindowError } from '../error/sendwindow-error.ts';
import type { ContactExplanation } from '../explain/contact-explanation.ts';
import { type ExplainRequest, explainContact as explainById } from '../explain/explain-contact.ts';
import { findContactId } from '../people/find-contact.ts';
import { type SettingsChoice, settingsInForce } from '../settings/settings-in-force.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** Which contact is explained, and as of when. */
export interface ExplainContactRequest extends SettingsChoice {
  readonly database: string;
  /** An id, an external id or an email; one that is gone by its id. */
  readonly contact: string;
  /** Explain what this run decided: with its settings, its moment, and the contact as it was then. */
  readonly run?: string | undefined;
}

/** A past run has its own time and its own configuration. */
function refuseMixture({ asOf, config, central, org }: ExplainContactRequest): void {
  const given = Object.entries({ 'as-of': asOf, config, central, org }).find(
    ([, value]) => value !== undefined,
  );
  if (given === undefined) return;
  throw new SendwindowError(
    'BAD_USAGE',
    `explain: run uses the time and settings of that run, so ${given[0]} cannot be used with it; leave one of them out`,
  );
}

/** The request, with the settings that are in force, or with those of the run that is named. */
async function toRequest(
  request: ExplainContactRequest,
  store: Store,
  session: Session,
): Promise<ExplainRequest> {
  const { database: where, run } = request;
  const contactId = findContactId(store, request.contact, where);
  if (run !== undefined) return { contactId, where, runId: run };
  const { settings, asOf } = await settingsInForce(session, store, request);
  return { contactId, where, settings, asOf };
}

/**
 * Explains one contact (spec 4.2): windows, every mail, its verdict and how it came about, and where the stored plan
 * differs from what a run would leave. Writes nothing.
 *
 * @throws SendwindowError NO_SUCH_CONTACT, AMBIGUOUS_CONTACT, NO_SUCH_RUN, BAD_USAGE
 */
export async function explainContact(
  request: ExplainContactRequest,
  session: Session,
): Promise<ContactExplanation> {
  if (request.run !== undefined) refuseMixture(request);
  return await useDatabase(session, request.database, 'read-only', async (store) =>
    explainById(store, await toRequest(request, store, session)),
  );
}
