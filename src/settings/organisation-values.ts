import { type Assignment, applyAssignments } from '../config/assignments.ts';
import { InvalidInputError, type Problem } from '../config/input/problem.ts';
import { readOverrides } from '../config/read-overrides.ts';
import {
  type BufferValues,
  type OrganizationColumn,
  type OrganizationValues,
  organizationColumns,
} from '../store/organizations.ts';

/** What assignments set, sorted by where it goes. */
export interface OrganisationChange {
  readonly values: OrganizationValues;
  readonly buffers: BufferValues;
}

const textColumns: ReadonlySet<string> = new Set([
  'name',
  'database',
  'timezone',
  'size_profile',
  'policy',
  'config_overrides',
]);
const flagColumns: ReadonlySet<string> = new Set(['active', 'enable_post_window_emails']);
const bufferPrefix = 'state_buffers.';

const isColumn = (key: string): key is OrganizationColumn =>
  (organizationColumns as readonly string[]).includes(key);

const flags: Readonly<Record<string, number>> = { true: 1, yes: 1, '1': 1, false: 0, no: 0, '0': 0 };

/** A number, or the text as it is: the check of the whole row reports what is not a number. */
const readNumber = (text: string): number | string => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);

/** An empty text clears a column; all columns but the name may be empty. */
function readColumn(key: OrganizationColumn, text: string, problems: Problem[]): string | number | null {
  if (text === '' && key !== 'name' && key !== 'active') return null;
  if (textColumns.has(key)) {
    if (text.trim() !== '') return text;
    problems.push({ place: key, code: 'WRONG_TYPE', message: 'it is empty; use a name' });
    return null;
  }
  if (!flagColumns.has(key)) return readNumber(text);
  const flag = flags[text.toLowerCase()];
  if (flag === undefined) {
    const message = `${JSON.stringify(text)} is not a yes or no; use true or false`;
    problems.push({ place: key, code: 'WRONG_TYPE', message });
  }
  return flag ?? null;
}

/** Keys that are no columns are configuration: they go to `config_overrides`. */
function changeOverrides(current: string | null, assignments: readonly Assignment[]): string | null {
  const { layer, problems } = readOverrides(current, 'config_overrides');
  if (problems.length > 0) throw new InvalidInputError('BAD_CONFIGURATION', problems);
  const values = applyAssignments(layer.values, assignments);
  return Object.keys(values).length === 0 ? null : JSON.stringify(values);
}

/**
 * Sorts assignments: columns of `organizations`, `state_buffers.CA`, all else keys of the configuration.
 *
 * @param overrides `config_overrides` as they are
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem
 */
export function readOrganisationChange(
  assignments: readonly Assignment[],
  overrides: string | null,
): OrganisationChange {
  const values: Partial<Record<OrganizationColumn, string | number | null>> = {};
  const buffers: Record<string, number | null> = {};
  const problems: Problem[] = [];
  const rest: Assignment[] = [];
  for (const { key, text } of assignments) {
    if (isColumn(key)) values[key] = readColumn(key, text, problems);
    else if (key.startsWith(bufferPrefix)) {
      buffers[key.slice(bufferPrefix.length)] = text === '' ? null : (readNumber(text) as number);
    } else rest.push({ key, text });
  }
  if (problems.length > 0) throw new InvalidInputError('BAD_CONFIGURATION', problems);
  if (rest.length === 0) return { values, buffers };
  const base = values.config_overrides === undefined ? overrides : (values.config_overrides as string | null);
  return { values: { ...values, config_overrides: changeOverrides(base, rest) }, buffers };
}
