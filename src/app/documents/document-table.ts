import type { z } from 'zod';
import { backupCreateDocument } from './backup-create.ts';
import { backupListDocument } from './backup-list.ts';
import { backupRestoreDocument } from './backup-restore.ts';
import { backupVerifyDocument } from './backup-verify.ts';
import { campaignApplyDocument } from './campaign-apply.ts';
import { campaignConfirmDocument } from './campaign-confirm.ts';
import { campaignListDocument } from './campaign-list.ts';
import { configChangeDocument } from './config-change.ts';
import { configCheckDocument } from './config-check.ts';
import { configShowDocument } from './config-show.ts';
import { contactsConfirmDocument } from './contacts-confirm.ts';
import { explanationDocument } from './explanation.ts';
import { generateDocument } from './generate.ts';
import { holdDocument } from './hold.ts';
import { initDocument } from './init.ts';
import { issuesDocument } from './issues.ts';
import { organisationDocument } from './organisation.ts';
import { organisationChangeDocument } from './organisation-change.ts';
import { organisationListDocument } from './organisation-list.ts';
import { policyActivationDocument } from './policy-activation.ts';
import { policyCheckDocument } from './policy-check.ts';
import { policyDiffDocument } from './policy-diff.ts';
import { policyImpactDocument } from './policy-impact.ts';
import { policyShowDocument } from './policy-show.ts';
import { releaseDocument } from './release.ts';
import { runAllReportDocument } from './run-all-report.ts';
import { runRecordDocument } from './run-record.ts';
import { runReportDocument } from './run-report.ts';
import { runsListDocument } from './runs-list.ts';
import { scheduleDocument } from './schedule.ts';
import { undoReportDocument } from './undo-report.ts';
import { verifyDocument } from './verify.ts';
import { versionCancelDocument } from './version-cancel.ts';
import { versionsDocument } from './versions.ts';
import { volumeDocument } from './volume.ts';

/** The document of each command, as `--json` prints it (spec 4.2), by the words of the command. */
export const documentTable: Readonly<Record<string, z.ZodType>> = {
  init: initDocument,
  generate: generateDocument,
  run: runReportDocument,
  'run --all': runAllReportDocument,
  explain: explanationDocument,
  volume: volumeDocument,
  schedule: scheduleDocument,
  issues: issuesDocument,
  verify: verifyDocument,
  hold: holdDocument,
  release: releaseDocument,
  'campaign apply': campaignApplyDocument,
  'campaign list': campaignListDocument,
  'campaign confirm': campaignConfirmDocument,
  'contacts confirm': contactsConfirmDocument,
  'runs list': runsListDocument,
  'runs show': runRecordDocument,
  'runs undo': undoReportDocument,
  'backup create': backupCreateDocument,
  'backup list': backupListDocument,
  'backup verify': backupVerifyDocument,
  'backup restore': backupRestoreDocument,
  'config show': configShowDocument,
  'config set': configChangeDocument,
  'config check': configCheckDocument,
  'config versions': versionsDocument,
  'config rollback': configChangeDocument,
  'config cancel': versionCancelDocument,
  'policy show': policyShowDocument,
  'policy check': policyCheckDocument,
  'policy diff': policyDiffDocument,
  'policy impact': policyImpactDocument,
  'policy activate': policyActivationDocument,
  'policy versions': versionsDocument,
  'policy rollback': policyActivationDocument,
  'policy cancel': versionCancelDocument,
  'org list': organisationListDocument,
  'org add': organisationChangeDocument,
  'org set': organisationChangeDocument,
  'org show': organisationDocument,
};
