import { checkWord } from '../../config/input/check-word.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { commandTable } from '../command-table.ts';
import { completionShells, writeCompletionScript } from '../completion-script.ts';
import type { completionShape } from '../definitions/completion.ts';

/** `sendwindow completion SHELL`. */
export async function completion(call: CommandCall<typeof completionShape>): Promise<ExitCode> {
  const { shell } = call.arguments;
  checkWord({ where: 'sendwindow completion: SHELL', text: shell, allowed: completionShells });
  call.io.stdout(writeCompletionScript(commandTable, shell as (typeof completionShells)[number]));
  return 0;
}
