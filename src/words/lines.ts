/** How words keep to their lines: the same in every language. */

/** A number that stays in one line. */
export const unbroken = (phone: string): string => phone.replaceAll(' ', '\u00A0');

/** Entries bear commas of their own. */
export const inOneLine = (all: readonly string[]): string => all.join('; ');
