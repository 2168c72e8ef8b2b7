import { applyCampaignFile } from '../../app/apply-campaign-file.ts';
import type {
  AppliedInstance,
  CampaignApplyReport,
  Changes,
  TargetCounts,
} from '../../campaign/campaign-apply-report.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { campaignApplyShape } from '../definitions/campaign-apply.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { formatInteger } from '../render/format-number.ts';
import { chooseStyle, type Style } from '../render/style.ts';
import { sessionOfCall } from '../session-of-call.ts';

const showValue = (value: unknown): string => (value === null ? 'nothing' : escapeText(String(value)));

const describeChanges = (changes: Changes): string =>
  Object.entries(changes)
    .map(([name, { before, after }]) => `${name} ${showValue(before)} -> ${showValue(after)}`)
    .join(', ');

function describeTargets({ added, moved, unchanged, repeated, cancelled }: TargetCounts): string {
  if (added + moved + unchanged + repeated + cancelled === 0) return '';
  const rare: readonly [number, string][] = [
    [moved, 'moved to another date'],
    [repeated, 'named twice'],
    [cancelled, 'left cancelled'],
  ];
  const others = rare
    .filter(([count]) => count > 0)
    .map(([count, what]) => `, ${formatInteger(count)} ${what}`);
  return `targets: ${formatInteger(added)} added, ${formatInteger(unchanged)} unchanged${others.join('')}`;
}

const instanceDate = "the instance's date";

/** The targets that got another date, a line each. */
function describeMoves({ moves, targets }: AppliedInstance): string {
  const lines = moves.map(
    ({ contact_id, from, to }) =>
      `          moved: contact ${contact_id}, ${from ?? instanceDate} -> ${to ?? instanceDate}\n`,
  );
  const more = targets.moved - moves.length;
  return more > 0 ? `${lines.join('')}          and ${formatInteger(more)} more\n` : lines.join('');
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
  const instances = report.instances.map((applied) => {
    const { result, type, name, changes, targets } = applied;
    const details = [describeChanges(changes), describeTargets(targets)];
    return describeEntry(result, `instance ${type}/${name}`, details, style) + describeMoves(applied);
  });
  const warnings = report.warnings.map((text) => `${style.warning('warning  ')} ${escapeText(text)}\n`);
  const dry = report.dry_run ? `${style.warning('dry run: nothing was written')}\n` : '';
  return [...types, ...instances, ...warnings, dry].join('');
}

/** `sendwindow campaign apply FILE DB` (spec 4.2). */
export async function campaignApply(call: CommandCall<typeof campaignApplyShape>): Promise<ExitCode> {
  const { file, db: database } = call.arguments;
  const report = await applyCampaignFile({ ...call.options, file, database }, sessionOfCall(call));
  printReport(call, report, renderText);
  return 0;
}
