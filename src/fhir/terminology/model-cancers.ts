/**
 * Which ICD-10-CM codes belong to the seven groups of cancers of the CMS Enhancing Oncology Model (clinical reference 6.2). Prefixes; not held
 * against CMS's own list of codes, which was not read. C7A.01 and C7A.02 (carcinoid of bowel) are left out: the reference asks for that list.
 */
import type { ModelGroup } from '../../domain/measures/model.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import { ICD10CM } from './systems.ts';

const GROUPS: readonly (readonly [group: ModelGroup, prefixes: readonly string[]])[] = [
  ['breast', ['C50']],
  // Chronic leukemia that is not the lymphocytic one belongs to it too.
  ['chronic-leukemia', ['C91.1', 'C92.1', 'C92.2', 'C93.1']],
  ['lung', ['C33', 'C34']],
  ['lymphoma', ['C81', 'C82', 'C83', 'C84', 'C85', 'C86', 'C88.4']],
  ['multiple-myeloma', ['C90.0']],
  ['prostate', ['C61']],
  ['small-intestine-colorectal', ['C17', 'C18', 'C19', 'C20']],
];

/** A group; none, where an ICD-10-CM code of a malignancy is of none of them; null without such a code. */
export function modelGroupOf(codes: readonly Code[]): ModelGroup | 'none' | null {
  const malignant = codes
    .filter(({ system }) => system === ICD10CM)
    .map(({ code }) => dotted(code))
    // Carcinoid of the bowel may be on CMS's list.
    .filter((code) => code.startsWith('C') && !/^C7A\.0[12]/.test(code));
  for (const code of malignant)
    for (const [group, prefixes] of GROUPS) if (prefixes.some((prefix) => code.startsWith(prefix))) return group;
  return malignant.length > 0 ? 'none' : null;
}

/** "C3411" is written without its dot on claims. */
function dotted(code: string): string {
  const plain = code.trim().toUpperCase().replace('.', '');
  return plain.length > 3 ? `${plain.slice(0, 3)}.${plain.slice(3)}` : plain;
}
