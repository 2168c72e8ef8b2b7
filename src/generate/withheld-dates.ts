import { builtinPolicies } from '../config/builtin-policies.ts';
import { defaultConfiguration } from '../config/defaults.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { findContactWindows } from '../domain/exclusion/contact-windows.ts';
import { resolveStateRules, type StateRules } from '../domain/exclusion/state-rules.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';

/** The dates of one person that exclusion windows hang on. */
export interface AnchorDates {
  /** Two capitals, by ZIP. */
  readonly state: string;
  readonly birthDate: EpochDay | undefined;
  readonly effectiveDate: EpochDay | undefined;
}

/** True where the default policy lets no mail out, so that a generated past shows none. */
export type IsWithheld = (person: AnchorDates, date: EpochDay) => boolean;

function resolveDefaultRules(): StateRules {
  const policy = builtinPolicies.find(({ name }) => name === defaultConfiguration.policy);
  if (policy !== undefined) return resolveStateRules(defaultConfiguration, policy, new Map());
  throw new SendwindowError(
    'INTERNAL',
    `generate: the built-in policy ${defaultConfiguration.policy} is missing`,
  );
}

/** Withholds as the built-in configuration does, a missing anchor date included (`on_missing_anchor: withhold`). */
export function createWithholding(): IsWithheld {
  const rulesOf = resolveDefaultRules();
  return ({ state, birthDate, effectiveDate }, date) => {
    const windows = findContactWindows(rulesOf(state), birthDate, effectiveDate);
    return windows.anchorMissing || windows.isExcluded(date);
  };
}
