import { cancelAndRender } from '../cancel-version.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyCancelShape } from '../definitions/policy-cancel.ts';

/** `sendwindow policy cancel DB N` (spec 3.2, "Versions"). */
export const policyCancel = (call: CommandCall<typeof policyCancelShape>): Promise<ExitCode> =>
  cancelAndRender('policy', 'sendwindow policy cancel', call);
