/**
 * Identifiers of SNOMED CT (Release File Specification, 5.2-5.5): item, namespace of an extension, partition, check digit.
 * The check digit says nothing that the others do not: packed lists leave it out.
 */

export interface SnomedId {
  /** The number that its maker counts up. */
  readonly item: number;
  /** Who made it: seven digits, or nothing for SNOMED International. */
  readonly namespace: string;
}

const CONCEPT = /^(?=\d{6,18}$)([1-9]\d{0,7})(?:00|(\d{7})10)\d$/;

/** The parts of a concept's identifier; null for what is none: another component's, or a wrong check digit. */
export function snomedId(code: string): SnomedId | null {
  const [, item, namespace = ''] = CONCEPT.exec(code) ?? [];
  return item === undefined || !isChecked(code) ? null : { item: parseInt(item, 10), namespace };
}

/** The identifier of a concept from its parts: with the one check digit that fits. */
export function snomedCode({ item, namespace }: SnomedId): string {
  const parts = namespace === '' ? `${item}00` : `${item}${namespace}10`;
  const check = '0123456789'.split('').find((digit) => isChecked(`${parts}${digit}`)) ?? '';
  return `${parts}${check}`;
}

/** Verhoeff: the dihedral group of order 10, and the permutation of the digits by their place from the right. */
const MULTIPLIED =
  '0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210'.split(
    ' ',
  );
const PERMUTED = '0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258'.split(' ');

function isChecked(code: string): boolean {
  let check = '0';
  for (let place = 0; place < code.length; place += 1) {
    const digit = code.charCodeAt(code.length - 1 - place) - 48;
    const permuted = PERMUTED[place % 8]?.charCodeAt(digit) ?? 48;
    check = MULTIPLIED[check.charCodeAt(0) - 48]?.charAt(permuted - 48) ?? '';
  }
  return check === '0';
}
