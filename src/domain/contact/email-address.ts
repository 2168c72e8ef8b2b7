const pattern = /^[^@\s]+@[^@\s]+\.\p{L}{2,}$/u;

/** One `@`, no white space, a domain with a dot and a last label of two or more letters (spec 2.2). */
export const isEmailAddress = (text: string): boolean => pattern.test(text);

/** The form under which addresses are compared: case does not count (spec 2.2). */
export const foldEmailAddress = (text: string): string => text.toLowerCase();
