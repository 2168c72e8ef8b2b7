import { cancelAndRender } from '../cancel-version.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configCancelShape } from '../definitions/config-cancel.ts';

/** `sendwindow config cancel DB N` (spec 3.2, "Versions"). */
export const configCancel = (call: CommandCall<typeof configCancelShape>): Promise<ExitCode> =>
  cancelAndRender('configuration', 'sendwindow config cancel', call);
