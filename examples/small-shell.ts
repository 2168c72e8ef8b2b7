/**
 * A shell in forty lines: it plans, explains and previews by the use-cases alone. In a project of yours the import is
 * `from 'sendwindow'`.
 *
 *   node examples/small-shell.ts plan org.db
 *   node examples/small-shell.ts plan-and-write org.db
 *   node examples/small-shell.ts explain org.db ann@example.com
 *   node examples/small-shell.ts preview org.db us-2026
 */
import { createSession, explainContact, previewPolicy, runPlan, type Session } from '../src/app/use-cases.ts';

type Action = (session: Session, database: string, word: string) => Promise<unknown>;

const actions: Readonly<Record<string, Action>> = {
  plan: (session, database) => runPlan({ database, dryRun: true }, session),
  'plan-and-write': (session, database) => runPlan({ database }, session),
  explain: (session, database, contact) => explainContact({ database, contact }, session),
  preview: (session, database, policy) => previewPolicy({ database, policy }, session),
};

/** Does what the words say, and returns the report of the use-case. */
export async function runSmallShell([
  name = '',
  database = '',
  word = '',
]: readonly string[]): Promise<unknown> {
  const action = actions[name];
  if (action === undefined) throw new Error(`use one of ${Object.keys(actions).join(', ')}`);
  return await action(createSession({ command: `small-shell ${name}` }), database, word);
}

if (import.meta.main) {
  const report = await runSmallShell(process.argv.slice(2));
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
}
