import type { VolumeReport, VolumeType } from '../../app/shared/volume-report.ts';
import { showVolume } from '../../app/show-volume.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { volumeShape } from '../definitions/volume.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { formatInteger, formatPercent } from '../render/format-number.ts';
import { chooseGlyphs } from '../render/glyphs.ts';
import { chooseStyle } from '../render/style.ts';
import { type Column, renderTable } from '../render/table.ts';
import { sessionOfCall, sessionWithProgress } from '../session-of-call.ts';
import { renderVolume } from '../volume/render-volume.ts';

type Call = CommandCall<typeof volumeShape>;
type By = Call['options']['by'];

const typeColumns: readonly Column<VolumeType>[] = [
  { title: 'email type', cell: ({ email_type }) => email_type },
  { title: 'mails', cell: ({ mails }) => formatInteger(mails), align: 'right' },
  { title: 'days', cell: ({ days_with_mail }) => formatInteger(days_with_mail), align: 'right' },
  { title: 'mean', cell: ({ mean }) => formatInteger(Math.round(mean)), align: 'right' },
  { title: 'peak', cell: ({ peak }) => formatInteger(peak?.mails ?? 0), align: 'right' },
  { title: 'on', cell: ({ peak }) => peak?.date ?? null, keep: true },
  {
    title: 'spread',
    cell: ({ relative_spread }) => formatPercent(relative_spread ?? Number.NaN),
    align: 'right',
  },
];

function renderText(found: VolumeReport, by: By, io: Io): string {
  if (found.types !== undefined && found.types.length > 0) return renderTable(found.types, typeColumns, io);
  const unit = by === 'type' ? undefined : by;
  return renderVolume(found, { columns: io.columns, style: chooseStyle(io), glyphs: chooseGlyphs(io), unit });
}

/** `sendwindow volume DB` (spec 4.2). */
export async function volume(call: Call): Promise<ExitCode> {
  const { by } = call.options;
  const byType = by === 'type';
  const session = byType ? await sessionWithProgress(call) : sessionOfCall(call);
  const found = await showVolume({ ...call.options, database: call.arguments.db, byType }, session);
  printReport(call, found, (report, io) => renderText(report, by, io));
  return 0;
}
