import type { ConfigurationLayer } from '../config/configuration-layer.ts';
import { InvalidInputError, type Problem } from '../config/input/problem.ts';
import { type OrganisationRow, organisationLayers } from '../config/organisation-layers.ts';
import { parsePolicy } from '../config/policy-file.ts';
import { stateNames } from '../config/state-names.ts';
import { storedConfigurationLayer } from '../config/stored-configuration-layer.ts';
import type { StoredSettings, StoredVersion } from '../store/stored-settings.ts';
import { nameVersion, type StoredLayers, type StoredPolicy } from './stored-layers.ts';

const nameSource = ({ id }: StoredVersion): string => nameVersion('policy', id);

const readPolicy = (version: StoredVersion): StoredPolicy => ({
  policy: parsePolicy(version.data, nameSource(version)),
  source: nameSource(version),
});

/** The name that a version's content carries, whatever else is wrong with it. */
function readName({ data }: StoredVersion): unknown {
  try {
    return (JSON.parse(data) as { name?: unknown } | null)?.name;
  } catch {
    return undefined;
  }
}

/** Activating a policy is a statement like setting `policy`, and made later than the configuration's. */
function policyLayer(version: StoredVersion, name: string): ConfigurationLayer {
  return { source: nameSource(version), values: { policy: name } };
}

const largestBuffer = 365;

function findBufferProblem(place: string, state: string, days: unknown): Problem | undefined {
  if (!Object.hasOwn(stateNames, state)) {
    const message = `${JSON.stringify(state)} is not a state code; use two capital letters, such as CA`;
    return { place, code: 'UNKNOWN_STATE', message };
  }
  if (typeof days === 'number' && Number.isInteger(days) && days >= 0 && days <= largestBuffer)
    return undefined;
  const message = `${JSON.stringify(days)} is not a whole number of days in range; use 0 to ${largestBuffer}`;
  return { place, code: 'OUT_OF_RANGE', message };
}

/**
 * The pre-window buffers of an organisation, in days by state (spec 3.2).
 *
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem
 */
function readStateBuffers(
  rows: readonly (readonly [string, unknown])[],
  source: string,
): ReadonlyMap<string, number> {
  const problems = rows.flatMap(
    ([state, days]) => findBufferProblem(`${source} state buffer ${state}`, state, days) ?? [],
  );
  if (problems.length > 0) throw new InvalidInputError('BAD_CONFIGURATION', problems);
  return new Map(rows as readonly (readonly [string, number])[]);
}

/** The problems of all parts are reported together. */
function readTogether<A, B>(readA: () => A, readB: () => B): readonly [A, B] {
  const problems: Problem[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      for (const problem of error.problems) problems.push(problem);
      return undefined;
    }
  };
  const read = [attempt(readA), attempt(readB)] as const;
  if (problems.length > 0) throw new InvalidInputError('BAD_CONFIGURATION', problems);
  return read as readonly [A, B];
}

function warnOfInactive({ organization }: StoredSettings): string[] {
  if (organization === undefined || organization['active'] !== 0) return [];
  return [
    `ORGANISATION_INACTIVE: organisation ${organization.id} is not active; \`run --all\` skips it (org set ... active=true)`,
  ];
}

/**
 * Reads and checks what a database holds about settings. Loads the parsers of everything that people write.
 *
 * @throws SendwindowError BAD_CONFIGURATION, BAD_POLICY with a line for each problem
 */
export function readStoredLayers(stored: StoredSettings): StoredLayers {
  const { configuration, organization, policies } = stored;
  const [newest] = policies;
  const activated = newest && { name: readPolicy(newest).policy.name, source: nameSource(newest) };
  const [ofOrganisation, stateBuffers] = readTogether(
    () => (organization ? organisationLayers(organization as OrganisationRow) : []),
    () => readStateBuffers(stored.stateBuffers, `organisation ${organization?.id}`),
  );
  return {
    layers: [
      ...(configuration
        ? [storedConfigurationLayer(configuration.data, nameVersion('configuration', configuration.id))]
        : []),
      ...(newest && activated ? [policyLayer(newest, activated.name)] : []),
      ...ofOrganisation,
    ],
    stateBuffers,
    activated,
    findPolicy: (name) => {
      const version = policies.find((policy) => readName(policy) === name);
      return version && readPolicy(version);
    },
    warnings: warnOfInactive(stored),
  };
}
