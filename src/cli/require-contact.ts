import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { prepareScheduleList } from '../store/schedule-list.ts';

/** @throws SendwindowError NO_SUCH_CONTACT if the id is neither a contact's nor that of one who is gone and left mails. */
export function requireContact(db: DatabaseSync, contactId: number, where: string): void {
  if (prepareScheduleList(db).isKnownContact(contactId)) return;
  throw new SendwindowError(
    'NO_SUCH_CONTACT',
    `${where}: there is no contact ${contactId}; name an id of the table contacts`,
  );
}
