import { type UpgradeResult, upgradeDatabase } from '../../app/upgrade-database.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { initShape } from '../definitions/init.ts';
import { describeHolder } from '../describe-holder.ts';
import { resolvePath } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { chooseStyle } from '../render/style.ts';
import { renderWarnings } from '../render/warnings.ts';
import { createSettingsRequest } from '../settings-request.ts';

function describe(path: string, { from, to, restored, backup }: UpgradeResult): string {
  const copy = backup === null ? '' : `backup: ${escapeText(backup)}\n`;
  if (restored !== undefined) {
    const list = restored.map((what) => `  ${escapeText(what)}\n`).join('');
    return `${path}: restored; nothing is sent until the next run\n${list}${copy}`;
  }
  if (from === to) return `${path}: up to date (schema ${to})\n${copy}`;
  if (from === 0) return `${path}: created (schema ${to})\n${copy}`;
  return `${path}: upgraded from schema ${from} to ${to}; nothing is sent until the next run\n${copy}`;
}

/** `sendwindow init DB` (spec 4.2). */
export async function init({
  arguments: { db },
  options,
  io,
}: CommandCall<typeof initShape>): Promise<ExitCode> {
  const result = await upgradeDatabase({
    database: resolvePath(io, db),
    holder: describeHolder(io, `sendwindow init ${db}`),
    now: io.now(),
    backup: options.backup,
    settings: await createSettingsRequest(io, {}, io.now()),
  });
  const { from, to, restored = [], backup, warnings } = result;
  const changed = from !== to || restored.length > 0;
  const report = { database: db, schema_before: from, schema: to, changed, restored, backup, warnings };
  io.stdout(
    options.json
      ? renderJson(report)
      : describe(escapeText(db), result) + renderWarnings(warnings, chooseStyle(io)),
  );
  return 0;
}
