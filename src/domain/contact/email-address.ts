import { trimBlanks } from '../text/compared-text.ts';

const longestAddress = 254;
const longestLocalPart = 64;

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const localPart = `${atom}(?:\\.${atom})*`;

/** A domain whose labels are made of such characters; the last label has letters only, or is the ASCII form of others. */
const domain = (letters: string, digits: string): string => {
  const any = `[${letters}${digits}]`;
  const inside = `[${letters}${digits}-]`;
  const last = `(?:[${letters}]{2,63}|[Xx][Nn]--(?:${inside}{0,58}${any}))`;
  return `(?:${any}(?:${inside}{0,61}${any})?\\.)+${last}`;
};

const asciiPattern = new RegExp(`^${localPart}@${domain('A-Za-z', '0-9')}$`);
const pattern = new RegExp(`^${localPart}@${domain('\\p{L}\\p{M}', '\\p{Nd}')}$`, 'u');

/** Characters, of which some take two places in a text. */
const lengthOf = (text: string): number => [...text].length;

/** A valid address without outer blanks (spec 2.2). */
function isTrimmedAddress(text: string): boolean {
  if (text.length > 2 * longestAddress || text.lastIndexOf('@') > longestLocalPart) return false;
  if (asciiPattern.test(text)) return text.length <= longestAddress;
  return pattern.test(text) && lengthOf(text) <= longestAddress;
}

/**
 * Can mail be sent to it (spec 2.2)? Atoms of ASCII before the `@`; after it two or more labels of letters, marks and
 * digits of any script. Outer blanks do not count.
 */
export const isEmailAddress = (text: string): boolean => isTrimmedAddress(trimBlanks(text));
