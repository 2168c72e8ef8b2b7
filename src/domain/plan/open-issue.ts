/** A row of `contact_issues` that no run has resolved. */
export interface OpenIssue {
  readonly issue: string;
  readonly detail: string | null;
}
