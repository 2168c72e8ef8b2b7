import { readDate } from '../domain/calendar/date-text.ts';
import type { Target } from '../domain/campaign/campaign.ts';
import { isCampaignType } from '../domain/mail/mail-event.ts';
import { isOwned, type ScheduleRow } from '../domain/mail/schedule-row.ts';
import type { TargetStatus } from '../domain/plan/diff-contact.ts';
import type { UndoStep } from './undo-step.ts';

/** The campaign row of a target: its own, else one of the same instance and event date, since they are one event (2.4). */
function findRow(target: Target, rows: readonly ScheduleRow[]): ScheduleRow | undefined {
  const ofInstance = rows.filter(
    (row) => isCampaignType(row.emailType) && row.instanceId === target.instanceId,
  );
  const date = readDate(target.triggerDate);
  return (
    ofInstance.find((row) => row.targetId === target.id) ??
    ofInstance.find((row) => date !== undefined && row.eventDate === date)
  );
}

function statusOf(row: ScheduleRow | undefined): TargetStatus {
  if (row === undefined) return 'pending';
  if (!isOwned(row)) return 'sent';
  return row.status === 'pre-scheduled' ? 'scheduled' : 'skipped';
}

/**
 * Finds the targets whose status does not match the rows after an undo (spec 3.1), among the campaigns whose rows it has
 * changed. A target that is `sent` stays so.
 */
export function alignTargets(
  targets: readonly Target[],
  steps: readonly UndoStep[],
  rows: readonly ScheduleRow[],
): { readonly id: number; readonly status: TargetStatus }[] {
  const touched = new Set(
    steps.flatMap(({ present, former }) => [
      present?.['campaign_instance_id'],
      former?.['campaign_instance_id'],
    ]),
  );
  return targets
    .filter(({ instanceId, status }) => touched.has(instanceId) && status !== 'sent')
    .map((target) => ({ id: target.id, old: target.status, status: statusOf(findRow(target, rows)) }))
    .filter(({ old, status }) => old !== status)
    .map(({ id, status }) => ({ id, status }));
}
