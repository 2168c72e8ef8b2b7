import { checkWord } from '../config/input/check-word.ts';
import { findContactId } from '../people/find-contact.ts';
import { type IssueRemedy, issueRemedies } from '../people/issue-remedies.ts';
import type { IssueCount, OpenIssue } from '../store/issues.ts';
import type { Session } from './session.ts';
import { type Listing, openListing } from './shared/listing.ts';

/** Which problems of contacts are listed. */
export interface ListIssuesRequest {
  readonly database: string;
  readonly kind?: string | undefined;
  /** An id, an external id or an email. */
  readonly contact?: string | undefined;
  /** At most so many; default: all. */
  readonly limit?: number | undefined;
}

/** The fields of the document besides the list. */
export interface IssuesHead {
  /** All contacts of the organisation. */
  readonly contacts: number;
  /** Contacts by kind of issue, the most frequent kind first. */
  readonly counts: Readonly<Record<string, number>>;
  /** What each kind means, and what corrects it. */
  readonly remedies: Readonly<Record<string, IssueRemedy>>;
}

const noLimit = -1;

/** A kind is one of the specification, or one that an older or newer version has recorded. */
function checkKind(kinds: readonly IssueCount[], kind: string | undefined): void {
  if (kind === undefined) return;
  const allowed = [...new Set([...Object.keys(issueRemedies), ...kinds.map(({ issue }) => issue)])];
  checkWord({ where: 'issues: kind', text: kind, allowed });
}

function pickRemedies(kinds: readonly IssueCount[]): IssuesHead['remedies'] {
  return Object.fromEntries(
    kinds.flatMap(({ issue }) => (issueRemedies[issue] ? [[issue, issueRemedies[issue]]] : [])),
  );
}

/**
 * Contacts with data problems (spec 4.2); rows are read on demand.
 *
 * @throws SendwindowError BAD_USAGE (a kind that is not known), NO_SUCH_CONTACT, AMBIGUOUS_CONTACT
 */
export async function listIssues(
  { database, kind, contact, limit = noLimit }: ListIssuesRequest,
  session: Session,
): Promise<Listing<IssuesHead, OpenIssue>> {
  return await openListing(session, database, async (store) => {
    const kinds = store.issues.countByKind();
    checkKind(kinds, kind);
    const contactId = contact === undefined ? null : findContactId(store, contact, database);
    return {
      head: {
        // Millions take a while, and not every shell shows it.
        get contacts() {
          return store.countContacts();
        },
        counts: Object.fromEntries(kinds.map(({ issue, contacts }) => [issue, contacts])),
        remedies: pickRemedies(kinds),
      },
      rows: store.issues.list({ issue: kind ?? null, contactId, limit }),
    };
  });
}
