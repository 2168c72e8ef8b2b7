import { type ShownConfiguration, showConfiguration } from '../../app/show-configuration.ts';
import { acknowledgementOf } from '../../config/acknowledged-warnings.ts';
import type { EffectiveSetting } from '../../config/list-effective-settings.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configShowShape } from '../definitions/config-show.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { formatInteger } from '../render/format-number.ts';
import { chooseStyle } from '../render/style.ts';
import { renderValue } from '../render/value.ts';
import { renderWarnings } from '../render/warnings.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** Values in a column of their own would push the sources off the screen if one is long. */
const widestValue = 34;

function renderSettings(settings: readonly EffectiveSetting[], io: Io): string {
  const style = chooseStyle(io);
  const keyWidth = Math.max(...settings.map(({ key }) => key.length));
  const sourceWidth = Math.max(...settings.map(({ source }) => source.length));
  const valueWidth = Math.min(widestValue, io.columns - keyWidth - sourceWidth - 4);
  return settings
    .map(({ key, value, source }) => {
      const shown = renderValue(value);
      const gap = ' '.repeat(Math.max(0, valueWidth - shown.length));
      return `${escapeText(key).padEnd(keyWidth)}  ${shown}${gap}  ${style.dim(escapeText(source))}\n`;
    })
    .join('');
}

/** How to stop a known warning from being shown. */
function adviseAcknowledging({ database, warnings }: ShownConfiguration, io: Io): string {
  const words = warnings.map((warning) => `acknowledged_warnings.${acknowledgementOf(warning)}`);
  const commands = words.map((word) => `    sendwindow config set ${escapeText(database)} ${word}\n`);
  const advice = 'To acknowledge a warning, so that it is no longer shown:';
  return `\n${chooseStyle(io).dim(advice)}\n${commands.join('')}`;
}

function renderText(report: ShownConfiguration, io: Io): string {
  const { policy, state_buffers: buffers } = report;
  const style = chooseStyle(io);
  const listed = Object.entries(buffers).map(([state, days]) => `${state} ${days}`);
  return [
    `${style.strong(escapeText(report.database))} on ${report.today}: ${formatInteger(report.contacts)} contacts, size profile ${report.profile}\n`,
    `policy ${escapeText(policy.name)} version ${policy.version} (${policy.source})\n`,
    listed.length === 0 ? '' : `pre-window buffers of the organisation, in days: ${listed.join(', ')}\n`,
    '\n',
    renderSettings(report.settings, io),
    report.warnings.length === 0
      ? ''
      : `\n${renderWarnings(report.warnings, io)}${adviseAcknowledging(report, io)}`,
  ].join('');
}

/** `sendwindow config show DB` (spec 3.2): for each value where it comes from. */
export async function configShow(call: CommandCall<typeof configShowShape>): Promise<ExitCode> {
  const request = { ...call.options, database: call.arguments.db };
  printReport(call, await showConfiguration(request, sessionOfCall(call)), renderText);
  return 0;
}
