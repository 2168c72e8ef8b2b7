import type { Store } from '../store/store.ts';
import { compareWithRows } from './compare-with-rows.ts';
import type { ContactExplanation } from './contact-explanation.ts';
import { describeContact } from './describe-contact.ts';
import type { ExplainRequest } from './explain-request.ts';
import { planOneContact } from './plan-one-contact.ts';
import { readExplainedContact } from './read-explained-contact.ts';
import { createRowFacts } from './row-facts.ts';

export type { ExplainRequest } from './explain-request.ts';

/**
 * Explains one contact (spec 4.2): windows, every event and every row, their verdicts and how they came about, and
 * where the stored plan differs from what a run would leave. Read, plan, compare, describe: plans with the functions
 * that every run uses, and reads from one snapshot; writes nothing.
 *
 * @throws SendwindowError NO_SUCH_CONTACT where neither the contact nor a row or change of it exists; NO_SUCH_RUN;
 * TOO_MANY_ROWS
 */
export function explainContact(store: Store, request: ExplainRequest): ContactExplanation {
  return store.snapshot(() => {
    const contact = readExplainedContact(store, request);
    const planned = planOneContact(contact);
    const changes = compareWithRows(contact, planned);
    const { input, context, mailCounts, origins, momentOf } = contact;
    const toRowFacts = createRowFacts(origins, momentOf);
    return describeContact(contact, { ...planned, changes, input, context, mailCounts, toRowFacts });
  });
}
