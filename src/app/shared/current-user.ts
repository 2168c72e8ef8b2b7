import { userInfo } from 'node:os';
import { userVariable } from '../../config/user-variable.ts';

/** What the operating system knows of this process's user: its name, or its number where it has none (containers). */
function systemUser(): string | null {
  try {
    return userInfo().username;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
    return process.getuid === undefined ? null : String(process.getuid());
  }
}

/**
 * Who calls: `SENDWINDOW_USER`, which a wrapper sets for the person behind it, else the user of the operating system.
 * Not `USER`: cron and containers do not set it, and sudo leaves the other user's.
 */
export const currentUser = (env: Readonly<Record<string, string | undefined>>): string | null =>
  env[userVariable]?.trim() || systemUser();
