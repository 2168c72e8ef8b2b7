import type { ContactIssue, ContactIssueKind } from './contact.ts';

/** Text of people can be a megabyte long; a detail is for reading. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Collects issues; most contacts have none and share one empty list. */
export class IssueList {
  found: ContactIssue[] | undefined;

  add(issue: ContactIssueKind, detail: string): void {
    this.found ??= [];
    this.found.push({ issue, detail });
  }
}
