/** What an issue means for a contact, what is allowed, and a command that corrects it. */
export interface IssueRemedy {
  /** What follows for the contact, and what is allowed. */
  readonly meaning: string;
  /** SQL or a command line, with 17 as the contact id. */
  readonly fix: string;
}

const update = (assignment: string): string => `update contacts set ${assignment} where id = 17;`;

const email: IssueRemedy = {
  meaning: 'gets no mail; write one address, such as ann@example.com',
  fix: update("email = 'ann@example.com'"),
};
const zip: IssueRemedy = {
  meaning: 'gets no mail; write 12345 or 12345-6789, with leading zeros',
  fix: update("zip_code = '02134'"),
};
const birthDate: IssueRemedy = {
  meaning: 'the birth date counts as absent; write YYYY-MM-DD, a past and plausible date',
  fix: update("birth_date = '1954-01-23'"),
};
const effectiveDate: IssueRemedy = {
  meaning: 'the effective date counts as absent; write YYYY-MM-DD, a date after the birth date',
  fix: update("effective_date = '2021-07-01'"),
};
const trigger: IssueRemedy = {
  meaning:
    'the campaign does not reach the contact; the target or its instance needs a trigger date, YYYY-MM-DD',
  fix: 'sendwindow campaign apply FILE DB, with a trigger_date for the target',
};

/** Every kind of issue (spec 2.2) with its remedy, in the order of the specification. */
export const issueRemedies: Readonly<Record<string, IssueRemedy>> = {
  missing_email: email,
  invalid_email: email,
  missing_zip: zip,
  invalid_zip: zip,
  unknown_zip: {
    meaning:
      'gets no mail, because the state of this ZIP is not known; correct it, or say which state it is in',
    fix: 'sendwindow config set DB zip_states.75072=TX',
  },
  id_out_of_range: {
    meaning: 'gets no mail; an id is a whole number from 1 to 9007199254740991',
    fix: 'enter the contact again without an id, and delete the row with this one',
  },
  invalid_birth_date: birthDate,
  future_birth_date: birthDate,
  implausible_birth_date: birthDate,
  invalid_effective_date: effectiveDate,
  implausible_effective_date: effectiveDate,
  zip_by_prefix: {
    meaning: 'the ZIP is new, and its state was taken from its first three digits; confirm it if it is right',
    fix: 'sendwindow config set DB zip_states.75072=TX',
  },
  window_anchor_missing: {
    meaning: 'gets no mail that respects windows, because the rule of its state needs a date that is missing',
    fix: update("birth_date = '1954-01-23'"),
  },
  state_mismatch: {
    meaning:
      'the state of the contact differs from the state of its ZIP; the ZIP counts; correct the one that is wrong',
    fix: update("state = 'TX'"),
  },
  unknown_state: {
    meaning: 'the state is neither a two-letter code nor a name; it is only compared with that of the ZIP',
    fix: update("state = 'TX'"),
  },
  campaign_trigger_missing: trigger,
  campaign_trigger_invalid: trigger,
  duplicate_contact: {
    meaning: 'gets no mail, because a contact with a lower id has the same email and the same dates',
    fix: 'delete from contacts where id = 17;',
  },
  unknown_status: {
    meaning: 'gets no mail, because its status is neither in active_statuses nor in suppressed_statuses',
    fix: "sendwindow config set DB 'active_statuses=active,client'",
  },
  id_reused: {
    meaning: 'gets no mail until you confirm whether it is the person who had this id before',
    fix: 'sendwindow contacts confirm DB 17 --same (or --new)',
  },
};
