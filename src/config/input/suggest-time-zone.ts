import { findNearestWord } from './nearest-word.ts';

/** What people in the United States call their time zones. */
const spokenZones: Readonly<Record<string, string>> = {
  eastern: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  et: 'America/New_York',
  central: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  ct: 'America/Chicago',
  mountain: 'America/Denver',
  mdt: 'America/Denver',
  mt: 'America/Denver',
  arizona: 'America/Phoenix',
  pacific: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pt: 'America/Los_Angeles',
  alaska: 'America/Anchorage',
  hawaii: 'Pacific/Honolulu',
};

/** The IANA time zone that a misspelt or spoken name most probably means: `CST`, `Chicago`, `America/Chicgo`. */
export function suggestTimeZone(found: unknown): string | undefined {
  if (typeof found !== 'string') return undefined;
  const spoken = spokenZones[found.toLowerCase().replace(/ ?(standard |daylight )?time$/, '')];
  if (spoken !== undefined) return spoken;
  const zones = Intl.supportedValuesOf('timeZone');
  const city = found.toLowerCase().replaceAll(' ', '_');
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? findNearestWord(found, zones);
}
