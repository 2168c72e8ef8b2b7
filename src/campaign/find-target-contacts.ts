import type { Store } from '../store/store.ts';
import type { InstanceEntry, TargetEntry } from './campaign-file.ts';
import type { CampaignProblems } from './campaign-problem.ts';

type Targets = Store['targets'];

/** Shown of the contacts that share an address. */
const mostShown = 5;

const normalize = (email: string): string => email.trim().toLowerCase();

/** The ids for every address that a file names: one scan of the contacts. */
function findIdsByEmail(
  targets: Targets,
  instances: readonly InstanceEntry[],
): ReadonlyMap<string, number[]> {
  const ids = new Map<string, number[]>();
  for (const { targets: entries } of instances) {
    for (const { email } of entries) if (email !== undefined) ids.set(normalize(email), []);
  }
  if (ids.size === 0) return ids;
  for (const [id, email] of targets.readEmails()) ids.get(normalize(String(email)))?.push(id);
  return ids;
}

/**
 * Finds the contact of each target, by id or by email address (capitals do not matter).
 *
 * @returns the contact's id, or `undefined` where there is none, or several; this is then among the problems
 */
export function createContactFinder(
  targets: Targets,
  instances: readonly InstanceEntry[],
  problems: CampaignProblems,
): (target: TargetEntry) => number | undefined {
  const idsByEmail = findIdsByEmail(targets, instances);

  const findById = (id: number, place: string): number | undefined => {
    if (targets.hasContact(id)) return id;
    problems.add({
      place,
      code: 'UNKNOWN_CONTACT',
      message: `there is no contact ${id}; name an id of the table contacts`,
    });
    return undefined;
  };

  const findByEmail = (email: string, place: string): number | undefined => {
    const ids = idsByEmail.get(normalize(email)) ?? [];
    if (ids.length === 1) return ids[0];
    const shown = JSON.stringify(email);
    if (ids.length === 0) {
      problems.add({
        place,
        code: 'UNKNOWN_CONTACT',
        message: `no contact has the email address ${shown}; correct it, or use contact_id`,
      });
    } else {
      const list = `${ids.slice(0, mostShown).join(', ')}${ids.length > mostShown ? ', ...' : ''}`;
      const message = `${ids.length} contacts have the email address ${shown} (${list}); use contact_id`;
      problems.add({ place, code: 'AMBIGUOUS_EMAIL', message });
    }
    return undefined;
  };

  return ({ contactId, email, place }) =>
    contactId === undefined ? findByEmail(email ?? '', place) : findById(contactId, place);
}
