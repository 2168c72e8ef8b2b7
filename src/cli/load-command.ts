import type { ExitCode } from './command-definition.ts';

/** A command's code; what it takes is checked against the definition of the same name. */
type Action = (call: never) => Promise<ExitCode>;

/** Where the code of each command is: imported only when it is wanted, because start-up counts (spec 5). */
const loaders: Readonly<Record<string, () => Promise<Action>>> = {
  init: async () => (await import('./commands/init.ts')).init,
  generate: async () => (await import('./commands/generate.ts')).generate,
  run: async () => (await import('./commands/run.ts')).runCommand,
  explain: async () => (await import('./commands/explain.ts')).explain,
  volume: async () => (await import('./commands/volume.ts')).volume,
  schedule: async () => (await import('./commands/schedule.ts')).schedule,
  issues: async () => (await import('./commands/issues.ts')).issues,
  'campaign apply': async () => (await import('./commands/campaign-apply.ts')).campaignApply,
  'campaign list': async () => (await import('./commands/campaign-list.ts')).campaignList,
  'campaign confirm': async () => (await import('./commands/campaign-confirm.ts')).campaignConfirm,
  'contacts confirm': async () => (await import('./commands/contacts-confirm.ts')).contactsConfirm,
  verify: async () => (await import('./commands/verify.ts')).verify,
  hold: async () => (await import('./commands/hold.ts')).hold,
  release: async () => (await import('./commands/release.ts')).release,
  'runs list': async () => (await import('./commands/runs-list.ts')).runsList,
  'runs show': async () => (await import('./commands/runs-show.ts')).runsShow,
  'runs undo': async () => (await import('./commands/runs-undo.ts')).runsUndo,
  'backup create': async () => (await import('./commands/backup-create.ts')).backupCreate,
  'backup list': async () => (await import('./commands/backup-list.ts')).backupList,
  'backup verify': async () => (await import('./commands/backup-verify.ts')).backupVerify,
  'backup restore': async () => (await import('./commands/backup-restore.ts')).backupRestore,
  'config show': async () => (await import('./commands/config-show.ts')).configShow,
  'config check': async () => (await import('./commands/config-check.ts')).configCheck,
  'config set': async () => (await import('./commands/config-set.ts')).configSet,
  'config versions': async () => (await import('./commands/config-versions.ts')).configVersions,
  'config rollback': async () => (await import('./commands/config-rollback.ts')).configRollback,
  'config cancel': async () => (await import('./commands/config-cancel.ts')).configCancel,
  'policy show': async () => (await import('./commands/policy-show.ts')).policyShow,
  'policy check': async () => (await import('./commands/policy-check.ts')).policyCheck,
  'policy diff': async () => (await import('./commands/policy-diff.ts')).policyDiff,
  'policy impact': async () => (await import('./commands/policy-impact.ts')).policyImpact,
  'policy activate': async () => (await import('./commands/policy-activate.ts')).policyActivate,
  'policy versions': async () => (await import('./commands/policy-versions.ts')).policyVersions,
  'policy rollback': async () => (await import('./commands/policy-rollback.ts')).policyRollback,
  'policy cancel': async () => (await import('./commands/policy-cancel.ts')).policyCancel,
  'org list': async () => (await import('./commands/org-list.ts')).orgList,
  'org show': async () => (await import('./commands/org-show.ts')).orgShow,
  'org add': async () => (await import('./commands/org-add.ts')).orgAdd,
  'org set': async () => (await import('./commands/org-set.ts')).orgSet,
  completion: async () => (await import('./commands/completion.ts')).completion,
};

/** The names of all commands that can be loaded. */
export const loadableCommands: readonly string[] = Object.keys(loaders);

/** Imports the code of a command. @param name of its definition: `campaign apply` */
export async function loadCommand(name: string): Promise<Action> {
  const load = loaders[name];
  if (load === undefined) throw new Error(`there is no code for the command ${name}`);
  return await load();
}
