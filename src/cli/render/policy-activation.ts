import { escapeText } from '../../error/escape-text.ts';
import type { ActivationReport } from '../../policy/store-policy.ts';
import type { ReportedVersion } from '../../settings/report-version.ts';
import type { Io } from '../io.ts';
import { renderStateDifferences } from './state-differences.ts';
import { describeVersion, isToCome } from './version.ts';
import { renderWarnings } from './warnings.ts';

/** When a version begins to count, and until when it can be cancelled. */
const describeBeginning = (version: ReportedVersion, database: string): string =>
  isToCome(version)
    ? `It takes effect at ${version.valid_from} UTC: runs from then on plan with it. Until then: sendwindow policy cancel ${database} ${version.id}\n`
    : 'It takes effect at once: the next run plans with it.\n';

/** What was activated. */
export function renderActivation(report: ActivationReport, io: Io): string {
  const { database, version, kept, differences, warnings } = report;
  const name = escapeText(database);
  if (version === null) return `${name}: this policy is in force already, no version was made\n`;
  const back = kept === null ? '' : `the policy in force until then was kept as version ${kept.id}\n`;
  return [
    `${name}: policy ${describeVersion(version)}\n`,
    back,
    renderStateDifferences(differences, io),
    renderWarnings(warnings, io),
    describeBeginning(version, name),
  ].join('');
}
