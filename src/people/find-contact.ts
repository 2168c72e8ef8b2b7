import { escapeText } from '../error/escape-text.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { type ContactIdentity, mostFound } from '../store/contact-look-up.ts';
import type { Store } from '../store/store.ts';
import { contactForms } from './contact-forms.ts';

const blanks = /^[\t-\r ]+|[\t-\r ]+$/g;

const shorten = (text: string): string => escapeText(text.length > 60 ? `${text.slice(0, 60)}...` : text);

const describe = ({ id, name, email, birthDate }: ContactIdentity): string =>
  [String(id), name, email, birthDate && `born ${birthDate}`]
    .filter((part) => part !== null)
    .map((part) => shorten(String(part)))
    .join(', ');

/** Several contacts share an address: the caller must choose. */
function refuseAmbiguity(found: readonly ContactIdentity[], text: string, where: string): SendwindowError {
  const list = found.slice(0, mostFound).map((contact) => `  ${describe(contact)}`);
  const more = found.length > mostFound ? ['  and more'] : [];
  const head = `${where}: several contacts are ${JSON.stringify(shorten(text))}; name one by its id:`;
  return new SendwindowError('AMBIGUOUS_CONTACT', [head, ...list, ...more].join('\n'));
}

/** An id that the product can hold; `undefined`: the text is something else. */
function readId(text: string): number | undefined {
  const id = Number(text);
  return /^\d{1,16}$/.test(text) && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/**
 * The id of the contact that a text names: an id, else an external id, else an email. A contact that is gone is found by
 * its id as long as its mails or its history are kept.
 *
 * @param where how messages call the database
 * @throws SendwindowError NO_SUCH_CONTACT; AMBIGUOUS_CONTACT with the contacts to choose from
 */
export function findContactId(store: Store, given: string, where: string): number {
  const text = given.replace(blanks, '');
  const lookUp = store.contactLookUp;
  const id = readId(text);
  if (id !== undefined && lookUp.findById(id) !== undefined) return id;
  const byExternalId = lookUp.listByExternalId(text);
  const found = byExternalId.length > 0 ? byExternalId : lookUp.listByEmail(text);
  if (found.length > 1) throw refuseAmbiguity(found, text, where);
  if (found[0] !== undefined) return found[0].id;
  if (id !== undefined && lookUp.isRemembered(id)) return id;
  throw new SendwindowError(
    'NO_SUCH_CONTACT',
    `${where}: there is no contact ${JSON.stringify(shorten(text))}; name a contact by ${contactForms}`,
  );
}
