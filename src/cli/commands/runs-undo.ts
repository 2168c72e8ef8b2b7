import { setTimeout } from 'node:timers/promises';
import type { LeftRow, UndoReport } from '../../undo/undo-report.ts';
import { undoRun } from '../../undo/undo-run.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { createObserver } from '../create-observer.ts';
import { createRunId } from '../create-run-id.ts';
import { currentUser } from '../current-user.ts';
import type { runsUndoShape } from '../definitions/runs-undo.ts';
import { describeHolder } from '../describe-holder.ts';
import type { Io } from '../io.ts';
import { resolvePath } from '../open-call-database.ts';
import { readAsOf } from '../read-as-of.ts';
import { escapeText } from '../render/escape-text.ts';
import { formatInteger } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';
import { type Column, renderTable } from '../render/table.ts';
import { createSettingsRequest } from '../settings-request.ts';

type Call = CommandCall<typeof runsUndoShape>;

/** Rows shown in the table; all of them are in `--json` and in `runs show`. */
const shownRows = 20;

const columns: readonly Column<LeftRow>[] = [
  { title: 'mail', cell: ({ schedule_id }) => schedule_id, align: 'right' },
  { title: 'contact', cell: ({ contact_id }) => contact_id, align: 'right' },
  { title: 'email type', cell: ({ email_type }) => email_type },
  { title: 'send date', cell: ({ send_date }) => send_date, keep: true },
  { title: 'status', cell: ({ status }) => status },
  { title: 'left because', cell: ({ reason }) => reason },
  { title: '', cell: ({ detail }) => detail },
];

function renderLeft({ left }: UndoReport, io: Io): string {
  if (left.total === 0) return '';
  const more = left.total - Math.min(left.total, shownRows);
  const head = `\n${formatInteger(left.total)} rows were left as they are:\n\n`;
  const tail = more === 0 ? '' : `... and ${formatInteger(more)} more, see --json\n`;
  return head + renderTable(left.rows.slice(0, shownRows), columns, io) + tail;
}

function renderText(report: UndoReport, call: Call): string {
  const { undone, rows } = report;
  const counts = [
    `${formatInteger(rows.removed)} rows that it inserted are gone`,
    `${formatInteger(rows.changed_back)} that it changed are as they were`,
    `${formatInteger(rows.brought_back)} that it deleted are back`,
  ];
  return [
    `run ${escapeText(undone.run_id)} of ${undone.run_timestamp} UTC is taken back\n`,
    ...counts.map((count) => `  ${count}\n`),
    renderLeft(report, call.io),
    `\nNothing will be sent now: the organisation is on hold, because the next run would plan the same again.\n`,
    `Fix the cause, then: sendwindow release ${escapeText(call.arguments.db)}\n`,
  ].join('');
}

/** `sendwindow runs undo DB` (spec 4.1). */
export async function runsUndo(call: Call): Promise<ExitCode> {
  const { io, options, log } = call;
  const database = resolvePath(io, call.arguments.db);
  const asOf = await readAsOf(io, database, options);
  const settings = await createSettingsRequest(io, options, asOf);
  const progress = await call.openProgress();
  const report = await undoRun({
    database,
    asOf,
    settings,
    backup: options.backup,
    holder: describeHolder(io, `sendwindow runs undo ${call.arguments.db}`),
    runId: createRunId('undo', io.now()),
    elapsed: () => performance.now(),
    wallClock: () => new Date(io.now().epochMilliseconds),
    wait: (milliseconds) => setTimeout(milliseconds),
    runBy: currentUser(io),
    signal: io.signal,
    observer: createObserver(progress, log),
  });
  progress.stop();
  log.info(
    { run_id: report.run_id, undone: report.undone.run_id, left: report.left.total },
    'run taken back',
  );
  io.stdout(options.json ? renderJson(report) : renderText(report, call));
  return 0;
}
