import { migrateDatabase } from '../../store/migrate.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { initShape } from '../definitions/init.ts';
import { resolvePath } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';

function describe(path: string, from: number, to: number): string {
  if (from === to) return `${path}: up to date (schema ${to})`;
  if (from === 0) return `${path}: created (schema ${to})`;
  return `${path}: upgraded from schema ${from} to ${to}`;
}

/** `sendwindow init DB` (spec 4.2). */
export async function init({
  arguments: { db },
  options,
  io,
}: CommandCall<typeof initShape>): Promise<ExitCode> {
  const { from, to } = migrateDatabase(resolvePath(io, db));
  const report = { database: db, schema_before: from, schema: to, changed: from !== to };
  io.stdout(options.json ? renderJson(report) : `${describe(escapeText(db), from, to)}\n`);
  return 0;
}
