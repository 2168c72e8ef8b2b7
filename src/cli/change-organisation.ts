import { existsSync } from 'node:fs';
import { type Assignment, readAssignment } from '../config/assignments.ts';
import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { findDatabaseFile } from '../settings/load-organisation.ts';
import { readOrganisationChange } from '../settings/organisation-values.ts';
import { saveOrganisation } from '../settings/save-organisation.ts';
import { markStaleAfter } from '../settings/stale/mark-changed-settings.ts';
import type { Store } from '../store/store.ts';
import type { OrganizationRecord } from '../store/stored-settings.ts';
import type { Io } from './io.ts';
import { resolvePath, useDatabase } from './open-call-database.ts';
import { type OrganisationReport, renderOrganisation, reportOrganisation } from './organisation-report.ts';
import { renderJson } from './render/json.ts';
import { chooseStyle } from './render/style.ts';
import { renderWarnings } from './render/warnings.ts';

/** What a command that changes an organisation was told. */
export interface OrganisationCall {
  readonly io: Io;
  /** The central database, as given. */
  readonly central: string;
  readonly words: readonly string[];
  /** The command, for messages: `sendwindow org set`. */
  readonly where: string;
  readonly json: boolean;
}

function readAssignments(words: readonly string[], where: string): Assignment[] {
  return words.map((word) => {
    const assignment = readAssignment(word);
    if (assignment !== undefined) return assignment;
    throw new SendwindowError(
      'BAD_USAGE',
      `${where}: "${word}" is not key=value; use database=acme.db timezone=America/Denver, say`,
    );
  });
}

/** Reads a stored organisation with its buffers. */
export function readOrganisation(store: Store, id: number, io: Io): OrganisationReport {
  const { organization, stateBuffers } = store.readStoredSettings(formatDateTime(io.now()), id);
  return reportOrganisation(organization as OrganizationRecord, stateBuffers);
}

/** The database may be made later; the first run would tell. */
function warnOfMissingFile(central: string, { id, database }: OrganisationReport): string[] {
  if (typeof database !== 'string') return [`NO_DATABASE: organisation ${id} has no database; runs need one`];
  const file = findDatabaseFile(central, { id: id as number, database });
  return existsSync(file)
    ? []
    : [`NO_DATABASE: there is no file ${file} yet; make it with \`sendwindow init\``];
}

/** Enters or changes an organisation and reports what is stored of it then. */
export async function changeOrganisation(
  call: OrganisationCall,
  target: { readonly id: number | undefined; readonly isNew: boolean },
): Promise<void> {
  const { io, central } = call;
  const path = resolvePath(io, central);
  const assignments = readAssignments(call.words, call.where);
  const { report, warnings } = await useDatabase(io, central, 'read-write', async (store) => {
    const current = target.id === undefined ? undefined : store.organizations.find(target.id);
    const overrides = (current?.['config_overrides'] ?? null) as string | null;
    const change = readOrganisationChange(assignments, overrides);
    const asOf = io.now();
    const saved = await markStaleAfter(store, 'organisation changed', asOf, () =>
      saveOrganisation({ store, path }, target, change, asOf),
    );
    return { report: readOrganisation(store, saved.id, io), warnings: saved.warnings };
  });
  const all = [...warnings, ...warnOfMissingFile(path, report)];
  const text = renderOrganisation(report) + renderWarnings(all, chooseStyle(io));
  io.stdout(call.json ? renderJson({ central, organisation: report, warnings: all }) : text);
}
