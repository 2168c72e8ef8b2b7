import type { Configuration, MonthDay } from '../domain/configuration.ts';
import { listStatusWarnings } from './list-status-warnings.ts';

const october = 10;

const formatMonthDay = ({ month, day }: MonthDay): string =>
  `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function warnOfEarlyAep(configuration: Configuration): string[] {
  const early = configuration.aep.dates.filter(({ month }) => month < october);
  if (early.length === 0 || configuration.aep.years.length === 0) return [];
  return [
    `AEP_BEFORE_OCTOBER: aep.dates has ${early.map(formatMonthDay).join(', ')}; mail that promotes next year's plans is commonly not allowed before October 1`,
  ];
}

function warnOfEmptyTemplates(configuration: Configuration): string[] {
  return Object.entries(configuration.templates).flatMap(([type, { email, sms }]) =>
    email === undefined && sms === undefined
      ? [`NO_TEMPLATE: templates.${type} has neither email nor sms; a sender would have nothing to send`]
      : [],
  );
}

function warnOfLateFollowups({ timing, load_balancing }: Configuration): string[] {
  const last = timing.followup_lookback_days + load_balancing.catch_up_spread_days;
  if (timing.followup_delay_days <= last) return [];
  return [
    `FOLLOWUP_TOO_LATE: timing.followup_delay_days ${timing.followup_delay_days} is past the last day of a follow-up, ${last} (followup_lookback_days + catch_up_spread_days); none will go out`,
  ];
}

/** Time zones that IANA knows and that look right, but keep standard time all year. */
const zonesWithoutSummerTime: Readonly<Record<string, string>> = {
  EST: 'America/New_York',
  MST: 'America/Denver',
  HST: 'Pacific/Honolulu',
};

function warnOfFixedZone({ timezone }: Configuration): string[] {
  const better = zonesWithoutSummerTime[timezone.toUpperCase()];
  return better === undefined
    ? []
    : [`FIXED_TIME_ZONE: timezone ${timezone} has no daylight-saving time; did you mean ${better}?`];
}

function warnOfZeroCap({ load_balancing }: Configuration): string[] {
  if (load_balancing.daily_send_percentage_cap > 0) return [];
  return [
    'DAILY_CAP_ZERO: load_balancing.daily_send_percentage_cap 0 means one mail a day, not none; to stop all mail use `sendwindow hold DB --reason TEXT`',
  ];
}

/**
 * What is allowed and yet probably not meant, whatever the date. Each line starts with a code and ends with where the
 * value comes from.
 */
export function listConfigurationWarnings(
  configuration: Configuration,
  provenance: ReadonlyMap<string, string>,
): string[] {
  const from = (key: string) => (text: string) => {
    const source = provenance.get(key);
    return source === undefined ? text : `${text} (${key}: ${source})`;
  };
  return [
    ...warnOfFixedZone(configuration).map(from('timezone')),
    ...warnOfEarlyAep(configuration).map(from('aep.dates')),
    ...warnOfLateFollowups(configuration).map(from('timing.followup_delay_days')),
    ...warnOfZeroCap(configuration).map(from('load_balancing.daily_send_percentage_cap')),
    ...warnOfEmptyTemplates(configuration),
    ...listStatusWarnings(configuration),
  ];
}
