import { databases, firstDay, type Measurement } from '../measurement.ts';
import { targetContacts } from '../options.ts';
import type { TimedCommand } from '../process/time-command.ts';
import type { Session } from '../session.ts';

/** A new synthetic organisation under that name; the same each time. */
export function generateDatabase(session: Session, name: string, contacts: number): Promise<TimedCommand> {
  const path = session.workspace.makeRoom(name);
  const size = ['--contacts', String(contacts), '--seed', '1'];
  return session.sendwindow.time(['generate', path, ...size, '--as-of', firstDay, '--json']);
}

const limitSeconds = 60;

/** `generate` 3,000,000 contacts. */
export const generateMeasurement: Measurement = {
  name: 'generate',
  measure: async (session, repeat) => {
    const name = repeat === 1 ? databases.generated : databases.scratch;
    session.record('generate', repeat, await generateDatabase(session, name, session.options.contacts));
    session.workspace.discard(databases.scratch);
  },
  rows: (results) => {
    // In proportion, so that the line says something at every size; start-up is not in proportion.
    const limit = Math.max(1, Math.round((limitSeconds * results.contacts * 10) / targetContacts) / 10);
    return [results.time({ name: 'generate', what: 'generate', series: 'generate', limitSeconds: limit })];
  },
};
