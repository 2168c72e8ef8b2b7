import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** An operator's answer for a contact whose id a deleted contact had before (spec 2.2, "Whose history?"). */
export interface ConfirmContactRequest {
  readonly database: string;
  readonly contact: number;
  /** `same`: the person who was deleted, the history counts; `new`: another one, who gets a new id. */
  readonly as: 'same' | 'new';
  /** Default: who works in the session. */
  readonly by?: string | undefined;
}

/** What was confirmed. */
export interface ConfirmContactReport {
  readonly database: string;
  readonly contact: number;
  readonly confirmed: 'same' | 'new';
  /** The id that the contact has now. */
  readonly id: number;
}

/** Returns the id that the contact has then. */
function confirm(store: Store, request: ConfirmContactRequest, session: Session): number {
  const { database, contact, as, by } = request;
  if (store.contactLookUp.findById(contact) === undefined) {
    throw new SendwindowError(
      'NO_SUCH_CONTACT',
      `${database}: there is no contact ${contact}; see \`sendwindow issues\``,
    );
  }
  const { confirmations } = store;
  const deletion = confirmations.findDeletion(contact);
  if (deletion === undefined) {
    throw new SendwindowError(
      'NOTHING_TO_CONFIRM',
      `${database}: no contact with the id ${contact} was deleted before, so there is nothing to confirm; nothing was changed`,
    );
  }
  if (as === 'new') return confirmations.giveNewId(contact);
  confirmations.confirmSame(contact, deletion, {
    by: by ?? session.who,
    at: formatDateTime(session.now()),
  });
  return contact;
}

/** @throws SendwindowError NO_SUCH_CONTACT, NOTHING_TO_CONFIRM */
export async function confirmContact(
  request: ConfirmContactRequest,
  session: Session,
): Promise<ConfirmContactReport> {
  const { database, contact, as } = request;
  const id = await useDatabase(session, database, 'read-write', (store) =>
    store.transaction(() => confirm(store, request, session)),
  );
  return { database, contact, confirmed: as, id };
}
