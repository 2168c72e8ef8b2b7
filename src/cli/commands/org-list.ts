import type { OrganizationSummary } from '../../store/organizations.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { orgListShape } from '../definitions/org-list.ts';
import { useDatabase } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { type Column, renderTable } from '../render/table.ts';

const columns: readonly Column<OrganizationSummary>[] = [
  { title: 'id', cell: ({ id }) => id, align: 'right' },
  { title: 'name', cell: ({ name }) => name },
  { title: 'active', cell: ({ active }) => (active ? 'yes' : 'no') },
  { title: 'time zone', cell: ({ timezone }) => timezone },
  { title: 'size profile', cell: ({ sizeProfile }) => sizeProfile },
  { title: 'policy', cell: ({ policy }) => policy },
  { title: 'database', cell: ({ database }) => database },
];

const toReport = ({ sizeProfile, ...rest }: OrganizationSummary) => ({ ...rest, size_profile: sizeProfile });

/** `sendwindow org list CENTRAL` (spec 3.2). */
export async function orgList(call: CommandCall<typeof orgListShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { central } = call.arguments;
  const list = await useDatabase(io, central, 'read-only', (store) => store.organizations.list());
  if (options.json) io.stdout(renderJson({ central, organisations: list.map(toReport) }));
  else if (list.length === 0) {
    io.stdout(`${escapeText(central)}: no organisations; see \`sendwindow org add\`\n`);
  } else io.stdout(renderTable(list, columns, io));
  return 0;
}
