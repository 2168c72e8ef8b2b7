import { escapeText } from '../../error/escape-text.ts';
import type { ChangedOrganisation } from '../../settings/change-organisation.ts';
import type { OrganisationReport } from '../../settings/organisation-report.ts';
import type { Io } from '../io.ts';
import { renderValue } from './value.ts';
import { renderWarnings } from './warnings.ts';

/** What is set, a line each; what is not set is left out. */
export function renderOrganisation(report: OrganisationReport): string {
  const set = Object.entries(report).filter(([, value]) => value !== null);
  const width = Math.max(...set.map(([name]) => name.length));
  return set.map(([name, value]) => `${escapeText(name).padEnd(width)}  ${renderValue(value)}\n`).join('');
}

/** What is set after a change, and what there is to say about it. */
export const renderChangedOrganisation = ({ organisation, warnings }: ChangedOrganisation, io: Io): string =>
  renderOrganisation(organisation) + renderWarnings(warnings, io);
