import { defaultConfiguration } from '../../config/defaults.ts';
import { type GeneratedCounts, generateOrganisation } from '../../generate/generate-organisation.ts';
import { openDatabase } from '../../store/open-database.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { generateShape } from '../definitions/generate.ts';
import { resolvePath } from '../open-call-database.ts';
import { parseAsOf } from '../parse-as-of.ts';
import { escapeText } from '../render/escape-text.ts';
import { formatInteger, formatMilliseconds } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';

interface GenerateReport {
  readonly database: string;
  readonly seed: string;
  readonly as_of: string;
  readonly contacts: number;
  readonly flaws: GeneratedCounts['flaws'];
  readonly suppressions: number;
  readonly campaign_instances: number;
  readonly campaign_targets: number;
  readonly sent_mails: number;
  readonly sent_followups: number;
  readonly clicks: number;
  readonly events: number;
  readonly elapsed_ms: number;
}

function renderText(report: GenerateReport): string {
  const flawed = Object.values(report.flaws).reduce((sum, count) => sum + count, 0);
  const lines = [
    [
      report.contacts,
      `contacts, ${formatInteger(flawed)} of them with a flaw, ${formatInteger(report.suppressions)} suppressed`,
    ],
    [report.campaign_targets, `campaign targets in ${report.campaign_instances} instances`],
    [
      report.sent_mails,
      `mails sent in the last days, ${formatInteger(report.sent_followups)} follow-ups among them`,
    ],
    [report.clicks + report.events, 'clicks and answers'],
  ] as const;
  const body = lines.map(([count, text]) => `  ${formatInteger(count).padStart(11)} ${text}\n`).join('');
  const head = `${escapeText(report.database)}: seed ${escapeText(report.seed)}, as of ${report.as_of}, in ${formatMilliseconds(report.elapsed_ms)}\n`;
  return head + body;
}

/** `sendwindow generate DB` (spec 4.2). */
export async function generate(call: CommandCall<typeof generateShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { contacts, history, seed = '1' } = options;
  const { timezone } = defaultConfiguration;
  const asOf = parseAsOf(options.asOf, timezone, io.now())
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString();
  const startedAt = io.now();
  const progress = await call.openProgress();
  using db = openDatabase(resolvePath(io, call.arguments.db), { mode: 'create' });
  progress.start('generate', contacts);
  const counts = await generateOrganisation(db, {
    contacts,
    seed,
    asOf,
    history,
    onProgress: progress.update,
  });
  progress.stop();
  const report: GenerateReport = {
    database: call.arguments.db,
    seed,
    as_of: asOf,
    contacts: counts.contacts,
    flaws: counts.flaws,
    suppressions: counts.suppressions,
    campaign_instances: counts.campaignInstances,
    campaign_targets: counts.campaignTargets,
    sent_mails: counts.sentMails,
    sent_followups: counts.sentFollowUps,
    clicks: counts.clicks,
    events: counts.events,
    elapsed_ms: io.now().since(startedAt).total('milliseconds'),
  };
  io.stdout(options.json ? renderJson(report) : renderText(report));
  return 0;
}
