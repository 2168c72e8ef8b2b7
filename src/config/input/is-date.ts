import { daysInMonth } from '../../domain/calendar/epoch-day.ts';

/** Whether a text is `YYYY-MM-DD` and that date exists. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year = 0, month = 0, day = 0] = (parts ?? []).slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}
