import { codes16 } from './column-table.ts';

/** Facts of a mail that are one bit each. */
export const mailFlag = {
  /** Its row's date stood (spec 2.6, rule 4): smoothing leaves it alone. */
  sticky: 1,
  respectsWindows: 2,
  transactional: 4,
  /** The existing row already says what the contact's own plan says. */
  unchanged: 8,
  /** The existing row was pre-scheduled for the date that the contact's own plan gives. */
  standing: 16,
  /** The existing row was pre-scheduled. */
  rowPreScheduled: 32,
  /** It has a target or an initial row: `linkOf` of the ledger. */
  linked: 64,
} as const;

/** Facts of a contact that are one bit each. */
export const contactFlag = {
  known: 1,
  eligible: 2,
  windowsUnknown: 4,
  /** Something of it must be written whatever balancing does. */
  dirty: 8,
  /** A pre-scheduled row of it goes without being claimed. */
  withdraws: 16,
  /** It has no rows yet, and all there is to write of it are the rows of its mails, which the ledger holds whole. */
  onlyNew: 32,
} as const;

export const contactColumns = {
  id: Float64Array,
  birthDate: Int32Array,
  effectiveDate: Int32Array,
  /** Index into `stateNames`. */
  state: codes16,
  suppression: Uint8Array,
  flags: Uint8Array,
  firstMail: Uint32Array,
  firstOccupied: Uint32Array,
};

export const mailColumns = {
  /** Index of the contact. */
  contact: Uint32Array,
  /** Index into `typeNames`. */
  type: codes16,
  eventDate: Int32Array,
  idealDate: Int32Array,
  lastDate: Int32Array,
  /** Where the contact's own plan puts it. */
  placedDate: Int32Array,
  /** Where balancing puts it. */
  sendDate: Int32Array,
  /** Index into `priorities`. */
  priority: codes16,
  /** 0: none, else 1 + index into `instances`. */
  instance: Uint32Array,
  /** 0: pre-scheduled, else 1 + index into `skipReasons`. */
  verdict: Uint8Array,
  /** The verdict of the contact's own plan, before settling. */
  ownVerdict: Uint8Array,
  /** 0: none, else 1 + index into `adjustments`. */
  adjustment: Uint8Array,
  flags: Uint8Array,
  /** Index into `details`: what the row says of its verdict; of the mails of contacts that are `onlyNew`. */
  detail: Uint32Array,
  /** Index into `templates`; of the mails of contacts that are `onlyNew`. */
  emailTemplate: codes16,
  /** The same. */
  smsTemplate: codes16,
};

/** Target or initial row of the mails that have one: few have. */
export const linkColumns = {
  /** Index of the mail, ascending. */
  mail: Uint32Array,
  id: Float64Array,
};

/** Empty if no contact is `onlyNew`. */
export const textColumns = ['detail', 'emailTemplate', 'smsTemplate'] as const;

export const occupiedColumns = {
  date: Int32Array,
  type: codes16,
  isForeign: Uint8Array,
};
