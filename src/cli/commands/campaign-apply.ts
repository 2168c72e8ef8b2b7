import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import { applyCampaignFile } from '../../run/campaign/apply-campaign-file.ts';
import type { CampaignApplyReport, Changes, TargetCounts } from '../../run/campaign/campaign-apply-report.ts';
import { CampaignProblems } from '../../run/campaign/campaign-problem.ts';
import { readCampaignFile } from '../../run/campaign/read-campaign-file.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { campaignApplyShape } from '../definitions/campaign-apply.ts';
import type { Io } from '../io.ts';
import { resolvePath, useDatabase } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { formatInteger } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';
import { chooseStyle, type Style } from '../render/style.ts';

const showValue = (value: unknown): string => (value === null ? 'nothing' : escapeText(String(value)));

const describeChanges = (changes: Changes): string =>
  Object.entries(changes)
    .map(([name, { before, after }]) => `${name} ${showValue(before)} -> ${showValue(after)}`)
    .join(', ');

function describeTargets({ added, unchanged, repeated }: TargetCounts): string {
  if (added + unchanged + repeated === 0) return '';
  const again = repeated > 0 ? `, ${formatInteger(repeated)} named twice` : '';
  return `targets: ${formatInteger(added)} added, ${formatInteger(unchanged)} unchanged${again}`;
}

/** One line per type and instance: what became of it, and why. */
function describeEntry(result: string, what: string, details: readonly string[], style: Style): string {
  const mark = result === 'unchanged' ? style.dim(result.padEnd(9)) : style.good(result.padEnd(9));
  const text = details.filter(Boolean).join('; ');
  return `${mark} ${escapeText(what)}${text === '' ? '' : `  ${text}`}\n`;
}

function renderText(report: CampaignApplyReport, io: Io): string {
  const style = chooseStyle(io);
  const types = report.types.map(({ result, name, changes }) =>
    describeEntry(result, `type ${name}`, [describeChanges(changes)], style),
  );
  const instances = report.instances.map(({ result, type, name, changes, targets }) =>
    describeEntry(
      result,
      `instance ${type}/${name}`,
      [describeChanges(changes), describeTargets(targets)],
      style,
    ),
  );
  const warnings = report.warnings.map((text) => `${style.warning('warning  ')} ${escapeText(text)}\n`);
  const dry = report.dry_run ? `${style.warning('dry run: nothing was written')}\n` : '';
  return [...types, ...instances, ...warnings, dry].join('');
}

/** `sendwindow campaign apply FILE DB` (spec 4.2). */
export async function campaignApply(call: CommandCall<typeof campaignApplyShape>): Promise<ExitCode> {
  const {
    io,
    options,
    arguments: { file, db },
  } = call;
  const problems = new CampaignProblems();
  const content = await readCampaignFile(resolvePath(io, file), problems);
  const now = formatDateTime(io.now());
  const { dryRun } = options;
  const applied = await useDatabase(io, db, dryRun ? 'read-only' : 'read-write', (connection) =>
    applyCampaignFile(connection, content, problems, { now, dryRun }),
  );
  const report: CampaignApplyReport = { file, database: db, dry_run: dryRun, ...applied };
  io.stdout(options.json ? renderJson(report) : renderText(report, io));
  return 0;
}
