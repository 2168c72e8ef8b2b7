import { describe, expect, it } from 'vitest';
import { readDate } from '../../../../src/domain/calendar/date-text.ts';
import type { EpochDay } from '../../../../src/domain/calendar/epoch-day.ts';
import { isReusedId } from '../../../../src/domain/contact/same-person.ts';

const today = readDate('2027-03-01') as EpochDay;
const ada = { email: 'ada@example.com', birthDate: '1960-06-10' };
const eva = { email: 'eva@example.com', birthDate: '1955-01-02' };
const nobody = { email: null, birthDate: null };

describe('an id that has come back (spec 2.2)', () => {
  it.each([
    ['email and birth date agree', [ada, { email: ' ADA@example.com', birthDate: '1960-06-10 00:00:00' }]],
    ['the email agrees', [ada, { ...eva, email: ada.email }]],
    ['the birth date agrees', [ada, { ...eva, birthDate: ada.birthDate }]],
    ['the email is absent now', [ada, { ...eva, email: '' }]],
    ['the birth date was absent', [{ ...ada, birthDate: null }, eva]],
    ['the birth date cannot be read', [ada, { ...eva, birthDate: 'soon' }]],
    ['the birth date was a placeholder', [{ ...ada, birthDate: '1900-01-01' }, eva]],
    ['each holder agrees with the one before', [ada, { ...ada, email: eva.email }, eva]],
    ['nothing is known of the first', [nobody, eva]],
    ['nobody had it before', [ada]],
  ])('is the same person’s if %s', (_, holders) => {
    expect(isReusedId(holders, today)).toBe(false);
  });

  it.each([
    ['neither agrees', [ada, eva]],
    ['one of an earlier pair did not agree', [ada, eva, eva]],
    ['what was left empty in between is filled in otherwise', [ada, nobody, eva]],
    ['one value is left empty in between', [ada, { ...ada, email: null }, eva]],
  ])('is nobody’s to tell if %s', (_, holders) => {
    expect(isReusedId(holders, today)).toBe(true);
  });
});
