import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import type { RowOrigin } from '../store/explain-reads.ts';
import type { RowFacts } from './contact-explanation.ts';

/**
 * Reads what is known of stored rows.
 *
 * @param momentOf the moment of a run; null where its checkpoint is not known
 */
export function createRowFacts(
  origins: ReadonlyMap<number, RowOrigin>,
  momentOf: (runId: string) => string | null,
): (row: ScheduleRow) => RowFacts {
  return (row) => {
    const origin = origins.get(row.id);
    const runId = origin?.runId ?? null;
    return {
      id: row.id,
      status: row.status,
      email_type: row.emailType,
      event_date: row.eventDateText,
      ideal_send_date: row.idealDateText,
      scheduled_send_date: row.sendDateText,
      actual_send_datetime: row.actualSendDateTime,
      skip_reason: row.skipReason,
      skip_detail: row.skipDetail,
      adjustment: row.adjustment,
      email_template: row.emailTemplate,
      sms_template: row.smsTemplate,
      run_id: runId,
      run_timestamp: runId === null ? null : momentOf(runId),
      created_at: origin?.createdAt ?? null,
      updated_at: origin?.updatedAt ?? null,
    };
  };
}
