import { SendwindowError } from '../error/sendwindow-error.ts';
import type { CentralPlanner } from '../store/planned-by.ts';
import type { Store } from '../store/store.ts';

/** By whose settings a run goes. */
export interface PlannerChoice {
  /** The central database that the settings come from; absent: what the org database itself holds. */
  readonly plannedBy?: CentralPlanner | undefined;
  /** `--standalone`: the org database's own settings, although a central database plans it. */
  readonly standalone?: boolean | undefined;
}

const nameOf = ({ central, orgId }: CentralPlanner): string => `--central ${central} --org ${orgId}`;

/**
 * An org database that a central database plans holds none of its settings: a run without them would plan all contacts
 * again, by another policy and other buffers (spec 3.1).
 *
 * @returns warnings
 * @throws PLANNED_CENTRALLY
 */
export function checkPlanner(store: Store, where: string, choice: PlannerChoice): readonly string[] {
  const { plannedBy, standalone } = choice;
  const found = store.plannedBy.find();
  if (found === undefined || standalone) return [];
  if (plannedBy === undefined) {
    throw new SendwindowError(
      'PLANNED_CENTRALLY',
      `${where}: organisation ${found.orgId} of ${found.central} is planned by that central database; use \`sendwindow run ${nameOf(found)}\`, or --standalone to use the settings of the org database itself`,
    );
  }
  if (plannedBy.central === found.central && plannedBy.orgId === found.orgId) return [];
  return [`PLANNER_CHANGED: planned with ${nameOf(plannedBy)} from now on, with ${nameOf(found)} before`];
}
