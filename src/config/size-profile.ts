import type { ConfigurationValues } from './configuration-layer.ts';

/** A size profile by name (spec 3.2). */
export type SizeProfile = 'small' | 'medium' | 'large' | 'enterprise';

/** What a size profile sets, and for how many contacts it is made. */
export interface SizeProfileFacts {
  readonly name: SizeProfile;
  /** `auto` chooses it for fewer contacts than this. */
  readonly below: number;
  readonly values: ConfigurationValues;
}

const facts = (
  name: SizeProfile,
  below: number,
  daily_send_percentage_cap: number,
  ed_daily_soft_limit: number,
  batch_size: number,
): SizeProfileFacts => ({
  name,
  below,
  values: { load_balancing: { daily_send_percentage_cap, ed_daily_soft_limit }, runs: { batch_size } },
});

/** The size profiles, smallest first (spec 3.2). */
export const sizeProfiles: readonly SizeProfileFacts[] = [
  facts('small', 10_000, 0.2, 50, 1_000),
  facts('medium', 100_000, 0.1, 200, 5_000),
  facts('large', 500_000, 0.07, 500, 10_000),
  facts('enterprise', Number.POSITIVE_INFINITY, 0.05, 1_000, 25_000),
];

const border = (index: number): number => sizeProfiles[index]?.below ?? 0;

/**
 * The profile that `auto` means (spec 3.2). Without a previous profile the count decides alone; with one, each border
 * is crossed only when the count is at least 10 % past it.
 *
 * @example chooseSizeProfile(10_000, 'small') // small; from 11,000 contacts on: medium
 */
export function chooseSizeProfile(contactCount: number, previous?: SizeProfile): SizeProfile {
  let index = sizeProfiles.findIndex(({ name }) => name === previous);
  if (index < 0) index = sizeProfiles.findIndex(({ below }) => contactCount < below);
  else {
    // Compared in tenths, as 1.1 x 10,000 is not 11,000 in floating point.
    while (contactCount * 10 >= border(index) * 11) index++;
    while (index > 0 && contactCount * 10 <= border(index - 1) * 9) index--;
  }
  return (sizeProfiles[index] as SizeProfileFacts).name;
}
