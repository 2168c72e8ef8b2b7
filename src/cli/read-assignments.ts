import { type Assignment, readAssignment } from '../config/assignments.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';

/**
 * Words that must all be `key=value`.
 *
 * @param where begins the message: `sendwindow org set`
 * @throws SendwindowError BAD_USAGE
 */
export function readAssignments(words: readonly string[], where: string): Assignment[] {
  return words.map((word) => {
    const assignment = readAssignment(word);
    if (assignment !== undefined) return assignment;
    throw new SendwindowError(
      'BAD_USAGE',
      `${where}: "${word}" is not key=value; use database=acme.db timezone=America/Denver, say`,
    );
  });
}
