import type { ContactExplanation } from '../../explain/contact-explanation.ts';
import type { Io } from '../io.ts';
import { renderChanges, renderGaps } from './explanation-changes.ts';
import { renderHead } from './explanation-head.ts';
import { createPage } from './explanation-page.ts';
import { renderTimeline } from './explanation-timeline.ts';

/**
 * One contact's year for the terminal (spec 4.2): who it is and what counts for it, whether the stored plan agrees, the
 * timeline with its windows drawn on the left, what it has no event for, and what was changed when.
 */
export function renderExplanation(explanation: ContactExplanation, io: Io): string {
  const page = createPage(io);
  const parts = [
    renderHead(explanation, page),
    renderTimeline(explanation, page),
    renderGaps(explanation, page),
    renderChanges(explanation, page),
  ];
  const lines = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return `${lines.join('\n\n')}\n`;
}
