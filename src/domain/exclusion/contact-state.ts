import type { Contact } from '../contact/contact.ts';
import type { ContactWindows } from './contact-windows.ts';

/** With `strictest`, a placeholder among the states of a contact for a declared state that cannot be read (spec 2.3). */
export const unknownState = '?';

/** A contact with its windows: what placing one of its mails needs. */
export interface ContactState {
  readonly contact: Contact;
  /** The states whose rules count, joined by a blank: the ZIP's, with `strictest` also the declared one. */
  readonly stateKey: string;
  readonly windows: ContactWindows;
  /** It is not known where the windows are: with `on_missing_anchor: withhold` no mail that respects them goes out. */
  readonly windowsUnknown: boolean;
}

/** The states of a contact whose rules may need a date, for people: `TX or MO`. */
export const describeStates = ({ stateKey }: Pick<ContactState, 'stateKey'>): string =>
  stateKey
    .split(' ')
    .filter((state) => state !== unknownState)
    .join(' or ');
