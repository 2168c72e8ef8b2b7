/**
 * What the package exports: every use-case, the session that each is given, and the reports that they return. Everything
 * else is internal and may change with any version. (`sendwindow/domain` is the pure planner.)
 *
 * @example
 * import { createSession, runPlan } from 'sendwindow';
 * const session = createSession({ command: 'my-service' });
 * const report = await runPlan({ database: 'org.db', dryRun: true }, session);
 */

export type { BackupResult } from '../backup/backup-database.ts';
export type { CampaignApplyReport } from '../campaign/campaign-apply-report.ts';
export type { Assignment } from '../config/assignments.ts';
export type { ErrorCode, ErrorKind } from '../error/error-code.ts';
export { errorKinds } from '../error/error-code.ts';
export { SendwindowError } from '../error/sendwindow-error.ts';
export type { ContactExplanation } from '../explain/contact-explanation.ts';
export type { PolicyImpact } from '../policy/policy-impact.ts';
export type { ActivationReport } from '../policy/store-policy.ts';
export type { RunObserver } from '../run/run-observer.ts';
export type { RunReport } from '../run/run-report.ts';
export type { Job, JobEvent } from '../run/start-job.ts';
export type { VerifyReport } from '../run/verify-schedule.ts';
export type { ConfigurationReport } from '../settings/store-configuration.ts';
export type { UndoReport } from '../undo/undo-report.ts';
export { type ActivatePolicyRequest, activatePolicy } from './activate-policy.ts';
export {
  type AddOrganisationRequest,
  addOrganisation,
  type ChangedOrganisationReport,
} from './add-organisation.ts';
export { type ApplyCampaignFileRequest, applyCampaignFile } from './apply-campaign-file.ts';
export { type CancelVersionReport, type CancelVersionRequest, cancelVersion } from './cancel-version.ts';
export {
  type CheckConfigurationRequest,
  type CheckedConfiguration,
  checkConfiguration,
} from './check-configuration.ts';
export {
  type CheckedPolicy,
  type CheckPolicyRequest,
  checkPolicy,
  excludesEverybody,
} from './check-policy.ts';
export { type ComparePoliciesRequest, comparePolicies, type PolicyComparison } from './compare-policies.ts';
export {
  type ConfirmCampaignReport,
  type ConfirmCampaignRequest,
  confirmCampaign,
} from './confirm-campaign.ts';
export { type ConfirmContactReport, type ConfirmContactRequest, confirmContact } from './confirm-contact.ts';
export { type CreateBackupRequest, createBackup } from './create-backup.ts';
export { type ExplainContactRequest, explainContact } from './explain-contact.ts';
export {
  type GenerateOrganisationRequest,
  type GenerateReport,
  generateOrganisation,
} from './generate-organisation.ts';
export { type BackupList, type ListBackupsRequest, type ListedBackup, listBackups } from './list-backups.ts';
export { type CampaignList, type ListedInstance, listCampaigns } from './list-campaigns.ts';
export { type IssuesHead, type ListIssuesRequest, listIssues } from './list-issues.ts';
export { type ListedOrganisation, listOrganisations, type OrganisationList } from './list-organisations.ts';
export { type ListRunsRequest, listRuns, type RunSummary, type RunWrites } from './list-runs.ts';
export {
  type ListScheduleRequest,
  listSchedule,
  type ScheduleHead,
  type ScheduleListing,
} from './list-schedule.ts';
export { type ListVersionsRequest, listVersions, type VersionList } from './list-versions.ts';
export { type PlaceHoldReport, type PlaceHoldRequest, placeHold } from './place-hold.ts';
export { type PolicyPreview, type PreviewPolicyRequest, previewPolicy } from './preview-policy.ts';
export { type ReleaseHoldReport, type ReleaseHoldRequest, releaseHold } from './release-hold.ts';
export { type RestoreBackupReport, type RestoreBackupRequest, restoreBackup } from './restore-backup.ts';
export { type RollBackConfigurationRequest, rollBackConfiguration } from './roll-back-configuration.ts';
export { type RollBackPolicyRequest, rollBackPolicy } from './roll-back-policy.ts';
export {
  type OrganisationResult,
  type RunOrganisationsReport,
  type RunOrganisationsRequest,
  runOrganisations,
} from './run-organisations.ts';
export { type RunRequest, runPlan } from './run-plan.ts';
export { createSession, type LogLevel, type Session, type SessionOptions } from './session.ts';
export { type SetConfigurationRequest, setConfiguration } from './set-configuration.ts';
export { type SetOrganisationRequest, setOrganisation } from './set-organisation.ts';
export type { Listing } from './shared/listing.ts';
export type { VolumeReport } from './shared/volume-report.ts';
export {
  type ShowConfigurationRequest,
  type ShownConfiguration,
  showConfiguration,
} from './show-configuration.ts';
export { type ShowOrganisationRequest, showOrganisation } from './show-organisation.ts';
export { type ShownPolicy, type ShowPolicyRequest, showPolicy } from './show-policy.ts';
export { type RunRecord, type ShowRunRequest, showRun, type UsedContent } from './show-run.ts';
export { showVolume, type VolumeRequest } from './show-volume.ts';
export { startRun } from './start-run.ts';
export { startUndo } from './start-undo.ts';
export { type UndoRunRequest, undoRun } from './undo-run.ts';
export { type UpgradeReport, type UpgradeRequest, upgradeDatabase } from './upgrade-database.ts';
export { type VerifiedBackup, type VerifyBackupRequest, verifyBackup } from './verify-backup.ts';
export { type VerifyRequest, verifyDatabase } from './verify-database.ts';
