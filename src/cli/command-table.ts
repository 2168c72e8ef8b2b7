import type { CommandDefinition } from './command-definition.ts';
import { backupCreateDefinition } from './definitions/backup-create.ts';
import { backupListDefinition } from './definitions/backup-list.ts';
import { backupRestoreDefinition } from './definitions/backup-restore.ts';
import { backupVerifyDefinition } from './definitions/backup-verify.ts';
import { campaignApplyDefinition } from './definitions/campaign-apply.ts';
import { campaignConfirmDefinition } from './definitions/campaign-confirm.ts';
import { campaignListDefinition } from './definitions/campaign-list.ts';
import { completionDefinition } from './definitions/completion.ts';
import { configCancelDefinition } from './definitions/config-cancel.ts';
import { configCheckDefinition } from './definitions/config-check.ts';
import { configRollbackDefinition } from './definitions/config-rollback.ts';
import { configSetDefinition } from './definitions/config-set.ts';
import { configShowDefinition } from './definitions/config-show.ts';
import { configVersionsDefinition } from './definitions/config-versions.ts';
import { contactsConfirmDefinition } from './definitions/contacts-confirm.ts';
import { explainDefinition } from './definitions/explain.ts';
import { generateDefinition } from './definitions/generate.ts';
import { holdDefinition } from './definitions/hold.ts';
import { initDefinition } from './definitions/init.ts';
import { issuesDefinition } from './definitions/issues.ts';
import { orgAddDefinition } from './definitions/org-add.ts';
import { orgListDefinition } from './definitions/org-list.ts';
import { orgSetDefinition } from './definitions/org-set.ts';
import { orgShowDefinition } from './definitions/org-show.ts';
import { policyActivateDefinition } from './definitions/policy-activate.ts';
import { policyCancelDefinition } from './definitions/policy-cancel.ts';
import { policyCheckDefinition } from './definitions/policy-check.ts';
import { policyDiffDefinition } from './definitions/policy-diff.ts';
import { policyImpactDefinition } from './definitions/policy-impact.ts';
import { policyRollbackDefinition } from './definitions/policy-rollback.ts';
import { policyShowDefinition } from './definitions/policy-show.ts';
import { policyVersionsDefinition } from './definitions/policy-versions.ts';
import { releaseDefinition } from './definitions/release.ts';
import { runDefinition } from './definitions/run.ts';
import { runsListDefinition } from './definitions/runs-list.ts';
import { runsShowDefinition } from './definitions/runs-show.ts';
import { runsUndoDefinition } from './definitions/runs-undo.ts';
import { scheduleDefinition } from './definitions/schedule.ts';
import { verifyDefinition } from './definitions/verify.ts';
import { volumeDefinition } from './definitions/volume.ts';

/** The descriptions of the command groups in `sendwindow --help`. */
export const commandGroups: Readonly<Record<string, string>> = {
  campaign: 'campaign types, instances and targets',
  contacts: 'the people of an organisation',
  runs: 'list, show and undo runs',
  backup: 'create, check and restore copies of a database',
  config: 'settings: show and change them, and manage their versions',
  policy: 'exclusion policies: show, check, compare and activate them, and manage their versions',
  org: 'organisations of the central database',
};

/** Every command, in the order of the help text. */
export const commandTable: readonly CommandDefinition[] = [
  initDefinition,
  generateDefinition,
  runDefinition,
  explainDefinition,
  volumeDefinition,
  scheduleDefinition,
  issuesDefinition,
  campaignApplyDefinition,
  campaignListDefinition,
  campaignConfirmDefinition,
  contactsConfirmDefinition,
  verifyDefinition,
  holdDefinition,
  releaseDefinition,
  runsListDefinition,
  runsShowDefinition,
  runsUndoDefinition,
  backupCreateDefinition,
  backupListDefinition,
  backupVerifyDefinition,
  backupRestoreDefinition,
  configShowDefinition,
  configCheckDefinition,
  configSetDefinition,
  configVersionsDefinition,
  configRollbackDefinition,
  configCancelDefinition,
  policyShowDefinition,
  policyCheckDefinition,
  policyDiffDefinition,
  policyImpactDefinition,
  policyActivateDefinition,
  policyVersionsDefinition,
  policyRollbackDefinition,
  policyCancelDefinition,
  orgListDefinition,
  orgShowDefinition,
  orgAddDefinition,
  orgSetDefinition,
  completionDefinition,
];
