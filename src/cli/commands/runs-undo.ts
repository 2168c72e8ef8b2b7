import { undoRun } from '../../app/undo-run.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { LeftRow, UndoReport } from '../../undo/undo-report.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { runsUndoShape } from '../definitions/runs-undo.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { stoppableSession } from '../session-of-call.ts';

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

function renderText(report: UndoReport, db: string, io: Io): string {
  const { undone, rows } = report;
  const counts = [
    `${formatInteger(rows.removed)} rows that it inserted are deleted`,
    `${formatInteger(rows.changed_back)} rows that it changed are restored`,
    `${formatInteger(rows.brought_back)} rows that it deleted are inserted again`,
  ];
  return [
    `run ${escapeText(undone.run_id)} of ${undone.run_timestamp} UTC is undone\n`,
    ...counts.map((count) => `  ${count}\n`),
    renderLeft(report, io),
    `\nNothing will be sent now: the organisation is on hold, because the next run would plan the same again.\n`,
    `Fix the cause, then: sendwindow release ${escapeText(db)}\n`,
  ].join('');
}

/** `sendwindow runs undo DB` (spec 4.1). */
export async function runsUndo(call: CommandCall<typeof runsUndoShape>): Promise<ExitCode> {
  const { db } = call.arguments;
  const report = await undoRun({ ...call.options, database: db }, await stoppableSession(call));
  printReport(call, report, (done, io) => renderText(done, db, io));
  return 0;
}
