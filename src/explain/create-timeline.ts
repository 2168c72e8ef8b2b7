import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { ExclusionWindow } from '../domain/exclusion/contact-windows.ts';
import type { TimelineEntry } from './contact-explanation.ts';
import type { ExplainSubject } from './explain-subject.ts';
import type { Dated } from './mail-entry.ts';
import { createPlannedEntry } from './planned-entries.ts';
import { createForeignEntries, createLeftoverEntry } from './row-entries.ts';
import { createLaterEntries, createUnplannedEntry } from './unplanned-entries.ts';
import { createWindowEntries } from './window-entries.ts';

/** On one date a window begins before its mails, and ends after them. */
const placeOf = ({ kind }: TimelineEntry): number =>
  kind === 'window-start' ? 0 : kind === 'window-end' ? 2 : 1;

function listMailEntries(subject: ExplainSubject): Dated<TimelineEntry>[] {
  const { plan } = subject;
  return [
    ...plan.mails.map((mail) => createPlannedEntry(mail, subject)),
    ...plan.unplanned.map((unplanned) => createUnplannedEntry(unplanned, subject)),
    ...plan.leftovers.map((leftover) => createLeftoverEntry(leftover, subject)),
    ...createForeignEntries(subject),
    ...createLaterEntries(subject),
  ];
}

/** Every event and every row of a contact, and its windows between them, in the order of their dates (spec 4.2). */
export function createTimeline(
  subject: ExplainSubject,
  windows: readonly ExclusionWindow[],
  from: EpochDay,
): TimelineEntry[] {
  const mails = listMailEntries(subject);
  const to = Math.max(subject.context.horizonEnd, ...mails.map(({ day }) => day)) as EpochDay;
  const entries = [...mails, ...createWindowEntries(windows, from, to, subject)];
  return entries
    .sort((a, b) => a.day - b.day || placeOf(a.entry) - placeOf(b.entry))
    .map(({ entry }) => entry);
}
