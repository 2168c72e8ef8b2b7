import type { Store } from '../store/store.ts';
import type { PlanSettings } from './build-plan-context.ts';
import type { Pause } from './pause.ts';
import type { PlanReading } from './plan-reading.ts';

/** What planning works on. */
export interface PlanningDesk {
  readonly store: Store;
  /** Called when a snapshot has begun. */
  readonly openReading: () => PlanReading;
  readonly settings: PlanSettings;
  readonly database: string;
  /** The number of contacts a moment ago, for which room is made. */
  readonly expectedContacts: number;
  readonly onPhase: (phase: string, total?: number) => void;
  readonly onContact: (done: number) => void;
  readonly pause: Pause;
}

/** The contacts that are planned, where it is not all of them. */
export interface Selection {
  /** Ascending, each once. */
  readonly ids: readonly number[];
  /** Is it a mistake if one of them does not exist? */
  readonly mustExist: boolean;
}
