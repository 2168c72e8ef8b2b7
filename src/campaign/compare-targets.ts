import { isCancelled } from '../domain/campaign/campaign.ts';
import type { StoredTarget } from '../store/campaigns.ts';
import type { Store } from '../store/store.ts';
import type { MovedTarget, TargetCounts } from './campaign-apply-report.ts';
import type { InstanceEntry, TargetEntry } from './campaign-file.ts';
import type { CampaignProblems } from './campaign-problem.ts';

/** A contact to be enrolled. */
interface NewTarget {
  readonly contactId: number;
  readonly triggerDate: string | null;
}

/** What must be written so that an instance has the targets of a file. */
export interface TargetComparison {
  readonly counts: TargetCounts;
  readonly newTargets: readonly NewTarget[];
  /** Targets that get another date. */
  readonly moves: readonly MovedTarget[];
  /** Contacts among them that have been mailed already: the new date does not mail them again (spec 2.4). */
  readonly mailed: readonly number[];
}

/** What comparing targets needs besides them. */
export interface TargetTools {
  readonly findContact: (target: TargetEntry) => number | undefined;
  readonly listTargets: Store['targets']['listTargets'];
  readonly problems: CampaignProblems;
  /** `--additional`: a target with a new date is one more. */
  readonly additional: boolean;
}

const describeDate = (date: string | null): string => date ?? 'no date of its own';

/** Compares the targets of one instance, contact by contact. */
class InstanceTargets {
  readonly newTargets: NewTarget[] = [];
  readonly moves: MovedTarget[] = [];
  readonly mailed: number[] = [];
  unchanged = 0;
  repeated = 0;
  cancelled = 0;
  readonly #tools: TargetTools;
  readonly #instance: string;

  constructor(tools: TargetTools, instance: string) {
    this.#tools = tools;
    this.#instance = instance;
  }

  get counts(): TargetCounts {
    const { unchanged, repeated, cancelled } = this;
    return { added: this.newTargets.length, moved: this.moves.length, unchanged, repeated, cancelled };
  }

  /**
   * @param named the contact's targets in the file
   * @param stored those in the database
   */
  compare(contactId: number, named: readonly TargetEntry[], stored: readonly StoredTarget[]): void {
    const dates = new Map<string | null, TargetEntry>();
    for (const target of named) {
      if (dates.has(target.triggerDate)) this.repeated++;
      else dates.set(target.triggerDate, target);
    }
    const isStored = (date: string | null): boolean => stored.some(({ triggerDate }) => triggerDate === date);
    const fresh = [...dates.values()].filter(({ triggerDate }) => !isStored(triggerDate));
    this.unchanged += dates.size - fresh.length;
    const isMore = (target: TargetEntry): boolean => target.additional || this.#tools.additional;
    if (stored.some(isCancelled)) {
      this.cancelled += fresh.length;
      return;
    }
    const corrected = fresh.filter((target) => !isMore(target));
    const open = stored.filter(({ triggerDate }) => !dates.has(triggerDate));
    for (const target of fresh) {
      if (isMore(target)) this.newTargets.push({ contactId, triggerDate: target.triggerDate });
      else this.#correct(contactId, target, { corrected, stored, open });
    }
  }

  /** A date that the database does not have yet: it is the first of its contact, or takes the place of another. */
  #correct(
    contactId: number,
    target: TargetEntry,
    found: {
      readonly corrected: readonly TargetEntry[];
      readonly stored: readonly StoredTarget[];
      readonly open: readonly StoredTarget[];
    },
  ): void {
    const [replaced, other] = found.open;
    if (
      found.corrected.length > 1 ||
      other !== undefined ||
      (replaced === undefined && found.stored.length > 0)
    ) {
      this.#refuse(contactId, target, found.stored);
    } else if (replaced === undefined) {
      this.newTargets.push({ contactId, triggerDate: target.triggerDate });
    } else {
      const { id: target_id, triggerDate: from, status } = replaced;
      this.moves.push({ contact_id: contactId, target_id, from, to: target.triggerDate });
      if (status === 'sent') this.mailed.push(contactId);
    }
  }

  #refuse(contactId: number, { place, triggerDate }: TargetEntry, stored: readonly StoredTarget[]): void {
    const known =
      stored.length === 0
        ? 'the file gives it several dates'
        : `the database has ${stored.map((each) => describeDate(each.triggerDate)).join(', ')}`;
    const what = `contact ${contactId} of ${this.#instance}: ${describeDate(triggerDate)} is another date, and ${known}`;
    this.#tools.problems.add({
      place,
      code: 'SECOND_TARGET',
      message: `${what}; name every date that is to be kept, and set \`additional: true\` (or --additional) for each additional one`,
    });
  }
}

/**
 * Compares the targets that a file gives an instance with those it has (spec 7.1). A contact with one target gets its date
 * corrected, so that it is not mailed twice; a second one is only added where the file says so. What a person has cancelled
 * stays so.
 *
 * @param instanceId undefined: the instance is new
 */
export function compareTargets(
  { targets, values }: InstanceEntry,
  instanceId: number | undefined,
  tools: TargetTools,
): TargetComparison {
  const comparison = new InstanceTargets(tools, `${values.type}/${values.name}`);
  const byContact = new Map<number, TargetEntry[]>();
  for (const target of targets) {
    const contactId = tools.findContact(target);
    if (contactId === undefined) continue;
    const named = byContact.get(contactId);
    if (named === undefined) byContact.set(contactId, [target]);
    else named.push(target);
  }
  for (const [contactId, named] of byContact) {
    const stored = instanceId === undefined ? [] : tools.listTargets(contactId, instanceId);
    comparison.compare(contactId, named, stored);
  }
  const { counts, newTargets, moves, mailed } = comparison;
  return { counts, newTargets, moves, mailed };
}
