import { defaultConfiguration } from '../config/defaults.ts';
import { resolvePath } from '../config/resolve-path.ts';
import {
  type GeneratedCounts,
  generateOrganisation as generateInto,
} from '../generate/generate-organisation.ts';
import { parseAsOf } from '../settings/parse-as-of.ts';
import { Store } from '../store/store.ts';
import type { Session } from './session.ts';

/** A synthetic organisation. */
export interface GenerateOrganisationRequest {
  /** Made if it is not there. */
  readonly database: string;
  /** How many. */
  readonly contacts: number;
  /** The same seed gives the same data; default `1`. */
  readonly seed?: string | undefined;
  /** Mails of the last 35 days and what came of them; default `some`. */
  readonly history?: 'some' | 'none' | undefined;
  /** The day from which dates count; default: today. */
  readonly asOf?: string | undefined;
}

/** What was generated. */
export interface GenerateReport {
  readonly database: string;
  readonly seed: string;
  /** `YYYY-MM-DD`. */
  readonly as_of: string;
  readonly contacts: number;
  readonly flaws: GeneratedCounts['flaws'];
  readonly suppressions: number;
  readonly campaign_instances: number;
  readonly campaign_targets: number;
  readonly sent_mails: number;
  readonly sent_followups: number;
  readonly clicks: number;
  readonly events: number;
  readonly elapsed_ms: number;
}

/**
 * Fills a new org database with a synthetic organisation (spec 4.2); one that holds something already is refused.
 *
 * @throws SendwindowError BAD_USAGE, BAD_DATE
 */
export async function generateOrganisation(
  request: GenerateOrganisationRequest,
  session: Session,
): Promise<GenerateReport> {
  const { database, contacts, history, seed = '1' } = request;
  const { timezone } = defaultConfiguration;
  const moment = parseAsOf(request.asOf, timezone, session.now());
  const asOf = moment.toZonedDateTimeISO(timezone).toPlainDate().toString();
  const startedAt = session.elapsed();
  using store = Store.open(resolvePath(session, database), { mode: 'create' });
  const { observer } = session;
  observer.startPhase('generate', contacts);
  const onProgress = observer.advance;
  const counts = await generateInto(store, { contacts, seed, asOf, history, onProgress });
  return {
    database,
    seed,
    as_of: asOf,
    contacts: counts.contacts,
    flaws: counts.flaws,
    suppressions: counts.suppressions,
    campaign_instances: counts.campaignInstances,
    campaign_targets: counts.campaignTargets,
    sent_mails: counts.sentMails,
    sent_followups: counts.sentFollowUps,
    clicks: counts.clicks,
    events: counts.events,
    elapsed_ms: Math.round(session.elapsed() - startedAt),
  };
}
