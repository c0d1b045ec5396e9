/** What belongs to a parameter's syntax stands behind a backslash when it belongs to the value (FHIR search 3.1.1.5.7). */
export const escapeToken = (text: string): string => text.replace(/[\\,$|]/g, '\\$&');
