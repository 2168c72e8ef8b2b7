import fc from 'fast-check';
import type { OracleCase } from './oracle-case.ts';
import { buildCampaigns, campaignsArbitrary } from './random-campaigns.ts';
import { asOfOf, clockArbitrary, type RawClock } from './random-clock.ts';
import { buildConfig, buildPolicy, configArbitrary, policyArbitrary } from './random-configuration.ts';
import { buildContacts, contactsArbitrary } from './random-contacts.ts';
import { addHistory, historyArbitrary } from './random-history.ts';
import { liveThrough, periodsArbitrary } from './random-life.ts';
import { addRows, rowsArbitrary } from './random-rows.ts';
import { addSuppressions, suppressionsArbitrary } from './random-suppressions.ts';

/** An organisation without rows, and the clock that its first run has. */
const freshOrganisationArbitrary: fc.Arbitrary<{ organisation: OracleCase; clock: RawClock }> = fc
  .record({
    clock: clockArbitrary,
    config: configArbitrary,
    policy: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: policyArbitrary }),
    contacts: contactsArbitrary,
    campaigns: campaignsArbitrary,
    suppressions: suppressionsArbitrary,
  })
  .map(({ clock, config, policy, contacts: rawContacts, campaigns, suppressions }) => {
    const contacts = buildContacts(rawContacts, clock.today);
    const organisation: OracleCase = {
      as_of: asOfOf(clock),
      config: buildConfig(config, clock),
      ...(policy === null ? {} : { policy: buildPolicy(policy, clock.today) }),
      tables: {
        contacts,
        ...buildCampaigns(campaigns, contacts, clock.today),
        tracking_clicks: [],
        contact_events: [],
        suppressions: addSuppressions([], suppressions, contacts),
        email_schedules: [],
      },
    };
    return { organisation, clock };
  });

/**
 * Small organisations, skewed towards edges: leap days, year ends, clock changes, bad data, every kind of state rule
 * and campaign, rows of every status near the limits of identity. Everything is generated relative to the day of the
 * run, by offset and by index, so that fast-check can shrink any part without making the rest invalid.
 */
export const organisationArbitrary: fc.Arbitrary<OracleCase> = fc
  .tuple(freshOrganisationArbitrary, historyArbitrary, rowsArbitrary)
  .map(([{ organisation, clock }, history, rows]) =>
    addRows(addHistory(organisation, history, clock.today), rows),
  );

/**
 * Organisations with a history: the oracle plans, a sender takes what is due, contacts and targets change, clicks and
 * answers come in, for several periods; the case is the run that comes next.
 */
export const livedOrganisationArbitrary: fc.Arbitrary<OracleCase> = fc
  .tuple(freshOrganisationArbitrary, periodsArbitrary)
  .map(([{ organisation, clock }, periods]) => liveThrough(organisation, clock, periods));
