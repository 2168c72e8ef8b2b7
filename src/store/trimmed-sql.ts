/**
 * SQL for a text without blanks at its ends (spec 2.2). The index by address and the view `sendable_emails` have the same
 * expression; SQLite uses the index only for that.
 */
export const trimmedSql = (expression: string): string => `trim(${expression}, char(9, 10, 11, 12, 13, 32))`;
