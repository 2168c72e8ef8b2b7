import { type ShownPolicy, showPolicy } from '../../app/show-policy.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyShowShape } from '../definitions/policy-show.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { chooseStyle } from '../render/style.ts';
import { wrapItems, wrapText } from '../render/wrap-items.ts';
import { sessionOfCall } from '../session-of-call.ts';

const note =
  'States that are not listed have no exclusion windows. This is the exclusion policy of the organisation.';

function renderText({ name, version, source, states }: ShownPolicy, io: Io): string {
  const style = chooseStyle(io);
  const lines = states.flatMap(({ sentence, citations }) => [
    ...wrapItems([escapeText(sentence)], io.columns).map((line, index) =>
      index === 0 ? line : `    ${line}`,
    ),
    ...citations.map((citation) => style.dim(`    ${escapeText(citation)}`)),
  ]);
  const head = style.strong(`exclusion policy ${escapeText(name)} version ${version}`);
  return [
    `${head}${source === null ? '' : ` (${source})`}\n\n`,
    ...lines.map((line) => `${line}\n`),
    `\n${wrapText(note, io.columns).join('\n')}\n`,
  ].join('');
}

/** `sendwindow policy show` (spec 3.2): each state's rule in a sentence. */
export async function policyShow(call: CommandCall<typeof policyShowShape>): Promise<ExitCode> {
  const { db: database, ...options } = call.options;
  const request = { ...options, database, policy: call.arguments.policy };
  printReport(call, await showPolicy(request, sessionOfCall(call)), renderText);
  return 0;
}
