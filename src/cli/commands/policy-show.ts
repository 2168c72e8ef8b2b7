import { describePolicy } from '../../config/describe-policy.ts';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import { findEffectivePolicy } from '../../settings/effective-policy.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyShowShape } from '../definitions/policy-show.ts';
import { findPolicy } from '../find-policy.ts';
import type { Io } from '../io.ts';
import { useDatabase } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { chooseStyle } from '../render/style.ts';
import { wrapItems } from '../render/wrap-items.ts';
import { settingsInForce } from '../settings-in-force.ts';

type Call = CommandCall<typeof policyShowShape>;

/** A policy, and what is to be known about it. */
interface Shown {
  readonly policy: ExclusionPolicy;
  /** `timing.pre_window_exclusion_days` in force. */
  readonly preWindowDays?: number;
  readonly source: string | null;
}

/** Of a database: the policy in force, or one that is looked at with its settings. */
async function findShown({ io, options, arguments: { policy: word } }: Call): Promise<Shown> {
  const { db: path } = options;
  if (path === undefined) return { policy: findPolicy(io, word ?? 'default'), source: null };
  return await useDatabase(io, path, 'read-only', async (store) => {
    const { settings } = await settingsInForce(io, store, options);
    const { pre_window_exclusion_days: preWindowDays } = settings.configuration.timing;
    if (word !== undefined) return { policy: findPolicy(io, word, store), preWindowDays, source: null };
    return { policy: findEffectivePolicy(settings), preWindowDays, source: settings.policySource };
  });
}

function createReport({ policy, preWindowDays, source }: Shown) {
  const states = describePolicy(policy, preWindowDays);
  return { name: policy.name, version: policy.version, source, states };
}

function renderText({ name, version, source, states }: ReturnType<typeof createReport>, io: Io): string {
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
    '\nStates that are not listed have no exclusion windows. This is the exclusion policy of the organisation.\n',
  ].join('');
}

/** `sendwindow policy show` (spec 3.2): each state's rule in a sentence. */
export async function policyShow(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const report = createReport(await findShown(call));
  io.stdout(options.json ? renderJson(report) : renderText(report, io));
  return 0;
}
