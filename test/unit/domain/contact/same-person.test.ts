import { describe, expect, it } from 'vitest';
import { isReusedId } from '../../../../src/domain/contact/same-person.ts';
import { day } from '../../../support/day-builder.ts';

const ada = { email: 'ada@example.com', birthDate: '1960-06-10' };
const eva = { email: 'eva@example.com', birthDate: '1955-01-02' };
const nobody = { email: null, birthDate: null };

describe('an id that has come back (spec 2.2)', () => {
  it.each([
    ['email and birth date agree', { email: ' ADA@example.com', birthDate: '1960-06-10 00:00:00' }, [ada]],
    ['the email agrees', { ...eva, email: ada.email }, [ada]],
    ['the birth date agrees', { ...eva, birthDate: ada.birthDate }, [ada]],
    ['the email is absent now', { ...eva, email: '' }, [ada]],
    ['the email was absent', eva, [{ ...ada, email: null }]],
    ['the birth date was absent', eva, [{ ...ada, birthDate: null }]],
    ['the birth date cannot be read', { ...eva, birthDate: 'soon' }, [ada]],
    ['the birth date cannot be', eva, [{ ...ada, birthDate: '1900-01-02' }]],
    ['it agrees with each who had it', { ...ada, email: eva.email }, [ada, eva, nobody]],
    ['nobody had it before', ada, []],
  ])('is the same person’s if %s', (_, present, deleted) => {
    expect(isReusedId(present, deleted, day('2027-03-01'))).toBe(false);
  });

  it.each([
    ['neither agrees', eva, [ada]],
    ['one who had it earlier does not agree', eva, [ada, eva]],
    ['one of many does not agree', eva, [eva, nobody, ada]],
  ])('is nobody’s to tell if %s', (_, present, deleted) => {
    expect(isReusedId(present, deleted, day('2027-03-01'))).toBe(true);
  });
});
