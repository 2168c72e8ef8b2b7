import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { NamedInstance } from '../../store/confirmations.ts';
import type { Store } from '../../store/store.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { currentUser } from '../current-user.ts';
import type { campaignConfirmShape } from '../definitions/campaign-confirm.ts';
import { useDatabase } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';

type Call = CommandCall<typeof campaignConfirmShape>;

function confirm(store: Store, { io, options, arguments: { db: path, instance } }: Call): NamedInstance {
  const confirmations = store.confirmations;
  const found = confirmations.findInstance(instance.trim());
  if (found === undefined) {
    throw new SendwindowError(
      'NO_SUCH_INSTANCE',
      `${path}: there is no campaign instance ${JSON.stringify(instance)}; name its id or type/name, see \`sendwindow campaign list\``,
    );
  }
  const by = options.by ?? currentUser(io);
  if (confirmations.confirmInstance(found.id, { by, at: formatDateTime(io.now()) }) > 0) return found;
  throw new SendwindowError(
    'NOTHING_TO_CONFIRM',
    `${path}: no other instance ever had the id ${found.id}; nothing was changed`,
  );
}

/** `sendwindow campaign confirm DB INSTANCE` (spec 2.2, "Whose history?"). */
export async function campaignConfirm(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const { db: path } = call.arguments;
  const found = await useDatabase(io, path, 'read-write', (store) =>
    store.transaction(() => confirm(store, call)),
  );
  const { id, campaignType, instanceName } = found;
  const report = { database: path, instance: id, campaign_type: campaignType, instance_name: instanceName };
  const name = escapeText(`${campaignType}/${instanceName}`);
  io.stdout(
    options.json
      ? renderJson(report)
      : `${escapeText(path)}: instance ${id}, ${name}, counts; the next run plans it\n`,
  );
  return 0;
}
