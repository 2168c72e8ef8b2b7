import {
  type ListedOrganisation,
  listOrganisations,
  type OrganisationList,
} from '../../app/list-organisations.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { orgListShape } from '../definitions/org-list.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { type Column, renderTable } from '../render/table.ts';
import { sessionOfCall } from '../session-of-call.ts';

const columns: readonly Column<ListedOrganisation>[] = [
  { title: 'id', cell: ({ id }) => id, align: 'right' },
  { title: 'name', cell: ({ name }) => name },
  { title: 'active', cell: ({ active }) => (active ? 'yes' : 'no') },
  { title: 'time zone', cell: ({ timezone }) => timezone },
  { title: 'size profile', cell: ({ size_profile }) => size_profile },
  { title: 'policy', cell: ({ policy }) => policy },
  { title: 'database', cell: ({ database }) => database },
];

const renderText = ({ central, organisations }: OrganisationList, io: Io): string =>
  organisations.length === 0
    ? `${escapeText(central)}: no organisations; see \`sendwindow org add\`\n`
    : renderTable(organisations, columns, io);

/** `sendwindow org list CENTRAL` (spec 3.2). */
export async function orgList(call: CommandCall<typeof orgListShape>): Promise<ExitCode> {
  const { central } = call.arguments;
  printReport(call, await listOrganisations({ central }, sessionOfCall(call)), renderText);
  return 0;
}
