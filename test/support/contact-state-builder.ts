import type { Contact } from '../../src/domain/contact/contact.ts';
import type { ContactState } from '../../src/domain/exclusion/contact-state.ts';
import {
  ContactWindows,
  type ExclusionWindow,
  endOfTime,
} from '../../src/domain/exclusion/contact-windows.ts';
import { buildContact } from './contact-builder.ts';
import { day } from './day-builder.ts';

/** First and last excluded date, `YYYY-MM-DD`. */
export type Span = readonly [start: string, end: string];

/** Windows that exclude the spans and nothing else. */
export function buildWindows(...spans: readonly Span[]): ContactWindows {
  const windows = spans.map(
    ([start, end]): ExclusionWindow => ({
      start: day(start),
      end: day(end),
      rule: 'test window',
      yearRound: false,
    }),
  );
  const sources = windows.map(
    (window) => (date: number) => (date >= window.start && date <= window.end ? window : undefined),
  );
  return new ContactWindows(sources, false, endOfTime);
}

/** Contact 7 with windows that exclude the spans. */
export function buildContactState(
  spans: readonly Span[] = [],
  contact: Partial<Contact> = {},
  overrides: Partial<ContactState> = {},
): ContactState {
  const built = buildContact(contact);
  return {
    contact: built,
    stateKey: built.state,
    windows: buildWindows(...spans),
    windowsUnknown: false,
    ...overrides,
  };
}
